// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/file.h"
#include "backend/tensors/tensor_view.h"

namespace vitrine::tensors {

/// F64, F32, F16 or BF16: the types that a model computes in and that turn into each other.
bool isFloatingPoint(ElementType type);

/// Gives the sink the elements of `tensor` as `type`, piece by piece, rounded to the nearest (ties to even),
/// as PyTorch converts them. Both types must be floating-point ones, or equal.
void writeConverted(const TensorView& tensor, ElementType type, const core::FileSink& sink);

} // namespace vitrine::tensors
