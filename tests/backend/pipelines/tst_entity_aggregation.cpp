// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/entity_aggregation.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vitrine::pipelines;

namespace {

const std::vector<std::string> labels{"O", "B-PER", "I-PER", "B-LOC", "I-LOC"};

/// A token that is sure of one label, or of two in parts.
struct Token
{
    std::string word;
    std::vector<float> scores;
    std::int64_t start, end;
    bool isSubword = false;
};

std::vector<float> sure(std::size_t label, float score = 0.9F)
{
    std::vector<float> scores(labels.size(), (1 - score) / float(labels.size() - 1));
    scores[label] = score;
    return scores;
}

std::vector<Entity> aggregate(const std::vector<Token>& tokens, AggregationStrategy strategy)
{
    std::vector<LabeledToken> labeled;
    for (const auto& token : tokens)
        labeled.push_back({token.word, token.scores, token.start, token.end, std::int64_t(labeled.size() + 1),
                           token.isSubword});
    return aggregateEntities(labeled, strategy, labels, [](std::vector<std::string> words) {
        std::string text;
        for (const auto& word : words)
            text += word.starts_with("##") ? word.substr(2) : (text.empty() ? "" : " ") + word;
        return text;
    });
}

const std::vector<Token> sylvain{{"S", sure(1), 0, 1},
                                 {"##yl", sure(4, 0.8F), 1, 3, true},
                                 {"##vain", sure(2, 0.7F), 3, 7, true},
                                 {"in", sure(0), 8, 10},
                                 {"Paris", sure(3), 11, 16}};

} // namespace

TEST_CASE("without a strategy every token answers")
{
    const auto entities = aggregate(sylvain, AggregationStrategy::None);
    REQUIRE(entities.size() == 5);
    CHECK(entities[1].label == "I-LOC");
    CHECK(entities[1].word == "##yl");
    CHECK(entities[1].index == 2);
}

TEST_CASE("simple groups equal kinds, whatever the word")
{
    const auto entities = aggregate(sylvain, AggregationStrategy::Simple);
    REQUIRE(entities.size() == 5);
    CHECK(entities[0].label == "PER");
    CHECK(entities[1].label == "LOC");
    CHECK(entities[2].label == "PER");
    CHECK(!entities[0].index);
}

TEST_CASE("words have one label: of the first, the surest, or the mean")
{
    for (const auto strategy : {AggregationStrategy::First, AggregationStrategy::Max}) {
        const auto entities = aggregate(sylvain, strategy);
        REQUIRE(entities.size() == 3);
        CHECK(entities[0].label == "PER");
        CHECK(entities[0].word == "Sylvain");
        CHECK(entities[0].end == 7);
        CHECK(entities[0].score == doctest::Approx(0.9));
    }
    const auto mean = aggregate(sylvain, AggregationStrategy::Average);
    CHECK(mean[0].label == "PER");
    CHECK(mean[0].score == doctest::Approx((0.9F + 0.05F + 0.075F) / 3).epsilon(1e-4));
}

TEST_CASE("a beginning starts a new entity, labels without prefix continue")
{
    const auto entities = aggregate({{"A", sure(1), 0, 1}, {"B", sure(1), 2, 3}, {"C", sure(2), 4, 5}},
                                    AggregationStrategy::Simple);
    REQUIRE(entities.size() == 2);
    CHECK(entities[1].word == "B C");
}

TEST_CASE("no tokens, no entities; NaN is not hidden")
{
    for (const auto strategy : {AggregationStrategy::None, AggregationStrategy::Simple,
                                AggregationStrategy::First, AggregationStrategy::Average})
        CHECK(aggregate({}, strategy).empty());
    const auto broken = aggregate({{"x", std::vector<float>(5, NAN), 0, 1}}, AggregationStrategy::Average);
    REQUIRE(broken.size() == 1);
    CHECK(std::isnan(broken[0].score));
}

TEST_CASE("strategies are found in any letter case")
{
    CHECK(findAggregationStrategy("SIMPLE") == AggregationStrategy::Simple);
    CHECK(!findAggregationStrategy("simpel"));
}

TEST_CASE("of overlapping windows the longer entity stays, of equal ones the surer")
{
    const auto kept = withoutOverlap({{"PER", 0.5F, {}, "a", 0, 4},
                                      {"LOC", 0.9F, {}, "d", 20, 24},
                                      {"PER", 0.9F, {}, "b", 2, 9},
                                      {"LOC", 0.4F, {}, "e", 20, 24}});
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].word == "b");
    CHECK(kept[1].word == "d");
}
