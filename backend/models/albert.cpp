// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/models/bert.h"
#include "backend/models/classification.h"
#include "backend/models/config_values.h"

namespace vitrine::models {
namespace {

using core::Head;

struct AlbertConfig
{
    BertConfig bert; ///< the embeddings', and the sizes of a layer
    std::int64_t groups, innerLayers;

    AlbertConfig(const core::JsonObject& config)
        : groups(layerCount(config, "num_hidden_groups", 1)),
          innerLayers(layerCount(config, "inner_group_num", 1))
    {
        requireValue(config, "position_embedding_type", "absolute");
        bert.vocabSize = positiveValue(config, "vocab_size", 30000);
        bert.embeddingSize = positiveValue(config, "embedding_size", 128);
        bert.hiddenSize = positiveValue(config, "hidden_size", 4096);
        bert.layers = layerCount(config, "num_hidden_layers", 12);
        bert.heads = positiveValue(config, "num_attention_heads", 64);
        bert.intermediateSize = positiveValue(config, "intermediate_size", 16384);
        bert.maxPositions = positiveValue(config, "max_position_embeddings", 512);
        bert.typeVocabSize = positiveValue(config, "type_vocab_size", 2);
        bert.layerNormEpsilon = positiveNumber(config, "layer_norm_eps", 1e-12);
        bert.activation = activationValue(config, "hidden_act", "gelu_new");
        bert.hiddenDropout = probabilityValue(config, "hidden_dropout_prob", 0);
        bert.attentionDropout = probabilityValue(config, "attention_probs_dropout_prob", 0);
        requireMultiple(config, "hidden_size", bert.hiddenSize, "num_attention_heads", bert.heads);
        if (groups > bert.layers)
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  config.place() + ": num_hidden_groups " + std::to_string(groups) +
                                      ", expected at most num_hidden_layers " + std::to_string(bert.layers));
    }
};

struct AlbertAttention
{
    layers::Linear query, key, value, dense;
    layers::LayerNorm LayerNorm;

    explicit AlbertAttention(const BertConfig& config)
        : query(config.hiddenSize, config.hiddenSize),
          key(config.hiddenSize, config.hiddenSize),
          value(config.hiddenSize, config.hiddenSize),
          dense(config.hiddenSize, config.hiddenSize),
          LayerNorm(config.hiddenSize, config.layerNormEpsilon)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("query", query);
        visitor("key", key);
        visitor("value", value);
        visitor("dense", dense);
        visitor("LayerNorm", LayerNorm);
    }
};

struct AlbertLayer
{
    layers::LayerNorm full_layer_layer_norm;
    AlbertAttention attention;
    layers::Linear ffn, ffn_output;

    explicit AlbertLayer(const BertConfig& config)
        : full_layer_layer_norm(config.hiddenSize, config.layerNormEpsilon),
          attention(config),
          ffn(config.hiddenSize, config.intermediateSize),
          ffn_output(config.intermediateSize, config.hiddenSize)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("full_layer_layer_norm", full_layer_layer_norm);
        visitor("attention", attention);
        visitor("ffn", ffn);
        visitor("ffn_output", ffn_output);
    }
};

struct AlbertLayerGroup
{
    std::vector<AlbertLayer> albert_layers;

    explicit AlbertLayerGroup(const AlbertConfig& config)
        : albert_layers(layers::stack<AlbertLayer>(config.innerLayers, config.bert))
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("albert_layers", albert_layers);
    }
};

struct AlbertTransformer
{
    layers::Linear embedding_hidden_mapping_in;
    std::vector<AlbertLayerGroup> albert_layer_groups;

    explicit AlbertTransformer(const AlbertConfig& config)
        : embedding_hidden_mapping_in(config.bert.embeddingSize, config.bert.hiddenSize),
          albert_layer_groups(layers::stack<AlbertLayerGroup>(config.groups, config))
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embedding_hidden_mapping_in", embedding_hidden_mapping_in);
        visitor("albert_layer_groups", albert_layer_groups);
    }
};

