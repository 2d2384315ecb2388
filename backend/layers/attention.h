// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/inspection/probe.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>

namespace vitrine::layers {

/// Additive form of a [B, L] mask of 0 and 1: [B, 1, 1, L] with 0 where a key counts and the type's lowest
/// finite number where it does not, so that a row without any key stays finite (all its keys weigh the same).
/// Undefined when every key counts.
at::Tensor additiveMask(const at::Tensor& attentionMask, at::ScalarType type);

/// The exact path. query, key, value: [B, L, hidden]; mask as above. Reports scores, probabilities and head
/// outputs to the probe. Returns [B, L, hidden].
at::Tensor attentionWithProbe(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                              std::int64_t heads, const at::Tensor& mask, inspection::Probe& probe,
                              std::int64_t layer);

/// The fast path for one text without padding between its tokens. qkv: [L, 3 * hidden]. With `keys` (their
/// positions, int64) only those are attended to; no key at all means all of them alike. Writes [L, hidden].
void attendText(const at::Tensor& qkv, std::int64_t heads, const at::Tensor& keys, at::Tensor output);

} // namespace vitrine::layers
