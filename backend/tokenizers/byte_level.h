// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/normalized_string.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace vitrine::tokenizers {

/// The byte-level alphabet of GPT-2: a visible character for every byte, itself where it has one, else one
/// from U+0100 on.
class ByteAlphabet
{
public:
    static const ByteAlphabet& instance();

    /// One or two bytes of UTF-8.
    std::string_view text(unsigned char byte) const { return {m_texts[byte].bytes, m_texts[byte].length}; }
    /// The byte that a character stands for, -1 if it stands for none.
    int byte(char32_t c) const { return c < m_bytes.size() ? m_bytes[c] : -1; }

    /// Writes the bytes [begin, end) of `old` in this alphabet; every byte has the origin of its character.
    void write(const NormalizedString& old, std::size_t begin, std::size_t end,
               NormalizedString::Rewriter& out) const;
    /// The bytes that `token` stands for; those of its own UTF-8 if it has a character of another alphabet.
    std::string decoded(std::string_view token) const;

private:
    ByteAlphabet();
    struct Text
    {
        char bytes[2];
        unsigned char length;
    };
    std::array<Text, 256> m_texts;
    std::array<short, 0x144> m_bytes;
};

/// How byte_fallback spells a byte: "<0xE2>".
std::string fallbackToken(unsigned char byte);
/// The byte that a token like "<0xE2>" stands for, -1 if it is none. The library reads also "<0x+2>".
int fallbackByte(std::string_view token);

} // namespace vitrine::tokenizers
