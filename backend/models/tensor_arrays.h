// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/array.h"
#include "backend/models/encoder.h"
#include "backend/models/model_backend.h"

#include <ATen/ATen.h>

namespace vitrine::models {

core::FloatArray toArray(const at::Tensor& tensor);

/// Checks every input against the model and the others, fills in those that are not given (mask 1, type 0,
/// positions 0 …). Throws InvalidArgument that names input, row, column and limit. The tensors may point
/// into `inputs`.
EncoderInputs toTensors(const ForwardInputs& inputs, const EncoderDescription& model);

} // namespace vitrine::models
