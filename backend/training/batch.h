// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/training/trained_model.h"

#include <ATen/ATen.h>

#include <span>

namespace vitrine::training {

/// Some examples as tensors.
struct Batch
{
    models::PackedTokens packed;  ///< of a model that needs no padding, else
    models::NetworkInputs inputs; ///< [sequences, longest], padded
    at::Tensor targets;           ///< by LabelForm: ids [rows]; float [rows, labels]; ids of tokens [rows,
                                  ///< length] where -100 counts for nothing; first and last tokens [rows, 2]
    std::vector<std::int64_t> choices; ///< of a multiple choice: sequences of each example
    std::int64_t items = 0;            ///< what the loss is a mean over: rows, or tokens with a target
    std::int64_t tokens = 0;           ///< padding not counted
};

/// How batches are made.
struct BatchRule
{
    JobTask task;
    LabelForm form;
    std::int64_t labels = 0;
    std::int64_t padToLength = 0; ///< 0: to the longest of the batch
    double maskProbability = 0.15;
    std::uint64_t seed = 0;
};

/// `maskKey` decides which tokens of a masked language model are hidden: another one at every step, always
/// the same one in evaluations.
Batch makeBatch(const TrainedModel& model, const EncodedFile& file, std::span<const std::int64_t> examples,
                const BatchRule& rule, std::uint64_t maskKey);

} // namespace vitrine::training
