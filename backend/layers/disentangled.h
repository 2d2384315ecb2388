// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/linear.h"
#include "backend/layers/pass.h"

#include <cstdint>
#include <optional>

namespace vitrine::layers {

/// Which relative positions DeBERTa tells apart and what it does with them.
struct DisentangledRule
{
    std::int64_t heads = 0;
    std::int64_t span = 0;         ///< relative positions go from -span to span - 1
    std::int64_t buckets = 0;      ///< far ones share logarithmic buckets; 0: they don't
    std::int64_t maxPositions = 0; ///< the last bucket ends here
    bool contentToPosition = false, positionToContent = false;
};

/// The index of the relative position for each pair of query and key: int64 [length, length].
at::Tensor relativePositions(std::int64_t length, const DisentangledRule& rule);

/// What "DeBERTa" (He et al. 2020) adds to query · key: content to position and position to content. query
/// and key [B, heads, L, d]; positionKeys and positionQueries [heads, 2 * span, d], of a kind that the rule
/// has not, undefined; → [B, heads, L, L], or undefined without both.
at::Tensor disentangledBias(const at::Tensor& query, const at::Tensor& key, const at::Tensor& positionKeys,
                            const at::Tensor& positionQueries, const at::Tensor& relative,
                            const DisentangledRule& rule, double scale);

} // namespace vitrine::layers
