// SPDX-License-Identifier: Apache-2.0
#include "backend/training/job_file.h"

#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/metrics/metrics.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

namespace vitrine::training {
namespace fs = std::filesystem;
namespace {

using core::ErrorCode;
using core::Exception;
using core::JsonObject;

constexpr auto unlimited = std::numeric_limits<double>::infinity();

/// An argument that decides about numbers but is not built here: an error unless it has its default.
struct Unsupported
{
    const char* name;
    core::Json fallback;
};

/// Reads keys of one object and knows at the end which were never asked for.
class Keys
{
public:
    explicit Keys(const JsonObject& object) : m_object(object) {}

    double number(const char* key, double fallback, double least, double most = unlimited)
    {
        m_known.insert(key);
        const auto value = m_object.get<double>(key, fallback);
        // Not `value < least`: that lets NaN pass.
        if (!(value >= least && value <= most))
            fail(key, "is " + core::Json(value).dump() + ", expected a number " +
                          (most < unlimited ? "from " + text(least) + " to " + text(most)
                                            : "of at least " + text(least)));
        return value;
    }

    std::int64_t integer(const char* key, std::int64_t fallback, std::int64_t least)
    {
        constexpr std::int64_t most = std::int64_t(1) << 53;
        m_known.insert(key);
        // 1e3 and 3.0 are integers, too, as in Python.
        const auto value = m_object.get<double>(key, double(fallback));
        if (value != double(std::int64_t(value)) || value < double(least) || value > double(most))
            fail(key, "is " + core::Json(value).dump() + ", expected an integer of at least " +
                          std::to_string(least));
        return std::int64_t(value);
    }

    bool flag(const char* key, bool fallback)
    {
        m_known.insert(key);
        return m_object.get<bool>(key, fallback);
    }

    std::string text(const char* key, std::string fallback = {})
    {
        m_known.insert(key);
        return m_object.get<std::string>(key, std::move(fallback));
    }

    template <typename Value, std::size_t Count>
    Value choice(const char* key, Value fallback, const std::pair<std::string_view, Value> (&names)[Count])
    {
        m_known.insert(key);
        if (!m_object.has(key)) return fallback;
        const auto name = m_object.get<std::string>(key);
        std::string known;
        for (const auto& [each, value] : names) {
            if (each == name) return value;
            known += (known.empty() ? "" : ", ") + std::string(each);
        }
        fail(key, "is \"" + name + "\" (supported: " + known + ")", ErrorCode::Unsupported);
    }

    bool has(const char* key)
    {
        m_known.insert(key);
        return m_object.has(key);
    }
    JsonObject object(const char* key)
    {
        m_known.insert(key);
        return m_object.object(key);
    }

    std::vector<std::string> unknown() const
    {
        std::vector<std::string> names;
        for (const auto& [name, value] : m_object.json().items())
            if (!m_known.contains(name)) names.push_back(name);
        return names;
    }
    void rejectUnknown() const
    {
        const auto names = unknown();
        if (!names.empty()) fail(names.front().c_str(), "is not known here");
    }

    [[noreturn]] void fail(const char* key, const std::string& what,
                           ErrorCode code = ErrorCode::InvalidFormat) const
    {
        throw Exception(code, m_object.place() + ": \"" + key + "\" " + what);
    }
    const JsonObject& source() const { return m_object; }

private:
    static std::string text(double value) { return core::Json(value).dump(); }

