// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/layers/attention.h"
#include "backend/layers/embedding.h"
#include "backend/layers/rotary.h"
#include "backend/models/config_values.h"
#include "backend/models/encoder_network.h"
#include "backend/models/rope_config.h"

namespace vitrine::models {
namespace {

using core::Head;

struct ModernBertConfig
{
    std::int64_t vocabSize, hiddenSize, innerSize, layers, heads, maxPositions, padTokenId;
    std::int64_t reach; ///< tokens to either side that a sliding layer sees
    double normEpsilon;
    layers::Activation activation, classifierActivation;
    layers::Bias normBias, attentionBias, innerBias, decoderBias, classifierBias;
    double embeddingDropout, attentionDropout, innerDropout;
    bool poolsMean;
    std::vector<bool> slides; ///< per layer
    layers::RopeOptions globalRope, localRope;

    explicit ModernBertConfig(const core::JsonObject& config)
        : vocabSize(positiveValue(config, "vocab_size", 50368)),
          hiddenSize(positiveValue(config, "hidden_size", 768)),
          innerSize(positiveValue(config, "intermediate_size", 1152)),
          layers(layerCount(config, "num_hidden_layers", 22)),
          heads(positiveValue(config, "num_attention_heads", 12)),
          maxPositions(positiveValue(config, "max_position_embeddings", 8192)),
          // The whole window, but for the key of Transformers 5.
          reach(config.has("sliding_window") ? positiveValue(config, "sliding_window", 64)
                                             : positiveValue(config, "local_attention", 128) / 2),
          normEpsilon(positiveNumber(config, "norm_eps", 1e-5)),
          padTokenId(padTokenValue(config, 50283)),
          activation(activationValue(config, "hidden_activation", "gelu")),
          classifierActivation(activationValue(config, "classifier_activation", "gelu")),
          normBias(bias(config, "norm_bias", false)),
          attentionBias(bias(config, "attention_bias", false)),
          innerBias(bias(config, "mlp_bias", false)),
          decoderBias(bias(config, "decoder_bias", true)),
          classifierBias(bias(config, "classifier_bias", false)),
          embeddingDropout(probabilityValue(config, "embedding_dropout", 0)),
          attentionDropout(probabilityValue(config, "attention_dropout", 0)),
          innerDropout(probabilityValue(config, "mlp_dropout", 0))
    {
        requireMultiple(config, "hidden_size", hiddenSize, "num_attention_heads", heads);
        poolsMean = config.get<std::string>("classifier_pooling", "cls") == "mean";
        if (!poolsMean) requireValue(config, "classifier_pooling", "cls");
        if (config.has("layer_types")) {
            for (const auto& type : layerTypes(config, "layer_types", layers))
                slides.push_back(type == "sliding_attention");
        } else {
            const auto every = positiveValue(config, "global_attn_every_n_layers", 3);
            for (std::int64_t i = 0; i < layers; ++i)
                slides.push_back(i % every != 0);
        }
        globalRope = rope(config, "full_attention", "global_rope_theta", 160000);
        localRope = rope(config, "sliding_attention", "local_rope_theta", 10000);
    }

    static layers::Bias bias(const core::JsonObject& config, const char* key, bool fallback)
    {
        return config.get<bool>(key, fallback) ? layers::Bias::With : layers::Bias::Without;
    }

    /// Of one type of layers: `rope_parameters` of Transformers 5, or `rope_scaling` for both types and the
    /// theta of each.
    layers::RopeOptions rope(const core::JsonObject& config, const char* type, const char* thetaKey,
                             double theta) const
    {
        theta = positiveNumber(config, thetaKey, theta);
        const core::Json empty = core::Json::object();
        core::JsonObject dictionary(empty, config.place());
        if (config.has("rope_parameters")) {
            const auto all = config.object("rope_parameters");
            if (all.has(type)) dictionary = all.object(type);
        }
        if (config.has("rope_scaling")) dictionary = config.object("rope_scaling");
        return parseRopeDictionary(dictionary, hiddenSize / heads, maxPositions, theta, 1, false,
                                   std::nullopt);
    }
};

struct Embeddings
{
    layers::Embedding tok_embeddings;
    layers::LayerNorm norm;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("tok_embeddings", tok_embeddings);
        visitor("norm", norm);
    }
};

struct Attention
{
    layers::Linear Wqkv, Wo;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("Wqkv", Wqkv);
        visitor("Wo", Wo);
    }
};

