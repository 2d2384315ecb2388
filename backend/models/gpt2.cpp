// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/layers/embedding.h"
#include "backend/layers/norm.h"
#include "backend/models/config_values.h"
#include "backend/models/decoder_network.h"

#include <cmath>

namespace vitrine::models {
namespace {

using inspection::Site;

struct Gpt2Config
{
    std::int64_t vocabSize, positions, hiddenSize, layers, heads, innerSize;
    layers::Activation activation;
    double epsilon, attentionDropout, residualDropout, embeddingDropout;
    bool scalesByRoot, scalesByLayer, tiesEmbeddings;
    std::int64_t padTokenId;

    explicit Gpt2Config(const core::JsonObject& object)
    {
        refuseForDecoders(object);
        // Transformers knows both names of each.
        const auto size = [&](const char* key, const char* alias, std::int64_t fallback) {
            return positiveValue(object, object.has(key) ? key : alias, fallback);
        };
        vocabSize = positiveValue(object, "vocab_size", 50257);
        positions = size("n_positions", "max_position_embeddings", 1024);
        hiddenSize = size("n_embd", "hidden_size", 768);
        layers = layerCount(object, object.has("n_layer") ? "n_layer" : "num_hidden_layers", 12);
        heads = size("n_head", "num_attention_heads", 12);
        requireMultiple(object, "n_embd", hiddenSize, "n_head", heads);
        innerSize = positiveValue(object, "n_inner", 4 * hiddenSize);
        activation = activationValue(object, "activation_function", "gelu_new");
        epsilon = object.get<double>("layer_norm_epsilon", 1e-5);
        attentionDropout = probabilityValue(object, "attn_pdrop", 0.1);
        residualDropout = probabilityValue(object, "resid_pdrop", 0.1);
        embeddingDropout = probabilityValue(object, "embd_pdrop", 0.1);
        scalesByRoot = object.get<bool>("scale_attn_weights", true);
        scalesByLayer = object.get<bool>("scale_attn_by_inverse_layer_idx", false);
        tiesEmbeddings = object.get<bool>("tie_word_embeddings", true);
        padTokenId = padTokenValue(object, -1);
    }

    DecoderShape shape() const
    {
        DecoderShape shape;
        shape.vocabSize = vocabSize;
        shape.hiddenSize = hiddenSize;
        shape.layers = layers;
        shape.heads = shape.keyValueHeads = heads;
        shape.headDimension = hiddenSize / heads;
        shape.maxPositions = positions;
        shape.padTokenId = padTokenId;
        shape.tiesEmbeddings = tiesEmbeddings;
        shape.prefix = "transformer";
        shape.embeddings = "wte.weight";
        shape.tokenClassifier = "classifier";
        return shape;
    }
};

struct Gpt2Attention
{
    layers::Conv1D c_attn, c_proj;

    explicit Gpt2Attention(const Gpt2Config& config)
        : c_attn(config.hiddenSize, 3 * config.hiddenSize), c_proj(config.hiddenSize, config.hiddenSize)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("c_attn", c_attn);
        visitor("c_proj", c_proj);
    }
};

struct Gpt2FeedForward
{
    layers::Conv1D c_fc, c_proj;

    explicit Gpt2FeedForward(const Gpt2Config& config)
        : c_fc(config.hiddenSize, config.innerSize), c_proj(config.innerSize, config.hiddenSize)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("c_fc", c_fc);
        visitor("c_proj", c_proj);
    }
};

struct Gpt2Layer
{
    layers::LayerNorm ln_1;
    Gpt2Attention attn;
    layers::LayerNorm ln_2;
    Gpt2FeedForward mlp;

    explicit Gpt2Layer(const Gpt2Config& config)
        : ln_1(config.hiddenSize, config.epsilon),
          attn(config),
          ln_2(config.hiddenSize, config.epsilon),
          mlp(config)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("ln_1", ln_1);
        visitor("attn", attn);
        visitor("ln_2", ln_2);
        visitor("mlp", mlp);
    }
};

struct Gpt2Model
{
    layers::Embedding wte, wpe;
    std::vector<Gpt2Layer> h;
    layers::LayerNorm ln_f;

    explicit Gpt2Model(const Gpt2Config& config)
        : wte(config.vocabSize, config.hiddenSize),
          wpe(config.positions, config.hiddenSize),
          ln_f(config.hiddenSize, config.epsilon)
    {
        for (std::int64_t i = 0; i < config.layers; ++i)
            h.emplace_back(config);
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("wte", wte);
        visitor("wpe", wpe);
        visitor("h", h);
        visitor("ln_f", ln_f);
    }
};

/// GPT-2 (Radford et al. 2019).
class Gpt2 final : public DecoderNetwork
{
public:
    Gpt2(const NetworkRequest& request, const Gpt2Config& config)
        : DecoderNetwork(request, config.shape()), m_config(config), m_model(config)
    {
    }

protected:
    at::Tensor embed(const DecoderStep& step) const override
    {
        return step.pass().drop(m_model.wte(step.ids()) + m_model.wpe(step.positions()),
                                m_config.embeddingDropout);
    }

    at::Tensor layer(std::int64_t index, const at::Tensor& hidden, const DecoderStep& step) const override
    {
        const auto& part = m_model.h[std::size_t(index)];
        auto& pass = step.pass();
        const auto joined = part.attn.c_attn(part.ln_1(hidden)).split(m_config.hiddenSize, -1);
        const auto heads = [&](int i) { return layers::splitHeads(joined[std::size_t(i)], m_config.heads); };
        layers::AttentionRule rule;
        rule.layer = index;
        rule.scale = m_config.scalesByRoot ? 1 / std::sqrt(double(m_config.hiddenSize / m_config.heads)) : 1;
        if (m_config.scalesByLayer) rule.scale /= double(index + 1);
        rule.dropout = m_config.attentionDropout;
        const auto attended = part.attn.c_proj(step.attend(heads(0), heads(1), heads(2), rule));
        auto result = hidden + pass.drop(attended, m_config.residualDropout);
        pass.visit(Site::AttentionOutput, index, result);
        const auto fed = part.mlp.c_proj(m_config.activation(part.mlp.c_fc(part.ln_2(result))));
        return result + pass.drop(fed, m_config.residualDropout);
    }

    at::Tensor finish(const at::Tensor& hidden) const override { return m_model.ln_f(hidden); }

    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override
    {
        layers::forEachParameter(m_model, prefix, action);
    }

private:
    Gpt2Config m_config;
    Gpt2Model m_model;
};

} // namespace

std::unique_ptr<Network> makeGpt2(const NetworkRequest& request)
{
    return std::make_unique<Gpt2>(request, Gpt2Config({request.config, request.origin}));
}

} // namespace vitrine::models
