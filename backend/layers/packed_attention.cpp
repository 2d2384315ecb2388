// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/packed_attention.h"

#include "backend/layers/matmul.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vitrine::layers {
namespace {

/// Neighbouring texts of one length, computed together.
struct Part
{
    std::int64_t start, texts, length;
    std::int64_t offset; ///< of their probabilities among all

    std::int64_t tokens() const { return texts * length; }
};

struct Layout
{
    std::vector<Part> parts;
    std::int64_t probabilities = 0;
};

Layout layoutOf(const std::vector<std::int64_t>& starts, std::int64_t heads)
{
    Layout layout;
    const auto texts = std::int64_t(starts.size()) - 1;
    // Enough parts for all threads, even where all texts are of one length.
    const auto most = (texts + at::get_num_threads() - 1) / at::get_num_threads();
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        const auto length = starts[i + 1] - starts[i];
        auto& parts = layout.parts;
        if (parts.empty() || parts.back().length != length || parts.back().texts >= most)
            parts.push_back({starts[i], 0, length, layout.probabilities});
        ++parts.back().texts;
        layout.probabilities += heads * length * length;
    }
    std::ranges::stable_sort(layout.parts, std::greater{}, &Part::tokens);
    return layout;
}

/// Calls `action(part)` for every part; thread t takes the parts t, 2n-1-t, 2n+t, … of n threads, the
/// largest first, so that the shares are alike and the same on every run.
template <typename Action>
void forEachPart(const Layout& layout, Action&& action)
{
    const auto count = std::int64_t(layout.parts.size());
    const auto threads = std::min<std::int64_t>(at::get_num_threads(), count);
    at::parallel_for(0, threads, 1, [&](std::int64_t begin, std::int64_t end) {
        const at::AutoDispatchBelowADInplaceOrView noGradients;
        for (auto thread = begin; thread < end; ++thread)
            for (auto round = std::int64_t(0); round * threads < count; ++round) {
                const auto i = round * threads + (round % 2 == 0 ? thread : threads - 1 - thread);
                if (i < count) action(layout.parts[std::size_t(i)]);
            }
    });
}

/// A view of the part of [tokens, parts * hidden]: [texts, length, heads, hidden / heads] of part `which`.
at::Tensor slice(const at::Tensor& packed, const Part& part, std::int64_t heads, std::int64_t which,
                 std::int64_t hidden)
{
    return packed.narrow(0, part.start, part.tokens())
        .narrow(1, which * hidden, hidden)
        .unflatten(1, {heads, hidden / heads})
        .unflatten(0, {part.texts, part.length});
}

/// The same as [texts * heads, length, hidden / heads], contiguous.
at::Tensor headsOf(const at::Tensor& packed, const Part& part, std::int64_t heads, std::int64_t which,
                   std::int64_t hidden)
{
    return slice(packed, part, heads, which, hidden).transpose(1, 2).contiguous().flatten(0, 1);
}

void putHeads(const at::Tensor& packed, const Part& part, std::int64_t heads, std::int64_t which,
              const at::Tensor& value)
{
    slice(packed, part, heads, which, heads * value.size(2))
        .copy_(value.unflatten(0, {part.texts, heads}).transpose(1, 2));
}

class PackedAttention : public torch::autograd::Function<PackedAttention>
{
public:
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& qkv,
                              std::vector<std::int64_t> starts, std::int64_t heads, double p,
                              std::int64_t key)
    {
        const auto hidden = qkv.size(1) / 3;
        const auto layout = layoutOf(starts, heads);
        auto output = at::empty({qkv.size(0), hidden}, qkv.options());
        auto probabilities = at::empty({layout.probabilities}, qkv.options());
        const double scale = 1 / std::sqrt(double(hidden / heads));
        forEachPart(layout, [&](const Part& part) {
            const auto q = headsOf(qkv, part, heads, 0, hidden).mul_(scale);
            const auto k = headsOf(qkv, part, heads, 1, hidden), v = headsOf(qkv, part, heads, 2, hidden);
            auto weights = probabilitiesOf(probabilities, part, heads);
            at::_softmax_out(weights, product(q, k.transpose(1, 2)), -1, false);
            putHeads(output, part, heads, 0, product(dropped(weights, part, p, key), v));
        });
        context->save_for_backward({qkv, probabilities});
        context->saved_data["starts"] = std::move(starts);
        context->saved_data["heads"] = heads;
        context->saved_data["p"] = p;
        context->saved_data["key"] = key;
        return output;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto &qkv = saved[0], &probabilities = saved[1];
        const auto starts = context->saved_data["starts"].toIntVector();
        const auto heads = context->saved_data["heads"].toInt(), key = context->saved_data["key"].toInt();
        const auto p = context->saved_data["p"].toDouble();
        const auto hidden = qkv.size(1) / 3;
        const auto gradient = gradients[0].contiguous();
        const double scale = 1 / std::sqrt(double(hidden / heads));
        auto result = at::empty_like(qkv);
        forEachPart(layoutOf(starts, heads), [&](const Part& part) {
            const auto q = headsOf(qkv, part, heads, 0, hidden), k = headsOf(qkv, part, heads, 1, hidden),
                       v = headsOf(qkv, part, heads, 2, hidden);
            const auto dOutput = headsOf(gradient, part, heads, 0, hidden);
            const auto weights = probabilitiesOf(probabilities, part, heads);
            putHeads(result, part, heads, 2,
                     product(dropped(weights, part, p, key).transpose(1, 2), dOutput));
            const auto dWeights = product(dOutput, v.transpose(1, 2));
            if (p > 0) applyDropout(dWeights, dWeights, p, std::uint64_t(key), std::uint64_t(part.offset));
            const auto dScores =
                at::_softmax_backward_data(dWeights, weights, -1, weights.scalar_type()).mul_(scale);
            putHeads(result, part, heads, 0, product(dScores, k));
            putHeads(result, part, heads, 1, product(dScores.transpose(1, 2), q));
        });
        return {result, {}, {}, {}, {}};
    }

private:
    static at::Tensor probabilitiesOf(const at::Tensor& all, const Part& part, std::int64_t heads)
    {
        const auto matrices = part.texts * heads;
        return all.narrow(0, part.offset, matrices * part.length * part.length)
            .view({matrices, part.length, part.length});
    }
    static at::Tensor dropped(const at::Tensor& weights, const Part& part, double p, std::int64_t key)
    {
        if (p == 0) return weights;
        auto result = at::empty_like(weights);
        applyDropout(weights, result, p, std::uint64_t(key), std::uint64_t(part.offset));
        return result;
    }
};

} // namespace

at::Tensor attendPacked(const at::Tensor& qkv, const std::vector<std::int64_t>& starts, std::int64_t heads,
                        double p, DropoutStream& stream)
{
    if (!stream.active()) p = 0;
    const auto key = p > 0 ? std::int64_t(stream.next()) : 0;
    return PackedAttention::apply(qkv, starts, heads, p, key);
}

} // namespace vitrine::layers
