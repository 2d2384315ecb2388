// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/normalized_string.h"

#include <algorithm>
#include <cstring>

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
        const auto span = m_spans.empty() ? Origin{std::uint32_t(m_base + begin), std::uint32_t(m_base + i)}
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

void NormalizedString::transform(std::vector<Char>& chars, std::size_t first, std::size_t count,
                                 const std::vector<Change>& changes, std::size_t removed) const
{
    std::vector<Char> replaced;
    replaced.reserve(changes.size());
    std::size_t next = first + removed;
    const std::uint32_t start = m_spans.empty() ? m_base : m_spans.empty() ? 0 : m_spans.front().begin;
    for (const Change& each : changes) {
        Char origin{each.c, start, start};
        if (each.change > 0) {
            if (next > 0) origin = chars[next - 1];
        } else if (!chars.empty()) {
            origin = chars[std::min(next, chars.size() - 1)];
            next = std::min(next + 1 + std::size_t(-each.change), first + count);
        }
        replaced.push_back({each.c, origin.begin, origin.end});
    }
    if (first == 0 && count == chars.size()) {
        chars = std::move(replaced);
        return;
    }
    const auto position = chars.begin() + std::ptrdiff_t(first);
    chars.insert(chars.erase(position, position + std::ptrdiff_t(count)), replaced.begin(), replaced.end());
}

void NormalizedString::storeSpans()
{
    if (!m_spans.empty()) return;
    m_spans.reserve(m_text.size());
    for (std::size_t i = 0; i < m_text.size();) {
        const std::size_t length = core::utf8Length(static_cast<unsigned char>(m_text[i]));
        m_spans.insert(m_spans.end(), length,
                       {std::uint32_t(m_base + i), std::uint32_t(m_base + i + length)});
        i += length;
    }
}

void NormalizedString::append(const NormalizedString& other)
{
    if (m_text.empty()) {
        *this = other;
        return;
    }
    const bool continues = m_spans.empty() && other.m_spans.empty() && other.m_base == m_base + m_text.size();
    if (!continues && !other.m_text.empty()) {
        storeSpans();
        NormalizedString copy = other;
        copy.storeSpans();
        m_spans.insert(m_spans.end(), copy.m_spans.begin(), copy.m_spans.end());
    }
    m_text += other.m_text;
}

NormalizedString NormalizedString::slice(std::size_t begin, std::size_t end) const
{
    NormalizedString part(m_text.substr(begin, end - begin), std::uint32_t(m_base + begin));
    if (!m_spans.empty())
        part.m_spans.assign(m_spans.begin() + std::ptrdiff_t(begin), m_spans.begin() + std::ptrdiff_t(end));
    return part;
}

} // namespace vitrine::tokenizers
