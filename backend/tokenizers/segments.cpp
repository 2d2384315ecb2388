// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/segments.h"

#include "backend/core/text_offsets.h"
#include "backend/tokenizers/code_point_table.h"

namespace vitrine::tokenizers {
namespace {

#include "backend/tokenizers/segment_tables.inc"

enum : std::uint8_t {
    Extend = 1 << 0,
    Spacing = 1 << 1, ///< joins what is before it, too
    Control = 1 << 2,
    Prepend = 1 << 3,
    Pictographic = 1 << 4,
    Linker = 1 << 5,     ///< joins two consonants of an Indic script
    LinkExtend = 1 << 6, ///< may stand beside a linker
    Consonant = 1 << 7,
};

constexpr char32_t zeroWidthJoiner = 0x200D;

enum class Hangul { None, Leading, Vowel, Trailing, WithoutTrailing, WithTrailing };

Hangul hangulOf(char32_t c)
{
    if (c < 0x1100 || c > 0xD7FB) return Hangul::None;
    if (c < 0x1160 || (c >= 0xA960 && c <= 0xA97C)) return Hangul::Leading;
    if (c < 0x11A8 || (c >= 0xD7B0 && c <= 0xD7C6)) return Hangul::Vowel;
    if (c < 0x1200 || c >= 0xD7CB) return Hangul::Trailing;
    if (c < 0xAC00 || c > 0xD7A3) return Hangul::None;
    return (c - 0xAC00) % 28 == 0 ? Hangul::WithoutTrailing : Hangul::WithTrailing;
}

bool joinsHangul(char32_t before, char32_t after)
{
    using enum Hangul;
    const Hangul first = hangulOf(before), second = hangulOf(after);
    if (first == Leading) return second != None && second != Trailing;
    if (first == WithoutTrailing || first == Vowel) return second == Vowel || second == Trailing;
    return (first == WithTrailing || first == Trailing) && second == Trailing;
}

} // namespace

std::size_t graphemeEnd(std::string_view text, std::size_t begin)
{
    static const CodePointTable classes(graphemeChanges);
    std::size_t end = begin;
    char32_t before = core::nextCodePoint(text, end);
    std::uint8_t flags = classes.of(before);
    if (before == '\r') return end < text.size() && text[end] == '\n' ? end + 1 : end;
    bool afterPictographic = flags & Pictographic; // nothing but Extend and a joiner since
    bool afterConsonant = flags & Consonant;       // nothing but linkers and their company since
    bool linked = false;                           // one of them a linker
    while (end < text.size()) {
        std::size_t next = end;
        const char32_t c = core::nextCodePoint(text, next);
        const std::uint8_t own = classes.of(c);
        if ((flags | own) & Control) break;
        const bool joins = (own & (Extend | Spacing)) || (flags & Prepend) || joinsHangul(before, c) ||
                           (afterPictographic && before == zeroWidthJoiner && (own & Pictographic)) ||
                           (afterConsonant && linked && (own & Consonant));
        if (!joins) break;
        afterPictographic = (own & Pictographic) || (afterPictographic && before != zeroWidthJoiner &&
                                                     ((own & Extend) || c == zeroWidthJoiner));
        if (own & Consonant) {
            afterConsonant = true;
            linked = false;
        } else {
            afterConsonant = afterConsonant && (own & (Linker | LinkExtend));
            linked = linked || (own & Linker);
        }
        before = c;
        flags = own;
        end = next;
    }
    return end;
}

std::uint8_t scriptOf(char32_t c)
{
    static const CodePointTable scripts(scriptChanges);
    return scripts.of(c);
}

} // namespace vitrine::tokenizers
