// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/activation.h"
#include "backend/layers/linear.h"

#include <c10/core/GradMode.h>

#include <optional>

namespace vitrine::layers {

/// activation(gate) · up; both are used up.
inline at::Tensor gated(Activation activation, const at::Tensor& gate, const at::Tensor& up)
{
    auto open = activation(gate);
    return c10::GradMode::is_enabled() ? open * up : open.mul_(up);
}

/// "GLU Variants Improve Transformer" (Shazeer 2020) with the names of Llama; Phi-3 stores gate and up as
/// one.
struct GatedFeedForward
{
    std::optional<Linear> gate_proj, up_proj, gate_up_proj;
    Linear down_proj;
    Activation activation;

    GatedFeedForward(std::int64_t hidden, std::int64_t inner, Activation function, Bias bias, bool isFused)
        : down_proj(inner, hidden, bias), activation(function)
    {
        if (isFused) {
            gate_up_proj.emplace(hidden, 2 * inner, bias);
        } else {
            gate_proj.emplace(hidden, inner, bias);
            up_proj.emplace(hidden, inner, bias);
        }
    }

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("gate_proj", gate_proj);
        visitor("up_proj", up_proj);
        visitor("gate_up_proj", gate_up_proj);
        visitor("down_proj", down_proj);
    }

    /// [..., hidden] → [..., hidden]
    at::Tensor operator()(const at::Tensor& input) const
    {
        if (!gate_up_proj) return down_proj(gated(activation, (*gate_proj)(input), (*up_proj)(input)));
        const auto both = (*gate_up_proj)(input);
        const auto inner = both.size(-1) / 2;
        return down_proj(gated(activation, both.narrow(-1, 0, inner), both.narrow(-1, inner, inner)));
    }
};

} // namespace vitrine::layers
