// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/pretokenizers/pre_tokenizer.h"

#include <array>

namespace vitrine::tokenizers {
namespace {

/// Words between white space; every punctuation character is a word of its own.
class BertPreTokenizer final : public PreTokenizer
{
public:
    BertPreTokenizer()
    {
        for (char32_t c = 0; c < 128; ++c)
            m_ascii[c] = isWhitespace(c) ? Kind::Space : isPunctuation(c) ? Kind::Mark : Kind::Letter;
    }

    void preTokenize(PreTokenizedString& text) const override
    {
        text.split([this](std::string_view view, auto emit) {
            std::size_t begin = 0;
            for (std::size_t i = 0; i < view.size();) {
                const std::size_t at = i;
                const Kind kind = next(view, i);
                if (kind == Kind::Letter) continue;
                emit(begin, at);
                if (kind == Kind::Mark) emit(at, i);
                begin = i;
            }
            emit(begin, view.size());
        });
    }

private:
    enum class Kind : std::uint8_t { Letter, Space, Mark };

    Kind next(std::string_view view, std::size_t& i) const
    {
        const auto byte = static_cast<unsigned char>(view[i]);
        if (byte < 128) {
            ++i;
            return m_ascii[byte];
        }
        const std::uint16_t flags = charClass(core::nextCodePoint(view, i));
        return flags & ClassWhitespace ? Kind::Space : flags & ClassPunctuation ? Kind::Mark : Kind::Letter;
    }

    std::array<Kind, 128> m_ascii;
};

} // namespace

std::unique_ptr<const PreTokenizer> makeBertPreTokenizer(const core::JsonObject&)
{
    return std::make_unique<BertPreTokenizer>();
}

} // namespace vitrine::tokenizers