struct AlbertModel
{
    BertEmbeddings embeddings;
    AlbertTransformer encoder;
    std::optional<layers::Linear> pooler;

    explicit AlbertModel(const AlbertConfig& config) : embeddings(config.bert), encoder(config) {}
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embeddings", embeddings);
        visitor("encoder", encoder);
        visitor("pooler", pooler);
    }
};

/// ALBERT (Lan et al. 2019): a layer's weights serve many layers, and embeddings are narrow.
class AlbertNetwork final : public PostNormNetwork
{
public:
    AlbertNetwork(const AlbertConfig& config, const NetworkRequest& request)
        : PostNormNetwork(request, "albert"), m_model(config)
    {
        const auto& bert = config.bert;
        std::vector<PostNormLayer> layers;
        for (std::int64_t i = 0; i < bert.layers; ++i) {
            const auto group = std::size_t(double(i) / (double(bert.layers) / double(config.groups)));
            for (const auto& layer : m_model.encoder.albert_layer_groups[group].albert_layers) {
                const auto& attention = layer.attention;
                layers.push_back({&attention.query, &attention.key, &attention.value, &attention.dense,
                                  &attention.LayerNorm, &layer.ffn, &layer.ffn_output,
                                  &layer.full_layer_layer_norm});
            }
        }
        m_description.layers = std::int64_t(layers.size());
        // Nothing is dropped of what the feed-forward part adds.
        m_encoder.emplace(std::move(layers), PostNormRule{bert.heads, bert.activation, bert.attentionDropout,
                                                          bert.hiddenDropout, 0});
        m_description.hiddenSize = bert.hiddenSize;
        m_description.heads = bert.heads;
        m_description.vocabSize = bert.vocabSize;
        m_description.typeVocabSize = bert.typeVocabSize;
        m_description.maxPositions = bert.maxPositions;
        addHead(bert, request);
    }

    std::string_view textLogitsName() const override { return "sop_logits"; }
    at::Tensor pool(const at::Tensor& firstTokens) const override
    {
        return m_model.pooler ? (*m_model.pooler)(firstTokens).tanh_() : at::Tensor();
    }

private:
    void addHead(const BertConfig& config, const NetworkRequest& request)
    {
        const auto size = config.hiddenSize;
        const auto head = request.head;
        const bool readsPooler =
            head == Head::SequenceClassification || head == Head::MultipleChoice || head == Head::PreTraining;
        const bool isStored = request.stores("pooler.weight") || request.stores("pooler.bias");
        if (head == Head::Base ? isStored : readsPooler) m_model.pooler.emplace(size, size);
        if (head == Head::MaskedLm || head == Head::PreTraining)
            m_tokenHead = maskedLmHead(
                {"predictions.dense", "predictions.LayerNorm", "predictions.decoder", "predictions.bias"},
                size, config.embeddingSize, config.vocabSize, config.activation, config.layerNormEpsilon);
        else
            m_tokenHead = labelHead(request, size);
        if (head == Head::SequenceClassification)
            m_textHead.emplace("classifier", size, request.labels);
        else if (head == Head::MultipleChoice)
            m_textHead.emplace("classifier", size, 1);
        else if (head == Head::PreTraining) // sentence order: as many labels as the config has
            m_textHead.emplace("sop_classifier.classifier", size,
                               std::int64_t(labelNames({request.config, request.origin}).size()));
    }
    at::Tensor embed(const at::Tensor& ids, const at::Tensor& types, const at::Tensor& positions,
                     const layers::Pass& pass) const override
    {
        return m_model.encoder.embedding_hidden_mapping_in(
            m_model.embeddings.forward(ids, types, positions, pass));
    }
    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override
    {
        layers::forEachParameter(m_model, prefix, action);
    }

    AlbertModel m_model;
};

} // namespace

std::unique_ptr<Network> makeAlbert(const NetworkRequest& request)
{
    return std::make_unique<AlbertNetwork>(AlbertConfig(core::JsonObject(request.config, request.origin)),
                                           request);
}

} // namespace vitrine::models
