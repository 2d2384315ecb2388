// SPDX-License-Identifier: Apache-2.0
#pragma once

// Included by the files of small_product alone, each compiled for its own processors: everything here is
// local to them.

#include <cstdint>

#define VITRINE_INLINE inline __attribute__((always_inline))
// Vectors pass between inlined functions only.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace vitrine::layers {
namespace {

constexpr std::int64_t lanes = 16;
constexpr std::int64_t ahead = 4096; ///< bytes
using Vector = float __attribute__((vector_size(lanes * sizeof(float))));

/// One output after the other, so that the weight is read as one stream (measured: faster than several lines
/// of it side by side), into the sums of `Parts` interleaved parts. `Step` multiplies Step::size numbers.
template <typename Step, int Rows, int Parts, typename Number>
VITRINE_INLINE void outputs(const Number* input, std::int64_t in, const Number* weight, const Number* bias,
                            std::int64_t begin, std::int64_t end, float* output, std::int64_t stride)
{
    constexpr auto size = Step::size, wide = size * Parts;
    for (auto n = begin; n < end; ++n) {
        const Number* line = weight + n * in;
        Vector sums[Rows][Parts] = {};
        std::int64_t k = 0;
        for (; k + wide <= in; k += wide)
            for (int part = 0; part < Parts; ++part) {
                // The processor's own prefetching stops at every page.
                __builtin_prefetch(reinterpret_cast<const char*>(line + k + part * size) + ahead);
                for (int row = 0; row < Rows; ++row)
                    Step::add(sums[row][part], input + row * in + k + part * size, line + k + part * size);
            }
        for (; k + size <= in; k += size)
            for (int row = 0; row < Rows; ++row)
                Step::add(sums[row][0], input + row * in + k, line + k);
        for (int row = 0; row < Rows; ++row) {
            for (int part = 1; part < Parts; ++part)
                sums[row][0] += sums[row][part];
            float total = bias ? Step::toFloat(bias[n]) : 0.0F;
            for (std::int64_t lane = 0; lane < lanes; ++lane)
                total += sums[row][0][lane];
            for (auto rest = k; rest < in; ++rest)
                total += Step::toFloat(input[row * in + rest]) * Step::toFloat(line[rest]);
            output[row * stride + n] = total;
        }
    }
}

template <typename Step, typename Number>
VITRINE_INLINE void anyRows(const Number* input, std::int64_t rows, std::int64_t in, const Number* weight,
                            const Number* bias, std::int64_t begin, std::int64_t end, float* output,
                            std::int64_t stride)
{
    for (; rows >= 4; rows -= 4, input += 4 * in, output += 4 * stride)
        outputs<Step, 4, 2>(input, in, weight, bias, begin, end, output, stride);
    if (rows == 1) outputs<Step, 1, 4>(input, in, weight, bias, begin, end, output, stride);
    if (rows == 2) outputs<Step, 2, 4>(input, in, weight, bias, begin, end, output, stride);
    if (rows == 3) outputs<Step, 3, 2>(input, in, weight, bias, begin, end, output, stride);
}

} // namespace

/// bfloat16 as its bits. For processors that multiply pairs of them with one instruction, and only those.
void productOfPairs(const std::uint16_t* input, std::int64_t rows, std::int64_t in,
                    const std::uint16_t* weight, const std::uint16_t* bias, std::int64_t begin,
                    std::int64_t end, float* output, std::int64_t stride);

} // namespace vitrine::layers
