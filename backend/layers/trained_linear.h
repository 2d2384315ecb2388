// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/linear.h"

namespace vitrine::layers {

/// A linear layer with gradients, computed in the type of the input: [rows, in] → [rows, out]. The weights
/// are float32, and so are their gradients.
at::Tensor trainedLinear(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias);

inline at::Tensor trainedLinear(const at::Tensor& input, const Linear& layer)
{
    return trainedLinear(input, layer.weight, layer.bias);
}

} // namespace vitrine::layers
