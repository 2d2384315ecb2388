// SPDX-License-Identifier: Apache-2.0
#include "backend/core/text_offsets.h"

#include <algorithm>
#include <cstring>

namespace vitrine::core {
namespace {

constexpr std::size_t stride = 64;

std::size_t asciiPrefix(std::string_view text)
{
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + i, 8);
        if (word & 0x8080808080808080ULL) break;
    }
    while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80)
        ++i;
    return i;
}

} // namespace

TextIndex::TextIndex(std::string_view utf8)
    : m_byteCount(utf8.size()), m_codePointCount(utf8.size()), m_utf16Count(utf8.size())
{
    if (asciiPrefix(utf8) == utf8.size()) return;
    m_text = utf8;
    m_marks.reserve(utf8.size() / stride + 1);
    std::size_t codePoint = 0, utf16 = 0;
    for (std::size_t i = 0; i < utf8.size();) {
        if (codePoint % stride == 0)
            m_marks.push_back({std::uint32_t(i), std::uint32_t(codePoint), std::uint32_t(utf16)});
        const std::size_t length = utf8Length(static_cast<unsigned char>(utf8[i]));
        i += length;
        codePoint += 1;
        utf16 += length == 4 ? 2 : 1;
    }
    m_codePointCount = codePoint;
    m_utf16Count = utf16;
}

template <typename Member>
const TextIndex::Mark& TextIndex::markBefore(std::size_t value, Member member) const
{
    const auto after =
        std::upper_bound(m_marks.begin(), m_marks.end(), value,
                         [member](std::size_t v, const Mark& mark) { return v < mark.*member; });
    return *(after - 1); // the first mark is 0 in every unit
}

namespace {

/// Walks from `byte` while `next` (given the state after the character) allows it.
struct Walk
{
    std::size_t byte, codePoint, utf16;

    template <typename Allows>
    void advance(std::string_view text, Allows allows)
    {
        while (byte < text.size()) {
            const std::size_t length = utf8Length(static_cast<unsigned char>(text[byte]));
            const Walk next{byte + length, codePoint + 1, utf16 + (length == 4 ? 2 : 1)};
            if (!allows(next)) return;
            *this = next;
        }
    }
};

} // namespace

CodePointOffset TextIndex::codePoint(ByteOffset offset) const
{
    if (offset.value >= m_byteCount) return {m_codePointCount};
    if (m_text.empty()) return {offset.value};
    const Mark& mark = markBefore(offset.value, &Mark::byte);
    Walk walk{mark.byte, mark.codePoint, mark.utf16};
    walk.advance(m_text, [&](const Walk& next) { return next.byte <= offset.value; });
    return {walk.codePoint};
}

Utf16Offset TextIndex::utf16(ByteOffset offset) const
{
    if (offset.value >= m_byteCount) return {m_utf16Count};
    if (m_text.empty()) return {offset.value};
    const Mark& mark = markBefore(offset.value, &Mark::byte);
    Walk walk{mark.byte, mark.codePoint, mark.utf16};
    walk.advance(m_text, [&](const Walk& next) { return next.byte <= offset.value; });
    return {walk.utf16};
}

ByteOffset TextIndex::byte(CodePointOffset offset) const
{
    if (offset.value >= m_codePointCount) return {m_byteCount};
    if (m_text.empty()) return {offset.value};
    const Mark& mark = markBefore(offset.value, &Mark::codePoint);
    Walk walk{mark.byte, mark.codePoint, mark.utf16};
    walk.advance(m_text, [&](const Walk& next) { return next.codePoint <= offset.value; });
    return {walk.byte};
}

ByteOffset TextIndex::byte(Utf16Offset offset) const
{
    if (offset.value >= m_utf16Count) return {m_byteCount};
    if (m_text.empty()) return {offset.value};
    const Mark& mark = markBefore(offset.value, &Mark::utf16);
    Walk walk{mark.byte, mark.codePoint, mark.utf16};
    walk.advance(m_text, [&](const Walk& next) { return next.utf16 <= offset.value; });
    return {walk.byte};
}

std::size_t findInvalidUtf8(std::string_view text)
{
    const auto byteAt = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto continues = [&](std::size_t i) { return i < text.size() && (byteAt(i) & 0xC0) == 0x80; };
    std::size_t i = asciiPrefix(text);
    while (i < text.size()) {
        const unsigned char lead = byteAt(i);
        if (lead < 0x80) {
            i += std::max<std::size_t>(1, asciiPrefix(text.substr(i)));
        } else if (lead >= 0xC2 && lead < 0xE0) {
            if (!continues(i + 1)) return i;
            i += 2;
        } else if (lead >= 0xE0 && lead < 0xF0) {
            if (!continues(i + 1) || !continues(i + 2)) return i;
            const unsigned char second = byteAt(i + 1);
            if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0)) return i;
            i += 3;
        } else if (lead >= 0xF0 && lead < 0xF5) {
            if (!continues(i + 1) || !continues(i + 2) || !continues(i + 3)) return i;
            const unsigned char second = byteAt(i + 1);
            if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second >= 0x90)) return i;
            i += 4;
        } else {
            return i;
        }
    }
    return std::string_view::npos;
}

char32_t nextCodePoint(std::string_view text, std::size_t& position)
{
    const auto byteAt = [&](std::size_t i) { return char32_t(static_cast<unsigned char>(text[i])); };
    const char32_t lead = byteAt(position);
    const std::size_t length = std::min(utf8Length(static_cast<unsigned char>(lead)), text.size() - position);
    char32_t codePoint = length == 1   ? lead
                         : length == 2 ? lead & 0x1F
                         : length == 3 ? lead & 0x0F
                                       : lead & 0x07;
    for (std::size_t i = 1; i < length; ++i)
        codePoint = codePoint << 6 | (byteAt(position + i) & 0x3F);
    position += length;
    return codePoint;
}

void appendUtf8(std::string& text, char32_t codePoint)
{
    if (codePoint < 0x80) {
        text += char(codePoint);
    } else if (codePoint < 0x800) {
        text += char(0xC0 | codePoint >> 6);
        text += char(0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
        text += char(0xE0 | codePoint >> 12);
        text += char(0x80 | (codePoint >> 6 & 0x3F));
        text += char(0x80 | (codePoint & 0x3F));
    } else {
        text += char(0xF0 | codePoint >> 18);
        text += char(0x80 | (codePoint >> 12 & 0x3F));
        text += char(0x80 | (codePoint >> 6 & 0x3F));
        text += char(0x80 | (codePoint & 0x3F));
    }
}

std::string quotable(std::string_view text, std::size_t most)
{
    std::string result(text.substr(0, most));
    for (char& letter : result)
        if (static_cast<unsigned char>(letter) < ' ') letter = '?';
    for (std::size_t bad; (bad = findInvalidUtf8(result)) != std::string::npos;)
        result[bad] = '?';
    return text.size() > most ? result + "…" : result;
}

} // namespace vitrine::core
