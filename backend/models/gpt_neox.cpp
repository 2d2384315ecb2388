// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/layers/embedding.h"
#include "backend/layers/norm.h"
#include "backend/models/config_values.h"
#include "backend/models/decoder_network.h"
#include "backend/models/rope_config.h"

namespace vitrine::models {
namespace {

using inspection::Site;
using layers::Bias;
using layers::Linear;

struct GptNeoXConfig
{
    std::int64_t vocabSize, positions, hiddenSize, layers, heads, innerSize;
    layers::Activation activation;
    double epsilon, attentionDropout, hiddenDropout;
    bool isParallel, hasAttentionBias, tiesEmbeddings;
    std::int64_t padTokenId;
    layers::RopeOptions rope;

    explicit GptNeoXConfig(const core::JsonObject& object)
    {
        refuseForDecoders(object);
        vocabSize = positiveValue(object, "vocab_size", 50432);
        positions = positiveValue(object, "max_position_embeddings", 2048);
        hiddenSize = positiveValue(object, "hidden_size", 6144);
        layers = layerCount(object, "num_hidden_layers", 44);
        heads = positiveValue(object, "num_attention_heads", 64);
        requireMultiple(object, "hidden_size", hiddenSize, "num_attention_heads", heads);
        innerSize = positiveValue(object, "intermediate_size", 24576);
        activation = activationValue(object, "hidden_act", "gelu");
        epsilon = object.get<double>("layer_norm_eps", 1e-5);
        attentionDropout = probabilityValue(object, "attention_dropout", 0);
        hiddenDropout = probabilityValue(object, "hidden_dropout", 0);
        isParallel = object.get<bool>("use_parallel_residual", true);
        hasAttentionBias = object.get<bool>("attention_bias", true);
        tiesEmbeddings = object.get<bool>("tie_word_embeddings", false);
        padTokenId = padTokenValue(object, -1);
        RopeRule rule;
        rule.thetaKey = "rotary_emb_base";
        rule.shareKey = "rotary_pct";
        rule.share = 0.25;
        rule.rotatesShare = true;
        rope = parseRope(object, hiddenSize / heads, positions, rule);
    }

    DecoderShape shape() const
    {
        DecoderShape shape;
        shape.vocabSize = vocabSize;
        shape.hiddenSize = hiddenSize;
        shape.layers = layers;
        shape.heads = shape.keyValueHeads = heads;
        shape.headDimension = hiddenSize / heads;
        shape.maxPositions = reachOf(rope, positions);
        shape.padTokenId = padTokenId;
        shape.tiesEmbeddings = tiesEmbeddings;
        shape.prefix = "gpt_neox";
        shape.embeddings = "embed_in.weight";
        shape.languageHead = "embed_out";
        shape.tokenClassifier = "classifier";
        return shape;
    }
};

struct GptNeoXAttention
{
    Linear query_key_value, dense;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("query_key_value", query_key_value);
        visitor("dense", dense);
    }
};

struct GptNeoXFeedForward
{
    Linear dense_h_to_4h, dense_4h_to_h;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("dense_h_to_4h", dense_h_to_4h);
        visitor("dense_4h_to_h", dense_4h_to_h);
    }
};

struct GptNeoXLayer
{
    layers::LayerNorm input_layernorm, post_attention_layernorm;
    GptNeoXAttention attention;
    GptNeoXFeedForward mlp;

    explicit GptNeoXLayer(const GptNeoXConfig& config)
        : input_layernorm(config.hiddenSize, config.epsilon),
          post_attention_layernorm(config.hiddenSize, config.epsilon),
          attention{Linear(config.hiddenSize, 3 * config.hiddenSize,
                           config.hasAttentionBias ? Bias::With : Bias::Without),
                    Linear(config.hiddenSize, config.hiddenSize,
                           config.hasAttentionBias ? Bias::With : Bias::Without)},
          mlp{Linear(config.hiddenSize, config.innerSize), Linear(config.innerSize, config.hiddenSize)}
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("input_layernorm", input_layernorm);
        visitor("post_attention_layernorm", post_attention_layernorm);
        visitor("attention", attention);
        visitor("mlp", mlp);
    }
};

struct GptNeoXModel
{
    layers::Embedding embed_in;
    std::vector<GptNeoXLayer> layers;
    vitrine::layers::LayerNorm final_layer_norm;

    explicit GptNeoXModel(const GptNeoXConfig& config)
        : embed_in(config.vocabSize, config.hiddenSize), final_layer_norm(config.hiddenSize, config.epsilon)
    {
        for (std::int64_t i = 0; i < config.layers; ++i)
            layers.emplace_back(config);
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embed_in", embed_in);
        visitor("layers", layers);
        visitor("final_layer_norm", final_layer_norm);
    }
};

/// GPT-NeoX (Black et al. 2022): attention and feed-forward side by side.
class GptNeoX final : public DecoderNetwork
{
public:
    GptNeoX(const NetworkRequest& request, const GptNeoXConfig& config)
        : DecoderNetwork(request, config.shape()), m_config(config), m_rope(config.rope), m_model(config)
    {
    }

protected:
    at::Tensor embed(const DecoderStep& step) const override
    {
        return step.pass().drop(m_model.embed_in(step.ids()), m_config.hiddenDropout);
    }

    at::Tensor layer(std::int64_t index, const at::Tensor& hidden, const DecoderStep& step) const override
    {
        const auto& part = m_model.layers[std::size_t(index)];
        auto& pass = step.pass();
        const auto attended =
            pass.drop(attention(index, part.input_layernorm(hidden), step), m_config.hiddenDropout);
        auto result = attended + hidden;
        pass.visit(Site::AttentionOutput, index, result);
        const auto fed =
            feedForward(part, part.post_attention_layernorm(m_config.isParallel ? hidden : result));
        return pass.drop(fed, m_config.hiddenDropout) + result;
    }

    at::Tensor finish(const at::Tensor& hidden) const override { return m_model.final_layer_norm(hidden); }

    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override
    {
        layers::forEachParameter(m_model, prefix, action);
    }

private:
    at::Tensor feedForward(const GptNeoXLayer& part, const at::Tensor& input) const
    {
        return part.mlp.dense_4h_to_h(m_config.activation(part.mlp.dense_h_to_4h(input)));
    }

    at::Tensor attention(std::int64_t index, const at::Tensor& input, const DecoderStep& step) const
    {
        const auto& part = m_model.layers[std::size_t(index)].attention;
        // Query, key and value of a head lie side by side: [B, heads, n, 3 d].
        const auto joined = layers::splitHeads(part.query_key_value(input), m_config.heads);
        const auto d = joined.size(-1) / 3;
        const auto angles = step.angles(m_rope, input.scalar_type());
        layers::AttentionRule rule;
        rule.layer = index;
        rule.dropout = m_config.attentionDropout;
        return part.dense(step.attend(layers::rotate(joined.narrow(-1, 0, d), angles),
                                      layers::rotate(joined.narrow(-1, d, d), angles),
                                      joined.narrow(-1, 2 * d, d), rule));
    }

    GptNeoXConfig m_config;
    layers::Rotary m_rope;
    GptNeoXModel m_model;
};

} // namespace

std::unique_ptr<Network> makeGptNeoX(const NetworkRequest& request)
{
    return std::make_unique<GptNeoX>(request, GptNeoXConfig({request.config, request.origin}));
}

} // namespace vitrine::models
