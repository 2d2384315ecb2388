// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/layers/disentangled.h"
#include "backend/layers/embedding.h"
#include "backend/models/bert.h"

#include <optional>
#include <string>
#include <vector>

namespace vitrine::models {

/// config.json of DeBERTa-v2 and v3; keys that are absent have Transformers' defaults.
struct DebertaConfig
{
    std::int64_t vocabSize, hiddenSize, embeddingSize, layers, heads, innerSize, maxPositions, typeVocabSize,
        padTokenId;
    double layerNormEpsilon;
    layers::Activation activation = nullptr;
    double hiddenDropout, attentionDropout;
    bool hasRelativePositions, hasAbsolutePositions, sharesKeys, normsPositions;
    layers::DisentangledRule rule;
    std::int64_t kernelSize, convolutionGroups; ///< of the convolution beside the first layer; 0: none
    layers::Activation convolutionActivation = nullptr, poolerActivation = nullptr;
    bool isLegacy; ///< which masked-LM head

    /// Throws InvalidFormat or Unsupported that names `origin`, the key and what was expected.
    DebertaConfig(const core::Json& json, const std::string& origin);
    /// 1 / √(d · kinds of scores that are summed)
    double scale() const;
};

struct DebertaEmbeddings
{
    layers::Embedding word_embeddings;
    std::optional<layers::Embedding> position_embeddings, token_type_embeddings;
    std::optional<layers::Linear> embed_proj;
    layers::LayerNorm LayerNorm;

    explicit DebertaEmbeddings(const DebertaConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("word_embeddings", word_embeddings);
        visitor("position_embeddings", position_embeddings);
        visitor("token_type_embeddings", token_type_embeddings);
        visitor("embed_proj", embed_proj);
        visitor("LayerNorm", LayerNorm);
    }
};

struct DisentangledSelfAttention
{
    layers::Linear query_proj, key_proj, value_proj;
    std::optional<layers::Linear> pos_key_proj, pos_query_proj;

    explicit DisentangledSelfAttention(const DebertaConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("query_proj", query_proj);
        visitor("key_proj", key_proj);
        visitor("value_proj", value_proj);
        visitor("pos_key_proj", pos_key_proj);
        visitor("pos_query_proj", pos_query_proj);
    }
};

struct DebertaAttention
{
    DisentangledSelfAttention self;
    BertOutput output;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("self", self);
        visitor("output", output);
    }
};

struct DebertaLayer
{
    DebertaAttention attention;
    BertDense intermediate;
    BertOutput output;

    explicit DebertaLayer(const DebertaConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("attention", attention);
        visitor("intermediate", intermediate);
        visitor("output", output);
    }
};

/// A convolution over neighbouring tokens beside the first layer.
struct DebertaConvolution
{
    struct Conv1d
    {
        at::Tensor weight, bias; ///< [hidden, hidden / groups, kernel], [hidden]

        template <typename Visitor>
        void visit(Visitor&& visitor)
        {
            visitor("weight", weight);
            visitor("bias", bias);
        }
    } conv;
    layers::LayerNorm LayerNorm;

    explicit DebertaConvolution(const DebertaConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("conv", conv);
        visitor("LayerNorm", LayerNorm);
    }
};

struct DebertaEncoder
{
    std::vector<DebertaLayer> layer;
    std::optional<layers::Embedding> rel_embeddings;
    std::optional<layers::LayerNorm> LayerNorm; ///< of rel_embeddings
    std::optional<DebertaConvolution> conv;

    explicit DebertaEncoder(const DebertaConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("layer", layer);
        visitor("rel_embeddings", rel_embeddings);
        visitor("LayerNorm", LayerNorm);
        visitor("conv", conv);
    }
};

/// DeBERTa (He et al. 2020, 2021) in its second and third form, without a head.
struct DebertaModel
{
    DebertaConfig config;
    DebertaEmbeddings embeddings;
    DebertaEncoder encoder;

    explicit DebertaModel(const DebertaConfig& debertaConfig)
        : config(debertaConfig), embeddings(config), encoder(config)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embeddings", embeddings);
        visitor("encoder", encoder);
    }
    at::Tensor forward(const NetworkInputs& inputs, const layers::Pass& pass) const;

private:
    at::Tensor embed(const NetworkInputs& inputs, const at::Tensor& keep, const layers::Pass& pass) const;
    at::Tensor attend(const DebertaLayer& layer, std::int64_t index, const at::Tensor& hidden,
                      const at::Tensor& hiddenPairs, const at::Tensor& relative, const at::Tensor& positions,
                      const layers::Pass& pass) const;
    at::Tensor convolve(const at::Tensor& embedded, const at::Tensor& residual, const at::Tensor& keep,
                        const layers::Pass& pass) const;
};

} // namespace vitrine::models
