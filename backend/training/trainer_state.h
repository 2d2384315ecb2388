// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/training/schedule.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace vitrine::training {

/// Where a run stands: what trainer_state.json of Transformers says, and under the key `vitrine` what else
/// going on exactly needs.
struct TrainerState
{
    std::int64_t globalStep = 0;
    double epoch = 0;
    std::optional<double> bestMetric;
    std::int64_t bestGlobalStep = 0; ///< 0: none
    std::string bestModelCheckpoint; ///< a path
    std::string logHistory = "[]";   ///< a JSON array, grown by appendLog()

    double lossSinceLog = 0; ///< summed over steps
    std::int64_t stepsSinceLog = 0;
    double lossTotal = 0; ///< over all steps that were logged or not
    double lossOfEpoch = 0;
    double secondsBefore = 0;        ///< trained before the last resume
    std::int64_t badEvaluations = 0; ///< without improvement, in a row
    bool evaluationDue = false;      ///< stopped before the evaluation of this step
    bool epochEnded = false;         ///< this step was the epoch's last and what belongs there is done
    bool finished = false;

    void appendLog(const core::OrderedJson& entry);
};

/// The file's content.
std::string toJson(const TrainerState& state, const TrainingArguments& arguments, const StepPlan& plan);
/// Throws InvalidFormat or NotFound naming the file. A file that Transformers wrote has no `vitrine`: what
/// is only there keeps its default.
TrainerState readTrainerState(const std::filesystem::path& path);

} // namespace vitrine::training
