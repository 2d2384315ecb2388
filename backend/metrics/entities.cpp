// SPDX-License-Identifier: Apache-2.0
#include "backend/metrics/entities.h"

#include <algorithm>

namespace vitrine::metrics {
namespace {

/// "B-PER" is B and PER; a label without a dash is a type of its own.
struct Tag
{
    char part = 'O';
    std::string type;
};

Tag tagOf(const std::string& label)
{
    Tag tag{label.empty() ? 'O' : label.front(), "_"};
    if (const auto dash = label.find('-'); dash != std::string::npos) tag.type = label.substr(dash + 1);
    return tag;
}

bool ends(const Tag& before, const Tag& now)
{
    if (before.part == 'E' || before.part == 'S') return true;
    if ((before.part == 'B' || before.part == 'I') && (now.part == 'B' || now.part == 'S' || now.part == 'O'))
        return true;
    return before.part != 'O' && before.part != '.' && before.type != now.type;
}

bool begins(const Tag& before, const Tag& now)
{
    if (now.part == 'B' || now.part == 'S') return true;
    const bool wasOutside = before.part == 'E' || before.part == 'S' || before.part == 'O';
    if (wasOutside && (now.part == 'E' || now.part == 'I')) return true;
    return now.part != 'O' && now.part != '.' && before.type != now.type;
}

double share(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? double(part) / double(whole) : 0;
}

} // namespace

std::vector<Entity> entitiesOf(std::span<const std::string> labels)
{
    std::vector<Entity> entities;
    Tag before{'O', ""};
    std::size_t first = 0;
    for (std::size_t i = 0; i <= labels.size(); ++i) {
        const Tag now = i < labels.size() ? tagOf(labels[i]) : Tag{'O', "_"};
        if (ends(before, now)) entities.push_back({before.type, first, i - 1});
        if (begins(before, now)) first = i;
        before = now;
    }
    return entities;
}

void EntityScores::add(std::span<const std::string> labels, std::span<const std::string> predictions)
{
    const auto there = entitiesOf(labels), found = entitiesOf(predictions);
    m_there += std::int64_t(there.size());
    m_found += std::int64_t(found.size());
    m_right += std::ranges::count_if(
        found, [&](const auto& each) { return std::ranges::find(there, each) != there.end(); });
    for (std::size_t i = 0; i < labels.size(); ++i)
        m_rightWords += labels[i] == predictions[i];
    m_words += std::int64_t(labels.size());
}

double EntityScores::precision() const
{
    return share(m_right, m_found);
}

double EntityScores::recall() const
{
    return share(m_right, m_there);
}

double EntityScores::f1() const
{
    return share(2 * m_right, m_found + m_there);
}

double EntityScores::accuracy() const
{
    return share(m_rightWords, m_words);
}

} // namespace vitrine::metrics
