// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/linear.h"

namespace vitrine::layers {

struct LayerNorm
{
    at::Tensor weight, bias; ///< [hidden]; bias undefined without
    double epsilon;

    LayerNorm(std::int64_t hidden, double epsilonValue, Bias has = Bias::With)
        : weight(unloaded({hidden})),
          bias(has == Bias::With ? unloaded({hidden}) : at::Tensor()),
          epsilon(epsilonValue)
    {
    }

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("weight", weight);
        if (bias.defined()) visitor("bias", bias);
    }

    at::Tensor operator()(const at::Tensor& input) const
    {
        return at::layer_norm(input, weight.sizes(), weight, bias, epsilon);
    }
};

/// Zhang and Sennrich 2019; the mean in float32 whatever the type, as T5 and Llama compute it.
struct RmsNorm
{
    at::Tensor weight; ///< [hidden]
    double epsilon;
    double offset; ///< Gemma multiplies by 1 + weight, in float32

    RmsNorm(std::int64_t hidden, double epsilonValue, double offsetValue = 0)
        : weight(unloaded({hidden})), epsilon(epsilonValue), offset(offsetValue)
    {
    }

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("weight", weight);
    }

    at::Tensor operator()(const at::Tensor& input) const
    {
        const auto wide = input.to(at::kFloat);
        const auto normalized = wide * at::rsqrt(wide.square().mean(-1, /*keepdim=*/true) + epsilon);
        if (offset != 0) return (normalized * (weight.to(at::kFloat) + offset)).to(input.scalar_type());
        return weight * normalized.to(input.scalar_type());
    }
};

} // namespace vitrine::layers
