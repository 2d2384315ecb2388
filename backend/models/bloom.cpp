// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/layers/embedding.h"
#include "backend/layers/norm.h"
#include "backend/models/config_values.h"
#include "backend/models/decoder_network.h"

#include <bit>
#include <cmath>

namespace vitrine::models {
namespace {

using inspection::Site;
using layers::Linear;

struct BloomConfig
{
    std::int64_t vocabSize, hiddenSize, layers, heads;
    double epsilon, hiddenDropout, attentionDropout;
    bool residualIsNormed, tiesEmbeddings;
    std::int64_t padTokenId;

    explicit BloomConfig(const core::JsonObject& object)
    {
        refuseForDecoders(object);
        const auto size = [&](const char* key, const char* alias, std::int64_t fallback) {
            return positiveValue(object, object.has(key) ? key : alias, fallback);
        };
        vocabSize = positiveValue(object, "vocab_size", 250880);
        hiddenSize = size("n_embed", "hidden_size", 64);
        layers = layerCount(object, object.has("n_layer") ? "n_layer" : "num_hidden_layers", 2);
        heads = size("n_head", "num_attention_heads", 8);
        requireMultiple(object, "hidden_size", hiddenSize, "n_head", heads);
        epsilon = object.get<double>("layer_norm_epsilon", 1e-5);
        hiddenDropout = probabilityValue(object, "hidden_dropout", 0);
        attentionDropout = probabilityValue(object, "attention_dropout", 0);
        residualIsNormed = object.get<bool>("apply_residual_connection_post_layernorm", false);
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
        shape.maxPositions = std::int64_t(1) << 20; // ALiBi has no end; this one is for who asks
        shape.padTokenId = padTokenId;
        shape.tiesEmbeddings = tiesEmbeddings;
        shape.prefix = "transformer";
        shape.embeddings = "word_embeddings.weight";
        shape.tokenClassifier = "classifier";
        return shape;
    }
};

struct BloomAttention
{
    Linear query_key_value, dense;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("query_key_value", query_key_value);
        visitor("dense", dense);
    }
};

struct BloomFeedForward
{
    Linear dense_h_to_4h, dense_4h_to_h;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("dense_h_to_4h", dense_h_to_4h);
        visitor("dense_4h_to_h", dense_4h_to_h);
    }
};

struct BloomLayer
{
    layers::LayerNorm input_layernorm;
    BloomAttention self_attention;
    layers::LayerNorm post_attention_layernorm;
    BloomFeedForward mlp;

    explicit BloomLayer(const BloomConfig& config)
        : input_layernorm(config.hiddenSize, config.epsilon),
          self_attention{Linear(config.hiddenSize, 3 * config.hiddenSize),
                         Linear(config.hiddenSize, config.hiddenSize)},
          post_attention_layernorm(config.hiddenSize, config.epsilon),
          mlp{Linear(config.hiddenSize, 4 * config.hiddenSize),
              Linear(4 * config.hiddenSize, config.hiddenSize)}
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("input_layernorm", input_layernorm);
        visitor("self_attention", self_attention);
        visitor("post_attention_layernorm", post_attention_layernorm);
        visitor("mlp", mlp);
    }
};

struct BloomModel
{
    layers::Embedding word_embeddings;
    layers::LayerNorm word_embeddings_layernorm;
    std::vector<BloomLayer> h;
    layers::LayerNorm ln_f;

    explicit BloomModel(const BloomConfig& config)
        : word_embeddings(config.vocabSize, config.hiddenSize),
          word_embeddings_layernorm(config.hiddenSize, config.epsilon),
          ln_f(config.hiddenSize, config.epsilon)
    {
        for (std::int64_t i = 0; i < config.layers; ++i)
            h.emplace_back(config);
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("word_embeddings", word_embeddings);
        visitor("word_embeddings_layernorm", word_embeddings_layernorm);
        visitor("h", h);
        visitor("ln_f", ln_f);
    }
};

