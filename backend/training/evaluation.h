// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/metrics/metrics.h"
#include "backend/training/task_loss.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrine::training {

/// One row's answer, in words.
struct Prediction
{
    std::int64_t row;
    std::string label, prediction;
    float score; ///< probability of the prediction, where there is one
};

struct Evaluation
{
    double loss =
        0; ///< mean over rows, where tokens are judged of their means in a batch (as Trainer has it)
    std::map<std::string, double, std::less<>> metrics;
    std::optional<metrics::ConfusionMatrix> matrix; ///< of one label a row
    std::vector<Prediction> predictions;            ///< in the order of the rows; none of a language model
};

/// What an evaluation goes over.
struct EvaluationSet
{
    const EncodedFile& file;
    std::span<const std::int64_t> examples;
    const std::vector<std::string>& labelNames;
    std::int64_t maxAnswerLength;
};

/// Without gradients and dropout; labels are smoothed as in training, as Trainer does it. `batchSize` bounds
/// the memory; but for the loss of tokens, results do not depend on it. Checkpoints between batches.
Evaluation evaluate(const TrainedModel& model, const EvaluationSet& set, const BatchRule& rule,
                    std::int64_t batchSize, LossMode mode, core::RunControl& control);

} // namespace vitrine::training
