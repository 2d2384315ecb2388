// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/parameters.h"

namespace vitrine::layers {

struct Embedding
{
    at::Tensor weight; ///< [count, hidden]

    Embedding(std::int64_t count, std::int64_t hidden) : weight(unloaded({count, hidden})) {}

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("weight", weight);
    }

    /// [...] of indices → [..., hidden]. Indices must be inside: the caller has checked them.
    at::Tensor operator()(const at::Tensor& indices) const { return at::embedding(weight, indices); }
};

} // namespace vitrine::layers
