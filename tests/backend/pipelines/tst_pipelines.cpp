// SPDX-License-Identifier: Apache-2.0
#include "tests/backend/models/golden.h"

#include "backend/core/json_access.h"
#include "backend/pipelines/pipeline.h"

#include <array>

using namespace vitrine;
using core::Json;
using pipelines::PipelineOptions;

namespace {

/// Model and pipeline of the tiny checkpoint.
struct Loaded
{
    explicit Loaded(const char* task, const std::filesystem::path& folder = tinyBert)
        : model(models::torchBackend().load(folder, {}, control)),
          tokenizer(std::make_shared<tokenizers::Tokenizer>(tokenizers::Tokenizer::load(folder).value())),
          pipeline(model->pipeline(task, tokenizer))
    {
    }

    pipelines::PipelineResult run(const std::vector<Json>& inputs, const PipelineOptions& options = {})
    {
        return pipeline->run(inputs, options, control);
    }

    core::RunControl control;
    std::unique_ptr<models::Model> model;
    std::shared_ptr<const tokenizers::Tokenizer> tokenizer;
    std::unique_ptr<pipelines::Pipeline> pipeline;
};

std::vector<Json> texts()
{
    const Json parsed = core::parseJson(golden().metadata().at("texts"), "texts");
    return {parsed.begin(), parsed.end()};
}

const core::FloatArray& features(const pipelines::PipelineValue& value)
{
    return std::get<pipelines::Features>(value);
}

} // namespace

TEST_CASE("feature-extraction gives every token's vector, in batches as alone")
{
    Loaded loaded("feature-extraction");
    for (const std::size_t batchSize : {1u, 2u, 8u}) {
        const auto result = loaded.run(texts(), {.batchSize = batchSize});
        REQUIRE(result.outputs.size() == 3);
        for (std::size_t i = 0; i < 3; ++i)
            CHECK(relativeError(features(result.outputs[i]),
                                goldenArray<float>("features." + std::to_string(i))) < 1e-5);
        CHECK(result.trace.empty());
    }
}

TEST_CASE("pooling is that of the folder's modules")
{
    Loaded loaded("feature-extraction");
    const auto result = loaded.run(texts(), {.batchSize = 3, .arguments = R"({"pooling": true})"});
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(relativeError(features(result.outputs[i]), goldenArray<float>("pooled." + std::to_string(i))) <
              1e-5);
}

TEST_CASE("sentence-similarity is the cosine of the pooled vectors")
{
    Loaded loaded("sentence-similarity");
    const auto all = texts();
    const auto result = loaded.run({Json{{"source_sentence", all[0]}, {"sentences", all}}});
    const auto& scores = std::get<pipelines::Scores>(result.outputs[0]);
    REQUIRE(scores.size() == 3);
    CHECK(scores[0] == doctest::Approx(1).epsilon(1e-5));
    const auto source = goldenArray<float>("pooled.0");
    const auto other = goldenArray<float>("pooled.2");
    double cosine = 0;
    for (std::size_t i = 0; i < source.values.size(); ++i)
        cosine += double(source.values[i]) * double(other.values[i]);
    CHECK(double(scores[2]) == doctest::Approx(cosine).epsilon(1e-4));
}

TEST_CASE("the trace has every stage with its shapes, and the result is the same")
{
    Loaded loaded("feature-extraction");
    const auto plain = loaded.run(texts(), {.batchSize = 3, .arguments = R"({"pooling": true})"});
    const auto traced = loaded.run(
        texts(), {.batchSize = 3, .trace = true, .traceData = true, .arguments = R"({"pooling": true})"});
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(relativeError(features(traced.outputs[i]), features(plain.outputs[i])) < 1e-5);

    const std::vector<std::string> names{"raw_text", "tokenization", "model_input", "embeddings",
                                         "layer.0",  "layer.1",      "pooling",     "result"};
    REQUIRE(traced.trace.size() == names.size());
    const std::int64_t length = features(loaded.run({texts()[2]}).outputs[0]).shape[1];
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto& stage = traced.trace[i];
        CHECK(stage.name == names[i]);
        CHECK(stage.seconds >= 0);
        CHECK_FALSE(stage.sample.empty());
        CHECK(stage.sample.size() <= 8);
        CHECK_FALSE(std::holds_alternative<std::monostate>(stage.data));
        if (i > 0) CHECK(stage.inputShape == traced.trace[i - 1].outputShape);
    }
    CHECK(traced.trace[1].outputShape == core::Shape{3, length});
    CHECK(traced.trace[4].outputShape == core::Shape{3, length, 16});
    CHECK(traced.trace[6].outputShape == core::Shape{3, 16});
    const auto& grids = std::get<std::vector<pipelines::TokenGrid>>(traced.trace[2].data);
    REQUIRE(grids.size() == 3);
    CHECK(grids[0].name == "input_ids");
    CHECK(grids[1].name == "attention_mask");
    CHECK(grids[1].values.values.back() == 1);                   // the longest text
    CHECK(grids[1].values.values[std::size_t(length) - 1] == 0); // the first one is padded
}

