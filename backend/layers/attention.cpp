// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/attention.h"

#include <cmath>
#include <limits>

namespace vitrine::layers {
namespace {

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

double lowestValue(at::ScalarType type)
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

at::Tensor splitHeads(const at::Tensor& tensor, std::int64_t heads)
{
    return tensor.view({tensor.size(0), tensor.size(1), heads, tensor.size(2) / heads}).transpose(1, 2);
}

at::Tensor causalMask(const at::Tensor& attentionMask, std::int64_t queries, std::int64_t keys,
                      std::int64_t window, at::ScalarType type)
{
    const auto query = at::arange(keys - queries, keys, at::kLong).unsqueeze(1);
    const auto key = at::arange(keys, at::kLong).unsqueeze(0);
    auto hidden = key.gt(query);
    if (window > 0) hidden.logical_or_(key.le(query - window));
    hidden = hidden.view({1, 1, queries, keys});
    if (attentionMask.defined())
        hidden = hidden.logical_or(attentionMask.eq(0).view({attentionMask.size(0), 1, 1, keys}));
    return at::zeros(hidden.sizes(), type).masked_fill_(hidden, lowestValue(type));
}

at::Tensor attend(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                  const AttentionRule& rule, const Pass& pass)
{
    using inspection::Site;
    const double scale = rule.scale != 0 ? rule.scale : 1 / std::sqrt(double(query.size(3)));
    const auto groups = query.size(1) / key.size(1);
    const bool isDropping = pass.dropout && rule.dropout > 0;
    const auto join = [](const at::Tensor& heads) { return heads.transpose(1, 2).flatten(2); };
    if (!pass.probe && !isDropping && rule.softcap == 0) {
        const auto mask = rule.mask.defined() ? std::optional(rule.mask) : std::nullopt;
        // One query: the heads that share a key are its queries, nothing is repeated.
        if (groups > 1 && query.size(2) == 1 && !(mask && mask->size(1) > 1)) {
            const auto shared = query.reshape({query.size(0), key.size(1), groups, query.size(3)});
            return at::scaled_dot_product_attention(shared, key, value, mask, /*dropout_p=*/0,
                                                    /*is_causal=*/false, scale)
                .reshape({query.size(0), 1, -1});
        }
        return join(at::scaled_dot_product_attention(query, key, value, mask, /*dropout_p=*/0, rule.isCausal,
                                                     scale, groups > 1));
    }
    const auto k = groups > 1 ? key.repeat_interleave(groups, 1) : key;
    const auto v = groups > 1 ? value.repeat_interleave(groups, 1) : value;
    auto scores = at::matmul(query, k.transpose(2, 3)) * scale;
    if (rule.softcap != 0) scores = at::tanh(scores / rule.softcap) * rule.softcap;
    if (rule.isCausal)
        scores = scores + causalMask({}, query.size(2), key.size(2), 0, scores.scalar_type());
    else if (rule.mask.defined())
        scores = scores + rule.mask;
    pass.visit(rule.isCross ? Site::CrossAttentionScores : Site::AttentionScores, rule.layer, scores);
    // In float32 whatever the type, as Transformers does.
    auto probabilities = at::softmax(scores, -1, at::kFloat).to(scores.scalar_type());
    pass.visit(rule.isCross ? Site::CrossAttentionProbabilities : Site::AttentionProbabilities, rule.layer,
               probabilities);
    auto outputs = at::matmul(pass.drop(probabilities, rule.dropout), v);
    pass.visit(rule.isCross ? Site::CrossHeadOutputs : Site::HeadOutputs, rule.layer, outputs);
    return join(outputs);
}

at::Tensor additiveMask(const at::Tensor& attentionMask, at::ScalarType type)
{
    const auto hidden = attentionMask.eq(0);
    if (!hidden.any().item<bool>()) return {};
    return at::zeros(hidden.sizes(), type)
        .masked_fill_(hidden, lowestValue(type))
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

void attendText(const at::Tensor& qkv, std::int64_t heads, const at::Tensor& keys, const at::Tensor& bias,
                at::Tensor output)
{
    const auto length = qkv.size(0), hidden = qkv.size(1) / 3;
    // [3, 1, heads, L, d]
    const auto parts = qkv.view({1, length, 3, heads, hidden / heads}).permute({2, 0, 3, 1, 4});
    const auto query = parts[0];
    auto key = parts[1], value = parts[2];
    at::Tensor added = bias.defined() ? bias.narrow(2, 0, length).narrow(3, 0, length) : at::Tensor();
    if (keys.defined()) {
        if (keys.numel() == 0) {
            output.copy_(qkv.narrow(1, 2 * hidden, hidden).mean(0, /*keepdim=*/true).expand_as(output));
            return;
        }
        key = key.index_select(2, keys);
        value = value.index_select(2, keys);
        if (added.defined()) added = added.index_select(3, keys);
    }
    const auto result = at::scaled_dot_product_attention(
        query, key, value, added.defined() ? std::optional(added) : std::nullopt);
    output.view({1, length, heads, hidden / heads}).copy_(result.transpose(1, 2));
}

} // namespace vitrine::layers
