// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/answer_spans.h"
#include "backend/pipelines/zero_shot_classification.h"

#include <doctest/doctest.h>

using namespace vitrine::pipelines;

namespace {

const std::vector<bool> context{true, false, false, true, true, true, true, false};
const std::vector<float> startLogits{1, 9, 0, 0, 5, 0, 0, 9}, endLogits{1, 9, 0, 0, 0, 5, 0, 9};

} // namespace

TEST_CASE("the likeliest span lies in the context")
{
    const auto found = decodeAnswers(startLogits, endLogits, context, 3, 15);
    REQUIRE(!found.spans.empty());
    CHECK(found.spans[0].start == 4);
    CHECK(found.spans[0].end == 5);
    CHECK(found.start[1] == 0);
    CHECK(found.nullScore > 0);
    CHECK(found.start[0] == 0); // the first token is no answer
    for (std::size_t i = 1; i < found.spans.size(); ++i)
        CHECK(found.spans[i].score <= found.spans[i - 1].score);
}

TEST_CASE("a span has at most so many tokens")
{
    const auto found = decodeAnswers(startLogits, endLogits, context, 4, 1);
    for (const auto& span : found.spans)
        if (span.score > 0) CHECK(span.start == span.end);
}

TEST_CASE("a window without context has no answer of its own")
{
    CHECK(decodeAnswers({startLogits.data(), 3}, {endLogits.data(), 3}, {false, false, false}, 5, 15)
              .spans.empty());
    const auto onlyFirst =
        decodeAnswers({startLogits.data(), 1}, {endLogits.data(), 1}, {true}, 12, 15).spans;
    REQUIRE(onlyFirst.size() == 1);
    CHECK(onlyFirst[0].score == 0);
}

TEST_CASE("equal answers are one, whatever their letter case")
{
    AnswerList answers;
    answers.add({0.3, 0, 5, "Paris"});
    answers.add({0.4, 9, 12, "Rom"});
    answers.add({0.2, 20, 25, "PARIS"});
    const double nothing = 0.45;
    const auto best = answers.take(2, &nothing);
    REQUIRE(best.size() == 2);
    CHECK(best[0].text == "Paris");
    CHECK(best[0].score == doctest::Approx(0.5));
    CHECK(best[1].text.empty());
}

TEST_CASE("a hypothesis is made as Python formats it")
{
    CHECK(fillTemplate("This is {}.", "a cat") == "This is a cat.");
    CHECK(fillTemplate("{0} and {0} {{x}}", "a") == "a and a {x}");
    for (const char* text : {"nothing", "{", "}", "{} {}", "{} {0}", "{name}", "{:>5}", "{{}}"})
        CHECK(!fillTemplate(text, "a"));
}
