// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/pretokenizers/pre_tokenizer.h"

namespace vitrine::tokenizers {
namespace {

/// Runs of word characters and runs of other characters, white space left out: `\w+|[^\w\s]+`.
class Whitespace final : public PreTokenizer
{
public:
    void preTokenize(PreTokenizedString& text) const override
    {
        text.split([](std::string_view view, auto emit) {
            std::size_t begin = 0;
            std::uint16_t kind = ClassWhitespace; // of the run that starts at `begin`
            for (std::size_t i = 0; i < view.size();) {
                const std::size_t at = i;
                const std::uint16_t own =
                    charClass(core::nextCodePoint(view, i)) & (ClassWord | ClassWhitespace);
                if (own == kind) continue;
                if (!(kind & ClassWhitespace)) emit(begin, at);
                begin = at;
                kind = own;
            }
            if (!(kind & ClassWhitespace)) emit(begin, view.size());
        });
    }
};

class WhitespaceSplit final : public PreTokenizer
{
public:
    void preTokenize(PreTokenizedString& text) const override
    {
        text.splitAt(isWhitespace, SplitBehavior::Removed);
    }
};

} // namespace

std::unique_ptr<const PreTokenizer> makeWhitespace(const core::JsonObject&)
{
    return std::make_unique<Whitespace>();
}

std::unique_ptr<const PreTokenizer> makeWhitespaceSplit(const core::JsonObject&)
{
    return std::make_unique<WhitespaceSplit>();
}

} // namespace vitrine::tokenizers
