// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/parameters.h"

#include <algorithm>

namespace vitrine::layers {

struct Embedding
{
    at::Tensor weight;           ///< [count, hidden]
    std::int64_t paddingId = -1; ///< whose row gets no gradient; negative: none

    Embedding(std::int64_t count, std::int64_t hidden, std::int64_t padding = -1)
        : weight(unloaded({count, hidden})), paddingId(padding < count ? padding : -1)
    {
    }

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("weight", weight);
    }

    /// [...] of indices → [..., hidden]. Indices must be inside: the caller has checked them.
    at::Tensor operator()(const at::Tensor& indices) const
    {
        return at::embedding(weight, indices, std::max<std::int64_t>(paddingId, -1));
    }
};

} // namespace vitrine::layers
