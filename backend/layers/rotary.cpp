// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/rotary.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::layers {
namespace {

/// θ^(2i/d) in float32, as Transformers computes it.
at::Tensor wavelengths(double theta, std::int64_t dimensions, std::int64_t of)
{
    return at::pow(at::Scalar(theta), at::arange(0, dimensions, 2, at::kLong).to(at::kFloat) / double(of));
}

/// YaRN (Peng et al. 2023): which share of each frequency is kept and not interpolated.
at::Tensor yarnKept(const RopeOptions& options)
{
    const auto d = double(options.dimensions);
    const auto dimensionOf = [&](double rotations) {
        return d * std::log(double(options.originalMaxPositions) / (rotations * 2 * std::numbers::pi)) /
               (2 * std::log(options.theta));
    };
    double low = dimensionOf(options.betaFast), high = dimensionOf(options.betaSlow);
    if (options.truncates) {
        low = std::floor(low);
        high = std::ceil(high);
    }
    low = std::max(low, 0.0);
    high = std::min(high, d - 1);
    if (low == high) high += 0.001;
    return 1 - ((at::arange(options.dimensions / 2, at::kFloat) - low) / (high - low)).clamp(0, 1);
}

/// Llama 3.1: long waves are stretched, short ones kept, those between are mixed.
at::Tensor llama3(const RopeOptions& options, const at::Tensor& frequencies)
{
    const auto context = double(options.originalMaxPositions);
    const double low = options.lowFrequencyFactor, high = options.highFrequencyFactor;
    const auto waves = 2 * std::numbers::pi / frequencies;
    const auto stretched = at::where(waves.gt(context / low), frequencies / options.factor, frequencies);
    const auto smooth = (context / waves - low) / (high - low);
    const auto mixed = (1 - smooth) * stretched / options.factor + smooth * stretched;
    const auto isBetween = waves.ge(context / high).logical_and(waves.le(context / low));
    return at::where(isBetween, mixed, stretched);
}

at::Tensor tensorOf(const std::vector<double>& values)
{
    return at::tensor(values, at::kDouble).to(at::kFloat);
}

} // namespace

Rotary::Rotary(RopeOptions options) : m_options(std::move(options)) {}

at::Tensor Rotary::frequencies(std::int64_t length) const
{
    const auto& o = m_options;
    const auto waves = [&](double theta) { return wavelengths(theta, o.dimensions, o.dimensions); };
    switch (o.scaling) {
    case RopeScaling::None:
        break;
    case RopeScaling::Linear:
        return 1.0 / waves(o.theta) / o.factor;
    case RopeScaling::Dynamic: {
        const auto d = double(o.dimensions);
        const double stretch =
            o.factor * double(std::max(length, o.maxPositions)) / double(o.maxPositions) - (o.factor - 1);
        return 1.0 / waves(o.theta * std::pow(stretch, d / (d - 2)));
    }
    case RopeScaling::Yarn: {
        const auto kept = yarnKept(o);
        const auto w = waves(o.theta);
        return 1.0 / (o.factor * w) * (1 - kept) + 1.0 / w * kept;
    }
    case RopeScaling::LongRope:
        return 1.0 /
               (tensorOf(length > o.originalMaxPositions ? o.longFactors : o.shortFactors) * waves(o.theta));
    case RopeScaling::Llama3:
        return llama3(o, 1.0 / waves(o.theta));
    case RopeScaling::Proportional: {
        const auto rotated = 2 * std::int64_t(o.rotatedShare * double(o.dimensions / 2));
        auto all = at::zeros({o.dimensions / 2}, at::kFloat);
        all.narrow(0, 0, rotated / 2).copy_(1.0 / wavelengths(o.theta, rotated, o.dimensions));
        return all / o.factor;
    }
    }
    return 1.0 / waves(o.theta);
}

Rotary::Table& Rotary::tableFor(std::int64_t length) const
{
    const bool isLong = m_options.scaling == RopeScaling::LongRope && length > m_options.originalMaxPositions;
    auto& table = isLong ? m_long : m_usual;
    if (!table.frequencies.defined()) table.frequencies = frequencies(isLong ? length : 0);
    return table;
}

RopeAngles Rotary::anglesOf(const at::Tensor& positions, const at::Tensor& frequencies,
                            at::ScalarType type) const
{
    const auto turned = positions.unsqueeze(-1).to(at::kFloat) * frequencies;
    return {(turned.cos() * m_options.attentionFactor).to(type),
            (turned.sin() * m_options.attentionFactor).to(type)};
}

RopeAngles Rotary::angles(const at::Tensor& positions, at::ScalarType type) const
{
    // Tables outlive the pass: they must serve a later one with gradients, too.
    const c10::InferenceMode ordinaryTensors(false);
    const c10::NoGradGuard noGradients;
    const bool depends =
        m_options.scaling == RopeScaling::Dynamic || m_options.scaling == RopeScaling::LongRope;
    const auto length = depends ? positions.max().item<std::int64_t>() + 1 : 0;
    const bool isStretched = m_options.scaling == RopeScaling::Dynamic && length > m_options.maxPositions;
    const auto result =
        anglesOf(positions, isStretched ? frequencies(length) : tableFor(length).frequencies, type);
    return {result.cos.unsqueeze(1), result.sin.unsqueeze(1)};
}

RopeAngles Rotary::range(std::int64_t first, std::int64_t count, at::ScalarType type) const
{
    const auto end = first + count;
    if (m_options.scaling == RopeScaling::Dynamic && end > m_options.maxPositions)
        return angles(at::arange(first, end, at::kLong).unsqueeze(0), type);
    auto& table = tableFor(end);
    if (!table.cos.defined() || table.cos.size(0) < end || table.cos.scalar_type() != type) {
        const c10::InferenceMode ordinaryTensors(false);
        const c10::NoGradGuard noGradients;
        constexpr std::int64_t fewest = 256;
        const auto length = std::max({fewest, end, table.cos.defined() ? 2 * table.cos.size(0) : 0});
        const auto all = anglesOf(at::arange(length, at::kLong), table.frequencies, type);
        table.cos = all.cos;
        table.sin = all.sin;
    }
    const auto part = [&](const at::Tensor& all) {
        return all.narrow(0, first, count).view({1, 1, count, -1});
    };
    return {part(table.cos), part(table.sin)};
}

at::Tensor rotate(const at::Tensor& heads, const RopeAngles& angles)
{
    const auto half = angles.cos.size(-1), rest = heads.size(-1) - 2 * half;
    const auto first = heads.narrow(-1, 0, half), second = heads.narrow(-1, half, half);
    if (c10::GradMode::is_enabled()) {
        std::vector<at::Tensor> parts{first * angles.cos - second * angles.sin,
                                      second * angles.cos + first * angles.sin};
        if (rest > 0) parts.push_back(heads.narrow(-1, 2 * half, rest));
        return at::cat(parts, -1);
    }
    auto turned = at::empty(heads.sizes(), heads.options());
    auto turnedFirst = turned.narrow(-1, 0, half), turnedSecond = turned.narrow(-1, half, half);
    at::mul_out(turnedFirst, first, angles.cos).addcmul_(second, angles.sin, -1);
    at::mul_out(turnedSecond, second, angles.cos).addcmul_(first, angles.sin);
    if (rest > 0) turned.narrow(-1, 2 * half, rest).copy_(heads.narrow(-1, 2 * half, rest));
    return turned;
}

} // namespace vitrine::layers
