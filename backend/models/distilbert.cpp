// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/layers/embedding.h"
#include "backend/models/config_values.h"
#include "backend/models/post_norm_network.h"

namespace vitrine::models {
namespace {

using core::Head;

struct DistilBertConfig
{
    std::int64_t vocabSize, size, layers, heads, innerSize, maxPositions, padTokenId;
    layers::Activation activation;
    double dropout, attentionDropout;

    DistilBertConfig(const core::JsonObject& config)
        : vocabSize(positiveValue(config, "vocab_size", 30522)),
          // Its configs have the names of other models, too.
          size(positiveValue(config, config.has("dim") ? "dim" : "hidden_size", 768)),
          layers(layerCount(config, config.has("n_layers") ? "n_layers" : "num_hidden_layers", 6)),
          heads(positiveValue(config, config.has("n_heads") ? "n_heads" : "num_attention_heads", 12)),
          innerSize(positiveValue(config, "hidden_dim", 3072)),
          maxPositions(positiveValue(config, "max_position_embeddings", 512)),
          padTokenId(padTokenValue(config, 0)),
          activation(activationValue(config, "activation", "gelu")),
          dropout(probabilityValue(config, "dropout", 0.1)),
          attentionDropout(probabilityValue(config, "attention_dropout", 0.1))
    {
        requireMultiple(config, "dim", size, "n_heads", heads);
    }
};

constexpr double epsilon = 1e-12;

struct Embeddings
{
    layers::Embedding word_embeddings, position_embeddings;
    layers::LayerNorm LayerNorm;

    explicit Embeddings(const DistilBertConfig& config)
        : word_embeddings(config.vocabSize, config.size, config.padTokenId),
          position_embeddings(config.maxPositions, config.size),
          LayerNorm(config.size, epsilon)
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
    layers::Linear q_lin, k_lin, v_lin, out_lin;

    explicit SelfAttention(std::int64_t size)
        : q_lin(size, size), k_lin(size, size), v_lin(size, size), out_lin(size, size)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("q_lin", q_lin);
        visitor("k_lin", k_lin);
        visitor("v_lin", v_lin);
        visitor("out_lin", out_lin);
    }
};

struct FeedForward
{
    layers::Linear lin1, lin2;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("lin1", lin1);
        visitor("lin2", lin2);
    }
};

struct TransformerBlock
{
    SelfAttention attention;
    layers::LayerNorm sa_layer_norm;
    FeedForward ffn;
    layers::LayerNorm output_layer_norm;

    explicit TransformerBlock(const DistilBertConfig& config)
        : attention(config.size),
          sa_layer_norm(config.size, epsilon),
          ffn{layers::Linear(config.size, config.innerSize), layers::Linear(config.innerSize, config.size)},
          output_layer_norm(config.size, epsilon)
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("attention", attention);
        visitor("sa_layer_norm", sa_layer_norm);
        visitor("ffn", ffn);
        visitor("output_layer_norm", output_layer_norm);
    }
};

struct Transformer
{
    std::vector<TransformerBlock> layer;

    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("layer", layer);
    }
};

struct DistilBertModel
{
    Embeddings embeddings;
    Transformer transformer;

    explicit DistilBertModel(const DistilBertConfig& config)
        : embeddings(config), transformer{layers::stack<TransformerBlock>(config.layers, config)}
    {
    }
    template <typename Visitor>
    void visit(Visitor&& visitor)
    {
        visitor("embeddings", embeddings);
        visitor("transformer", transformer);
    }
};

/// DistilBERT (Sanh et al. 2019): BERT without token types and pooler.
class DistilBertNetwork final : public PostNormNetwork
{
public:
    DistilBertNetwork(const DistilBertConfig& config, const NetworkRequest& request)
        : PostNormNetwork(request, "distilbert"), m_model(config), m_dropout(config.dropout)
    {
        std::vector<PostNormLayer> layers;
        for (const auto& layer : m_model.transformer.layer) {
            const auto& attention = layer.attention;
            layers.push_back({&attention.q_lin, &attention.k_lin, &attention.v_lin, &attention.out_lin,
                              &layer.sa_layer_norm, &layer.ffn.lin1, &layer.ffn.lin2,
                              &layer.output_layer_norm});
        }
        // Nothing is dropped of what attention adds.
        m_encoder.emplace(std::move(layers), PostNormRule{config.heads, config.activation,
                                                          config.attentionDropout, 0, config.dropout});
        addHead(config, request);
        m_description.layers = config.layers;
        m_description.hiddenSize = config.size;
        m_description.heads = config.heads;
        m_description.vocabSize = config.vocabSize;
        m_description.maxPositions = config.maxPositions;
    }

private:
    void addHead(const DistilBertConfig& config, const NetworkRequest& request)
    {
        const auto size = config.size;
        if (request.head == Head::MaskedLm)
            m_tokenHead = maskedLmHead({"vocab_transform", "vocab_layer_norm", "vocab_projector", {}}, size,
                                       size, config.vocabSize, config.activation, epsilon);
        else
            m_tokenHead = labelHead(request, size);
        if (request.head == Head::SequenceClassification || request.head == Head::MultipleChoice) {
            const auto labels = request.head == Head::MultipleChoice ? 1 : request.labels;
            m_textHead.emplace(EncoderHead::Keys{"pre_classifier", {}, "classifier", {}}, size, size,
                               layers::findActivation("relu"), labels);
        }
    }
    at::Tensor embed(const at::Tensor& ids, const at::Tensor&, const at::Tensor& positions,
                     const layers::Pass& pass) const override
    {
        const auto& [words, places, norm] = m_model.embeddings;
        return pass.drop(norm(words(ids).add_(places(positions))), m_dropout);
    }
    void forEachBaseParameter(const std::string& prefix, const ParameterAction& action) override
    {
        layers::forEachParameter(m_model, prefix, action);
    }

    DistilBertModel m_model;
    double m_dropout;
};

} // namespace

std::unique_ptr<Network> makeDistilBert(const NetworkRequest& request)
{
    return std::make_unique<DistilBertNetwork>(
        DistilBertConfig(core::JsonObject(request.config, request.origin)), request);
}

} // namespace vitrine::models
