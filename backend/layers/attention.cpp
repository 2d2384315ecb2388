// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/attention.h"

#include <cmath>

namespace vitrine::layers {
namespace {

/// [B, L, hidden] → [B, heads, L, hidden / heads], a view.
at::Tensor splitHeads(const at::Tensor& tensor, std::int64_t heads)
{
    return tensor.view({tensor.size(0), tensor.size(1), heads, tensor.size(2) / heads}).transpose(1, 2);
}

double lowest(at::ScalarType type)
{
    switch (type) {
    case at::kHalf:
        return std::numeric_limits<at::Half>::lowest();
    case at::kBFloat16:
        return std::numeric_limits<at::BFloat16>::lowest();
    default:
        return std::numeric_limits<float>::lowest();
    }
}

/// query · key / √d: [B, A, L, L], written into `room` if that is defined.
at::Tensor scaledProduct(const at::Tensor& q, const at::Tensor& k, const at::Tensor& room)
{
    const double scale = 1 / std::sqrt(double(q.size(3)));
    if (!room.defined()) return at::matmul(q, k.transpose(2, 3)).mul_(scale);
    const auto flat = [](const at::Tensor& t) { return t.reshape({-1, t.size(2), t.size(3)}); };
    auto product = flat(room);
    at::baddbmm_out(product, product, flat(q), flat(k).transpose(1, 2), /*beta=*/0, scale);
    return room;
}

} // namespace

at::Tensor additiveMask(const at::Tensor& attentionMask, at::ScalarType type)
{
    const auto hidden = attentionMask.eq(0);
    if (!hidden.any().item<bool>()) return {};
    return at::zeros(hidden.sizes(), type)
        .masked_fill_(hidden, lowest(type))
        .view({hidden.size(0), 1, 1, hidden.size(1)});
}

at::Tensor attentionWithProbe(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                              std::int64_t heads, const at::Tensor& mask, inspection::Probe& probe,
                              std::int64_t layer)
{
    using inspection::Site;
    const auto q = splitHeads(query, heads), k = splitHeads(key, heads), v = splitHeads(value, heads);
    const std::int64_t shape[] = {q.size(0), heads, q.size(2), k.size(2)};
    const bool showsScores = probe.looksAt(Site::AttentionScores, layer);
    const auto type = query.scalar_type();
    const auto room = probe.destination(Site::AttentionProbabilities, layer, shape, type);
    const auto scoresRoom = showsScores ? probe.destination(Site::AttentionScores, layer, shape, type) : room;

    at::Tensor scores = scaledProduct(q, k, scoresRoom);
    if (mask.defined()) scores.add_(mask);
    if (showsScores) probe.visit(Site::AttentionScores, layer, scores);
    // Row by row, so that it may write over the scores where nobody keeps them.
    at::Tensor probabilities =
        room.defined() ? at::softmax_out(const_cast<at::Tensor&>(room), scores, -1) : at::softmax(scores, -1);
    probe.visit(Site::AttentionProbabilities, layer, probabilities);
    at::Tensor outputs = at::matmul(probabilities, v);
    probe.visit(Site::HeadOutputs, layer, outputs);
    return outputs.transpose(1, 2).reshape(query.sizes());
}

void attendText(const at::Tensor& qkv, std::int64_t heads, const at::Tensor& keys, at::Tensor output)
{
    const auto length = qkv.size(0), hidden = qkv.size(1) / 3;
    // [3, 1, heads, L, d]
    const auto parts = qkv.view({1, length, 3, heads, hidden / heads}).permute({2, 0, 3, 1, 4});
    const auto query = parts[0];
    auto key = parts[1], value = parts[2];
    if (keys.defined()) {
        if (keys.numel() == 0) {
            output.copy_(qkv.narrow(1, 2 * hidden, hidden).mean(0, /*keepdim=*/true).expand_as(output));
            return;
        }
        key = key.index_select(2, keys);
        value = value.index_select(2, keys);
    }
    const auto result = at::scaled_dot_product_attention(query, key, value);
    output.view({1, length, heads, hidden / heads}).copy_(result.transpose(1, 2));
}

} // namespace vitrine::layers