    JsonObject m_object;
    std::set<std::string, std::less<>> m_known;
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
    arguments.greaterIsBetter = keys.flag("greater_is_better", !metric.empty() && !metric.ends_with("loss"));
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

TrainingArguments readArguments(const JsonObject& object, std::vector<std::string>& notes)
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

std::string resolved(const std::string& path, const fs::path& folder)
{
    if (path.empty() || path.starts_with("starter:")) return path;
    return (folder / path).lexically_normal().string(); // an absolute path stays as it is
}

/// A model may be a path or a Hub id: a path relative to the job file if that exists.
std::string resolvedModel(const std::string& model, const fs::path& folder)
{
    std::error_code ignored;
    return fs::exists(folder / model, ignored) ? resolved(model, folder) : model;
}

JobDataset readDataset(const JsonObject& object, const fs::path& folder)
{
    Keys keys(object);
    JobDataset dataset;
    dataset.train = resolved(object.get<std::string>("train"), folder);
    keys.has("train");
    dataset.validation = resolved(keys.text("validation"), folder);
    dataset.format = keys.text("format");
    if (keys.has("columns")) {
        Keys columns(keys.object("columns"));
        dataset.textColumn = columns.text("text");
        dataset.secondTextColumn = columns.text("text_pair");
        dataset.labelColumn = columns.text("label");
        columns.rejectUnknown();
    }
    if (keys.has("split")) {
        if (!dataset.validation.empty())
            keys.fail("split", "and \"validation\" exclude each other: give one of them");
        Keys split(keys.object("split"));
        dataset.hasSplit = true;
        dataset.testSize = split.number("test_size", 0.2, 1e-9);
        dataset.splitSeed = std::uint64_t(split.integer("seed", 42, 0));
        dataset.stratify = split.flag("stratify", false);
        split.rejectUnknown();
    }
    keys.rejectUnknown();
    return dataset;
}

void readPreprocessing(Keys keys, TrainJob& job)
{
    constexpr std::pair<std::string_view, bool> paddings[]{{"longest", false}, {"max_length", true}};
    job.maxLength = keys.integer("max_length", 0, 1);
    job.padToMaxLength = keys.choice("padding", false, paddings);
    job.truncation = keys.flag("truncation", true);
    keys.rejectUnknown();
    if (job.padToMaxLength && job.maxLength == 0)
        keys.fail("padding", "is \"max_length\", which needs max_length");
}

} // namespace

TrainJob parseJob(std::string_view text, const std::string& origin, const fs::path& folder)
{
    const core::Json json = core::parseJson(text, origin);
    const JsonObject object(json, origin);
    Keys keys(object);
    TrainJob job;
    job.task = object.get<std::string>("task");
    keys.has("task");
    if (job.task != "text-classification")
        keys.fail("task", "is \"" + job.task + "\" (supported: text-classification)", ErrorCode::Unsupported);
    job.model = resolvedModel(object.get<std::string>("model"), folder);
    keys.has("model");
    job.tokenizer = resolvedModel(keys.text("tokenizer", job.model), folder);
    job.fromScratch = keys.flag("from_scratch", false);
    if (keys.has("config")) job.config = keys.object("config").json().dump();
    if (keys.has("peft"))
        keys.fail("peft", "is not supported: all weights are trained", ErrorCode::Unsupported);
    keys.has("dataset");
    job.dataset = readDataset(object.object("dataset"), folder);
    if (keys.has("preprocessing")) readPreprocessing(Keys(keys.object("preprocessing")), job);
    if (keys.has("arguments")) job.arguments = readArguments(keys.object("arguments"), job.notes);
    if (keys.has("early_stopping")) {
        Keys more(keys.object("early_stopping"));
        job.earlyStopping = EarlyStopping{more.integer("patience", 1, 1), more.number("threshold", 0, 0)};
        more.rejectUnknown();
        if (job.arguments.evalStrategy == IntervalStrategy::No)
            keys.fail("early_stopping", "needs arguments.eval_strategy to be steps or epoch");
        if (job.arguments.metricForBestModel.empty()) job.arguments.metricForBestModel = "loss";
    }
    job.metrics = metrics::names();
    if (keys.has("metrics")) job.metrics = object.get<std::vector<std::string>>("metrics");
    for (const auto& name : job.metrics)
        if (!metrics::isKnown(name))
            keys.fail("metrics", "names \"" + name + "\" (supported: " + metrics::knownText() + ")",
                      ErrorCode::Unsupported);
    if (const auto& best = job.arguments.metricForBestModel;
        !best.empty() && best != "loss" && std::ranges::find(job.metrics, best) == job.metrics.end())
        keys.fail("arguments",
                  "has metric_for_best_model \"" + best + "\", which is neither loss nor among the metrics");
    job.outputDir = resolved(object.get<std::string>("output_dir"), folder);
    keys.has("output_dir");
    keys.rejectUnknown();
    const bool evaluates = job.arguments.evalStrategy != IntervalStrategy::No || job.arguments.evalOnStart;
    if (evaluates && job.dataset.validation.empty() && !job.dataset.hasSplit)
        keys.fail("dataset",
                  "has neither validation nor split, and arguments.eval_strategy asks for evaluations");
    return job;
}

TrainJob readJob(const fs::path& path)
{
    return parseJob(core::readFile(path), path.string(), fs::absolute(path).parent_path());
}

std::string resolvedText(const TrainJob& job, std::string_view text)
{
    auto json = core::parseOrderedJson(text, "job");
    json["model"] = job.model;
    if (json.contains("tokenizer")) json["tokenizer"] = job.tokenizer;
    json["dataset"]["train"] = job.dataset.train;
    if (!job.dataset.validation.empty()) json["dataset"]["validation"] = job.dataset.validation;
    json["output_dir"] = job.outputDir.string();
    return json.dump(2) + '\n';
}

} // namespace vitrine::training
