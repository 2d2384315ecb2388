// SPDX-License-Identifier: Apache-2.0
#include "backend/core/result.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/pattern.h"
#include "backend/tokenizers/vocabulary_table.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>
#include <numeric>

namespace vitrine::tokenizers {
namespace {

using Filter = VocabularyFilter;

std::string folded(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size();)
        core::appendUtf8(result,
                         char32_t(u_foldCase(UChar32(core::nextCodePoint(text, i)), U_FOLD_CASE_DEFAULT)));
    return result;
}

std::pair<std::uint32_t, std::uint32_t> parseIds(std::string_view pattern)
{
    const auto fail = [&] {
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "\"" + std::string(pattern) + "\" is no id: expected 42 or 100-200");
    };
    const auto number = [&](std::string_view text) {
        while (text.starts_with(' '))
            text.remove_prefix(1);
        while (text.ends_with(' '))
            text.remove_suffix(1);
        std::uint32_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (text.empty() || error != std::errc() || end != text.data() + text.size()) fail();
        return value;
    };
    const std::size_t dash = pattern.find('-');
    if (dash == std::string_view::npos) return {number(pattern), number(pattern)};
    return {number(pattern.substr(0, dash)), number(pattern.substr(dash + 1))};
}

/// Whether entries have the pattern; made once a query.
class Matcher
{
public:
    explicit Matcher(const Filter& filter) : m_match(filter.match), m_folds(!filter.matchCase)
    {
        if (filter.pattern.empty()) return;
        m_isAny = false;
        if (m_match == Filter::Match::Id)
            m_ids = parseIds(filter.pattern);
        else if (m_match == Filter::Match::Regex)
            m_regex = Pattern::regex((m_folds ? "(?i)" : "") + filter.pattern, "the search");
        else
            m_pattern = m_folds ? folded(filter.pattern) : filter.pattern;
    }

    bool operator()(const VocabularyEntry& entry)
    {
        if (m_isAny) return true;
        if (m_match == Filter::Match::Id) return entry.id >= m_ids.first && entry.id <= m_ids.second;
        return has(entry.text) || (entry.text != entry.token && has(entry.token));
    }

private:
    bool has(const std::string& text)
    {
        if (m_match == Filter::Match::Regex) {
            m_found.clear();
            m_regex->find(text, m_found);
            return !m_found.empty();
        }
        const std::string& own = m_folds ? m_buffer = folded(text) : text;
        switch (m_match) {
        case Filter::Match::Begins:
            return own.starts_with(m_pattern);
        case Filter::Match::Ends:
            return own.ends_with(m_pattern);
        case Filter::Match::Equals:
            return own == m_pattern;
        default:
            return own.find(m_pattern) != std::string::npos;
        }
    }

    Filter::Match m_match;
    bool m_folds, m_isAny = true;
    std::string m_pattern, m_buffer;
    std::optional<Pattern> m_regex;
    std::vector<Pattern::Match> m_found;
    std::pair<std::uint32_t, std::uint32_t> m_ids;
};

bool isOfKind(const VocabularyEntry& entry, Filter::Kind kind)
{
    switch (kind) {
    case Filter::Kind::Any:
        return true;
    case Filter::Kind::Added:
        return entry.isAdded;
    case Filter::Kind::Special:
        return entry.isSpecial;
    case Filter::Kind::Byte:
        return entry.isByte;
    case Filter::Kind::Continuing:
        return entry.isContinuing;
    case Filter::Kind::Ordinary:
        return !entry.isAdded && !entry.isSpecial && !entry.isByte;
    }
    return false;
}

/// What is cut from the front when it is too long.
void keepShortest(const VocabularyTable& table, std::vector<std::uint32_t>& places, std::size_t limit,
                  bool longestFirst)
{
    const auto length = [&](std::uint32_t place) { return table.entries[place].characters; };
    std::ranges::stable_sort(places, [&](std::uint32_t a, std::uint32_t b) {
        return longestFirst ? length(a) > length(b) : length(a) < length(b);
    });
    if (places.size() > limit) places.resize(limit);
}

} // namespace

