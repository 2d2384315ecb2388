// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/layers/embedding.h"
#include "backend/models/config_values.h"
#include "backend/models/decoder_network.h"

namespace vitrine::models {
namespace {

using inspection::Site;
using layers::Bias;
using layers::Linear;

/// The table of positions begins with two rows that no token uses.
constexpr std::int64_t positionOffset = 2;

struct OptConfig
{
    std::int64_t vocabSize, positions, hiddenSize, embeddingSize, layers, heads, innerSize;
    layers::Activation activation;
    double dropout, attentionDropout;
    bool normsBefore, hasFinalNorm, hasBias, normsHaveWeights, tiesEmbeddings;
    std::int64_t padTokenId;

    explicit OptConfig(const core::JsonObject& object)
    {
        refuseForDecoders(object);
        vocabSize = positiveValue(object, "vocab_size", 50272);
        positions = positiveValue(object, "max_position_embeddings", 2048);
        hiddenSize = positiveValue(object, "hidden_size", 768);
        embeddingSize = positiveValue(object, "word_embed_proj_dim", hiddenSize);
        layers = layerCount(object, "num_hidden_layers", 12);
        heads = positiveValue(object, "num_attention_heads", 12);
        requireMultiple(object, "hidden_size", hiddenSize, "num_attention_heads", heads);
        innerSize = positiveValue(object, "ffn_dim", 3072);
        activation = activationValue(object, "activation_function", "relu");
        dropout = probabilityValue(object, "dropout", 0.1);
        attentionDropout = probabilityValue(object, "attention_dropout", 0);
        normsBefore = object.get<bool>("do_layer_norm_before", true);
        hasFinalNorm = normsBefore && !object.get<bool>("_remove_final_layer_norm", false);
        hasBias = object.get<bool>("enable_bias", true);
        normsHaveWeights = object.get<bool>("layer_norm_elementwise_affine", true);
        tiesEmbeddings = object.get<bool>("tie_word_embeddings", true);
        padTokenId = padTokenValue(object, 1);
    }

    DecoderShape shape() const
    {
        DecoderShape shape;
        shape.vocabSize = vocabSize;
        shape.hiddenSize = hiddenSize;
        shape.outputSize = embeddingSize;
        shape.layers = layers;
        shape.heads = shape.keyValueHeads = heads;
        shape.headDimension = hiddenSize / heads;
        shape.maxPositions = positions;
        shape.padTokenId = padTokenId;
        shape.tiesEmbeddings = tiesEmbeddings;
        shape.prefix = "model";
        shape.embeddings = "decoder.embed_tokens.weight";
        shape.tokenClassifier = "score";
        return shape;
    }

    Linear linear(std::int64_t in, std::int64_t out) const
    {
        return {in, out, hasBias ? Bias::With : Bias::Without};
    }
};

/// A LayerNorm that may have no weights.
struct OptNorm
{
    std::int64_t size;
    at::Tensor weight, bias; ///< [hidden]; undefined without

    explicit OptNorm(const OptConfig& config) : size(config.hiddenSize)
    {
        if (!config.normsHaveWeights) return;
        weight = layers::unloaded({size});
        bias = layers::unloaded({size});
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        if (!weight.defined()) return;
        visitor("weight", weight);
        visitor("bias", bias);
    }
    at::Tensor operator()(const at::Tensor& input) const
    {
        return at::layer_norm(input, {size}, weight, bias, 1e-5);
    }
};

struct OptAttention
{
    Linear k_proj, v_proj, q_proj, out_proj;

    explicit OptAttention(const OptConfig& config)
        : k_proj(config.linear(config.hiddenSize, config.hiddenSize)),
          v_proj(k_proj),
          q_proj(k_proj),
          out_proj(k_proj)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("k_proj", k_proj);
        visitor("v_proj", v_proj);
        visitor("q_proj", q_proj);
        visitor("out_proj", out_proj);
    }
};

struct OptLayer
{
    OptAttention self_attn;
    OptNorm self_attn_layer_norm;
    Linear fc1, fc2;
    OptNorm final_layer_norm;

    explicit OptLayer(const OptConfig& config)
        : self_attn(config),
          self_attn_layer_norm(config),
          fc1(config.linear(config.hiddenSize, config.innerSize)),
          fc2(config.linear(config.innerSize, config.hiddenSize)),
          final_layer_norm(config)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("self_attn", self_attn);
        visitor("self_attn_layer_norm", self_attn_layer_norm);
        visitor("fc1", fc1);
        visitor("fc2", fc2);
        visitor("final_layer_norm", final_layer_norm);
    }
};

