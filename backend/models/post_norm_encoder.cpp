// SPDX-License-Identifier: Apache-2.0
#include "backend/models/post_norm_encoder.h"

#include "backend/layers/attention.h"
#include "backend/layers/mapped_memory.h"

#include <ATen/Parallel.h>

#include <map>

namespace vitrine::models {

PostNormEncoder::PostNormEncoder(std::vector<PostNormLayer> layers, PostNormRule rule)
    : m_layers(std::move(layers)), m_rule(rule)
{
}

bool PostNormEncoder::isFixed() const
{
    for (const auto& layer : m_layers)
        for (const auto* part :
             {layer.query, layer.key, layer.value, layer.attentionOutput, layer.intermediate, layer.output})
            if (part->weight.requires_grad() || (part->bias.defined() && part->bias.requires_grad()))
                return false;
    return true;
}

void PostNormEncoder::pack() const
{
    if (!m_packed.empty()) return;
    std::map<const layers::Linear*, std::shared_ptr<const Packed>> made;
    for (const auto& layer : m_layers) {
        auto& packed = made[layer.query];
        if (!packed) {
            packed = std::make_shared<const Packed>(
                Packed{layers::PackedLinear{layer.query, layer.key, layer.value},
                       layers::PackedLinear{layer.attentionOutput}, layers::PackedLinear{layer.intermediate},
                       layers::PackedLinear{layer.output}});
            for (const auto* part : {layer.query, layer.key, layer.value, layer.attentionOutput,
                                     layer.intermediate, layer.output})
                layers::releaseMapped(part->weight);
        }
        m_packed.push_back(packed);
    }
}

at::Tensor PostNormEncoder::forward(at::Tensor hidden, const at::Tensor& mask, const layers::Pass& pass) const
{
    // Worth its memory only to a model that is looked at more than once.
    if (pass.probe && m_probedPasses++ > 0 && isFixed()) pack();
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        pass.control.checkpoint();
        hidden = exactLayer(i, hidden, mask, pass);
    }
    return hidden;
}

at::Tensor PostNormEncoder::exactLayer(std::size_t index, const at::Tensor& hidden, const at::Tensor& mask,
                                       const layers::Pass& pass) const
{
    using inspection::Site;
    const auto& layer = m_layers[index];
    const auto number = std::int64_t(index);
    const auto* packed = isFixed() ? packedLayer(index) : nullptr;
    const auto apply = [&](const layers::PackedLinear Packed::*copy, const layers::Linear& original,
                           const at::Tensor& input) {
        if (!packed) return original(input);
        return (packed->*copy)(input.reshape({-1, input.size(2)})).view({input.size(0), input.size(1), -1});
    };
    at::Tensor query, key, value;
    if (packed) {
        const auto joined = apply(&Packed::queryKeyValue, *layer.query, hidden).chunk(3, 2);
        query = joined[0], key = joined[1], value = joined[2];
    } else {
        query = (*layer.query)(hidden), key = (*layer.key)(hidden), value = (*layer.value)(hidden);
    }
    at::Tensor context;
    if (pass.probe) {
        context = layers::attentionWithProbe(query, key, value, m_rule.heads, mask, *pass.probe, number);
    } else {
        const layers::AttentionRule rule{.layer = number, .mask = mask, .dropout = m_rule.attentionDropout};
        context =
            layers::attend(layers::splitHeads(query, m_rule.heads), layers::splitHeads(key, m_rule.heads),
                           layers::splitHeads(value, m_rule.heads), rule, pass);
    }
    const auto attention = apply(&Packed::attentionOutput, *layer.attentionOutput, context);
    auto attended = (*layer.attentionNorm)(pass.drop(attention, m_rule.hiddenDropout) + hidden);
    pass.visit(Site::AttentionOutput, number, attended);
    const auto inner = m_rule.activation(apply(&Packed::intermediate, *layer.intermediate, attended));
    const auto outer = apply(&Packed::output, *layer.output, inner);
    auto result = (*layer.outputNorm)(pass.drop(outer, m_rule.outputDropout) + attended);
    pass.visit(Site::HiddenState, number, result);
    return result;
}

at::Tensor PostNormEncoder::forwardPacked(const PackedTokens& tokens, const Embed& embed,
                                          const at::Tensor& bias, core::RunControl& control) const
{
    pack();
    const auto& norm = m_layers.front().outputNorm->weight;
    const auto result = at::empty({tokens.starts.back(), norm.size(0)}, norm.options());
    const auto chunks = planChunks(tokens.starts, at::get_num_threads());
    runChunks(chunks, control, [&](const Chunk& chunk) {
        const auto begin = tokens.starts[std::size_t(chunk.first)];
        const auto length = tokens.starts[std::size_t(chunk.last)] - begin;
        auto hidden = embed(begin, length);
        for (std::size_t i = 0; i < m_layers.size(); ++i)
            hidden = fastLayer(i, hidden, tokens, bias, chunk);
        result.narrow(0, begin, length).copy_(hidden);
    });
    return result;
}

at::Tensor PostNormEncoder::fastLayer(std::size_t index, const at::Tensor& hidden, const PackedTokens& tokens,
                                      const at::Tensor& bias, const Chunk& chunk) const
{
    const auto& layer = m_layers[index];
    const auto& packed = *m_packed[index];
    const auto qkv = packed.queryKeyValue(hidden);
    const auto context = at::empty_like(hidden);
    const auto begin = tokens.starts[std::size_t(chunk.first)];
    for (auto text = std::size_t(chunk.first); text < std::size_t(chunk.last); ++text) {
        const auto start = tokens.starts[text] - begin,
                   length = tokens.starts[text + 1] - tokens.starts[text];
        const auto keys = text < tokens.keys.size() ? tokens.keys[text] : at::Tensor();
        layers::attendText(qkv.narrow(0, start, length), m_rule.heads, keys, bias,
                           context.narrow(0, start, length));
    }
    const auto attended = (*layer.attentionNorm)(packed.attentionOutput(context).add_(hidden));
    const auto inner = m_rule.activation(packed.intermediate(attended));
    return (*layer.outputNorm)(packed.output(inner).add_(attended));
}

} // namespace vitrine::models
