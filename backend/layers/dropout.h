// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <cstdint>

namespace vitrine::layers {

/// Where random numbers of a training step come from: a hash of seed, step and the number of the call, so
/// that nothing has to be kept for going on with a run, and the backward pass makes its mask anew instead of
/// remembering it.
class DropoutStream
{
public:
    /// Drops nothing.
    DropoutStream() = default;
    DropoutStream(std::uint64_t seed, std::uint64_t step);

    /// The key of the next dropout in this step.
    std::uint64_t next();
    bool active() const { return m_active; }

private:
    std::uint64_t m_state = 0;
    bool m_active = false;
};

/// Each value is kept with probability 1 - p and then divided by it (Srivastava et al. 2014), with gradients.
/// float32 or bfloat16; `p` is rounded to a multiple of 2⁻¹⁶.
at::Tensor dropout(const at::Tensor& input, double p, DropoutStream& stream);

/// The same without gradients, value number `first` of that key onwards. `output` may be `input`; both
/// contiguous. Splits the work over threads if it is not already inside such a part.
void applyDropout(const at::Tensor& input, const at::Tensor& output, double p, std::uint64_t key,
                  std::uint64_t first = 0);

} // namespace vitrine::layers
