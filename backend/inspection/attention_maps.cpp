// SPDX-License-Identifier: Apache-2.0
#include "backend/inspection/attention_maps.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>

namespace vitrine::inspection {

std::string_view namePrefix(AttentionKind kind)
{
    switch (kind) {
    case AttentionKind::Own:
        return "";
    case AttentionKind::Encoder:
        return "encoder_";
    case AttentionKind::Decoder:
        return "decoder_";
    case AttentionKind::Cross:
        return "cross_";
    }
    return "";
}

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

std::vector<float> groupAttention(std::span<const float> matrix, const TokenGroups& queries,
                                  const TokenGroups& keys, bool areScores)
{
    const std::size_t tokens = keys.groupOf.size(), count = keys.tokens.size();
    std::vector<float> result(queries.tokens.size() * count);
    std::vector<double> row(count);
    for (std::size_t group = 0; group < queries.tokens.size(); ++group) {
        std::ranges::fill(row, 0.0);
        for (const int query : queries.tokens[group]) {
            const float* values = matrix.data() + std::size_t(query) * tokens;
            for (std::size_t key = 0; key < tokens; ++key)
                if (keys.groupOf[key] >= 0) row[std::size_t(keys.groupOf[key])] += double(values[key]);
        }
        for (std::size_t key = 0; key < count; ++key) {
            const std::size_t divisor =
                queries.tokens[group].size() * (areScores ? keys.tokens[key].size() : 1);
            result[group * count + key] = float(row[key] / double(divisor));
        }
    }
    return result;
}

namespace {

/// The text's own tokens; all where there are none.
std::vector<std::size_t> ownTokens(const tokenizers::Encoding& encoding)
{
    std::vector<std::size_t> own, all(encoding.size());
    std::iota(all.begin(), all.end(), std::size_t(0));
    std::ranges::copy_if(all, std::back_inserter(own),
                         [&](std::size_t i) { return encoding.specialTokensMask[i] == 0; });
    return own.empty() ? all : own;
}

/// Entropy and where the attention goes: what every kind of attention has.
HeadFacts describeKeys(std::span<const float> probabilities, const std::vector<std::size_t>& queries,
                       const tokenizers::Encoding& keys)
{
    const std::size_t count = keys.size();
    HeadFacts facts;
    if (count == 0 || queries.empty()) return facts;
    facts.highestEntropy = std::log2(double(count));
    std::vector<double> share(count); // of each key
    for (const std::size_t query : queries)
        for (std::size_t key = 0; key < count; ++key) {
            const double p = double(probabilities[query * count + key]);
            share[key] += p;
            if (p > 0) facts.entropy -= p * std::log2(p);
        }
    facts.entropy /= double(queries.size());

    std::map<std::string, double> special;
    for (std::size_t key = 0; key < count; ++key) {
        share[key] /= double(queries.size());
        if (keys.specialTokensMask[key] != 0)
            special[keys.tokens[key]] += share[key];
        else if (share[key] > facts.favourite.share)
            facts.favourite = {keys.tokens[key], share[key]};
    }
    for (const auto& [token, value] : special)
        facts.special.push_back({token, value});
    std::ranges::stable_sort(facts.special, std::ranges::greater(), &HeadFacts::Share::share);
    return facts;
}

} // namespace

HeadFacts describeHead(std::span<const float> probabilities, const tokenizers::Encoding& encoding)
{
    const std::size_t count = encoding.size();
    const auto queries = ownTokens(encoding);
    HeadFacts facts = describeKeys(probabilities, queries, encoding);
    if (count == 0) return facts;
    for (const std::size_t query : queries) {
        const float* row = probabilities.data() + query * count;
        for (std::size_t key = 0; key < count; ++key) {
            const auto &mine = encoding.sequenceIds[query], &its = encoding.sequenceIds[key];
            if (mine && its && mine != its) facts.otherText += double(row[key]);
        }
        facts.self += double(row[query]);
        if (query > 0) facts.previous += double(row[query - 1]);
        if (query + 1 < count) facts.next += double(row[query + 1]);
    }
    for (double* value : {&facts.otherText, &facts.self, &facts.previous, &facts.next})
        *value /= double(queries.size());
    return facts;
}

HeadFacts describeCrossHead(std::span<const float> probabilities, const tokenizers::Encoding& queries,
                            const tokenizers::Encoding& keys)
{
    return describeKeys(probabilities, ownTokens(queries), keys);
}

} // namespace vitrine::inspection
