// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace vitrine::layers {

/// How rotary positions are stretched to longer texts, as `rope_type` names it.
enum class RopeScaling { None, Linear, Dynamic, Yarn, LongRope, Llama3, Proportional };

/// The defaults are those of "RoFormer" (Su et al. 2021).
struct RopeOptions
{
    RopeScaling scaling = RopeScaling::None;
    double theta = 10000;
    /// Numbers of a head that are rotated, the first ones (an odd one is rounded up).
    std::int64_t dimensions = 0;
    double factor = 1;
    double attentionFactor = 1;    ///< cosine and sine are multiplied by it (YaRN, LongRoPE)
    std::int64_t maxPositions = 0; ///< of the config: where dynamic scaling begins
    std::int64_t originalMaxPositions = 0;
    double betaFast = 32, betaSlow = 1; ///< YaRN: rotations where its ramp begins and ends
    bool truncates = true;              ///< YaRN: the ramp begins and ends at whole dimensions
    double lowFrequencyFactor = 1, highFrequencyFactor = 4; ///< Llama 3
    std::vector<double> shortFactors, longFactors;          ///< LongRoPE
    double rotatedShare = 1;                                ///< proportional: the rest has frequency 0
};

/// Of the first half of the rotated numbers, [1 or B, 1, n, rotated / 2]; the second half has the same.
struct RopeAngles
{
    at::Tensor cos, sin;
};

/// Rotary positions in the half-split order of Hugging Face checkpoints: number i turns with number i + d/2.
class Rotary
{
public:
    explicit Rotary(RopeOptions options);

    const RopeOptions& options() const { return m_options; }
    /// positions: int64 [1 or B, n].
    RopeAngles angles(const at::Tensor& positions, at::ScalarType type) const;
    /// Of the positions from `first` on: views of a table that grows as wanted. Not thread-safe.
    RopeAngles range(std::int64_t first, std::int64_t count, at::ScalarType type) const;

private:
    struct Table
    {
        at::Tensor frequencies; ///< float32 [rotated / 2]
        at::Tensor cos, sin;    ///< [positions, rotated / 2]
    };
    Table& tableFor(std::int64_t length) const;
    at::Tensor frequencies(std::int64_t length) const;
    RopeAngles anglesOf(const at::Tensor& positions, const at::Tensor& frequencies,
                        at::ScalarType type) const;

    RopeOptions m_options;
    /// Of texts that the model was made for, and of longer ones (LongRoPE).
    mutable Table m_usual, m_long;
    mutable at::Tensor m_stretched; ///< frequencies of dynamic scaling at m_stretchedLength
    mutable std::int64_t m_stretchedLength = 0;
};

/// [B, heads, n, d] → the same, turned.
at::Tensor rotate(const at::Tensor& heads, const RopeAngles& angles);

} // namespace vitrine::layers
