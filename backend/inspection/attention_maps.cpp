// SPDX-License-Identifier: Apache-2.0
#include "backend/inspection/attention_maps.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace vitrine::inspection {

std::span<const float> AttentionMaps::head(std::size_t layer, std::int64_t head, bool ofScores) const
{
    const auto& array = (ofScores ? scores : probabilities).at(layer);
    const std::size_t size = tokenCount() * keys().size();
    return std::span(array.values).subspan(std::size_t(head) * size, size);
}

TokenGroups groupTokens(const tokenizers::Encoding& encoding, bool keepSpecial, bool byWord)
{
    TokenGroups groups;
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        if (!keepSpecial && encoding.specialTokensMask[i] != 0) {
            groups.groupOf.push_back(-1);
            continue;
        }
        const bool goesOn = byWord && i > 0 && groups.groupOf.back() >= 0 && encoding.wordIds[i] &&
                            encoding.wordIds[i] == encoding.wordIds[i - 1] &&
                            encoding.sequenceIds[i] == encoding.sequenceIds[i - 1];
        if (!goesOn) groups.tokens.emplace_back();
        groups.tokens.back().push_back(int(i));
        groups.groupOf.push_back(groups.size() - 1);
    }
    return groups;
}

std::vector<float> groupAttention(std::span<const float> matrix, const TokenGroups& groups, bool areScores)
{
    const std::size_t tokens = groups.groupOf.size(), count = groups.tokens.size();
    std::vector<float> result(count * count);
    std::vector<double> row(count);
    for (std::size_t group = 0; group < count; ++group) {
        std::ranges::fill(row, 0.0);
        for (const int query : groups.tokens[group]) {
            const float* values = matrix.data() + std::size_t(query) * tokens;
            for (std::size_t key = 0; key < tokens; ++key)
                if (groups.groupOf[key] >= 0) row[std::size_t(groups.groupOf[key])] += double(values[key]);
        }
        for (std::size_t key = 0; key < count; ++key) {
            const std::size_t divisor =
                groups.tokens[group].size() * (areScores ? groups.tokens[key].size() : 1);
            result[group * count + key] = float(row[key] / double(divisor));
        }
    }
    return result;
}

HeadFacts describeHead(std::span<const float> probabilities, const tokenizers::Encoding& encoding)
{
    const std::size_t count = encoding.size();
    HeadFacts facts;
    if (count == 0) return facts;
    facts.highestEntropy = std::log2(double(count));
    std::vector<std::size_t> queries;
    for (std::size_t i = 0; i < count; ++i)
        if (encoding.specialTokensMask[i] == 0) queries.push_back(i);
    if (queries.empty())
        for (std::size_t i = 0; i < count; ++i)
            queries.push_back(i);

    std::vector<double> share(count); // of each key
    for (const std::size_t query : queries) {
        const float* row = probabilities.data() + query * count;
        for (std::size_t key = 0; key < count; ++key) {
            const double p = double(row[key]);
            share[key] += p;
            if (p > 0) facts.entropy -= p * std::log2(p);
            const auto &mine = encoding.sequenceIds[query], &its = encoding.sequenceIds[key];
            if (mine && its && mine != its) facts.otherText += p;
        }
        facts.self += double(row[query]);
        if (query > 0) facts.previous += double(row[query - 1]);
        if (query + 1 < count) facts.next += double(row[query + 1]);
    }
    const double divisor = double(queries.size());
    for (double* value : {&facts.entropy, &facts.otherText, &facts.self, &facts.previous, &facts.next})
        *value /= divisor;

    std::map<std::string, double> special;
    for (std::size_t key = 0; key < count; ++key) {
        share[key] /= divisor;
        if (encoding.specialTokensMask[key] != 0)
            special[encoding.tokens[key]] += share[key];
        else if (share[key] > facts.favourite.share)
            facts.favourite = {encoding.tokens[key], share[key]};
    }
    for (const auto& [token, value] : special)
        facts.special.push_back({token, value});
    std::ranges::stable_sort(facts.special, std::ranges::greater(), &HeadFacts::Share::share);
    return facts;
}

} // namespace vitrine::inspection