/// A gated feed-forward part: both halves of Wi's output, the first one activated, are multiplied.
struct FeedForward
{
    layers::Linear Wi, Wo;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("Wi", Wi);
        visitor("Wo", Wo);
    }
};

struct Layer
{
    std::optional<layers::LayerNorm> attn_norm; ///< the first layer gets normalized embeddings
    Attention attn;
    layers::LayerNorm mlp_norm;
    FeedForward mlp;

    explicit Layer(const ModernBertConfig& config)
        : attn{layers::Linear(config.hiddenSize, 3 * config.hiddenSize, config.attentionBias),
               layers::Linear(config.hiddenSize, config.hiddenSize, config.attentionBias)},
          mlp_norm(config.hiddenSize, config.normEpsilon, config.normBias),
          mlp{layers::Linear(config.hiddenSize, 2 * config.innerSize, config.innerBias),
              layers::Linear(config.innerSize, config.hiddenSize, config.innerBias)}
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("attn_norm", attn_norm);
        visitor("attn", attn);
        visitor("mlp_norm", mlp_norm);
        visitor("mlp", mlp);
    }
};

struct ModernBertModel
{
    Embeddings embeddings;
    std::vector<Layer> layers;
    layers::LayerNorm final_norm;

    explicit ModernBertModel(const ModernBertConfig& config)
        : embeddings{layers::Embedding(config.vocabSize, config.hiddenSize, config.padTokenId),
                     layers::LayerNorm(config.hiddenSize, config.normEpsilon, config.normBias)},
          layers(layers::stack<Layer>(config.layers, config)),
          final_norm(config.hiddenSize, config.normEpsilon, config.normBias)
    {
        for (std::size_t i = 1; i < layers.size(); ++i)
            layers[i].attn_norm.emplace(config.hiddenSize, config.normEpsilon, config.normBias);
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embeddings", embeddings);
        visitor("layers", layers);
        visitor("final_norm", final_norm);
    }
};

/// ModernBERT (Warner et al. 2024): norms before the parts, rotary positions, and two layers of three see
/// neighbours only.
class ModernBertNetwork final : public EncoderNetwork
{
public:
    ModernBertNetwork(const ModernBertConfig& config, const NetworkRequest& request)
        : EncoderNetwork(request, "model"),
          m_config(config),
          m_model(config),
          m_globalRotary(config.globalRope),
          m_localRotary(config.localRope)
    {
        m_description.layers = config.layers;
        m_description.hiddenSize = config.hiddenSize;
        m_description.heads = config.heads;
        m_description.vocabSize = config.vocabSize;
        m_description.maxPositions = config.maxPositions;
        addHead(request);
    }

    NetworkOutputs forward(const NetworkInputs& inputs, layers::Pass& pass) const override
    {
        using inspection::Site;
        const auto& [words, norm] = m_model.embeddings;
        auto hidden = pass.drop(norm(words(inputs.inputIds)), m_config.embeddingDropout);
        pass.visit(Site::Embeddings, -1, hidden);
        const auto type = hidden.scalar_type();
        const auto positions = inputs.positionIds.defined()
                                   ? inputs.positionIds
                                   : at::arange(hidden.size(1), at::kLong).unsqueeze(0);
        const auto globalAngles = m_globalRotary.angles(positions, type),
                   localAngles = m_localRotary.angles(positions, type);
        const auto globalMask = layers::additiveMask(inputs.attentionMask, type);
        const auto localMask = slidingMask(inputs.attentionMask, type);
        for (std::int64_t i = 0; i < m_config.layers; ++i) {
            pass.control.checkpoint();
            const bool slides = m_config.slides[std::size_t(i)];
            hidden =
                layer(i, hidden, slides ? localAngles : globalAngles, slides ? localMask : globalMask, pass);
            if (i + 1 == m_config.layers) hidden = m_model.final_norm(hidden);
            pass.visit(Site::HiddenState, i, hidden);
        }
        return {hidden, {}, {}};
    }

private:
    void addHead(const NetworkRequest& request)
    {
        const auto size = m_config.hiddenSize;
        const auto head = [&](const char* out, std::int64_t labels, layers::Bias bias) {
            EncoderHead made({"head.dense", "head.norm", out, {}}, size, size, m_config.classifierActivation,
                             labels);
            made.dense = layers::Linear(size, size, m_config.classifierBias);
            made.norm.emplace(size, m_config.normEpsilon, m_config.normBias);
            made.out = layers::Linear(size, labels, bias);
            return made;
        };
        switch (request.head) {
        case Head::MaskedLm:
            m_tokenHead = head("decoder", m_config.vocabSize, m_config.decoderBias);
            break;
        case Head::TokenClassification:
            m_tokenHead = head("classifier", request.labels, layers::Bias::With);
            break;
        case Head::QuestionAnswering:
            m_tokenHead = head("classifier", 2, layers::Bias::With);
            break;
        case Head::SequenceClassification:
            m_textHead = head("classifier", request.labels, layers::Bias::With);
            break;
        case Head::MultipleChoice:
            m_textHead = head("classifier", 1, layers::Bias::With);
            break;
        default:
            break;
        }
    }

