// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/models/bert.h"
#include "backend/models/chunks.h"

#include <vector>

namespace vitrine::models {

/// A BertModel with its weights joined and laid out for speed (a copy of the layers' weights). Equal to
/// BertModel::forward but for rounding.
class PackedBert
{
public:
    /// `model` must outlive this.
    explicit PackedBert(const BertModel& model);

    /// [tokens, hidden]
    at::Tensor forward(const PackedTokens& tokens, core::RunControl& control) const;
    /// As BertModel::forward: the exact path.
    NetworkOutputs forward(const NetworkInputs& inputs, inspection::Probe& probe,
                           core::RunControl& control) const;

private:
    struct Layer
    {
        layers::PackedLinear queryKeyValue, attentionOutput, intermediate, output;
        const BertLayer* original;
    };
    at::Tensor forwardChunk(const PackedTokens& tokens, const at::Tensor& positions,
                            const Chunk& chunk) const;
    at::Tensor forwardLayer(const Layer& layer, const at::Tensor& hidden, const PackedTokens& tokens,
                            const Chunk& chunk) const;

    const BertModel& m_model;
    std::vector<Layer> m_layers;
};

} // namespace vitrine::models
