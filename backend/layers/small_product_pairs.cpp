// SPDX-License-Identifier: Apache-2.0
// Compiled for processors with AVX512-BF16; called on those alone.
#include "backend/layers/small_product_kernel.h"

#include <immintrin.h>

namespace vitrine::layers {
namespace {

struct Pairs
{
    static constexpr std::int64_t size = 2 * lanes;
    static VITRINE_INLINE void add(Vector& sums, const std::uint16_t* left, const std::uint16_t* right)
    {
        sums = Vector(_mm512_dpbf16_ps(__m512(sums), (__m512bh)_mm512_loadu_si512(left),
                                       (__m512bh)_mm512_loadu_si512(right)));
    }
    static VITRINE_INLINE float toFloat(std::uint16_t bits)
    {
        return _mm_cvtss_f32(_mm_castsi128_ps(_mm_cvtsi32_si128(int(std::uint32_t(bits) << 16))));
    }
};

} // namespace

void productOfPairs(const std::uint16_t* input, std::int64_t rows, std::int64_t in,
                    const std::uint16_t* weight, const std::uint16_t* bias, std::int64_t begin,
                    std::int64_t end, float* output, std::int64_t stride)
{
    anyRows<Pairs>(input, rows, in, weight, bias, begin, end, output, stride);
}

} // namespace vitrine::layers
