// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/training/job_task.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::training {

enum class IntervalStrategy { No, Steps, Epoch };
enum class SaveStrategy { No, Steps, Epoch, Best };
enum class SamplingStrategy { Random, Sequential, GroupByLength };
enum class SchedulerType {
    Linear,
    Cosine,
    CosineWithRestarts,
    Polynomial,
    Constant,
    ConstantWithWarmup,
    InverseSqrt
};

/// `arguments` of a job file: names, meanings and defaults of `TrainingArguments` of Transformers 5.23.
struct TrainingArguments
{
    std::int64_t perDeviceTrainBatchSize = 8, perDeviceEvalBatchSize = 8; ///< rows
    std::int64_t gradientAccumulationSteps = 1;
    double numTrainEpochs = 3;
    std::int64_t maxSteps = -1; ///< optimizer steps; negative: as many as the epochs have
    double learningRate = 5e-5, weightDecay = 0, adamBeta1 = 0.9, adamBeta2 = 0.999, adamEpsilon = 1e-8;
    double maxGradNorm = 1;
    SchedulerType lrSchedulerType = SchedulerType::Linear;
    double numCycles = 0.5, power = 1, lrEnd = 1e-7; ///< `lr_scheduler_kwargs`
    double warmupSteps = 0;                          ///< below 1 a share of all steps
    double labelSmoothingFactor = 0;
    bool bf16 = false;
    IntervalStrategy loggingStrategy = IntervalStrategy::Steps;
    double loggingSteps = 500; ///< below 1 a share of all steps; so are evalSteps and saveSteps
    bool loggingFirstStep = false, loggingNanInfFilter = true;
    IntervalStrategy evalStrategy = IntervalStrategy::No;
    double evalSteps = 500; ///< loggingSteps unless given
    double evalDelay = 0;
    bool evalOnStart = false;
    SaveStrategy saveStrategy = SaveStrategy::Steps;
    double saveSteps = 500;
    std::optional<std::int64_t> saveTotalLimit;
    bool saveOnlyModel = false;
    bool loadBestModelAtEnd = false;
    std::string metricForBestModel; ///< without `eval_`; empty: none
    bool greaterIsBetter = false;
    std::uint64_t seed = 42;
    std::optional<std::uint64_t> dataSeed;
    SamplingStrategy trainSamplingStrategy = SamplingStrategy::Random;
    bool dataloaderDropLast = false;
};

struct EarlyStopping
{
    std::int64_t patience = 1; ///< evaluations without improvement
    double threshold = 0;
};

/// Where the rows come from.
struct JobDataset
{
    std::string train, validation;                           ///< a file, a folder, or `starter:emails`
    std::string format;                                      ///< instead of the extension's
    std::map<std::string, std::string, std::less<>> columns; ///< by role; others are guessed
    bool hasSplit = false;                                   ///< a part of `train` is the validation set
    double testSize = 0.2;                                   ///< a share below 1, else rows
    std::uint64_t splitSeed = 42;
    bool stratify = false;

    /// Empty: to be guessed.
    std::string column(std::string_view role) const
    {
        const auto found = columns.find(role);
        return found == columns.end() ? std::string() : found->second;
    }
};

/// How rows become examples. What a task does not need keeps its default.
struct Preprocessing
{
    std::int64_t maxLength = 0;       ///< tokens; 0: the model's
    std::int64_t maxTargetLength = 0; ///< of a target text; 0: as maxLength
    bool padToMaxLength = false, truncation = true;
    std::int64_t stride = 128;     ///< tokens that windows of a long context share
    std::int64_t blockSize = 0;    ///< language models: texts are joined and cut into such blocks
    double maskProbability = 0.15; ///< fill-mask
    std::int64_t maxAnswerLength = 30;
    bool labelAllTokens = false; ///< every piece of a word gets its label, not only the first
    std::string prefix;          ///< before every source text: "translate English to German: "
};

/// A job file of `vitrine train`, checked: every value is inside its range.
struct TrainJob
{
    std::string taskName; ///< as it was written
    JobTask task = JobTask::TextClassification;
    std::string model;     ///< empty only with fromScratch and a config that names its model_type
    std::string tokenizer; ///< the model's unless given
    bool fromScratch = false;
    std::string config; ///< a JSON object over the model's config.json, or empty
    JobDataset dataset;
    Preprocessing preprocessing;
    std::vector<std::string> frozen; ///< parameters with one of these in their name are not trained
    TrainingArguments arguments;
    std::optional<EarlyStopping> earlyStopping;
    std::vector<std::string> metrics; ///< of those of the task
    std::filesystem::path outputDir;
    int threads = 0;                ///< not of the file; 0: by the machine and the size of the work
    std::vector<std::string> notes; ///< arguments that were read and change nothing here
};

/// Throws InvalidFormat or Unsupported that names `origin`, the key and what was expected. Relative paths
/// are taken from `folder`, the job file's.
TrainJob parseJob(std::string_view text, const std::string& origin, const std::filesystem::path& folder);
TrainJob readJob(const std::filesystem::path& path);
/// The job file's text with its paths as they were found, so that a copy elsewhere means the same.
std::string resolvedText(const TrainJob& job, std::string_view text);

} // namespace vitrine::training
