// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/unicode.h"

#include "backend/core/text_offsets.h"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace vitrine::tokenizers {
namespace {

/// From `first` on, up to the next entry, characters have these flags.
struct ClassChange
{
    char32_t first;
    std::uint16_t flags;
};

/// Every `step`-th character of first … last has its lower case `difference` away.
struct LowerRange
{
    char32_t first, last;
    std::uint8_t step;
    std::int32_t difference;
};

#include "backend/tokenizers/unicode_tables.inc"

constexpr std::size_t maxDecomposition = 18;

} // namespace

const CharClasses& CharClasses::instance()
{
    static const CharClasses classes;
    return classes;
}

CharClasses::CharClasses()
{
    static std::vector<std::uint16_t> storage;
    std::vector<std::pair<std::uint16_t, std::uint16_t>> uniform; // flags → block
    std::size_t count = 0;
    const ClassChange* change = std::begin(classChanges);
    const ClassChange* const end = std::end(classChanges);
    for (std::size_t block = 0; block < std::size(m_index); ++block) {
        const char32_t first = char32_t(block << 8);
        while (change + 1 != end && change[1].first <= first)
            ++change;
        if (change + 1 == end || change[1].first >= first + 256) {
            const auto known =
                std::ranges::find(uniform, change->flags, &decltype(uniform)::value_type::first);
            if (known != uniform.end()) {
                m_index[block] = known->second;
                continue;
            }
            uniform.emplace_back(change->flags, std::uint16_t(count));
        }
        m_index[block] = std::uint16_t(count++);
        for (char32_t c = first; c < first + 256; ++c) {
            while (change + 1 != end && change[1].first <= c)
                ++change;
            storage.push_back(change->flags);
        }
    }
    m_blocks = reinterpret_cast<Block*>(storage.data());
}

std::size_t leadingWhitespace(std::string_view text)
{
    std::size_t end = 0;
    for (std::size_t i = 0; i < text.size() && isWhitespace(core::nextCodePoint(text, i));)
        end = i;
    return end;
}

std::size_t trimmedLength(std::string_view text)
{
    std::size_t end = text.size();
    while (end > 0) {
        std::size_t begin = end;
        do
            --begin;
        while (begin > 0 && (text[begin] & 0xC0) == 0x80);
        std::size_t i = begin;
        if (!isWhitespace(core::nextCodePoint(text, i))) break;
        end = begin;
    }
    return end;
}

std::pair<char32_t, char32_t> lowerCase(char32_t c)
{
    if (c < 0x80) return {c >= 'A' && c <= 'Z' ? c + 32 : c, 0};
    if (!(charClass(c) & ClassUpper)) return {c, 0};
    if (c == 0x130) return {'i', 0x307};
    const auto after = std::ranges::upper_bound(lowerRanges, c, {}, &LowerRange::first);
    // runs of step 2 may interleave: the nearest that holds the character counts
    for (auto range = after; range != std::begin(lowerRanges);) {
        --range;
        if (c <= range->last && (c - range->first) % range->step == 0)
            return {char32_t(std::int32_t(c) + range->difference), 0};
    }
    return {c, 0};
}

std::size_t decompose(char32_t c, bool compatible, char32_t* out)
{
    if (!(charClass(c) & (compatible ? ClassCompatible : ClassCanonical))) {
        out[0] = c;
        return 1;
    }
    utf8proc_int32_t buffer[maxDecomposition];
    const auto options = utf8proc_option_t(UTF8PROC_DECOMPOSE | (compatible ? UTF8PROC_COMPAT : 0));
    const auto count =
        utf8proc_decompose_char(utf8proc_int32_t(c), buffer, maxDecomposition, options, nullptr);
    std::copy_n(buffer, count, out);
    return std::size_t(count);
}

std::uint8_t combiningClass(char32_t c)
{
    if (!(charClass(c) & ClassOrdered)) return 0;
    return std::uint8_t(utf8proc_get_property(utf8proc_int32_t(c))->combining_class);
}

char32_t compose(char32_t first, char32_t second)
{
    utf8proc_int32_t pair[3] = {utf8proc_int32_t(first), utf8proc_int32_t(second), 0};
    const auto options = utf8proc_option_t(UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (utf8proc_normalize_utf32(pair, 2, options) != 1) return 0;
    const char32_t composite = char32_t(pair[0]);
    return charClass(composite) & ClassCanonical ? composite : 0;
}

std::size_t countCharacters(std::string_view text)
{
    return std::size_t(std::ranges::count_if(text, [](char byte) { return (byte & 0xC0) != 0x80; }));
}

std::string_view pythonStrip(std::string_view text)
{
    const auto isSpace = [&](std::size_t at) {
        const char32_t c = core::nextCodePoint(text, at);
        return isWhitespace(c) || (c >= 0x1C && c <= 0x1F);
    };
    while (!text.empty() && isSpace(0))
        text.remove_prefix(core::utf8Length(static_cast<unsigned char>(text.front())));
    while (!text.empty()) {
        std::size_t last = text.size() - 1;
        while (last > 0 && (text[last] & 0xC0) == 0x80)
            --last;
        if (!isSpace(last)) break;
        text = text.substr(0, last);
    }
    return text;
}

} // namespace vitrine::tokenizers
