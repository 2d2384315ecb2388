// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/text_statistics.h"

#include "backend/tokenizers/unicode.h"

#include <algorithm>
#include <cmath>

namespace vitrine::tokenizers {

std::size_t countWords(std::string_view text)
{
    std::size_t count = 0;
    bool isInside = false;
    for (std::size_t i = 0; i < text.size();) {
        const bool isSpace = isWhitespace(core::nextCodePoint(text, i));
        count += !isSpace && !isInside;
        isInside = !isSpace;
    }
    return count;
}

void TextStatistics::add(std::string_view text, const Encoding& encoding,
                         std::optional<std::uint32_t> unknownId)
{
    ++texts;
    emptyTexts += text.empty();
    bytes += text.size();
    characters += countCharacters(text);
    words += countWords(text);
    tokens += encoding.size();
    ++lengths[std::uint32_t(encoding.size())];
    for (const std::uint32_t id : encoding.ids) {
        if (id >= idCounts.size()) idCounts.resize(std::size_t(id) + 1);
        ++idCounts[id];
        unknown += id == unknownId;
    }
}

std::vector<std::pair<std::uint32_t, std::uint64_t>> TextStatistics::mostFrequent(std::size_t count) const
{
    std::vector<std::pair<std::uint32_t, std::uint64_t>> all;
    for (std::size_t id = 0; id < idCounts.size(); ++id)
        if (idCounts[id]) all.emplace_back(std::uint32_t(id), idCounts[id]);
    count = std::min(count, all.size());
    std::partial_sort(all.begin(), all.begin() + std::ptrdiff_t(count), all.end(),
                      [](const auto& a, const auto& b) {
                          return a.second != b.second ? a.second > b.second : a.first < b.first;
                      });
    all.resize(count);
    return all;
}

std::uint32_t TextStatistics::lengthQuantile(double part) const
{
    const auto wanted = std::uint64_t(std::ceil(part * double(texts)));
    std::uint64_t seen = 0;
    for (const auto& [length, count] : lengths) {
        seen += count;
        if (seen >= wanted) return length;
    }
    return 0;
}

} // namespace vitrine::tokenizers
