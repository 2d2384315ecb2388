// SPDX-License-Identifier: Apache-2.0
#include "backend/metrics/answers.h"
#include "backend/metrics/entities.h"

#include <doctest/doctest.h>

using namespace vitrine;
using doctest::Approx;
using Labels = std::vector<std::string>;

// Expected values: seqeval 1.2.2.
TEST_CASE("an entity is right when its type, first and last word are")
{
    metrics::EntityScores scores;
    const Labels labels{"O", "B-PER", "I-PER", "O", "B-LOC", "I-LOC", "O"},
        predictions{"O", "B-PER", "I-PER", "O", "B-LOC", "O", "B-ORG"};
    scores.add(labels, predictions);
    CHECK(scores.precision() == Approx(1.0 / 3));
    CHECK(scores.recall() == Approx(0.5));
    CHECK(scores.f1() == Approx(0.4));
    CHECK(scores.accuracy() == Approx(5.0 / 7));
}

TEST_CASE("entities begin with I- where nothing comes before, and end with their type")
{
    const Labels labels{"I-PER", "I-PER", "I-LOC", "O", "B-LOC", "B-LOC"};
    const auto entities = metrics::entitiesOf(labels);
    REQUIRE(entities.size() == 4);
    CHECK(entities[0] == metrics::Entity{"PER", 0, 1});
    CHECK(entities[1] == metrics::Entity{"LOC", 2, 2});
    CHECK(entities[2] == metrics::Entity{"LOC", 4, 4});
    CHECK(entities[3] == metrics::Entity{"LOC", 5, 5});
    CHECK(metrics::EntityScores().f1() == 0);
}

// Expected values: the script evaluate-v1.1.py of SQuAD.
TEST_CASE("answers are compared without articles, punctuation and case")
{
    CHECK(metrics::normalizedAnswer("The  Old, Bridge!") == "old bridge");
    const std::vector<std::string> right{"the old bridge", "a bridge of stone"};
    const auto exact = metrics::scoreAnswer("Old bridge.", right);
    CHECK(exact.exactMatch == 1);
    CHECK(exact.f1 == 1);
    const auto part = metrics::scoreAnswer("bridge of iron", right);
    CHECK(part.exactMatch == 0);
    CHECK(part.f1 == Approx(2.0 / 3));
    CHECK(metrics::scoreAnswer("", {}).exactMatch == 1);
    CHECK(metrics::scoreAnswer("something", {}).f1 == 0);
}
