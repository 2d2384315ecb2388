// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/token_kernels.h"

#include "backend/layers/vectorized.h"

#include <algorithm>
#include <bit>
#include <cmath>

#define VITRINE_INLINE inline __attribute__((always_inline))

namespace vitrine::layers {
namespace {

using c10::BFloat16;

/// e^x for x ≤ 88, within 2e-7 of it; loops over it are turned into vector code.
VITRINE_INLINE float exponential(float x)
{
    x = std::max(x, -87.0F);
    const float whole = std::floor(x * 1.44269504F + 0.5F);
    // x - whole · ln 2, in two steps, so that no digit is lost.
    const float rest = (x - whole * 0.693359375F) + whole * 2.12194440e-4F;
    float sum = 1.9875691500e-4F;
    sum = sum * rest + 1.3981999507e-3F;
    sum = sum * rest + 8.3334519073e-3F;
    sum = sum * rest + 4.1665795894e-2F;
    sum = sum * rest + 1.6666665459e-1F;
    sum = sum * rest + 5.0000001201e-1F;
    sum = sum * rest * rest + rest + 1.0F;
    return sum * std::bit_cast<float>((std::int32_t(whole) + 127) << 23);
}

VITRINE_INLINE float widened(float value)
{
    return value;
}
VITRINE_INLINE float widened(BFloat16 value)
{
    return std::bit_cast<float>(std::uint32_t(value.x) << 16);
}
VITRINE_INLINE void store(float value, float& place)
{
    place = value;
}
VITRINE_INLINE void store(float value, BFloat16& place)
{
    place.x = fromFloat<BFloat16Bits>(value).bits;
}

VITRINE_INLINE float inverseRms(const float* input, float epsilon, std::int64_t size)
{
    constexpr int parts = 16;
    float sums[parts] = {};
    std::int64_t i = 0;
    for (; i + parts <= size; i += parts)
        for (int part = 0; part < parts; ++part)
            sums[part] += input[i + part] * input[i + part];
    float sum = 0;
    for (; i < size; ++i)
        sum += input[i] * input[i];
    for (int part = 0; part < parts; ++part)
        sum += sums[part];
    return 1 / std::sqrt(sum / float(size) + epsilon);
}

template <typename Weight, typename Output>
VITRINE_INLINE void normalize(const float* input, const Weight* weight, float offset, float epsilon,
                              std::int64_t size, Output* output)
{
    const float scale = inverseRms(input, epsilon, size);
    for (std::int64_t i = 0; i < size; ++i)
        store(input[i] * scale * (widened(weight[i]) + offset), output[i]);
}

template <typename Number>
VITRINE_INLINE void mixed(const float* weights, const Number* values, std::int64_t count, std::int64_t size,
                          float* output)
{
    std::fill_n(output, size, 0.0F);
    for (std::int64_t row = 0; row < count; ++row)
        for (std::int64_t i = 0; i < size; ++i)
            output[i] += weights[row] * widened(values[row * size + i]);
}

template <typename Number>
VITRINE_INLINE void opened(const float* gate, const float* up, GateFunction function, std::int64_t size,
                           Number* output)
{
    if (function == GateFunction::Silu) {
        for (std::int64_t i = 0; i < size; ++i)
            store(gate[i] / (1 + exponential(std::min(-gate[i], 87.0F))) * up[i], output[i]);
        return;
    }
    for (std::int64_t i = 0; i < size; ++i) {
        const float x = gate[i];
        // x · (1 + tanh(y)) / 2 = x / (1 + e^(-2y))
        const float y = 0.797884561F * (x + 0.044715F * x * x * x);
        store(x / (1 + exponential(std::min(-2 * y, 87.0F))) * up[i], output[i]);
    }
}

} // namespace

VITRINE_VECTORIZED void rmsNorm(const float* input, const float* weight, float offset, float epsilon,
                                std::int64_t size, float* output)
{
    normalize(input, weight, offset, epsilon, size, output);
}

VITRINE_VECTORIZED void rmsNorm(const float* input, const BFloat16* weight, float offset, float epsilon,
                                std::int64_t size, BFloat16* output)
{
    normalize(input, weight, offset, epsilon, size, output);
}

VITRINE_VECTORIZED void rmsNorm(const float* input, const BFloat16* weight, float offset, float epsilon,
                                std::int64_t size, float* output)
{
    normalize(input, weight, offset, epsilon, size, output);
}

VITRINE_VECTORIZED void turn(float* head, const float* cos, const float* sin, std::int64_t half)
{
    for (std::int64_t i = 0; i < half; ++i) {
        const float first = head[i], second = head[i + half];
        head[i] = first * cos[i] - second * sin[i];
        head[i + half] = second * cos[i] + first * sin[i];
    }
}

VITRINE_VECTORIZED void weigh(float* scores, std::int64_t count, float scale, float softcap)
{
    for (std::int64_t i = 0; i < count; ++i)
        scores[i] *= scale;
    if (softcap > 0)
        for (std::int64_t i = 0; i < count; ++i)
            scores[i] = softcap * std::tanh(scores[i] / softcap);
    const float most = *std::max_element(scores, scores + count);
    float sum = 0;
    for (std::int64_t i = 0; i < count; ++i)
        scores[i] = exponential(scores[i] - most);
    for (std::int64_t i = 0; i < count; ++i)
        sum += scores[i];
    for (std::int64_t i = 0; i < count; ++i)
        scores[i] /= sum;
}

VITRINE_VECTORIZED void mix(const float* weights, const float* values, std::int64_t count, std::int64_t size,
                            float* output)
{
    mixed(weights, values, count, size, output);
}

VITRINE_VECTORIZED void mix(const float* weights, const BFloat16* values, std::int64_t count,
                            std::int64_t size, float* output)
{
    mixed(weights, values, count, size, output);
}

VITRINE_VECTORIZED void openGate(const float* gate, const float* up, GateFunction function, std::int64_t size,
                                 float* output)
{
    opened(gate, up, function, size, output);
}

VITRINE_VECTORIZED void openGate(const float* gate, const float* up, GateFunction function, std::int64_t size,
                                 BFloat16* output)
{
    opened(gate, up, function, size, output);
}

void convert(const float* input, std::int64_t size, float* output)
{
    std::copy_n(input, size, output);
}

VITRINE_VECTORIZED void convert(const float* input, std::int64_t size, BFloat16* output)
{
    for (std::int64_t i = 0; i < size; ++i)
        store(input[i], output[i]);
}

} // namespace vitrine::layers
