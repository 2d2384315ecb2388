// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/layers/activation.h"
#include "backend/layers/linear.h"
#include "backend/layers/norm.h"

#include <optional>
#include <string>

namespace vitrine::models {

/// What all heads of encoders are: a vector goes through a dense layer with an activation and a norm, if the
/// head has them, and then a last linear layer. Of a token it gives labels or the logits of the vocabulary,
/// of a text's summary the labels of the text.
struct EncoderHead
{
    std::optional<layers::Linear> dense;
    layers::Activation activation = nullptr; ///< after `dense`
    std::optional<layers::LayerNorm> norm;   ///< after the activation
    layers::Linear out;
    at::Tensor bias; ///< masked-LM heads: `out.bias` under a second name, as checkpoints have it

    /// Names in the checkpoint, without those of the base model before them.
    struct Keys
    {
        std::string dense, norm, out, bias;
    } keys;

    /// A linear layer alone: [..., in] → [..., labels].
    EncoderHead(std::string key, std::int64_t in, std::int64_t labels)
        : out(in, labels), keys{{}, {}, std::move(key), {}}
    {
    }
    /// With a dense layer [in → middle] before it.
    EncoderHead(Keys names, std::int64_t in, std::int64_t middle, layers::Activation function,
                std::int64_t labels)
        : dense(layers::Linear(in, middle)), activation(function), out(middle, labels), keys(std::move(names))
    {
    }

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        if (dense) visitor(keys.dense, *dense);
        if (norm) visitor(keys.norm, *norm);
        if (bias.defined()) visitor(keys.bias, bias);
        visitor(keys.out, out);
    }

    /// [..., in] → [..., labels]
    at::Tensor operator()(const at::Tensor& input) const;
};

/// A masked-LM head as BERT and RoBERTa have it: its last layer shares the word embeddings, and `bias` is
/// another name of its bias. `embeddingSize` is the width of the word embeddings.
EncoderHead maskedLmHead(EncoderHead::Keys keys, std::int64_t hiddenSize, std::int64_t embeddingSize,
                         std::int64_t vocabSize, layers::Activation activation, double layerNormEpsilon);

} // namespace vitrine::models
