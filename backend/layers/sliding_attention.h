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
    Linear query, key, value, query_global, key_global, value_global;

    explicit SlidingProjections(std::int64_t size)
        : query(size, size),
          key(size, size),
          value(size, size),
          query_global(size, size),
          key_global(size, size),
          value_global(size, size)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("query", query);
        visitor("key", key);
        visitor("value", value);
        visitor("query_global", query_global);
        visitor("key_global", key_global);
        visitor("value_global", value_global);
    }
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

/// Pass::visit of [B, L, H] without what pads the texts behind `length`; a replacement replaces the rest.
void visitUnpadded(const Pass& pass, inspection::Site site, std::int64_t layer, at::Tensor& value,
                   std::int64_t length);

} // namespace vitrine::layers
