// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/array.h"
#include "backend/models/model_backend.h"
#include "backend/models/network.h"

#include <ATen/ATen.h>

namespace vitrine::models {

core::FloatArray toArray(const at::Tensor& tensor);

/// Checks every input against the model and the others, fills in mask and token types that are not given.
/// `[batch, choices, length]` becomes `[batch * choices, length]`. Throws InvalidArgument that names input,
/// row, column and limit. The tensors may point into `inputs`.
NetworkInputs toTensors(const ForwardInputs& inputs, const NetworkDescription& model);

} // namespace vitrine::models
