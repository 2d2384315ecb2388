// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/dropout.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace vitrine::layers {

/// Attention of texts that lie one after the other without padding, with gradients: each token looks at all
/// tokens of its own text. qkv: [tokens, 3 * hidden], queries, keys, values side by side; starts: of each
/// text, and the end of the last. Dropout with `p` on the probabilities. Returns [tokens, hidden].
at::Tensor attendPacked(const at::Tensor& qkv, const std::vector<std::int64_t>& starts, std::int64_t heads,
                        double p, DropoutStream& stream);

} // namespace vitrine::layers
