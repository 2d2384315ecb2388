// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace vitrine::models {

/// Which intermediate results a forward pass should hand out. Nothing asked: the fast path.
struct ProbeRequest
{
    bool hiddenStates = false;
    bool attentions = false; ///< probabilities
    bool scores = false;     ///< query · key / √d with the mask added: what the softmax takes
    /// Attention of a sliding window as [batch, heads, query, key], like that of other models.
    bool squares = false;
    /// Of attentions and scores; empty: all of them. Numbers that the model doesn't have are ignored.
    std::vector<std::int64_t> layers;

    bool any() const { return hiddenStates || attentions || scores; }
    bool wantsLayer(std::int64_t layer) const
    {
        return layers.empty() || std::ranges::find(layers, layer) != layers.end();
    }
};

} // namespace vitrine::models
