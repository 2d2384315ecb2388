// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/normalized_string.h"

#include "backend/core/result.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace vitrine::tokenizers {

bool NormalizedString::isAscii() const
{
    std::size_t i = 0;
    std::uint64_t high = 0;
    for (; i + 8 <= m_text.size(); i += 8) {
        std::uint64_t word;
        std::memcpy(&word, m_text.data() + i, 8);
        high |= word;
    }
    for (; i < m_text.size(); ++i)
        high |= static_cast<unsigned char>(m_text[i]);
    return (high & 0x8080808080808080ULL) == 0;
}

std::vector<NormalizedString::Char> NormalizedString::chars() const
{
    std::vector<Char> chars;
    chars.reserve(m_text.size());
    for (std::size_t i = 0; i < m_text.size();) {
        const std::size_t begin = i;
        const char32_t c = core::nextCodePoint(m_text, i);
        const auto span = m_spans.empty() ? Origin{std::uint32_t(m_shift + begin), std::uint32_t(m_shift + i)}
                                          : m_spans[begin];
        chars.push_back({c, span.begin, span.end});
    }
    return chars;
}

void NormalizedString::setChars(const std::vector<Char>& chars)
{
    std::string text;
    text.reserve(chars.size());
    m_spans.clear();
    m_spans.reserve(chars.size());
    for (const Char& each : chars) {
        core::appendUtf8(text, each.c);
        m_spans.resize(text.size(), {each.begin, each.end});
    }
    m_text = std::move(text);
}

NormalizedString::Origin NormalizedString::originBefore(std::size_t at) const
{
    if (at == 0) return {m_base, m_base};
    do
        --at;
    while (at > 0 && (m_text[at] & 0xC0) == 0x80);
    return origin(at);
}

void NormalizedString::transform(std::vector<Char>& chars, const std::vector<Change>& changes) const
{
    std::vector<Char> replaced;
    replaced.reserve(changes.size());
    std::size_t next = 0;
    for (const Change& each : changes) {
        Char origin{each.c, m_base, m_base};
        if (each.change > 0) {
            if (next > 0) origin = chars[next - 1];
        } else if (!chars.empty()) {
            origin = chars[std::min(next, chars.size() - 1)];
            next = std::min(next + 1 + std::size_t(-each.change), chars.size());
        }
        replaced.push_back({each.c, origin.begin, origin.end});
    }
    chars = std::move(replaced);
}

void NormalizedString::cut(std::size_t begin, std::size_t end)
{
    m_text.erase(end);
    m_text.erase(0, begin);
    if (m_spans.empty()) {
        m_shift += std::uint32_t(begin);
        return;
    }
    m_spans.erase(m_spans.begin() + std::ptrdiff_t(end), m_spans.end());
    m_spans.erase(m_spans.begin(), m_spans.begin() + std::ptrdiff_t(begin));
}

void NormalizedString::storeSpans()
{
    if (!m_spans.empty()) return;
    m_spans.reserve(m_text.size());
    for (std::size_t i = 0; i < m_text.size();) {
        const std::size_t length = core::utf8Length(static_cast<unsigned char>(m_text[i]));
        m_spans.insert(m_spans.end(), length,
                       {std::uint32_t(m_shift + i), std::uint32_t(m_shift + i + length)});
        i += length;
    }
}

void NormalizedString::append(const NormalizedString& other)
{
    if (m_text.empty()) {
        *this = other;
        return;
    }
    const bool continues =
        m_spans.empty() && other.m_spans.empty() && other.m_shift == m_shift + m_text.size();
    if (!continues && !other.m_text.empty()) {
        storeSpans();
        NormalizedString copy = other;
        copy.storeSpans();
        m_spans.insert(m_spans.end(), copy.m_spans.begin(), copy.m_spans.end());
    }
    m_text += other.m_text;
}

void NormalizedString::Rewriter::grow(std::size_t needed)
{
    if (needed > std::numeric_limits<std::uint32_t>::max())
        throw core::Exception(core::ErrorCode::InvalidArgument, "the normalized text is longer than 4 GB");
    const std::size_t capacity = std::max(needed, m_text.size() * 2);
    m_text.resize(capacity);
    m_spans.resize(capacity);
}

void NormalizedString::Rewriter::keep(std::size_t begin, std::size_t end)
{
    reserve(end - begin);
    std::copy_n(m_old.m_text.data() + begin, end - begin, m_text.data() + m_size);
    if (!m_old.m_spans.empty()) {
        std::copy_n(m_old.m_spans.data() + begin, end - begin, m_spans.data() + m_size);
    } else {
        Origin* out = m_spans.data() + m_size;
        for (std::size_t i = begin; i < end;) {
            const Origin origin = m_old.origin(i);
            for (; i < origin.end - m_old.m_shift; ++i)
                *out++ = origin;
        }
    }
    m_size += end - begin;
}

void NormalizedString::Rewriter::finish()
{
    m_text.resize(m_size);
    m_spans.resize(m_size);
    m_old.m_text = std::move(m_text);
    m_old.m_spans = std::move(m_spans);
}

} // namespace vitrine::tokenizers
