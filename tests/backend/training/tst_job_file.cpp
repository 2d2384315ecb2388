// SPDX-License-Identifier: Apache-2.0
#include "backend/core/result.h"
#include "backend/training/job_file.h"
#include "backend/training/schedule.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace vitrine;
using doctest::Approx;

namespace {

core::Json job(const core::Json& arguments = core::Json::object())
{
    return {{"task", "text-classification"},
            {"model", "starter:minilm"},
            {"dataset", {{"train", "rows.csv"}, {"split", {{"test_size", 0.25}}}}},
            {"arguments", arguments},
            {"output_dir", "out"}};
}

training::TrainJob parse(const core::Json& json)
{
    return training::parseJob(json.dump(), "job.json", "/jobs");
}

core::Error errorOf(const core::Json& json)
{
    const auto result = core::capture([&] { return parse(json); });
    REQUIRE_FALSE(result.ok());
    return result.error();
}

void checkMentions(const core::Error& error, std::string_view words)
{
    INFO(error.message);
    CHECK(error.message.find(words) != std::string::npos);
}

double rate(const core::Json& arguments, std::int64_t rows, std::int64_t step)
{
    const auto parsed = parse(job(arguments)).arguments;
    return training::learningRate(parsed, training::planSteps(parsed, rows), step);
}

} // namespace

TEST_CASE("defaults are those of TrainingArguments")
{
    const auto parsed = parse(job());
    const auto& arguments = parsed.arguments;
    CHECK(arguments.perDeviceTrainBatchSize == 8);
    CHECK(arguments.learningRate == 5e-5);
    CHECK(arguments.numTrainEpochs == 3);
    CHECK(arguments.maxGradNorm == 1);
    CHECK(arguments.seed == 42);
    CHECK(arguments.saveStrategy == training::SaveStrategy::Steps);
    CHECK(arguments.evalStrategy == training::IntervalStrategy::No);
    CHECK(parsed.metrics == std::vector<std::string>{"accuracy", "precision", "recall", "f1"});
    CHECK(parsed.dataset.testSize == 0.25);
}

TEST_CASE("paths are relative to the job file, starters are not paths")
{
    auto json = job();
    CHECK(parse(json).dataset.train == "/jobs/rows.csv");
    CHECK(parse(json).outputDir == "/jobs/out");
    CHECK(parse(json).model == "starter:minilm");
    json["dataset"]["train"] = "starter:emails";
    CHECK(parse(json).dataset.train == "starter:emails");
    json["output_dir"] = "/elsewhere/run";
    CHECK(parse(json).outputDir == "/elsewhere/run");
    const auto copy = core::parseJson(training::resolvedText(parse(json), json.dump()), "copy");
    CHECK(training::parseJob(copy.dump(), "copy", "/other").outputDir == "/elsewhere/run");
}

TEST_CASE("what changes nothing is noted, what would be ignored wrongly is refused")
{
    CHECK(parse(job({{"report_to", "none"}})).notes == std::vector<std::string>{"report_to"});
    checkMentions(errorOf(job({{"fp16", true}})), "fp16");
    CHECK(parse(job({{"fp16", false}})).notes.empty());
    checkMentions(errorOf(job({{"optim", "adafactor"}})), "adamw_torch_fused");
    checkMentions(errorOf(job({{"lr_scheduler_type", "greedy"}})), "cosine");
}

TEST_CASE("values outside their range name the key")
{
    checkMentions(errorOf(job({{"learning_rate", -1}})), "\"learning_rate\" is -1");
    checkMentions(errorOf(job({{"per_device_train_batch_size", 0}})), "per_device_train_batch_size");
    checkMentions(errorOf(job({{"per_device_train_batch_size", 2.5}})), "integer");
    checkMentions(errorOf(job({{"num_train_epochs", "three"}})), "num_train_epochs");
    checkMentions(errorOf(job({{"load_best_model_at_end", true}})), "same eval_strategy and save_strategy");
    auto json = job();
    json["task"] = "image-segmentation";
    CHECK(errorOf(json).code == core::ErrorCode::Unsupported);
    json = job();
    json["surprise"] = 1;
    checkMentions(errorOf(json), "surprise");
    json = job();
    json["dataset"].erase("train");
    checkMentions(errorOf(json), "\"train\" is missing");
    json = job();
    json["metrics"] = {"bleu"};
    checkMentions(errorOf(json), "bleu");
    json = job({{"eval_strategy", "epoch"}});
    json["dataset"].erase("split");
    checkMentions(errorOf(json), "neither validation nor split");
    checkMentions(core::capture([] { return training::parseJob("{", "job.json", "/"); }).error(), "job.json");
}

TEST_CASE("steps are counted as Trainer counts them")
{
    const auto plan = [](const core::Json& arguments, std::int64_t rows) {
        return training::planSteps(parse(job(arguments)).arguments, rows);
    };
    CHECK(plan({}, 70).batchesPerEpoch == 9);
    CHECK(plan({}, 70).maxSteps == 27);
    CHECK(plan({{"gradient_accumulation_steps", 4}}, 70).stepsPerEpoch == 3);
    CHECK(plan({{"num_train_epochs", 1.5}}, 70).maxSteps == 14);
    CHECK(plan({{"max_steps", 5}}, 70).maxSteps == 5);
    CHECK(plan({{"dataloader_drop_last", true}}, 70).batchesPerEpoch == 8);
    CHECK(plan({{"logging_steps", 0.1}}, 70).loggingSteps == 3);
    CHECK(plan({{"warmup_steps", 0.1}}, 70).warmupSteps == 3);
    CHECK(plan({{"warmup_ratio", 0.1}}, 70).warmupSteps == 3);
    CHECK_THROWS_AS(plan({{"dataloader_drop_last", true}}, 7), core::Exception);
}

// Expected values: the formulas of transformers.optimization 5.23, computed there.
TEST_CASE("learning rates")
{
    const core::Json base{{"learning_rate", 1.0}, {"max_steps", 100}, {"warmup_steps", 10}};
    const auto with = [&](const char* type) {
        auto arguments = base;
        arguments["lr_scheduler_type"] = type;
        return arguments;
    };
    CHECK(rate(with("linear"), 800, 5) == Approx(0.5));
    CHECK(rate(with("linear"), 800, 55) == Approx(0.5));
    CHECK(rate(with("cosine"), 800, 55) == Approx(0.5));
    CHECK(rate(with("constant"), 800, 0) == 1);
    CHECK(rate(with("constant_with_warmup"), 800, 1) == Approx(0.1));
    CHECK(rate(with("inverse_sqrt"), 800, 40) == Approx(0.5));
    CHECK(rate(with("cosine_with_restarts"), 800, 55) == Approx(0.5));
    CHECK(rate(with("polynomial"), 800, 55) == Approx(0.5).epsilon(1e-6));
}
