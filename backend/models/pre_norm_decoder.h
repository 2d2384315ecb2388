// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: the decoder that Llama, Mistral, Qwen, Gemma, Phi-3 and SmolLM3 are.

#include "backend/layers/embedding.h"
#include "backend/layers/gated_feed_forward.h"
#include "backend/layers/norm.h"
#include "backend/models/decoder_network.h"

#include <memory>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::models {

/// What a layer does differently from its neighbours.
struct DecoderLayerKind
{
    std::int64_t window = 0;         ///< it sees so many tokens; 0: all
    std::optional<std::size_t> rope; ///< which of the rotary positions; none: it has no positions at all
};

/// The sum of its architectures. Each of them fills in its defaults and what it fixes, then reads
/// config.json.
struct PreNormConfig
{
    std::int64_t vocabSize = 32000, hiddenSize = 4096, intermediateSize = 11008;
    std::int64_t layers = 32, heads = 32, maxPositions = 2048;
    std::int64_t keyValueHeads = 0; ///< 0: as many as heads
    std::int64_t headDimension = 0; ///< 0: hiddenSize / heads
    layers::Activation activation = nullptr;
    double rmsNormEpsilon = 1e-6;
    double normOffset = 0; ///< Gemma's norms multiply by 1 + weight
    bool queryKeyValueBias = false, outputBias = false, feedForwardBias = false;
    bool hasQueryKeyNorms = false; ///< of each head (Qwen3, Gemma 3)
    bool hasSandwichNorms = false; ///< also behind attention and feed-forward (Gemma 2 and 3)
    bool isFused = false;          ///< one matrix for query, key and value, one for gate and up (Phi-3)
    double embeddingScale = 1;
    double attentionScale = 0; ///< 0: 1 / √headDimension
    double attentionSoftcap = 0, logitSoftcap = 0;
    double attentionDropout = 0, residualDropout = 0, embeddingDropout = 0;
    bool tiesEmbeddings = false;
    std::int64_t padTokenId = -1;
    std::vector<layers::RopeOptions> ropes;
    std::vector<DecoderLayerKind> kinds; ///< of every layer
    /// Phi-3's keys are all turned anew when a text outgrows what its short factors were made for; 0: not.
    std::int64_t restartsAt = 0;
    std::string prefix = "model", languageHead = "lm_head";
    std::string questionPrefix = "transformer";
    bool tokenClassifierBias = true;

    /// Reads the keys that all of them share; what is absent stays as it is. Throws InvalidFormat or
    /// Unsupported that names the key.
    void read(const core::JsonObject& config, const char* activationKey = "hidden_act",
              const std::string& activationName = "silu");
    /// All layers alike, with the one set of rotary positions.
    void setKinds(layers::RopeOptions rope, std::int64_t window = 0);
};

struct PreNormAttention
{
    std::optional<layers::Linear> q_proj, k_proj, v_proj, qkv_proj;
    layers::Linear o_proj;
    std::optional<layers::RmsNorm> q_norm, k_norm;

    explicit PreNormAttention(const PreNormConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("q_proj", q_proj);
        visitor("k_proj", k_proj);
        visitor("v_proj", v_proj);
        visitor("qkv_proj", qkv_proj);
        visitor("o_proj", o_proj);
        visitor("q_norm", q_norm);
        visitor("k_norm", k_norm);
    }
};

struct PreNormLayer
{
    PreNormAttention self_attn;
    layers::GatedFeedForward mlp;
    layers::RmsNorm input_layernorm, post_attention_layernorm;
    std::optional<layers::RmsNorm> pre_feedforward_layernorm, post_feedforward_layernorm;

    explicit PreNormLayer(const PreNormConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("self_attn", self_attn);
        visitor("mlp", mlp);
        visitor("input_layernorm", input_layernorm);
        visitor("post_attention_layernorm", post_attention_layernorm);
        visitor("pre_feedforward_layernorm", pre_feedforward_layernorm);
        visitor("post_feedforward_layernorm", post_feedforward_layernorm);
    }
};

struct PreNormModel
{
    layers::Embedding embed_tokens;
    std::vector<PreNormLayer> layers;
    layers::RmsNorm norm;

    explicit PreNormModel(const PreNormConfig& config);
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embed_tokens", embed_tokens);
        visitor("layers", layers);
        visitor("norm", norm);
    }
};

class FusedDecoder;

class PreNormDecoder : public DecoderNetwork
{
public:
    PreNormDecoder(const NetworkRequest& request, const PreNormConfig& config);
    ~PreNormDecoder() override;

    at::Tensor stepLogits(const at::Tensor& ids, layers::KeyValueCache& cache) const override;

protected:
    at::Tensor embed(const DecoderStep& step) const override;
    at::Tensor layer(std::int64_t index, const at::Tensor& hidden, const DecoderStep& step) const override;
    at::Tensor finish(const at::Tensor& hidden) const override { return m_model.norm(hidden); }
    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override;

private:
    at::Tensor attention(std::int64_t index, const at::Tensor& hidden, const DecoderStep& step) const;

    PreNormConfig m_config;
    std::vector<layers::Rotary> m_ropes;
    PreNormModel m_model;
    mutable std::unique_ptr<FusedDecoder> m_fused; // a model is used on one thread
    mutable bool m_isFusable = true;
};

} // namespace vitrine::models
