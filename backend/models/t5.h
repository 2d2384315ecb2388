// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/layers/activation.h"
#include "backend/layers/embedding.h"
#include "backend/layers/linear.h"
#include "backend/layers/norm.h"
#include "backend/layers/pass.h"
#include "backend/layers/relative_position.h"
#include "backend/models/seq2seq_decoding.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::models {

/// config.json of `model_type` "t5" or "mt5"; keys that are absent have Transformers' defaults.
struct T5Config
{
    std::int64_t vocabSize, hiddenSize = 512, headSize = 64, intermediateSize, layers, decoderLayers, heads;
    std::int64_t buckets = 32, maxDistance = 128;
    double epsilon = 1e-6, dropout = 0.1, classifierDropout = 0;
    layers::Activation activation = nullptr;
    bool isGated = false;
    /// T5 multiplies what goes into the output layer by 1 / √hidden; T5 1.1 and mT5 do not.
    bool scalesOutputs = true;
    std::int64_t padTokenId = 0, eosTokenId = 1, decoderStartTokenId = -1; ///< -1: none

    std::int64_t innerSize() const { return heads * headSize; }

    /// Throws InvalidFormat or Unsupported that names `origin`, the key and what was expected.
    static T5Config parse(const core::Json& json, const std::string& origin);
};

// Members are spelt like the checkpoint's keys.

struct T5Attention
{
    layers::Linear q, k, v, o;
    std::optional<layers::Embedding> relative_attention_bias; ///< [buckets, heads]; of the first layer

    T5Attention(const T5Config& config, bool hasBias);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("q", q);
        visitor("k", k);
        visitor("v", v);
        visitor("o", o);
        visitor("relative_attention_bias", relative_attention_bias);
    }
};

struct T5SelfAttentionLayer
{
    T5Attention SelfAttention;
    layers::RmsNorm layer_norm;

    T5SelfAttentionLayer(const T5Config& config, bool hasBias);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("SelfAttention", SelfAttention);
        visitor("layer_norm", layer_norm);
    }
};

struct T5CrossAttentionLayer
{
    T5Attention EncDecAttention;
    layers::RmsNorm layer_norm;

    explicit T5CrossAttentionLayer(const T5Config& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("EncDecAttention", EncDecAttention);
        visitor("layer_norm", layer_norm);
    }
};

/// wo(f(wi(x))), or gated: wo(f(wi_0(x)) * wi_1(x)) (Shazeer 2020).
struct T5DenseReluDense
{
    std::optional<layers::Linear> wi, wi_0, wi_1;
    layers::Linear wo;

    explicit T5DenseReluDense(const T5Config& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("wi", wi);
        visitor("wi_0", wi_0);
        visitor("wi_1", wi_1);
        visitor("wo", wo);
    }
    at::Tensor forward(const at::Tensor& input, const T5Config& config, const layers::Pass& pass) const;
};

struct T5FeedForwardLayer
{
    T5DenseReluDense DenseReluDense;
    layers::RmsNorm layer_norm;

    explicit T5FeedForwardLayer(const T5Config& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("DenseReluDense", DenseReluDense);
        visitor("layer_norm", layer_norm);
    }
};

struct T5Block
{
    T5SelfAttentionLayer selfAttention;
    std::optional<T5CrossAttentionLayer> crossAttention;
    T5FeedForwardLayer feedForward;

    T5Block(const T5Config& config, bool isDecoder, bool hasBias);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("layer.0", selfAttention);
        visitor("layer.1", crossAttention);
        visitor(crossAttention ? "layer.2" : "layer.1", feedForward);
    }
};

/// Encoder or decoder. Positions are a bias of the scores, of the first layer's table for all layers.
struct T5Stack
{
    layers::Embedding embed_tokens; ///< [vocabulary, hidden]
    std::vector<T5Block> block;
    layers::RmsNorm final_layer_norm;

    T5Stack(const T5Config& config, bool isDecoder);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embed_tokens", embed_tokens);
        visitor("block", block);
        visitor("final_layer_norm", final_layer_norm);
    }

    const at::Tensor& biasTable() const
    {
        return block.front().selfAttention.SelfAttention.relative_attention_bias->weight;
    }
    layers::RelativeBuckets buckets(const T5Config& config) const;
};

/// int64 [batch, length] → [batch, length, hidden] after the final norm. `context.mask` holds the biases of
/// positions, too.
at::Tensor runStack(const T5Stack& stack, const T5Config& config, const at::Tensor& ids,
                    const StackContext& context, layers::Pass& pass);

} // namespace vitrine::models
