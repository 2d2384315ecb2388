// SPDX-License-Identifier: Apache-2.0
#include "backend/training/job_keys.h"

#include <array>
#include <cmath>

namespace vitrine::training {
namespace {

using core::ErrorCode;

/// An argument that decides about numbers but is not built here: an error unless it has its default.
struct Unsupported
{
    const char* name;
    core::Json fallback;
};

constexpr std::pair<std::string_view, IntervalStrategy> intervals[]{
    {"no", IntervalStrategy::No}, {"steps", IntervalStrategy::Steps}, {"epoch", IntervalStrategy::Epoch}};
constexpr std::pair<std::string_view, SaveStrategy> saves[]{{"no", SaveStrategy::No},
                                                            {"steps", SaveStrategy::Steps},
                                                            {"epoch", SaveStrategy::Epoch},
                                                            {"best", SaveStrategy::Best}};
constexpr std::pair<std::string_view, SamplingStrategy> samplings[]{
    {"random", SamplingStrategy::Random},
    {"sequential", SamplingStrategy::Sequential},
    {"group_by_length", SamplingStrategy::GroupByLength}};
constexpr std::pair<std::string_view, SchedulerType> schedulers[]{
    {"linear", SchedulerType::Linear},
    {"cosine", SchedulerType::Cosine},
    {"cosine_with_restarts", SchedulerType::CosineWithRestarts},
    {"polynomial", SchedulerType::Polynomial},
    {"constant", SchedulerType::Constant},
    {"constant_with_warmup", SchedulerType::ConstantWithWarmup},
    {"inverse_sqrt", SchedulerType::InverseSqrt}};

const std::array<Unsupported, 8>& unsupported()
{
    static const std::array<Unsupported, 8> names{{{"fp16", false},
                                                   {"auto_find_batch_size", false},
                                                   {"neftune_noise_alpha", nullptr},
                                                   {"push_to_hub", false},
                                                   {"deepspeed", nullptr},
                                                   {"fsdp", nullptr},
                                                   {"optim_args", nullptr},
                                                   {"optim_target_modules", nullptr}}};
    return names;
}

void readScheduler(Keys& keys, TrainingArguments& arguments)
{
    arguments.lrSchedulerType = keys.choice("lr_scheduler_type", arguments.lrSchedulerType, schedulers);
    if (arguments.lrSchedulerType == SchedulerType::CosineWithRestarts) arguments.numCycles = 1;
    if (keys.has("lr_scheduler_kwargs")) {
        Keys more(keys.object("lr_scheduler_kwargs"));
        arguments.numCycles = more.number("num_cycles", arguments.numCycles, 0);
        arguments.power = more.number("power", arguments.power, 0);
        arguments.lrEnd = more.number("lr_end", arguments.lrEnd, 0);
        more.rejectUnknown();
    }
    arguments.warmupSteps = keys.number("warmup_steps", arguments.warmupSteps, 0);
    // Version 4's name: it holds where warmup_steps is not given.
    const double ratio = keys.number("warmup_ratio", 0, 0, 1);
    if (arguments.warmupSteps == 0 && ratio > 0) arguments.warmupSteps = ratio;
}

void readIntervals(Keys& keys, TrainingArguments& arguments)
{
    constexpr double least = 1e-9;
    arguments.loggingStrategy = keys.choice("logging_strategy", arguments.loggingStrategy, intervals);
    arguments.loggingSteps = keys.number("logging_steps", arguments.loggingSteps, least);
    arguments.loggingFirstStep = keys.flag("logging_first_step", arguments.loggingFirstStep);
    arguments.loggingNanInfFilter = keys.flag("logging_nan_inf_filter", arguments.loggingNanInfFilter);
    const char* strategy = keys.has("evaluation_strategy") ? "evaluation_strategy" : "eval_strategy";
    arguments.evalStrategy = keys.choice(strategy, arguments.evalStrategy, intervals);
    keys.has("eval_strategy");
    arguments.evalSteps = keys.number("eval_steps", arguments.loggingSteps, least);
    arguments.evalDelay = keys.number("eval_delay", arguments.evalDelay, 0);
    arguments.evalOnStart = keys.flag("eval_on_start", arguments.evalOnStart);
    arguments.saveStrategy = keys.choice("save_strategy", arguments.saveStrategy, saves);
    arguments.saveSteps = keys.number("save_steps", arguments.saveSteps, least);
    if (keys.has("save_total_limit")) arguments.saveTotalLimit = keys.integer("save_total_limit", 0, 1);
    arguments.saveOnlyModel = keys.flag("save_only_model", arguments.saveOnlyModel);
}

void readBestModel(Keys& keys, TrainingArguments& arguments)
{
    arguments.loadBestModelAtEnd = keys.flag("load_best_model_at_end", arguments.loadBestModelAtEnd);
    auto metric = keys.text("metric_for_best_model");
    if (metric.starts_with("eval_")) metric = metric.substr(5);
    if (metric.empty() && arguments.loadBestModelAtEnd) metric = "loss";
    arguments.metricForBestModel = metric;
    arguments.greaterIsBetter = keys.flag("greater_is_better", !metric.empty() && !isBetterSmaller(metric));
    if (arguments.saveStrategy == SaveStrategy::Best && metric.empty())
        keys.fail("save_strategy", "is \"best\", which needs metric_for_best_model");
    if (!arguments.loadBestModelAtEnd || arguments.saveStrategy == SaveStrategy::Best) return;
    const bool sameSteps =
        arguments.evalStrategy == IntervalStrategy::Steps && arguments.saveStrategy == SaveStrategy::Steps;
    const bool sameEpoch =
        arguments.evalStrategy == IntervalStrategy::Epoch && arguments.saveStrategy == SaveStrategy::Epoch;
    if (!sameSteps && !sameEpoch)
        keys.fail("load_best_model_at_end", "needs the same eval_strategy and save_strategy, steps or epoch");
    // Every checkpoint must have been evaluated.
    const double quotient = arguments.saveSteps / arguments.evalSteps;
    if (sameSteps && std::abs(quotient - std::round(quotient)) > 1e-6)
        keys.fail("load_best_model_at_end", "needs save_steps to be a multiple of eval_steps");
}

} // namespace

TrainingArguments readArguments(const core::JsonObject& object, std::vector<std::string>& notes)
{
    Keys keys(object);
    TrainingArguments arguments;
    const auto batchSize = keys.integer("per_device_train_batch_size", 8, 1);
    arguments.perDeviceTrainBatchSize = batchSize;
    arguments.perDeviceEvalBatchSize = keys.integer("per_device_eval_batch_size", 8, 1);
    arguments.gradientAccumulationSteps = keys.integer("gradient_accumulation_steps", 1, 1);
    arguments.numTrainEpochs = keys.number("num_train_epochs", arguments.numTrainEpochs, 0, 1e9);
    arguments.maxSteps = keys.integer("max_steps", arguments.maxSteps, -1);
    arguments.learningRate = keys.number("learning_rate", arguments.learningRate, 0);
    arguments.weightDecay = keys.number("weight_decay", arguments.weightDecay, 0);
    arguments.adamBeta1 = keys.number("adam_beta1", arguments.adamBeta1, 0, 1);
    arguments.adamBeta2 = keys.number("adam_beta2", arguments.adamBeta2, 0, 1);
    arguments.adamEpsilon = keys.number("adam_epsilon", arguments.adamEpsilon, 0);
    arguments.maxGradNorm = keys.number("max_grad_norm", arguments.maxGradNorm, 0);
    arguments.labelSmoothingFactor = keys.number("label_smoothing_factor", 0, 0, 1);
    arguments.bf16 = keys.flag("bf16", false);
    readScheduler(keys, arguments);
    readIntervals(keys, arguments);
    readBestModel(keys, arguments);
    arguments.seed = std::uint64_t(keys.integer("seed", 42, 0));
    if (keys.has("data_seed")) arguments.dataSeed = std::uint64_t(keys.integer("data_seed", 0, 0));
    arguments.trainSamplingStrategy =
        keys.choice("train_sampling_strategy", arguments.trainSamplingStrategy, samplings);
    if (keys.flag("group_by_length", false))
        arguments.trainSamplingStrategy = SamplingStrategy::GroupByLength;
    if (!keys.flag("shuffle", true)) arguments.trainSamplingStrategy = SamplingStrategy::Sequential;
    arguments.dataloaderDropLast = keys.flag("dataloader_drop_last", false);
    const auto optim = keys.text("optim", "adamw_torch_fused");
    if (optim != "adamw_torch_fused" && optim != "adamw_torch")
        keys.fail("optim", "is \"" + optim + "\" (supported: adamw_torch_fused, adamw_torch)",
                  ErrorCode::Unsupported);
    for (const auto& [name, fallback] : unsupported())
        if (keys.has(name) && object.json()[name] != fallback && object.json()[name] != "" &&
            object.json()[name] != core::Json::array())
            keys.fail(name, "is not supported (only " + fallback.dump() + ")", ErrorCode::Unsupported);
    notes = keys.unknown();
    return arguments;
}

} // namespace vitrine::training
