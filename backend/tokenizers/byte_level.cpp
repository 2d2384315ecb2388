// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/byte_level.h"

namespace vitrine::tokenizers {

const ByteAlphabet& ByteAlphabet::instance()
{
    static const ByteAlphabet alphabet;
    return alphabet;
}

ByteAlphabet::ByteAlphabet()
{
    m_bytes.fill(-1);
    char32_t next = 0x100;
    for (unsigned byte = 0; byte < 256; ++byte) {
        const bool isVisible = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
        const char32_t c = isVisible ? byte : next++;
        std::string text;
        core::appendUtf8(text, c);
        m_texts[byte] = {{text.front(), text.back()}, static_cast<unsigned char>(text.size())};
        m_bytes[c] = short(byte);
    }
}

void ByteAlphabet::write(const NormalizedString& old, std::size_t begin, std::size_t end,
                         NormalizedString::Rewriter& out) const
{
    out.reserve((end - begin) * 2);
    const std::string& text = old.text();
    for (std::size_t i = begin; i < end;) {
        const auto origin = old.origin(i);
        const std::size_t next = i + core::utf8Length(static_cast<unsigned char>(text[i]));
        for (; i < next; ++i) {
            const Text& own = m_texts[static_cast<unsigned char>(text[i])];
            out.putByte(own.bytes[0], origin);
            if (own.length == 2) out.putByte(own.bytes[1], origin);
        }
    }
}

std::string ByteAlphabet::decoded(std::string_view token) const
{
    std::string bytes;
    for (std::size_t i = 0; i < token.size();) {
        const int own = byte(core::nextCodePoint(token, i));
        if (own < 0) return std::string(token);
        bytes += char(own);
    }
    return bytes;
}

std::string fallbackToken(unsigned char byte)
{
    constexpr char digits[] = "0123456789ABCDEF";
    return {'<', '0', 'x', digits[byte >> 4], digits[byte & 15], '>'};
}

int fallbackByte(std::string_view token)
{
    if (token.size() != 6 || !token.starts_with("<0x") || token[5] != '>') return -1;
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    const int low = digit(token[4]);
    const int high = token[3] == '+' ? 0 : digit(token[3]);
    return low < 0 || high < 0 ? -1 : high * 16 + low;
}

} // namespace vitrine::tokenizers
