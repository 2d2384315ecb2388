// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/small_product.h"

#include "backend/layers/small_product_kernel.h"
#include "backend/layers/vectorized.h"

#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cstring>

namespace vitrine::layers {
namespace {

/// For any processor.
struct Plain
{
    static constexpr std::int64_t size = lanes;
    static VITRINE_INLINE Vector load(const float* from)
    {
        Vector value;
        std::memcpy(&value, from, sizeof value);
        return value;
    }
    static VITRINE_INLINE Vector load(const at::BFloat16* from)
    {
        using Half = std::uint16_t __attribute__((vector_size(lanes * sizeof(std::uint16_t))));
        using Whole = std::uint32_t __attribute__((vector_size(lanes * sizeof(std::uint32_t))));
        Half bits;
        std::memcpy(&bits, from, sizeof bits);
        const Whole wide = __builtin_convertvector(bits, Whole) << 16;
        Vector value;
        std::memcpy(&value, &wide, sizeof value);
        return value;
    }
    template <typename Number>
    static VITRINE_INLINE void add(Vector& sums, const Number* left, const Number* right)
    {
        sums += load(left) * load(right);
    }
    template <typename Number>
    static VITRINE_INLINE float toFloat(Number value)
    {
        return float(value);
    }
};

VITRINE_VECTORIZED void productPlain(const at::BFloat16* input, std::int64_t rows, std::int64_t in,
                                     const at::BFloat16* weight, const at::BFloat16* bias, std::int64_t begin,
                                     std::int64_t end, float* output, std::int64_t stride)
{
    anyRows<Plain>(input, rows, in, weight, bias, begin, end, output, stride);
}

bool multipliesPairs()
{
#if defined(__x86_64__)
    static const bool does = __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512bw") &&
                             __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    return does;
#else
    return false;
#endif
}

template <typename Number>
void multiply(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias, at::Tensor& output)
{
    const auto in = weight.size(1), out = weight.size(0), rows = input.size(0);
    const auto* x = input.const_data_ptr<Number>();
    const auto* w = weight.const_data_ptr<Number>();
    const auto* b = bias.defined() ? bias.const_data_ptr<Number>() : nullptr;
    auto* y = output.mutable_data_ptr<float>();
    // A part is worth a thread from about 64 kB of weights on.
    const auto grain =
        std::max<std::int64_t>(8, (std::int64_t(1) << 16) / (in * std::int64_t(sizeof(Number))));
    at::parallel_for(0, out, grain, [&](std::int64_t begin, std::int64_t end) {
        productRows(x, rows, in, w, b, begin, end, y, out);
    });
}

} // namespace

VITRINE_VECTORIZED void productRows(const float* input, std::int64_t rows, std::int64_t in,
                                    const float* weight, const float* bias, std::int64_t begin,
                                    std::int64_t end, float* output, std::int64_t stride)
{
    anyRows<Plain>(input, rows, in, weight, bias, begin, end, output, stride);
}

void productRows(const at::BFloat16* input, std::int64_t rows, std::int64_t in, const at::BFloat16* weight,
                 const at::BFloat16* bias, std::int64_t begin, std::int64_t end, float* output,
                 std::int64_t stride)
{
#if defined(__x86_64__)
    if (multipliesPairs()) {
        const auto bits = [](const at::BFloat16* numbers) {
            return reinterpret_cast<const std::uint16_t*>(numbers);
        };
        return productOfPairs(bits(input), rows, in, bits(weight), bits(bias), begin, end, output, stride);
    }
#endif
    productPlain(input, rows, in, weight, bias, begin, end, output, stride);
}

bool isSmallProduct(const at::Tensor& input, const at::Tensor& weight)
{
    const auto type = weight.scalar_type();
    return (type == at::kFloat || type == at::kBFloat16) && input.scalar_type() == type &&
           input.numel() <= mostSmallRows * weight.size(1) && input.numel() > 0 && weight.is_contiguous() &&
           !at::GradMode::is_enabled();
}

at::Tensor smallProduct(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias)
{
    auto shape = input.sizes().vec();
    shape.back() = weight.size(0);
    const auto rows = input.reshape({-1, weight.size(1)}).contiguous();
    auto output = at::empty({rows.size(0), weight.size(0)}, at::kFloat);
    if (weight.scalar_type() == at::kFloat)
        multiply<float>(rows, weight, bias, output);
    else
        multiply<at::BFloat16>(rows, weight, bias, output);
    return output.to(weight.scalar_type()).view(shape);
}

} // namespace vitrine::layers
