// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

namespace vitrine::layers {

/// Matrix product, [m, k] · [k, n] or batches of them, without gradients; any strides. Through oneDNN, which
/// for float32 is 1.1 to 1.25 times as fast as MKL on Zen 4 (measured) and needs no copy of a transposed
/// operand; through ATen where this libtorch has no such function.
at::Tensor product(const at::Tensor& left, const at::Tensor& right);

} // namespace vitrine::layers