/// How fast each head forgets, "ALiBi" (Press et al. 2021): float32 [heads, 1].
at::Tensor slopes(std::int64_t heads)
{
    const auto whole = std::int64_t(std::bit_floor(std::uint64_t(heads)));
    const auto series = [](std::int64_t power, std::int64_t end, std::int64_t step) {
        const double base = std::pow(2.0, -std::pow(2.0, -(std::log2(double(power)) - 3)));
        return at::pow(at::full({}, base, at::kFloat), at::arange(1, end, step, at::kInt));
    };
    auto values = series(whole, 1 + whole, 1);
    if (whole != heads)
        values = at::cat({values, series(2 * whole, 1 + 2 * std::min(whole, heads - whole), 2)});
    return values.unsqueeze(1);
}

/// BLOOM (Le Scao et al. 2022).
class Bloom final : public DecoderNetwork
{
public:
    Bloom(const NetworkRequest& request, const BloomConfig& config)
        : DecoderNetwork(request, config.shape()),
          m_config(config),
          m_model(config),
          m_slopes(slopes(config.heads)),
          m_activation(layers::findActivation("gelu_pytorch_tanh"))
    {
    }

protected:
    at::Tensor embed(const DecoderStep& step) const override
    {
        return m_model.word_embeddings_layernorm(m_model.word_embeddings(step.ids()));
    }

    at::Tensor layer(std::int64_t index, const at::Tensor& hidden, const DecoderStep& step) const override
    {
        const auto& part = m_model.h[std::size_t(index)];
        auto& pass = step.pass();
        const auto drop = [&](const at::Tensor& value) { return pass.drop(value, m_config.hiddenDropout); };
        const auto normed = part.input_layernorm(hidden);
        auto result = drop(attention(index, normed, step)) + (m_config.residualIsNormed ? normed : hidden);
        pass.visit(Site::AttentionOutput, index, result);
        const auto input = part.post_attention_layernorm(result);
        const auto fed = part.mlp.dense_4h_to_h(m_activation(part.mlp.dense_h_to_4h(input)));
        return drop(fed) + (m_config.residualIsNormed ? input : result);
    }

    at::Tensor finish(const at::Tensor& hidden) const override { return m_model.ln_f(hidden); }

    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override
    {
        layers::forEachParameter(m_model, prefix, action);
    }

private:
    /// [1 or B, heads, 1, keys]; where the keys stand comes from the mask.
    at::Tensor bias(const DecoderStep& step, at::ScalarType type) const
    {
        const auto& mask = step.mask();
        const auto places = mask.defined() ? (mask.cumsum(1) - 1) * mask
                                           : at::arange(step.keyCount(), at::kLong).unsqueeze(0);
        return (m_slopes * places.unsqueeze(1)).to(type).unsqueeze(2);
    }

    at::Tensor attention(std::int64_t index, const at::Tensor& input, const DecoderStep& step) const
    {
        const auto& part = m_model.h[std::size_t(index)].self_attention;
        // Query, key and value of a head lie side by side: [B, heads, n, 3 d].
        const auto joined = layers::splitHeads(part.query_key_value(input), m_config.heads);
        const auto d = joined.size(-1) / 3;
        layers::AttentionRule rule;
        rule.layer = index;
        rule.dropout = m_config.attentionDropout;
        rule.mask = step.once(-1, [&] { return bias(step, input.scalar_type()); });
        return part.dense(
            step.attend(joined.narrow(-1, 0, d), joined.narrow(-1, d, d), joined.narrow(-1, 2 * d, d), rule));
    }

    BloomConfig m_config;
    BloomModel m_model;
    at::Tensor m_slopes;
    layers::Activation m_activation;
};

} // namespace

std::unique_ptr<Network> makeBloom(const NetworkRequest& request)
{
    return std::make_unique<Bloom>(request, BloomConfig({request.config, request.origin}));
}

} // namespace vitrine::models
