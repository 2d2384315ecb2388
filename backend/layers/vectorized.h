// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>

/// Compiles a function for several generations of x86-64; the loader takes the one that fits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define VITRINE_VECTORIZED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define VITRINE_VECTORIZED
#endif

namespace vitrine::layers {

/// A bfloat16 as its bits: loops over it are turned into vector code, over c10::BFloat16 not always.
struct BFloat16Bits
{
    std::uint16_t bits;
};

inline float toFloat(float value)
{
    return value;
}

inline float toFloat(BFloat16Bits value)
{
    return std::bit_cast<float>(std::uint32_t(value.bits) << 16);
}

template <typename Number>
inline Number fromFloat(float value);

template <>
inline float fromFloat<float>(float value)
{
    return value;
}

/// Rounds to the nearest, ties to even; NaN is not needed here.
template <>
inline BFloat16Bits fromFloat<BFloat16Bits>(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return {std::uint16_t((bits + 0x7fff + ((bits >> 16) & 1)) >> 16)};
}

} // namespace vitrine::layers
