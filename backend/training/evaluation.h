// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/metrics/metrics.h"
#include "backend/models/trainable.h"
#include "backend/training/examples.h"

#include <span>
#include <vector>

namespace vitrine::training {

/// Rows of one file as one batch without padding.
models::PackedTokens packRows(const EncodedFile& file, std::span<const std::int64_t> rows);
/// int64 [rows]
at::Tensor labelsOf(const EncodedFile& file, std::span<const std::int64_t> rows);

/// One row's answer.
struct Prediction
{
    std::int64_t row, label, prediction;
    float score; ///< probability of the prediction
};

struct Evaluation
{
    double loss = 0; ///< mean over rows
    metrics::ConfusionMatrix matrix;
    std::vector<Prediction> predictions; ///< in the order of the rows
};

/// Without gradients and dropout; labels are smoothed as in training, as Trainer does it. `batchSize` bounds
/// the memory; results do not depend on it but for rounding. Checkpoints between batches.
Evaluation evaluate(const models::TrainableClassifier& model, const EncodedFile& file,
                    std::span<const std::int64_t> rows, std::int64_t labels, std::int64_t batchSize,
                    at::ScalarType type, double labelSmoothing, core::RunControl& control);

} // namespace vitrine::training
