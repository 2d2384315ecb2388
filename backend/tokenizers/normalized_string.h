// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/text_offsets.h"
#include "backend/tokenizers/unicode.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::tokenizers {

/// A text that normalizers change while it remembers, for every character, the bytes of the original text it
/// came from. As long as no character changed its length nothing is stored for that.
class NormalizedString
{
public:
    /// Bytes of the original text.
    struct Origin
    {
        std::uint32_t begin, end;
    };
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
    class Rewriter;

    NormalizedString() = default;
    /// `text` is valid UTF-8 that starts at byte `base` of the original.
    explicit NormalizedString(std::string text, std::uint32_t base = 0)
        : m_text(std::move(text)), m_base(base), m_shift(base)
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
        return {{m_shift + begin}, {m_shift + end}};
    }
    /// The origin of the character that starts at byte `at`.
    Origin origin(std::size_t at) const
    {
        if (!m_spans.empty()) return m_spans[at];
        const std::size_t length = core::utf8Length(static_cast<unsigned char>(m_text[at]));
        return {std::uint32_t(m_shift + at), std::uint32_t(m_shift + at + length)};
    }
    /// The origin of what is inserted at byte `at`, not inside a character: that of the character before.
    Origin originBefore(std::size_t at) const;

    std::vector<Char> chars() const;
    void setChars(const std::vector<Char>& chars);
    /// Changes ASCII text byte by byte. `map` keeps every byte below 128.
    template <typename Map>
    void mapAscii(Map map)
    {
        for (char& byte : m_text)
            byte = char(map(static_cast<unsigned char>(byte)));
    }
    /// Replaces all characters, which are `chars`, by `changes`.
    void transform(std::vector<Char>& chars, const std::vector<Change>& changes) const;
    /// Keeps the bytes [begin, end) alone.
    void cut(std::size_t begin, std::size_t end);
    void append(const NormalizedString& other);

private:
    /// Leaves new elements as they are: whoever makes room for spans writes them.
    template <typename T>
    struct Uninitialized : std::allocator<T>
    {
        template <typename U>
        struct rebind
        {
            using other = Uninitialized<U>;
        };
        template <typename U>
        void construct(U* at)
        {
            ::new (static_cast<void*>(at)) U;
        }
        template <typename U, typename... Arguments>
        void construct(U* at, Arguments&&... arguments)
        {
            ::new (static_cast<void*>(at)) U{std::forward<Arguments>(arguments)...};
        }
    };
    using Spans = std::vector<Origin, Uninitialized<Origin>>;

    void storeSpans();

    std::string m_text;
    std::uint32_t m_base = 0;  ///< where in the original this text began before it was changed
    std::uint32_t m_shift = 0; ///< without spans: byte i is byte m_shift + i of the original
    Spans m_spans;             ///< one a byte, or none
};

/// Writes the next version of a text from left to right, byte by byte with its origin.
class NormalizedString::Rewriter
{
public:
    /// `text` keeps its old content until finish(). Throws InvalidArgument where the text grows past 4 GB.
    explicit Rewriter(NormalizedString& text) : m_old(text) {}

    /// Makes room for `count` more bytes; the other functions need that, but for put() of a text and keep().
    void reserve(std::size_t count)
    {
        if (m_size + count > m_text.size()) grow(m_size + count);
    }
    void putByte(char byte, Origin origin)
    {
        m_text[m_size] = byte;
        m_spans[m_size++] = origin;
    }
    /// Every byte of `text` gets `origin`.
    void put(std::string_view text, Origin origin)
    {
        reserve(text.size());
        for (const char byte : text)
            putByte(byte, origin);
    }
    /// Copies the old bytes [begin, end), which are whole characters.
    void keep(std::size_t begin, std::size_t end);

    std::size_t size() const { return m_size; }
    void finish();

private:
    void grow(std::size_t needed);

    NormalizedString& m_old;
    std::string m_text;
    Spans m_spans;
    std::size_t m_size = 0;
};

} // namespace vitrine::tokenizers
