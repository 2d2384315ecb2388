// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/linear.h"
#include "backend/layers/pass.h"

#include <cstdint>

namespace vitrine::layers {

/// The six products of "Longformer" (Beltagy et al. 2020): those of the tokens that look at everything are
/// apart.
struct SlidingProjections
{
    const Linear &query, &key, &value, &queryGlobal, &keyGlobal, &valueGlobal;
};

struct SlidingRule
{
    std::int64_t layer = 0, heads = 0;
    std::int64_t reach = 0;  ///< keys to either side: half of `attention_window`
    double dropout = 0;      ///< on the probabilities, in training
    std::int64_t length = 0; ///< of the texts before they were padded to the window: what a probe is shown
};

/// Which tokens look at everything and are looked at by all; made once a pass.
struct GlobalTokens
{
    std::int64_t most = 0; ///< in a row; 0: none
    at::Tensor isMasked;   ///< bool [B, L]: padding
    at::Tensor isGlobal;   ///< bool [B, L]
    at::Tensor places;     ///< int64 [B, most]: where they stand; 0 where a row has fewer
    at::Tensor isAbsent;   ///< bool [B, most]: the row has fewer

    /// attention and global [B, L] of 0 and 1; `global` undefined: none.
    GlobalTokens(const at::Tensor& attention, const at::Tensor& global);
};

/// hidden [B, L, H], L a multiple of 2 * reach → [B, L, H]. Every token sees its neighbours and the global
/// tokens, a global one sees everything. A probe is shown scores and probabilities as Transformers has them,
/// [B, heads, length, most + 2 * reach + 1] with the global keys first and zero probabilities in the rows of
/// global tokens, and [B, heads, L, most] of what those look at; or squares, if it wants them. What it puts
/// in their place is not used.
at::Tensor attendSliding(const at::Tensor& hidden, const SlidingProjections& projections,
                         const GlobalTokens& tokens, const SlidingRule& rule, const Pass& pass);

} // namespace vitrine::layers
