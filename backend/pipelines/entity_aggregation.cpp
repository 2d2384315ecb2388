// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/entity_aggregation.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrine::pipelines {
namespace {

/// The first of the largest; of NaNs the first, as NumPy's.
std::size_t argmax(std::span<const float> values)
{
    std::size_t best = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) return i;
        if (values[i] > values[best]) best = i;
    }
    return best;
}

/// The mean of the numbers that are some.
template <typename Get>
float meanOf(std::size_t count, Get&& get)
{
    double sum = 0;
    std::size_t numbers = 0;
    for (std::size_t i = 0; i < count; ++i)
        if (const float value = get(i); !std::isnan(value)) {
            sum += double(value);
            ++numbers;
        }
    return numbers > 0 ? float(sum / double(numbers)) : std::nanf("");
}

struct Best
{
    std::size_t label;
    float score;
};

Best bestOf(std::span<const float> scores)
{
    const auto label = argmax(scores);
    return {label, scores[label]};
}

Best bestOfWord(std::span<const LabeledToken> word, AggregationStrategy strategy)
{
    if (strategy == AggregationStrategy::First) return bestOf(word.front().scores);
    if (strategy == AggregationStrategy::Max) {
        const auto* surest = &word.front();
        for (const auto& token : word)
            if (bestOf(token.scores).score > bestOf(surest->scores).score) surest = &token;
        return bestOf(surest->scores);
    }
    std::vector<float> averages;
    for (std::size_t label = 0; label < word.front().scores.size(); ++label)
        averages.push_back(meanOf(word.size(), [&](std::size_t i) { return word[i].scores[label]; }));
    return bestOf(averages);
}

/// "B" or "I" and the kind; what has neither continues.
std::pair<char, std::string_view> tagOf(std::string_view label)
{
    if (label.starts_with("B-")) return {'B', label.substr(2)};
    if (label.starts_with("I-")) return {'I', label.substr(2)};
    return {'I', label};
}

Entity groupOf(std::span<const Entity> parts, const JoinTokens& join)
{
    Entity group;
    const auto& label = parts.front().label;
    const auto dash = label.find('-');
    group.label = dash == std::string::npos ? label : label.substr(dash + 1);
    group.score = meanOf(parts.size(), [&](std::size_t i) { return parts[i].score; });
    std::vector<std::string> words;
    for (const auto& part : parts)
        words.push_back(part.word);
    group.word = join(std::move(words));
    group.start = parts.front().start;
    group.end = parts.back().end;
    return group;
}

std::vector<Entity> groupEntities(std::span<const Entity> entities, const JoinTokens& join)
{
    std::vector<Entity> groups;
    for (std::size_t begin = 0; begin < entities.size();) {
        auto end = begin + 1;
        const auto continues = [&] {
            const auto [before, tagBefore] = tagOf(entities[end - 1].label);
            const auto [position, tag] = tagOf(entities[end].label);
            return tag == tagBefore && position != 'B';
        };
        while (end < entities.size() && continues())
            ++end;
        groups.push_back(groupOf(entities.subspan(begin, end - begin), join));
        begin = end;
    }
    return groups;
}

} // namespace

std::optional<AggregationStrategy> findAggregationStrategy(std::string_view name)
{
    constexpr std::pair<std::string_view, AggregationStrategy> names[] = {
        {"none", AggregationStrategy::None},
        {"simple", AggregationStrategy::Simple},
        {"first", AggregationStrategy::First},
        {"average", AggregationStrategy::Average},
        {"max", AggregationStrategy::Max}};
    const auto isEqual = [&](std::string_view known) {
        return std::ranges::equal(known, name, {}, {},
                                  [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    };
    for (const auto& [known, strategy] : names)
        if (isEqual(known)) return strategy;
    return std::nullopt;
}

std::vector<Entity> aggregateEntities(std::span<const LabeledToken> tokens, AggregationStrategy strategy,
                                      std::span<const std::string> labels, const JoinTokens& join)
{
    std::vector<Entity> entities;
    if (strategy == AggregationStrategy::None || strategy == AggregationStrategy::Simple) {
        for (const auto& token : tokens) {
            const auto best = bestOf(token.scores);
            entities.push_back(
                {labels[best.label], best.score, token.index, token.word, token.start, token.end});
        }
        return strategy == AggregationStrategy::None ? entities : groupEntities(entities, join);
    }
    for (std::size_t begin = 0; begin < tokens.size();) {
        auto end = begin + 1;
        while (end < tokens.size() && tokens[end].isSubword)
            ++end;
        const auto word = tokens.subspan(begin, end - begin);
        std::vector<std::string> words;
        for (const auto& token : word)
            words.push_back(token.word);
        const auto best = bestOfWord(word, strategy);
        entities.push_back({labels[best.label], best.score, std::nullopt, join(std::move(words)),
                            word.front().start, word.back().end});
        begin = end;
    }
    return groupEntities(entities, join);
}

std::vector<Entity> withoutOverlap(std::vector<Entity> entities)
{
    std::ranges::stable_sort(entities, {}, &Entity::start);
    std::vector<Entity> kept;
    for (auto& entity : entities) {
        const bool overlaps =
            !kept.empty() && kept.back().start <= entity.start && entity.start < kept.back().end;
        if (!overlaps) {
            kept.push_back(std::move(entity));
            continue;
        }
        const auto length = [](const Entity& each) { return each.end.value_or(0) - each.start.value_or(0); };
        auto& before = kept.back();
        if (length(entity) > length(before) ||
            (length(entity) == length(before) && entity.score > before.score))
            before = std::move(entity);
    }
    return kept;
}

} // namespace vitrine::pipelines
