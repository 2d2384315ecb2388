// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/tokenizers/normalizers/normalizer.h"

#include <array>

namespace vitrine::tokenizers {
namespace {

/// Cleans control characters and white space, sets Chinese characters apart, strips accents and lowers case,
/// in this order.
class BertNormalizer final : public Normalizer
{
public:
    BertNormalizer(bool cleanText, bool chinese, bool stripAccents, bool lowercase)
        : m_cleanText(cleanText), m_chinese(chinese), m_stripAccents(stripAccents), m_lowercase(lowercase)
    {
        for (char32_t c = 0; c < 128; ++c) {
            char32_t mapped = c;
            if (cleanText && (charClass(c) & ClassControl))
                mapped = removed;
            else if (cleanText && isWhitespace(c))
                mapped = ' ';
            else if (lowercase)
                mapped = lowerCase(c).first;
            m_ascii[c] = std::uint8_t(mapped);
        }
    }

    void normalize(NormalizedString& text) const override
    {
        if (text.isAscii() && keepsLength(text.text()))
            text.mapAscii([this](unsigned char byte) { return m_ascii[byte]; });
        else
            normalizeChars(text);
    }

private:
    static constexpr std::uint8_t removed = 0xFF;

    bool keepsLength(const std::string& text) const
    {
        std::uint8_t high = 0;
        for (const unsigned char byte : text)
            high |= m_ascii[byte];
        return high < 0x80;
    }

    void normalizeChars(NormalizedString& text) const
    {
        using Char = NormalizedString::Char;
        const std::vector<Char> old = text.chars();
        std::vector<Char> chars;
        chars.reserve(old.size() + old.size() / 4);
        std::uint16_t seen = 0;
        for (Char each : old) {
            const std::uint16_t flags = charClass(each.c);
            if (m_cleanText) {
                if (flags & ClassControl) continue;
                if (flags & ClassWhitespace) each.c = ' ';
            }
            seen |= flags;
            const bool apart = m_chinese && (flags & ClassChinese);
            if (apart) chars.push_back({' ', each.begin, each.end});
            chars.push_back(each);
            if (apart) chars.push_back({' ', each.begin, each.end});
        }
        if (m_stripAccents && (seen & (ClassCanonical | ClassOrdered | ClassMark))) {
            text.setChars(chars);
            decompose(text, chars, false);
            std::erase_if(chars, [](const Char& each) { return charClass(each.c) & ClassMark; });
        }
        if (m_lowercase) chars = lowered(chars);
        text.setChars(chars);
    }

    static std::vector<NormalizedString::Char> lowered(const std::vector<NormalizedString::Char>& chars)
    {
        std::vector<NormalizedString::Char> result;
        result.reserve(chars.size());
        for (const auto& each : chars) {
            const auto [first, second] = lowerCase(each.c);
            result.push_back({first, each.begin, each.end});
            if (second) result.push_back({second, each.begin, each.end});
        }
        return result;
    }

    bool m_cleanText, m_chinese, m_stripAccents, m_lowercase;
    std::array<std::uint8_t, 128> m_ascii;
};

} // namespace

std::unique_ptr<const Normalizer> makeBertNormalizer(const core::JsonObject& settings)
{
    const bool lowercase = settings.get<bool>("lowercase");
    // null means: as lower case
    return std::make_unique<BertNormalizer>(settings.get<bool>("clean_text"),
                                            settings.get<bool>("handle_chinese_chars"),
                                            settings.get<bool>("strip_accents", lowercase), lowercase);
}

} // namespace vitrine::tokenizers
