// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

namespace vitrine::layers {

/// Up to so many rows a product is bound by reading the weight, which is then read once for all rows.
constexpr std::int64_t mostSmallRows = 8;

/// Whether smallProduct() takes it: no gradients, few rows, float32 or bfloat16, contiguous.
bool isSmallProduct(const at::Tensor& input, const at::Tensor& weight);

/// As at::linear for few rows, what decoding does: [..., in] · [out, in]ᵀ + bias → [..., out]. Sums in
/// float32 whatever the type.
at::Tensor smallProduct(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias);

/// The kernel for a part, on one thread: outputs [begin, end) of `rows` inputs [rows, in], written as float32
/// to output[row * stride + n]. `bias` may be null.
void productRows(const float* input, std::int64_t rows, std::int64_t in, const float* weight,
                 const float* bias, std::int64_t begin, std::int64_t end, float* output, std::int64_t stride);
void productRows(const at::BFloat16* input, std::int64_t rows, std::int64_t in, const at::BFloat16* weight,
                 const at::BFloat16* bias, std::int64_t begin, std::int64_t end, float* output,
                 std::int64_t stride);

} // namespace vitrine::layers
