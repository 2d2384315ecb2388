// SPDX-License-Identifier: Apache-2.0
#include "backend/training/job_file.h"

#include "backend/core/file.h"
#include "backend/training/job_keys.h"

#include <algorithm>

namespace vitrine::training {
namespace fs = std::filesystem;
namespace {

using core::ErrorCode;
using core::Exception;
using core::JsonObject;

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

JobDataset readDataset(const JsonObject& object, const JobTaskKind& kind, const fs::path& folder)
{
    Keys keys(object);
    JobDataset dataset;
    dataset.train = resolved(object.get<std::string>("train"), folder);
    keys.has("train");
    dataset.validation = resolved(keys.text("validation"), folder);
    dataset.format = keys.text("format");
    if (keys.has("columns")) {
        Keys columns(keys.object("columns"));
        for (const auto& column : kind.columns) {
            const std::string role(column.role);
            if (columns.has(role.c_str())) dataset.columns[role] = columns.text(role.c_str());
        }
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

Preprocessing readPreprocessing(Keys keys)
{
    constexpr std::pair<std::string_view, bool> paddings[]{{"longest", false}, {"max_length", true}};
    Preprocessing result;
    if (keys.has("max_length")) result.maxLength = keys.integer("max_length", 0, 1);
    if (keys.has("max_target_length")) result.maxTargetLength = keys.integer("max_target_length", 0, 1);
    result.padToMaxLength = keys.choice("padding", false, paddings);
    result.truncation = keys.flag("truncation", true);
    result.stride = keys.integer(keys.has("doc_stride") ? "doc_stride" : "stride", result.stride, 0);
    if (keys.has("block_size")) result.blockSize = keys.integer("block_size", 0, 2);
    result.maskProbability = keys.number("mlm_probability", result.maskProbability, 1e-6, 1);
    result.maxAnswerLength = keys.integer("max_answer_length", result.maxAnswerLength, 1);
    result.labelAllTokens = keys.flag("label_all_tokens", false);
    result.prefix = keys.text(keys.has("source_prefix") ? "source_prefix" : "prefix");
    keys.rejectUnknown();
    if (result.padToMaxLength && result.maxLength == 0)
        keys.fail("padding", "is \"max_length\", which needs max_length");
    return result;
}

/// Metrics and what they have to say about the best model.
void readMetrics(const JsonObject& object, Keys& keys, const JobTaskKind& kind, TrainJob& job)
{
    job.metrics.assign(kind.metrics.begin(), kind.metrics.end());
    if (keys.has("metrics")) job.metrics = object.get<std::vector<std::string>>("metrics");
    for (const auto& name : job.metrics)
        if (!hasMetric(kind, name))
            keys.fail("metrics",
                      "names \"" + name + "\" (supported for " + job.taskName + ": " + metricNames(kind) +
                          ")",
                      ErrorCode::Unsupported);
    if (const auto& best = job.arguments.metricForBestModel;
        !best.empty() && best != "loss" && std::ranges::find(job.metrics, best) == job.metrics.end() &&
        std::ranges::find(kind.numberMetrics, best) == kind.numberMetrics.end())
        keys.fail("arguments",
                  "has metric_for_best_model \"" + best + "\", which is neither loss nor among the metrics");
}

} // namespace

TrainJob parseJob(std::string_view text, const std::string& origin, const fs::path& folder)
{
    const core::Json json = core::parseJson(text, origin);
    const JsonObject object(json, origin);
    Keys keys(object);
    TrainJob job;
    job.taskName = object.get<std::string>("task");
    keys.has("task");
    const auto* kind = findJobTask(job.taskName);
    if (!kind)
        keys.fail("task", "is \"" + job.taskName + "\" (supported: " + jobTaskNames() + ")",
                  ErrorCode::Unsupported);
    job.task = kind->task;
    job.fromScratch = keys.flag("from_scratch", false);
    if (keys.has("config")) job.config = keys.object("config").json().dump();
    const bool isNew = job.fromScratch && keys.has("config") && keys.object("config").has("model_type");
    if (keys.has("model") || !isNew) job.model = resolvedModel(object.get<std::string>("model"), folder);
    if (job.model.empty() && !keys.has("tokenizer"))
        keys.fail("tokenizer", "is missing: without a model there is none to take it from");
    job.tokenizer = resolvedModel(keys.text("tokenizer", job.model), folder);
    if (keys.has("freeze")) job.frozen = object.get<std::vector<std::string>>("freeze");
    if (keys.has("peft"))
        keys.fail("peft", "is not supported: all weights are trained", ErrorCode::Unsupported);
    keys.has("dataset");
    job.dataset = readDataset(object.object("dataset"), *kind, folder);
    if (keys.has("preprocessing")) job.preprocessing = readPreprocessing(Keys(keys.object("preprocessing")));
    if (keys.has("arguments")) job.arguments = readArguments(keys.object("arguments"), job.notes);
    if (keys.has("early_stopping")) {
        Keys more(keys.object("early_stopping"));
        job.earlyStopping = EarlyStopping{more.integer("patience", 1, 1), more.number("threshold", 0, 0)};
        more.rejectUnknown();
        if (job.arguments.evalStrategy == IntervalStrategy::No)
            keys.fail("early_stopping", "needs arguments.eval_strategy to be steps or epoch");
        if (job.arguments.metricForBestModel.empty()) job.arguments.metricForBestModel = "loss";
    }
    readMetrics(object, keys, *kind, job);
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
    if (json.contains("model")) json["model"] = job.model;
    if (json.contains("tokenizer")) json["tokenizer"] = job.tokenizer;
    json["dataset"]["train"] = job.dataset.train;
    if (!job.dataset.validation.empty()) json["dataset"]["validation"] = job.dataset.validation;
    json["output_dir"] = job.outputDir.string();
    return json.dump(2) + '\n';
}

} // namespace vitrine::training
