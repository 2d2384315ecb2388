// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::core {

/// Positions in a text, one type a unit, so that they can't be mixed up. Conversion is TextIndex's alone.
template <typename Unit>
struct Offset
{
    std::size_t value = 0;
    auto operator<=>(const Offset&) const = default;
};

using ByteOffset = Offset<struct ByteUnit>;           ///< UTF-8 bytes: the backend's own unit
using CodePointOffset = Offset<struct CodePointUnit>; ///< what Tokenizers shows to the user
using Utf16Offset = Offset<struct Utf16Unit>;         ///< QString positions

/// A half-open range `[begin, end)`.
template <typename OffsetType>
struct Span
{
    OffsetType begin;
    OffsetType end;
    auto operator<=>(const Span&) const = default;
    bool empty() const { return begin == end; }
    std::size_t length() const { return end.value - begin.value; }
};

using ByteSpan = Span<ByteOffset>;
using CodePointSpan = Span<CodePointOffset>;
using Utf16Span = Span<Utf16Offset>;

/// Converts between the three units for one text of valid UTF-8. A byte offset inside a character belongs
/// to the start of that character; offsets past the end are clamped to the end. Each conversion is
/// logarithmic in the text's length at most, constant for ASCII.
class TextIndex
{
public:
    explicit TextIndex(std::string_view utf8);

    CodePointOffset codePoint(ByteOffset offset) const;
    Utf16Offset utf16(ByteOffset offset) const;
    ByteOffset byte(CodePointOffset offset) const;
    ByteOffset byte(Utf16Offset offset) const;
    Utf16Offset utf16(CodePointOffset offset) const { return utf16(byte(offset)); }
    CodePointOffset codePoint(Utf16Offset offset) const { return codePoint(byte(offset)); }

    CodePointSpan codePoints(ByteSpan span) const { return {codePoint(span.begin), codePoint(span.end)}; }
    Utf16Span utf16(ByteSpan span) const { return {utf16(span.begin), utf16(span.end)}; }
    Utf16Span utf16(CodePointSpan span) const { return {utf16(span.begin), utf16(span.end)}; }
    ByteSpan bytes(CodePointSpan span) const { return {byte(span.begin), byte(span.end)}; }

    CodePointOffset codePointCount() const { return {m_codePointCount}; }

private:
    /// A checkpoint every `stride` code points: the position in every unit.
    struct Mark
    {
        std::uint32_t byte, codePoint, utf16;
    };
    template <typename Member>
    const Mark& markBefore(std::size_t value, Member member) const;

    std::string m_text; ///< empty when the text is ASCII: then all units agree
    std::vector<Mark> m_marks;
    std::size_t m_byteCount = 0, m_codePointCount = 0, m_utf16Count = 0;
};

/// The first byte that breaks UTF-8 (overlong forms, surrogates and values past U+10FFFF included), or npos.
std::size_t findInvalidUtf8(std::string_view text);

/// `text` for an error message, whatever it is: one line of valid UTF-8, cut after `most` bytes.
std::string quotable(std::string_view text, std::size_t most = 100);

/// Bytes of the character that starts with `lead`; 1 for a byte that starts none.
inline std::size_t utf8Length(unsigned char lead)
{
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// Decodes the character at `position` of valid UTF-8 and moves past it.
char32_t nextCodePoint(std::string_view text, std::size_t& position);
void appendUtf8(std::string& text, char32_t codePoint);

} // namespace vitrine::core