TEST_CASE("a fixed length pads and cuts the trace's grids")
{
    Loaded loaded("feature-extraction");
    const auto result = loaded.run(texts(), {.batchSize = 3,
                                             .trace = true,
                                             .traceData = true,
                                             .fixedLength = 7,
                                             .arguments = R"({"pooling": true})"});
    CHECK(result.trace[2].outputShape == core::Shape{3, 7});
}

TEST_CASE("a text longer than the model is cut, not refused")
{
    Loaded loaded("feature-extraction");
    std::string longText;
    for (int i = 0; i < 500; ++i)
        longText += "fox ";
    const auto result = loaded.run({longText});
    CHECK(features(result.outputs[0]).shape == core::Shape{1, 40, 16});
}

TEST_CASE("wrong inputs and tasks")
{
    Loaded loaded("sentence-similarity");
    for (const Json& wrong : {Json(5), Json("text"), Json{{"source_sentence", "x"}},
                              Json{{"source_sentence", "x"}, {"sentences", {1}}}}) {
        const auto result = core::capture([&] { return loaded.run({wrong}).outputs.size(); });
        REQUIRE_FALSE(result.ok());
        CHECK(result.error().code == core::ErrorCode::InvalidArgument);
    }
    const auto unknown =
        core::capture([&] { return loaded.model->pipeline("image-classification", loaded.tokenizer) != nullptr; });
    REQUIRE_FALSE(unknown.ok());
    CHECK(unknown.error().code == core::ErrorCode::Unsupported);
}

TEST_CASE("a tokenizer of another model is told apart by its ids")
{
    const BrokenModel model;
    Loaded loaded("feature-extraction");
    const auto result = core::capture([&] {
        auto tokenizer = std::make_shared<tokenizers::Tokenizer>(
            tokenizers::Tokenizer::fromJson(
                R"({"model": {"type": "WordLevel", "vocab": {"fox": 5000, "[UNK]": 0}, "unk_token": "[UNK]"},)"
                R"("pre_tokenizer": {"type": "Whitespace"}})",
                "other")
                .value());
        core::RunControl control;
        const std::array inputs{Json("fox")};
        return loaded.model->pipeline("feature-extraction", tokenizer)
            ->run(inputs, {}, control)
            .outputs.size();
    });
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().message.find("5000") != std::string::npos);
}

TEST_CASE("JSON output")
{
    const pipelines::PipelineValue value = core::FloatArray{{1, 2, 2}, {0.5F, -1, 1.0F / 3, NAN}};
    const Json parsed = core::parseJson(core::dumpJson(pipelines::toJson(value)), "x");
    CHECK(parsed[0][0] == Json{0.5, -1.0});
    CHECK(parsed[0][1][1].is_null());
    CHECK(core::parseJson(pipelines::toJsonText(value), "x")[0][1][0].get<float>() == 1.0F / 3);
    CHECK(core::parseJson(pipelines::toJsonText(value), "x")[0][1][1].is_null());
    const auto cosine = pipelines::cosineSimilarity({{2, 2}, {3, 0, 3, 4}});
    CHECK(cosine.shape == core::Shape{2, 2});
    CHECK(cosine.values[0] == doctest::Approx(1));
    CHECK(cosine.values[1] == doctest::Approx(0.6));
    CHECK(cosine.values[2] == doctest::Approx(0.6));
}
