// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/layers/embedding.h"
#include "backend/models/post_norm_network.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::models {

/// config.json of BERT and those that keep its layers (RoBERTa, ELECTRA); keys that are absent have
/// Transformers' defaults.
struct BertConfig
{
    std::int64_t vocabSize = 30522, hiddenSize = 768, layers = 12, heads = 12, intermediateSize = 3072;
    std::int64_t maxPositions = 512, typeVocabSize = 2;
    std::int64_t embeddingSize = 0; ///< of the embeddings; ELECTRA's differs from hiddenSize
    double layerNormEpsilon = 1e-12;
    layers::Activation activation = nullptr;
    // What training needs:
    double hiddenDropout = 0.1, attentionDropout = 0.1, classifierDropout = 0.1;
    double initializerRange = 0.02;
    std::int64_t padTokenId = 0;       ///< negative: none
    std::int64_t paddingPosition = -1; ///< of RoBERTa's kind, which is never trained; negative: none

    /// Throws InvalidFormat or Unsupported that names `origin`, the key and what was expected. What is absent
    /// is as in `defaults`.
    static BertConfig parse(const core::Json& json, const std::string& origin, BertConfig defaults);
    static BertConfig parse(const core::Json& json, const std::string& origin);
};

// Members are spelt like the checkpoint's keys.

struct BertEmbeddings
{
    layers::Embedding word_embeddings, position_embeddings, token_type_embeddings;
    layers::LayerNorm LayerNorm;
    double dropout;

    explicit BertEmbeddings(const BertConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("word_embeddings", word_embeddings);
        visitor("position_embeddings", position_embeddings);
        visitor("token_type_embeddings", token_type_embeddings);
        visitor("LayerNorm", LayerNorm);
    }
    /// int64 [...] → [..., hidden]
    at::Tensor forward(const at::Tensor& ids, const at::Tensor& types, const at::Tensor& positions,
                       const layers::Pass& pass) const;
};

struct BertSelfAttention
{
    layers::Linear query, key, value;

    explicit BertSelfAttention(const BertConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("query", query);
        visitor("key", key);
        visitor("value", value);
    }
};

/// dense, then the residual is added, then normalized: after attention and after the feed-forward part.
struct BertOutput
{
    layers::Linear dense;
    layers::LayerNorm LayerNorm;

    BertOutput(std::int64_t in, const BertConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("dense", dense);
        visitor("LayerNorm", LayerNorm);
    }
};

struct BertAttention
{
    BertSelfAttention self;
    BertOutput output;

    explicit BertAttention(const BertConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("self", self);
        visitor("output", output);
    }
};

/// A linear layer under the key `dense`.
struct BertDense
{
    layers::Linear dense;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("dense", dense);
    }
};

struct BertLayer
{
    BertAttention attention;
    BertDense intermediate;
    BertOutput output;

    explicit BertLayer(const BertConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("attention", attention);
        visitor("intermediate", intermediate);
        visitor("output", output);
    }
};

struct BertEncoder
{
    std::vector<BertLayer> layer;

    explicit BertEncoder(const BertConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("layer", layer);
    }
};

/// BERT (Devlin et al. 2018) without a head.
struct BertModel
{
    BertConfig config;
    BertEmbeddings embeddings;
    std::optional<layers::Linear> embeddings_project; ///< where embeddings are of another size
    BertEncoder encoder;
    std::optional<BertDense> pooler;

    BertModel(const BertConfig& bertConfig, bool withPooler);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embeddings", embeddings);
        visitor("embeddings_project", embeddings_project);
        visitor("encoder", encoder);
        visitor("pooler", pooler);
    }
};

/// BERT's base model under the heads of an architecture that keeps it.
class BertNetwork : public PostNormNetwork
{
public:
    at::Tensor pool(const at::Tensor& firstTokens) const override;

protected:
    BertNetwork(const BertConfig& config, const NetworkRequest& request, const std::string& prefix,
                bool needsPooler);

    at::Tensor embed(const at::Tensor& ids, const at::Tensor& types, const at::Tensor& positions,
                     const layers::Pass& pass) const override;
    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override;

    BertModel m_model;
};

/// RoBERTa's and Longformer's config: positions are counted from that of padding.
BertConfig robertaConfig(const NetworkRequest& request);

/// The pooler of a base model is there if the checkpoint has it; that of a head, if the head needs it.
bool wantsPooler(const NetworkRequest& request, bool headNeedsIt);

} // namespace vitrine::models