std::vector<std::uint32_t> queryVocabulary(const VocabularyTable& table, const VocabularyFilter& filter,
                                           VocabularyOrder order, bool descending, core::RunControl& control)
{
    Matcher matches(filter);
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < table.entries.size(); ++i) {
        if (i % 1024 == 0) control.checkpoint();
        const VocabularyEntry& entry = table.entries[i];
        if (isOfKind(entry, filter.kind) && entry.characters >= filter.minCharacters &&
            entry.characters <= filter.maxCharacters &&
            (filter.script.empty() || entry.script == filter.script) && matches(entry))
            found.push_back(i);
    }
    const auto sort = [&](auto key) {
        std::ranges::stable_sort(found, [&](std::uint32_t a, std::uint32_t b) {
            return descending ? key(table.entries[b]) < key(table.entries[a])
                              : key(table.entries[a]) < key(table.entries[b]);
        });
    };
    switch (order) {
    case VocabularyOrder::Id:
        if (descending) std::ranges::reverse(found);
        break;
    case VocabularyOrder::Token:
        sort([](const VocabularyEntry& entry) -> const std::string& { return entry.text; });
        break;
    case VocabularyOrder::Length:
        sort([](const VocabularyEntry& entry) { return entry.characters; });
        break;
    case VocabularyOrder::Script:
        sort([](const VocabularyEntry& entry) -> const std::string& { return entry.script; });
        break;
    case VocabularyOrder::Score:
        sort([](const VocabularyEntry& entry) { return entry.score.value_or(0); });
        break;
    }
    return found;
}

TokenNeighbours neighboursOf(const VocabularyTable& table, std::uint32_t place, std::size_t limit,
                             core::RunControl& control)
{
    const VocabularyEntry& own = table.entries.at(place);
    TokenNeighbours found;
    constexpr std::uint32_t reach = 5;
    for (std::uint32_t i = place < reach ? 0 : place - reach; i <= place + reach && i < table.entries.size();
         ++i)
        found.around.push_back(i);

    for (std::uint32_t i = 0; i < table.entries.size() && !own.text.empty(); ++i) {
        if (i % 4096 == 0) control.checkpoint();
        const VocabularyEntry& entry = table.entries[i];
        if (i == place || entry.text.empty()) continue;
        if (entry.text.size() > own.text.size()) {
            const std::size_t at = entry.text.find(own.text);
            if (at == 0)
                found.begins.push_back(i);
            else if (at != std::string::npos)
                found.contains.push_back(i);
        } else if (entry.text.size() < own.text.size() && !entry.isByte &&
                   own.text.find(entry.text) != std::string::npos)
            found.parts.push_back(i);
    }
    found.beginsCount = found.begins.size();
    found.containsCount = found.contains.size();
    found.partsCount = found.parts.size();
    keepShortest(table, found.begins, limit, false);
    keepShortest(table, found.contains, limit, false);
    keepShortest(table, found.parts, limit, true);

    if (const auto made = table.mergeOf.find(own.token); made != table.mergeOf.end())
        found.madeBy = table.merges[made->second];
    for (const RankedMerge& merge : table.merges) {
        if (merge.rank % 4096 == 0) control.checkpoint();
        if (merge.left != own.token && merge.right != own.token) continue;
        ++found.usedInCount;
        if (found.usedIn.size() < limit) found.usedIn.push_back(merge);
    }
    return found;
}

VocabularyOverlap overlapOf(const VocabularyTable& first, const VocabularyTable& second, bool asText,
                            core::RunControl& control)
{
    const auto key = [asText](const VocabularyEntry& entry) -> std::string_view {
        return asText ? entry.text : entry.token;
    };
    std::unordered_map<std::string_view, std::uint32_t> places;
    places.reserve(second.entries.size());
    for (std::uint32_t i = 0; i < second.entries.size(); ++i) {
        if (i % 4096 == 0) control.checkpoint();
        places.emplace(key(second.entries[i]), i);
    }
    VocabularyOverlap overlap;
    std::vector<bool> isCommon(second.entries.size(), false);
    for (std::uint32_t i = 0; i < first.entries.size(); ++i) {
        if (i % 4096 == 0) control.checkpoint();
        const auto found = places.find(key(first.entries[i]));
        if (found == places.end()) {
            overlap.onlyFirst.push_back(i);
            continue;
        }
        isCommon[found->second] = true;
        const bool isSame = first.entries[i].id == second.entries[found->second].id;
        (isSame ? overlap.sameId : overlap.otherId).push_back({i, found->second});
    }
    // Several tokens may read the same: where one of them is in both vocabularies, all are.
    for (std::uint32_t i = 0; i < second.entries.size(); ++i)
        if (!isCommon[places.at(key(second.entries[i]))]) overlap.onlySecond.push_back(i);
    return overlap;
}

} // namespace vitrine::tokenizers
