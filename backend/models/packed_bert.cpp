// SPDX-License-Identifier: Apache-2.0
#include "backend/models/packed_bert.h"

#include "backend/layers/attention.h"

#include <ATen/Parallel.h>

namespace vitrine::models {

PackedBert::PackedBert(const BertModel& model) : m_model(model)
{
    for (const auto& layer : model.encoder.layer) {
        const auto& self = layer.attention.self;
        m_layers.push_back({layers::PackedLinear{&self.query, &self.key, &self.value},
                            layers::PackedLinear{&layer.attention.output.dense},
                            layers::PackedLinear{&layer.intermediate.dense},
                            layers::PackedLinear{&layer.output.dense}, &layer});
    }
}

at::Tensor PackedBert::forward(const PackedTokens& tokens, core::RunControl& control) const
{
    const auto& table = m_model.embeddings.word_embeddings.weight;
    const auto result = at::empty({tokens.starts.back(), m_model.config.hiddenSize}, table.options());
    const auto positions = positionsOf(tokens);
    const auto chunks = planChunks(tokens.starts, at::get_num_threads());
    runChunks(chunks, control, [&](const Chunk& chunk) {
        const auto begin = tokens.starts[std::size_t(chunk.first)],
                   end = tokens.starts[std::size_t(chunk.last)];
        result.narrow(0, begin, end - begin).copy_(forwardChunk(tokens, positions, chunk));
    });
    return result;
}

at::Tensor PackedBert::forwardChunk(const PackedTokens& tokens, const at::Tensor& positions,
                                    const Chunk& chunk) const
{
    const auto begin = tokens.starts[std::size_t(chunk.first)];
    const auto length = tokens.starts[std::size_t(chunk.last)] - begin;
    auto hidden =
        m_model.embeddings.forward(tokens.ids.narrow(0, begin, length), tokens.types.narrow(0, begin, length),
                                   positions.narrow(0, begin, length));
    for (const auto& layer : m_layers)
        hidden = forwardLayer(layer, hidden, tokens, chunk);
    return hidden;
}

at::Tensor PackedBert::forwardLayer(const Layer& layer, const at::Tensor& hidden, const PackedTokens& tokens,
                                    const Chunk& chunk) const
{
    const auto qkv = layer.queryKeyValue(hidden);
    const auto context = at::empty_like(hidden);
    const auto begin = tokens.starts[std::size_t(chunk.first)];
    for (auto text = std::size_t(chunk.first); text < std::size_t(chunk.last); ++text) {
        const auto start = tokens.starts[text] - begin,
                   length = tokens.starts[text + 1] - tokens.starts[text];
        layers::attendText(qkv.narrow(0, start, length), m_model.config.heads, tokens.keys[text],
                           context.narrow(0, start, length));
    }
    const auto attended =
        layer.original->attention.output.LayerNorm(layer.attentionOutput(context).add_(hidden));
    const auto inner = m_model.config.activation(layer.intermediate(attended));
    return layer.original->output.LayerNorm(layer.output(inner).add_(attended));
}

NetworkOutputs PackedBert::forward(const NetworkInputs& inputs, inspection::Probe& probe,
                                   core::RunControl& control) const
{
    using inspection::Site;
    auto hidden = m_model.embeddings.forward(inputs.inputIds, inputs.tokenTypeIds, positionsOf(inputs));
    probe.visit(Site::Embeddings, -1, hidden);
    const auto mask = layers::additiveMask(inputs.attentionMask, hidden.scalar_type());
    const auto size = m_model.config.hiddenSize;
    const auto rows = [](const at::Tensor& tensor) { return tensor.reshape({-1, tensor.size(2)}); };
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        control.checkpoint();
        const Layer& layer = m_layers[i];
        const auto index = std::int64_t(i);
        const auto qkv = layer.queryKeyValue(rows(hidden)).view({hidden.size(0), hidden.size(1), 3 * size});
        const auto context = layers::attentionWithProbe(qkv.narrow(2, 0, size), qkv.narrow(2, size, size),
                                                        qkv.narrow(2, 2 * size, size), m_model.config.heads,
                                                        mask, probe, index);
        auto attended = layer.original->attention.output.LayerNorm(
            layer.attentionOutput(rows(context)).view(hidden.sizes()).add_(hidden));
        probe.visit(Site::AttentionOutput, index, attended);
        const auto inner = m_model.config.activation(layer.intermediate(rows(attended)));
        hidden = layer.original->output.LayerNorm(layer.output(inner).view(attended.sizes()).add_(attended));
        probe.visit(Site::HiddenState, index, hidden);
    }
    return {hidden, m_model.pool(hidden.select(1, 0))};
}

} // namespace vitrine::models
