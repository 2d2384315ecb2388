// SPDX-License-Identifier: Apache-2.0
#include "backend/inspection/capture_attention.h"
#include "tests/backend/models/golden.h"

#include <numeric>

using namespace vitrine;

namespace {

inspection::AttentionMaps capture(inspection::AttentionRequest request)
{
    core::RunControl control;
    const auto model = models::torchBackend().load(tinyBert, {}, control);
    const auto tokenizer = tokenizers::Tokenizer::load(tinyBert).value();
    return inspection::captureAttention(*model, tokenizer, request, control);
}

} // namespace

TEST_CASE("a pair is encoded, captured and cut at the model's limit")
{
    auto maps = capture({tokenizers::EncodeInput::pair("the quick brown fox", "hello world!")});
    CHECK(maps.layers == std::vector<std::int64_t>{0, 1});
    CHECK(maps.heads == 2);
    CHECK(maps.scores.empty());
    CHECK(maps.cutTokens == 0);
    CHECK(maps.encoding.tokens.front() == "[CLS]");
    const auto row = maps.head(1, 1).last(maps.tokenCount());
    CHECK(std::accumulate(row.begin(), row.end(), 0.0) == doctest::Approx(1));

    std::string longText;
    for (int i = 0; i < 50; ++i)
        longText += "the fox ";
    maps = capture({tokenizers::EncodeInput::pair(longText, "hello"), {1}, true});
    CHECK(maps.tokenCount() == 40);
    CHECK(maps.cutTokens > 0);
    CHECK(maps.layers == std::vector<std::int64_t>{1});
    REQUIRE(maps.scores.size() == 1);
    CHECK(maps.scores[0].shape == core::Shape{1, 2, 40, 40});
}

TEST_CASE("a layer that does not exist is named")
{
    for (const std::int64_t layer : {2, -1})
        CHECK_THROWS_WITH_AS(capture({tokenizers::EncodeInput::text("fox"), {0, layer}}),
                             doctest::Contains("the model has 2 layers, 0 to 1"), core::Exception);
}
