// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

namespace vitrine::tokenizers {

/// What the `tokenizers` library takes a character for. It mixes Unicode versions, so these are its classes,
/// not those of one Unicode version (unicode_tables.inc says how they were found).
enum CharClass : std::uint16_t {
    ClassWhitespace = 1 << 0,
    ClassControl = 1 << 1,   ///< removed by BertNormalizer's clean_text
    ClassChinese = 1 << 2,   ///< set apart by BertNormalizer
    ClassMark = 1 << 3,      ///< non-spacing mark, removed by BertNormalizer's strip_accents
    ClassCombining = 1 << 4, ///< removed by StripAccents
    ClassPunctuation = 1 << 5,
    ClassWord = 1 << 6, ///< `\w`
    ClassNumeric = 1 << 7,
    ClassCanonical = 1 << 8,  ///< NFD changes it
    ClassCompatible = 1 << 9, ///< NFKD changes it
    ClassOrdered = 1 << 10,   ///< has a combining class above 0
    ClassUpper = 1 << 11,     ///< lower case changes it
};

/// Two levels: one block of flags for every 256 characters, equal blocks of one value shared.
class CharClasses
{
public:
    static const CharClasses& instance();
    std::uint16_t of(char32_t c) const { return m_blocks[m_index[c >> 8]][c & 0xFF]; }

private:
    CharClasses();
    using Block = std::uint16_t[256];
    std::uint16_t m_index[0x1100];
    Block* m_blocks = nullptr;
};

inline std::uint16_t charClass(char32_t c)
{
    static const CharClasses& classes = CharClasses::instance();
    return classes.of(c);
}
inline bool isWhitespace(char32_t c)
{
    return charClass(c) & ClassWhitespace;
}
inline bool isPunctuation(char32_t c)
{
    return charClass(c) & ClassPunctuation;
}
inline bool isWord(char32_t c)
{
    return charClass(c) & ClassWord;
}

/// Bytes of the white space that `text` (UTF-8) starts with.
std::size_t leadingWhitespace(std::string_view text);
/// Bytes of `text` without the white space that it ends with.
std::size_t trimmedLength(std::string_view text);
/// The characters of valid UTF-8.
std::size_t countCharacters(std::string_view text);

/// Lower case of one character; U+0130 alone becomes two, the second of the pair, else 0.
std::pair<char32_t, char32_t> lowerCase(char32_t c);

/// The full canonical or compatible decomposition, at most 18 characters. Returns their number.
std::size_t decompose(char32_t c, bool compatible, char32_t* out);
std::uint8_t combiningClass(char32_t c);
/// The primary composite of two characters, 0 if there is none.
char32_t compose(char32_t first, char32_t second);

/// What Python's str.strip leaves of a text: it takes the four separators of ASCII away, too.
std::string_view pythonStrip(std::string_view text);

} // namespace vitrine::tokenizers
