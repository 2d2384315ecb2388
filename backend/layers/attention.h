// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/pass.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>

namespace vitrine::layers {

/// The type's lowest finite number: what masks add where a key does not count.
double lowestValue(at::ScalarType type);

/// Additive form of a [B, L] mask of 0 and 1: [B, 1, 1, L] with 0 where a key counts and the type's lowest
/// finite number where it does not, so that a row without any key stays finite (all its keys weigh the same).
/// Undefined when every key counts.
at::Tensor additiveMask(const at::Tensor& attentionMask, at::ScalarType type);

/// Which keys a query sees, as an additive mask [1 or B, 1, Lq, Lk] (0, or the type's lowest finite number):
/// the last Lq of Lk positions ask, each for itself and earlier ones, with a window only the nearest `window`
/// of them. `attentionMask`: [B, Lk] of 0 and 1, undefined: every key counts.
at::Tensor causalMask(const at::Tensor& attentionMask, std::int64_t queries, std::int64_t keys,
                      std::int64_t window, at::ScalarType type);

/// How attention is computed; the defaults are those of "Attention is all you need".
struct AttentionRule
{
    std::int64_t layer = 0;
    at::Tensor mask;       ///< additive, broadcast to [B, heads, Lq, Lk]; biases of position go in here, too
    bool isCausal = false; ///< in place of a mask: Lq = Lk, and each query sees itself and what is before it
    double scale = 0;      ///< 0: 1 / √d
    double softcap = 0;    ///< Gemma 2: scores become c · tanh(scores / c); 0: not
    double dropout = 0;    ///< on the probabilities, in training
    bool isCross = false;  ///< reports as cross-attention
};

/// query [B, A, Lq, d], key and value [B, A or fewer, Lk, d] (each serves A / fewer neighbouring heads: GQA)
/// → [B, Lq, A * d]. With a probe or dropout the exact path, else a fused one. Gradients in both.
at::Tensor attend(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                  const AttentionRule& rule, const Pass& pass);

/// [B, L, heads * d] → [B, heads, L, d], a view.
at::Tensor splitHeads(const at::Tensor& tensor, std::int64_t heads);

/// The exact path of BERT. query, key, value: [B, L, hidden]; mask as above. Reports scores, probabilities
/// and head outputs to the probe. Returns [B, L, hidden].
at::Tensor attentionWithProbe(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                              std::int64_t heads, const at::Tensor& mask, inspection::Probe& probe,
                              std::int64_t layer);

/// The fast path for one text without padding between its tokens. qkv: [L, 3 * hidden]. With `keys` (their
/// positions, int64) only those are attended to; no key at all means all of them alike. `bias` of the scores
/// is [1, heads, L or more, L or more], undefined: none. Writes [L, hidden].
void attendText(const at::Tensor& qkv, std::int64_t heads, const at::Tensor& keys, const at::Tensor& bias,
                at::Tensor output);

} // namespace vitrine::layers