struct OptDecoder
{
    layers::Embedding embed_tokens, embed_positions;
    std::optional<Linear> project_in, project_out;
    std::optional<OptNorm> final_layer_norm;
    std::vector<OptLayer> layers;

    explicit OptDecoder(const OptConfig& config)
        : embed_tokens(config.vocabSize, config.embeddingSize, config.padTokenId),
          embed_positions(config.positions + positionOffset, config.hiddenSize)
    {
        if (config.embeddingSize != config.hiddenSize) {
            project_in.emplace(config.embeddingSize, config.hiddenSize, Bias::Without);
            project_out.emplace(config.hiddenSize, config.embeddingSize, Bias::Without);
        }
        if (config.hasFinalNorm) final_layer_norm.emplace(config);
        for (std::int64_t i = 0; i < config.layers; ++i)
            layers.emplace_back(config);
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embed_tokens", embed_tokens);
        visitor("embed_positions", embed_positions);
        visitor("project_in", project_in);
        visitor("project_out", project_out);
        visitor("final_layer_norm", final_layer_norm);
        visitor("layers", layers);
    }
};

struct OptModel
{
    OptDecoder decoder;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("decoder", decoder);
    }
};

/// OPT (Zhang et al. 2022); the 350M one normalizes behind each part.
class Opt final : public DecoderNetwork
{
public:
    Opt(const NetworkRequest& request, const OptConfig& config)
        : DecoderNetwork(request, config.shape()), m_config(config), m_model{OptDecoder(config)}
    {
    }

protected:
    at::Tensor embed(const DecoderStep& step) const override
    {
        const auto& decoder = m_model.decoder;
        auto embedded = decoder.embed_tokens(step.ids());
        if (decoder.project_in) embedded = (*decoder.project_in)(embedded);
        return embedded + decoder.embed_positions(positions(step) + positionOffset);
    }

    at::Tensor layer(std::int64_t index, const at::Tensor& hidden, const DecoderStep& step) const override
    {
        const auto& part = m_model.decoder.layers[std::size_t(index)];
        auto& pass = step.pass();
        const bool before = m_config.normsBefore;
        const auto attended = attention(index, before ? part.self_attn_layer_norm(hidden) : hidden, step);
        auto result = hidden + pass.drop(attended, m_config.dropout);
        if (!before) result = part.self_attn_layer_norm(result);
        pass.visit(Site::AttentionOutput, index, result);
        const auto fed =
            part.fc2(m_config.activation(part.fc1(before ? part.final_layer_norm(result) : result)));
        const auto output = result + pass.drop(fed, m_config.dropout);
        return before ? output : part.final_layer_norm(output);
    }

    at::Tensor finish(const at::Tensor& hidden) const override
    {
        const auto& decoder = m_model.decoder;
        const auto normed = decoder.final_layer_norm ? (*decoder.final_layer_norm)(hidden) : hidden;
        return decoder.project_out ? (*decoder.project_out)(normed) : normed;
    }

    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override
    {
        layers::forEachParameter(m_model, prefix, action);
    }

private:
    /// Padding does not count, also where nobody gave positions.
    static at::Tensor positions(const DecoderStep& step)
    {
        if (step.givenPositions().defined() || !step.mask().defined()) return step.positions();
        return step.mask().cumsum(1) * step.mask() - 1;
    }

    at::Tensor attention(std::int64_t index, const at::Tensor& input, const DecoderStep& step) const
    {
        const auto& part = m_model.decoder.layers[std::size_t(index)].self_attn;
        const auto heads = [&](const Linear& projection) {
            return layers::splitHeads(projection(input), m_config.heads);
        };
        layers::AttentionRule rule;
        rule.layer = index;
        rule.dropout = m_config.attentionDropout;
        return part.out_proj(step.attend(heads(part.q_proj), heads(part.k_proj), heads(part.v_proj), rule));
    }

    OptConfig m_config;
    OptModel m_model;
};

} // namespace

std::unique_ptr<Network> makeOpt(const NetworkRequest& request)
{
    return std::make_unique<Opt>(request, OptConfig({request.config, request.origin}));
}

} // namespace vitrine::models
