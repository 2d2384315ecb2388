// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/pretokenizers/pre_tokenizer.h"
#include "backend/tokenizers/segments.h"

namespace vitrine::tokenizers {
namespace {

/// Splits where the script changes. As in the library, what is before the first character that has one goes.
class UnicodeScripts final : public PreTokenizer
{
public:
    void preTokenize(PreTokenizedString& text) const override
    {
        text.split([](std::string_view view, auto emit) {
            std::uint8_t script = 0;
            std::size_t begin = view.size();
            for (std::size_t i = 0; i < view.size();) {
                const std::size_t at = i;
                const std::uint8_t own = scriptOf(core::nextCodePoint(view, i));
                if (own == 0 || own == script) continue;
                if (script != 0) emit(begin, at);
                script = own;
                begin = at;
            }
            emit(begin, view.size());
        });
    }
};

} // namespace

std::unique_ptr<const PreTokenizer> makeUnicodeScripts(const core::JsonObject&)
{
    return std::make_unique<UnicodeScripts>();
}

} // namespace vitrine::tokenizers
