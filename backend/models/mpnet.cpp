// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/models/bert.h"
#include "backend/models/config_values.h"

#include <cmath>

namespace vitrine::models {
namespace {

using core::Head;

/// Where padding stands, whatever the config says.
constexpr std::int64_t padPosition = 1;

struct Embeddings
{
    layers::Embedding word_embeddings, position_embeddings;
    layers::LayerNorm LayerNorm;

    explicit Embeddings(const BertConfig& config)
        : word_embeddings(config.vocabSize, config.hiddenSize, padPosition),
          position_embeddings(config.maxPositions, config.hiddenSize, padPosition),
          LayerNorm(config.hiddenSize, config.layerNormEpsilon)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("word_embeddings", word_embeddings);
        visitor("position_embeddings", position_embeddings);
        visitor("LayerNorm", LayerNorm);
    }
};

struct SelfAttention
{
    layers::Linear q, k, v, o;

    explicit SelfAttention(std::int64_t size) : q(size, size), k(size, size), v(size, size), o(size, size) {}
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("q", q);
        visitor("k", k);
        visitor("v", v);
        visitor("o", o);
    }
};

struct Attention
{
    SelfAttention attn;
    layers::LayerNorm LayerNorm;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("attn", attn);
        visitor("LayerNorm", LayerNorm);
    }
};

struct Layer
{
    Attention attention;
    BertDense intermediate;
    BertOutput output;

    explicit Layer(const BertConfig& config)
        : attention{SelfAttention(config.hiddenSize),
                    layers::LayerNorm(config.hiddenSize, config.layerNormEpsilon)},
          intermediate{layers::Linear(config.hiddenSize, config.intermediateSize)},
          output(config.intermediateSize, config)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("attention", attention);
        visitor("intermediate", intermediate);
        visitor("output", output);
    }
};

struct Encoder
{
    std::vector<Layer> layer;
    layers::Embedding relative_attention_bias;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("layer", layer);
        visitor("relative_attention_bias", relative_attention_bias);
    }
};

struct MPNetModel
{
    Embeddings embeddings;
    Encoder encoder;
    std::optional<BertDense> pooler;

    MPNetModel(const BertConfig& config, std::int64_t buckets)
        : embeddings(config),
          encoder{layers::stack<Layer>(config.layers, config), layers::Embedding(buckets, config.heads)}
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embeddings", embeddings);
        visitor("encoder", encoder);
        visitor("pooler", pooler);
    }
};

/// MPNet (Song et al. 2020): BERT's layers with T5's relative positions, one table for all layers, and
/// RoBERTa's absolute ones.
class MPNetNetwork final : public PostNormNetwork
{
public:
    MPNetNetwork(const BertConfig& config, std::int64_t buckets, const NetworkRequest& request)
        : PostNormNetwork(request, "mpnet"), m_model(config, buckets), m_dropout(config.hiddenDropout)
    {
        std::vector<PostNormLayer> layers;
        for (const auto& layer : m_model.encoder.layer) {
            const auto& [q, k, v, o] = layer.attention.attn;
            layers.push_back({&q, &k, &v, &o, &layer.attention.LayerNorm, &layer.intermediate.dense,
                              &layer.output.dense, &layer.output.LayerNorm});
        }
        m_encoder.emplace(std::move(layers),
                          PostNormRule{config.heads, config.activation, config.attentionDropout,
                                       config.hiddenDropout, config.hiddenDropout});
        m_description.layers = config.layers;
        m_description.hiddenSize = config.hiddenSize;
        m_description.heads = config.heads;
        m_description.vocabSize = config.vocabSize;
        m_description.maxPositions = config.maxPositions - padPosition - 1;
        m_description.positionCount = config.maxPositions;
        if (wantsPooler(request, request.head == Head::MultipleChoice))
            m_model.pooler = BertDense{layers::Linear(config.hiddenSize, config.hiddenSize)};
        addHead(config, request);
    }

    at::Tensor pool(const at::Tensor& firstTokens) const override
    {
        return m_model.pooler ? m_model.pooler->dense(firstTokens).tanh_() : at::Tensor();
    }

private:
    void addHead(const BertConfig& config, const NetworkRequest& request)
    {
        const auto size = config.hiddenSize;
        if (request.head == Head::MaskedLm)
            m_tokenHead =
                maskedLmHead({"lm_head.dense", "lm_head.layer_norm", "lm_head.decoder", "lm_head.bias"}, size,
                             size, config.vocabSize, layers::findActivation("gelu"), config.layerNormEpsilon);
        else
            m_tokenHead = labelHead(request, size);
        if (request.head == Head::SequenceClassification) {
            m_textHead.emplace(EncoderHead::Keys{"classifier.dense", {}, "classifier.out_proj", {}}, size,
                               size, layers::findActivation("tanh"), request.labels);
        } else if (request.head == Head::MultipleChoice) {
            m_textHead.emplace("classifier", size, 1);
        }
    }
    at::Tensor embed(const at::Tensor& ids, const at::Tensor&, const at::Tensor& positions,
                     const layers::Pass& pass) const override
    {
        const auto& [words, places, norm] = m_model.embeddings;
        return pass.drop(norm(words(ids).add_(places(positions))), m_dropout);
    }
    at::Tensor positions(const at::Tensor& ids) const override
    {
        return positionsAfterPadding(ids, padPosition);
    }
    /// Buckets of T5 (Raffel et al. 2019) in both directions; always 32, whatever the table's size.
    at::Tensor attentionBias(std::int64_t length) const override
    {
        constexpr std::int64_t half = 16, exact = 8;
        constexpr double maxDistance = 128;
        const auto place = at::arange(length, at::kLong);
        const auto behind = place.unsqueeze(1) - place.unsqueeze(0); // query - key
        const auto distance = behind.abs();
        const auto far = (at::log(distance.clamp_min(1).to(at::kFloat) / double(exact)) /
                          std::log(maxDistance / double(exact)) * double(half - exact))
                             .to(at::kLong)
                             .add_(exact)
                             .clamp_max_(half - 1);
        const auto bucket = at::where(distance.lt(exact), distance, far) + behind.lt(0).to(at::kLong) * half;
        return m_model.encoder.relative_attention_bias(bucket).permute({2, 0, 1}).unsqueeze(0).contiguous();
    }
    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override
    {
        layers::forEachParameter(m_model, prefix, action);
    }

    MPNetModel m_model;
    double m_dropout;
};

} // namespace

std::unique_ptr<Network> makeMPNet(const NetworkRequest& request)
{
    BertConfig defaults;
    defaults.vocabSize = 30527;
    const auto config = BertConfig::parse(request.config, request.origin, defaults);
    const core::JsonObject object(request.config, request.origin);
    const auto buckets = positiveValue(object, "relative_attention_num_buckets", 32);
    if (buckets < 32)
        throw core::Exception(core::ErrorCode::Unsupported,
                              request.origin + ": \"relative_attention_num_buckets\" is " +
                                  std::to_string(buckets) + ", expected at least 32");
    if (config.maxPositions < padPosition + 2)
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              request.origin + ": \"max_position_embeddings\" is " +
                                  std::to_string(config.maxPositions) + ", expected at least 3");
    return std::make_unique<MPNetNetwork>(config, buckets, request);
}

} // namespace vitrine::models
