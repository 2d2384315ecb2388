// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: what a head makes of a pass, in the words of Transformers' output classes.

#include "backend/models/model_backend.h"
#include "backend/models/network.h"

#include <ATen/ATen.h>

#include <string>
#include <utility>
#include <vector>

namespace vitrine::models {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

/// `logits`, or what the class of that head has instead: `start_logits` and `end_logits`, `prediction_logits`
/// and `seq_relationship_logits` (ALBERT: `sop_logits`). `choices`: of a multiple choice, whose texts are
/// rows.
NamedTensors headOutputs(const Network& network, const NetworkOutputs& outputs, const NetworkInputs& inputs,
                         std::int64_t choices);

/// The loss of Transformers for that head, [] float32; undefined when `inputs` has no labels for it. -100 is
/// left out. Throws InvalidArgument that names the row.
at::Tensor headLoss(const Network& network, const NamedTensors& logits, const ForwardInputs& inputs,
                    const std::string& problemType);

} // namespace vitrine::models