    at::Tensor layer(std::int64_t index, const at::Tensor& hidden, const layers::RopeAngles& angles,
                     const at::Tensor& mask, const layers::Pass& pass) const
    {
        const auto& layer = m_model.layers[std::size_t(index)];
        const auto& [inner, outer] = layer.mlp;
        const auto normed = layer.attn_norm ? (*layer.attn_norm)(hidden) : hidden;
        const auto qkv = layer.attn.Wqkv(normed).chunk(3, 2);
        const auto split = [&](const at::Tensor& part) {
            return part.unflatten(2, {m_config.heads, -1}).transpose(1, 2);
        };
        const auto context = layers::attend(
            layers::rotate(split(qkv[0]), angles), layers::rotate(split(qkv[1]), angles), split(qkv[2]),
            {.layer = index, .mask = mask, .dropout = m_config.attentionDropout}, pass);
        auto attended = hidden + pass.drop(layer.attn.Wo(context), m_config.attentionDropout);
        pass.visit(inspection::Site::AttentionOutput, index, attended);
        const auto halves = inner(layer.mlp_norm(attended)).chunk(2, 2);
        const auto gated = m_config.activation(halves[0].contiguous()) * halves[1];
        return attended + outer(pass.drop(gated, m_config.innerDropout));
    }

    /// Keys within reach, [1 or B, 1, L, L]; undefined when every key counts everywhere.
    at::Tensor slidingMask(const at::Tensor& attentionMask, at::ScalarType type) const
    {
        const auto length = attentionMask.size(1);
        const auto padding = layers::additiveMask(attentionMask, type);
        if (length - 1 <= m_config.reach) return padding;
        const auto place = at::arange(length, at::kLong);
        const auto isFar = (place.unsqueeze(1) - place.unsqueeze(0)).abs().gt(m_config.reach);
        const auto mask =
            at::zeros({1, 1, length, length}, type).masked_fill_(isFar, layers::lowestValue(type));
        return padding.defined() ? at::minimum(mask, padding) : mask;
    }

    at::Tensor summary(const at::Tensor& hidden, const NetworkInputs& inputs) const override
    {
        const auto& mask = inputs.attentionMask;
        if (m_config.poolsMean) {
            const auto weights = mask.to(hidden.scalar_type());
            return (hidden * weights.unsqueeze(2)).sum(1) / weights.sum(1, /*keepdim=*/true);
        }
        if (description().head != Head::MultipleChoice) return hidden.select(1, 0);
        const auto first = mask.argmax(1).view({-1, 1, 1}).expand({-1, 1, hidden.size(2)});
        return hidden.gather(1, first).squeeze(1);
    }
    std::string wordEmbeddingsName() const override { return "embeddings.tok_embeddings.weight"; }
    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override
    {
        layers::forEachParameter(m_model, prefix, action);
    }

    ModernBertConfig m_config;
    ModernBertModel m_model;
    layers::Rotary m_globalRotary, m_localRotary;
};

} // namespace

std::unique_ptr<Network> makeModernBert(const NetworkRequest& request)
{
    return std::make_unique<ModernBertNetwork>(
        ModernBertConfig(core::JsonObject(request.config, request.origin)), request);
}

} // namespace vitrine::models
