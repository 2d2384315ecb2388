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
    const auto chunks = planChunks(tokens.starts, at::get_num_threads());
    runChunks(chunks, control, [&](const Chunk& chunk) {
        const auto begin = tokens.starts[std::size_t(chunk.first)],
                   end = tokens.starts[std::size_t(chunk.last)];
        result.narrow(0, begin, end - begin).copy_(forwardChunk(tokens, chunk));
    });
    return result;
}

at::Tensor PackedBert::forwardChunk(const PackedTokens& tokens, const Chunk& chunk) const
{
    const auto begin = tokens.starts[std::size_t(chunk.first)];
    const auto length = tokens.starts[std::size_t(chunk.last)] - begin;
    auto hidden =
        m_model.embeddings.forward(tokens.ids.narrow(0, begin, length), tokens.types.narrow(0, begin, length),
                                   tokens.positions.narrow(0, begin, length));
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

} // namespace vitrine::models
