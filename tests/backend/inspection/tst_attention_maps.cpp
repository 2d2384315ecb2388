// SPDX-License-Identifier: Apache-2.0
#include "backend/inspection/attention_maps.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace vitrine;
using namespace vitrine::inspection;

namespace {

/// [CLS] un ##do it [SEP] do [SEP], a pair.
tokenizers::Encoding pair()
{
    tokenizers::Encoding encoding;
    encoding.tokens = {"[CLS]", "un", "##do", "it", "[SEP]", "do", "[SEP]"};
    encoding.ids.resize(7);
    encoding.specialTokensMask = {1, 0, 0, 0, 1, 0, 1};
    encoding.wordIds = {{}, 0, 0, 1, {}, 0, {}};
    encoding.sequenceIds = {{}, 0, 0, 0, {}, 1, {}};
    return encoding;
}

/// Rows that sum to 1: query i looks at key (i * 3 + 1) % count with 0.7, at all others alike.
std::vector<float> matrix(std::size_t count)
{
    std::vector<float> values(count * count, float(0.3 / double(count - 1)));
    for (std::size_t i = 0; i < count; ++i)
        values[i * count + (i * 3 + 1) % count] = 0.7F;
    return values;
}

} // namespace

TEST_CASE("tokens are grouped by word, and never over the border of two texts")
{
    const auto words = groupTokens(pair(), true, true);
    CHECK(words.tokens == std::vector<std::vector<int>>{{0}, {1, 2}, {3}, {4}, {5}, {6}});
    const auto own = groupTokens(pair(), false, true);
    // "it" is word 1 of the first text, "do" word 0 of the second.
    CHECK(own.tokens == std::vector<std::vector<int>>{{1, 2}, {3}, {5}});
    CHECK(own.groupOf == std::vector<int>{-1, 0, 0, 1, -1, 2, -1});
    CHECK(groupTokens(pair(), true, false).size() == 7);

    // Equal word numbers of neighbouring texts stay apart, also where nothing stands between them.
    tokenizers::Encoding bare;
    bare.tokens = {"a", "b"};
    bare.ids.resize(2);
    bare.specialTokensMask = {0, 0};
    bare.wordIds = {0, 0};
    bare.sequenceIds = {0, 1};
    CHECK(groupTokens(bare, true, true).size() == 2);
    bare.sequenceIds = {0, 0};
    CHECK(groupTokens(bare, true, true).size() == 1);
}

TEST_CASE("a word's attention: the sum over its keys, the mean over its queries")
{
    const auto values = matrix(7);
    const auto words = groupTokens(pair(), true, true);
    const auto grouped = groupAttention(values, words, words, false);
    REQUIRE(grouped.size() == 36);
    // "undo" at "undo": (a11 + a12 + a21 + a22) / 2
    const auto at = [&](std::size_t query, std::size_t key) { return double(values[query * 7 + key]); };
    CHECK(double(grouped[7]) == doctest::Approx((at(1, 1) + at(1, 2) + at(2, 1) + at(2, 2)) / 2));
    for (std::size_t row = 0; row < 6; ++row)
        CHECK(std::accumulate(grouped.begin() + std::ptrdiff_t(row * 6),
                              grouped.begin() + std::ptrdiff_t(row * 6 + 6), 0.0) == doctest::Approx(1));
    // Left out, not renormalised.
    const auto ownTokens = groupTokens(pair(), false, false);
    const auto own = groupAttention(values, ownTokens, ownTokens, false);
    REQUIRE(own.size() == 16);
    CHECK(own[0] == values[8]);
    CHECK(own[15] == values[5 * 7 + 5]);
    // Scores are no shares: the mean over both.
    const auto scores = groupAttention(values, words, words, true);
    CHECK(double(scores[7]) == doctest::Approx((at(1, 1) + at(1, 2) + at(2, 1) + at(2, 2)) / 4));
}

TEST_CASE("facts of a head are means over the text's own tokens")
{
    std::vector<float> previous(49, 0);
    for (std::size_t i = 0; i < 7; ++i)
        previous[i * 7 + (i == 0 ? 0 : i - 1)] = 1;
    auto facts = describeHead(previous, pair());
    CHECK(facts.previous == doctest::Approx(1));
    CHECK(facts.next == doctest::Approx(0));
    CHECK(facts.entropy == doctest::Approx(0));
    CHECK(facts.highestEntropy == doctest::Approx(std::log2(7.0)));
    // Queries un, ##do, it and do look at [CLS], un, ##do and [SEP].
    REQUIRE(facts.special.size() == 2);
    CHECK(facts.special[0].share == doctest::Approx(0.25));
    CHECK(facts.favourite.share == doctest::Approx(0.25));
    CHECK(facts.otherText == doctest::Approx(0));

    const std::vector<float> even(49, 1.0F / 7);
    facts = describeHead(even, pair());
    CHECK(facts.entropy == doctest::Approx(facts.highestEntropy));
    CHECK(facts.special[0].token == "[SEP]");
    CHECK(facts.special[0].share == doctest::Approx(2.0 / 7));
    // Three queries of the first text see one token of the other, the fourth sees three.
    CHECK(facts.otherText == doctest::Approx((3 * 1 + 3) / 7.0 / 4));

    auto special = pair();
    special.specialTokensMask.assign(7, 1);
    CHECK(describeHead(even, special).self == doctest::Approx(1.0 / 7));
    CHECK(describeHead({}, {}).entropy == 0);
}

TEST_CASE("cross-attention has its own queries and keys")
{
    // Three tokens of a target look at the seven of pair(): words and special tokens of each side count
    // apart.
    tokenizers::Encoding target = pair();
    const auto keys = groupTokens(pair(), true, false);
    auto queries = groupTokens(target, true, false);
    queries.groupOf.resize(3);
    queries.tokens = {{0}, {1, 2}};
    queries.groupOf = {0, 1, 1};
    const auto count = pair().size();
    std::vector<float> values(3 * count, 0);
    values[0] = 1;
    values[count + 1] = 1;
    values[2 * count + 2] = 1;
    const auto grouped = groupAttention(values, queries, keys, false);
    REQUIRE(grouped.size() == 2 * count);
    CHECK(grouped[0] == 1);
    CHECK(grouped[count + 1] == doctest::Approx(0.5));
    CHECK(grouped[count + 2] == doctest::Approx(0.5));

    target.specialTokensMask.assign(target.size(), 0);
    std::vector<float> even(count * count, 1.0F / float(count));
    const auto facts = describeCrossHead(even, target, pair());
    CHECK(facts.entropy == doctest::Approx(std::log2(double(count))));
    CHECK(facts.self == 0);
    CHECK(facts.otherText == 0);
    CHECK_FALSE(facts.special.empty());
}
