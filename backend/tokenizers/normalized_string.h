// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/text_offsets.h"
#include "backend/tokenizers/unicode.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::tokenizers {

/// A text that normalizers change while it remembers, for every character, the bytes of the original text it
/// came from. As long as no character changed its length nothing is stored for that.
class NormalizedString
{
public:
    /// A character and its bytes in the original text.
    struct Char
    {
        char32_t c;
        std::uint32_t begin, end;
    };
    /// One character of a new text: `change` 0 replaces the next old one, 1 is inserted, -n replaces one and
    /// removes the n after it. Tokenizers counts so, and its offsets follow from it.
    struct Change
    {
        char32_t c;
        int change;
    };

    NormalizedString() = default;
    /// `text` is valid UTF-8 that starts at byte `base` of the original.
    explicit NormalizedString(std::string text, std::uint32_t base = 0)
        : m_text(std::move(text)), m_base(base)
    {
    }

    const std::string& text() const { return m_text; }
    bool empty() const { return m_text.empty(); }
    bool isAscii() const;

    /// The original bytes of the characters that the non-empty range [begin, end) of text() touches.
    core::ByteSpan original(std::size_t begin, std::size_t end) const
    {
        if (!m_spans.empty()) return {{m_spans[begin].begin}, {m_spans[end - 1].end}};
        const auto isInside = [&](std::size_t at) {
            return at < m_text.size() && (m_text[at] & 0xC0) == 0x80;
        };
        while (isInside(begin))
            --begin;
        while (isInside(end))
            ++end;
        return {{m_base + begin}, {m_base + end}};
    }

    std::vector<Char> chars() const;
    void setChars(const std::vector<Char>& chars);
    /// Changes ASCII text byte by byte. `map` keeps every byte below 128.
    template <typename Map>
    void mapAscii(Map map)
    {
        for (char& byte : m_text)
            byte = char(map(static_cast<unsigned char>(byte)));
    }
    /// Replaces the characters [first, first + count) of `chars` (of this text); the first `removed` of them
    /// vanish before `changes` begin.
    void transform(std::vector<Char>& chars, std::size_t first, std::size_t count,
                   const std::vector<Change>& changes, std::size_t removed) const;

    void append(const NormalizedString& other);
    /// The range [begin, end) as a text of its own, with the same original.
    NormalizedString slice(std::size_t begin, std::size_t end) const;

private:
    struct Origin
    {
        std::uint32_t begin, end;
    };
    void storeSpans();

    std::string m_text;
    std::uint32_t m_base = 0;
    std::vector<Origin> m_spans; ///< one a byte; empty: byte i is byte m_base + i of the original
};

} // namespace vitrine::tokenizers
