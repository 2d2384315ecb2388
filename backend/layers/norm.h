// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/parameters.h"

namespace vitrine::layers {

struct LayerNorm
{
    at::Tensor weight, bias; ///< [hidden]
    double epsilon;

    LayerNorm(std::int64_t hidden, double epsilonValue)
        : weight(unloaded({hidden})), bias(unloaded({hidden})), epsilon(epsilonValue)
    {
    }

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("weight", weight);
        visitor("bias", bias);
    }

    at::Tensor operator()(const at::Tensor& input) const
    {
        return at::layer_norm(input, weight.sizes(), weight, bias, epsilon);
    }
};

} // namespace vitrine::layers
