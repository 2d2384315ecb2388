// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/dropout.h"

#include "backend/layers/vectorized.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cmath>

namespace vitrine::layers {
namespace {

/// splitmix64 (Steele et al. 2014): for keys.
std::uint64_t mix(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

/// A 32-bit hash with little bias (Wellons 2018, "lowbias32"): for values. Two keys make the counter's
/// pattern differ and not only shift.
inline std::uint32_t hash(std::uint32_t counter, std::uint32_t first, std::uint32_t second)
{
    std::uint32_t x = counter * 0x9e3779b9u + first;
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= second;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    x ^= x >> 16;
    return x;
}

struct Keep
{
    std::uint32_t threshold; ///< values of 16 bits below it are dropped
    float scale;
    std::uint32_t first, second;
};

template <typename Number>
VITRINE_VECTORIZED void keepSome(const Number* input, Number* output, std::int64_t count, std::uint32_t start,
                                 Keep keep)
{
    for (std::int64_t i = 0; i < count; ++i) {
        const bool kept = (hash(start + std::uint32_t(i), keep.first, keep.second) >> 16) >= keep.threshold;
        output[i] = fromFloat<Number>(kept ? toFloat(input[i]) * keep.scale : 0.0f);
    }
}

template <typename Number>
void run(const at::Tensor& input, const at::Tensor& output, std::uint64_t first, const Keep& keep)
{
    const auto* in = reinterpret_cast<const Number*>(input.const_data_ptr());
    auto* out = reinterpret_cast<Number*>(output.data_ptr());
    constexpr std::int64_t grain = 16384;
    at::parallel_for(0, input.numel(), grain, [&](std::int64_t begin, std::int64_t end) {
        keepSome<Number>(in + begin, out + begin, end - begin, std::uint32_t(first) + std::uint32_t(begin),
                         keep);
    });
}

class Dropout : public torch::autograd::Function<Dropout>
{
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input, double p,
                              std::int64_t key)
    {
        context->saved_data["p"] = p;
        context->saved_data["key"] = key;
        auto output = at::empty_like(input);
        applyDropout(input, output, p, std::uint64_t(key));
        return output;
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        const auto gradient = gradients[0].contiguous();
        auto result = at::empty_like(gradient);
        applyDropout(gradient, result, context->saved_data["p"].toDouble(),
                     std::uint64_t(context->saved_data["key"].toInt()));
        return {result, {}, {}};
    }
};

} // namespace

DropoutStream::DropoutStream(std::uint64_t seed, std::uint64_t step)
    : m_state(mix(seed) ^ mix(~step)), m_active(true)
{
}

std::uint64_t DropoutStream::next()
{
    return mix(m_state++);
}

at::Tensor dropout(const at::Tensor& input, double p, DropoutStream& stream)
{
    if (p == 0 || !stream.active()) return input;
    return Dropout::apply(input.contiguous(), p, std::int64_t(stream.next()));
}

void applyDropout(const at::Tensor& input, const at::Tensor& output, double p, std::uint64_t key,
                  std::uint64_t first)
{
    const Keep keep{std::uint32_t(std::lround(p * 65536)), float(1 / (1 - p)), std::uint32_t(key),
                    std::uint32_t(key >> 32)};
    if (input.scalar_type() == at::kBFloat16)
        run<BFloat16Bits>(input, output, first, keep);
    else
        run<float>(input, output, first, keep);
}

} // namespace vitrine::layers
