// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: AdamW on some rows of a table.

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace vitrine::training {

/// All float32 [rows, hidden], contiguous.
struct AdamTable
{
    at::Tensor value, gradient, average, square;
};

struct AdamNumbers
{
    double learningRate, beta1, beta2, epsilon;
    double divisor;    ///< of the gradient
    std::int64_t step; ///< from 1
};

/// The formula of PyTorch's fused AdamW without weight decay.
void adamRows(const AdamTable& table, const std::vector<std::int64_t>& rows, const AdamNumbers& numbers);

/// The sum of squares of some rows.
double squaresOfRows(const at::Tensor& table, const std::vector<std::int64_t>& rows);
/// Fills some rows with zeros.
void clearRows(const at::Tensor& table, const std::vector<std::int64_t>& rows);

} // namespace vitrine::training
