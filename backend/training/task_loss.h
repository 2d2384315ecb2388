// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/training/batch.h"

namespace vitrine::training {

/// How a pass of training or evaluation computes.
struct LossMode
{
    layers::DropoutStream dropout;    ///< inactive in evaluations
    at::ScalarType type = at::kFloat; ///< bfloat16: as autocast
    double labelSmoothing = 0;
};

/// What a model answered.
struct Answers
{
    at::Tensor loss;    ///< [] float32, summed over the batch's items
    at::Tensor logits;  ///< float32: [rows, labels]; [tokens with a target, classes]; spans [rows, length, 2]
    at::Tensor targets; ///< those that belong to `logits`
};

/// The losses of Transformers' classes, with gradients where the parameters want them. `control` may stop it.
Answers answersOf(const TrainedModel& model, const Batch& batch, const BatchRule& rule, LossMode& mode,
                  core::RunControl& control);

} // namespace vitrine::training
