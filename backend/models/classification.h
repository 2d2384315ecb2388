// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: what all classification heads share.

#include "backend/core/architectures.h"
#include "backend/core/array.h"

#include <ATen/ATen.h>

#include <string>
#include <vector>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::models {

/// Names by id: `id2label`, else LABEL_0 … up to `num_labels`, two unless it says otherwise. Throws
/// InvalidFormat.
std::vector<std::string> labelNames(const core::JsonObject& config);

/// Transformers' ForSequenceClassificationLoss. Without problem_type one label is a regression, `[batch]` ids
/// are one of several labels, `[batch, labels]` of 0 and 1 several at once. Throws InvalidArgument that names
/// the row.
at::Tensor classificationLoss(const at::Tensor& logits, const core::IntArray& labels,
                              const std::string& problemType);

} // namespace vitrine::models
