// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <cstdint>

namespace vitrine::layers {

/// Rows of a table, with gradients: int64 [tokens] → [tokens, hidden]. The row `paddingId` (negative: none)
/// gets none, as in torch.nn.Embedding. The gradient of a whole vocabulary is not made anew at every step:
/// rows are added to the one that is there, and who has used it clears those rows again.
at::Tensor trainedEmbedding(const at::Tensor& weight, const at::Tensor& ids, std::int64_t paddingId = -1);

} // namespace vitrine::layers
