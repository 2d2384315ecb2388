// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/training/job_file.h"

namespace vitrine::training {

/// How many optimizer steps a run has, as Trainer counts them.
struct StepPlan
{
    std::int64_t batchesPerEpoch = 0, stepsPerEpoch = 0;
    std::int64_t maxSteps = 0; ///< of the whole run
    std::int64_t epochs = 0;   ///< begun ones
    std::int64_t warmupSteps = 0, loggingSteps = 0, evalSteps = 0, saveSteps = 0;
};

/// Throws InvalidArgument when the rows make no batch.
StepPlan planSteps(const TrainingArguments& arguments, std::int64_t trainRows);

/// The learning rate of optimizer step `step` (from 0), by the formulas of transformers.optimization.
double learningRate(const TrainingArguments& arguments, const StepPlan& plan, std::int64_t step);

} // namespace vitrine::training
