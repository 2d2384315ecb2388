// SPDX-License-Identifier: Apache-2.0
#include "backend/models/bert.h"

#include "backend/core/json_access.h"
#include "backend/models/config_values.h"

namespace vitrine::models {

BertConfig BertConfig::parse(const core::Json& json, const std::string& origin)
{
    return parse(json, origin, {});
}

BertConfig BertConfig::parse(const core::Json& json, const std::string& origin, BertConfig config)
{
    const core::JsonObject object(json, origin);
    refuseTrue(object, {"is_decoder", "add_cross_attention"});
    requireValue(object, "position_embedding_type", "absolute");
    if (object.has("pruned_heads") && !object.at("pruned_heads").empty())
        throw core::Exception(core::ErrorCode::Unsupported,
                              origin + ": \"pruned_heads\" is not empty, which is not supported");
    config.vocabSize = positiveValue(object, "vocab_size", config.vocabSize);
    config.hiddenSize = positiveValue(object, "hidden_size", config.hiddenSize);
    config.layers = layerCount(object, "num_hidden_layers", config.layers);
    config.heads = positiveValue(object, "num_attention_heads", config.heads);
    config.intermediateSize = positiveValue(object, "intermediate_size", config.intermediateSize);
    config.maxPositions = positiveValue(object, "max_position_embeddings", config.maxPositions);
    config.typeVocabSize = positiveValue(object, "type_vocab_size", config.typeVocabSize);
    // ELECTRA alone reads the key.
    config.embeddingSize = config.embeddingSize > 0
                               ? positiveValue(object, "embedding_size", config.embeddingSize)
                               : config.hiddenSize;
    config.layerNormEpsilon = positiveNumber(object, "layer_norm_eps", config.layerNormEpsilon);
    requireMultiple(object, "hidden_size", config.hiddenSize, "num_attention_heads", config.heads);
    config.hiddenDropout = probabilityValue(object, "hidden_dropout_prob", config.hiddenDropout);
    config.attentionDropout =
        probabilityValue(object, "attention_probs_dropout_prob", config.attentionDropout);
    config.classifierDropout = probabilityValue(object, "classifier_dropout", config.hiddenDropout);
    config.initializerRange = object.get<double>("initializer_range", config.initializerRange);
    config.padTokenId = padTokenValue(object, config.padTokenId);
    config.activation = activationValue(object, "hidden_act", "gelu");
    return config;
}

BertEmbeddings::BertEmbeddings(const BertConfig& config)
    : word_embeddings(config.vocabSize, config.embeddingSize, config.padTokenId),
      position_embeddings(config.maxPositions, config.embeddingSize, config.paddingPosition),
      token_type_embeddings(config.typeVocabSize, config.embeddingSize),
      LayerNorm(config.embeddingSize, config.layerNormEpsilon),
      dropout(config.hiddenDropout)
{
}

at::Tensor BertEmbeddings::forward(const at::Tensor& ids, const at::Tensor& types,
                                   const at::Tensor& positions, const layers::Pass& pass) const
{
    const auto sum =
        word_embeddings(ids).add_(token_type_embeddings(types)).add_(position_embeddings(positions));
    return pass.drop(LayerNorm(sum), dropout);
}

BertSelfAttention::BertSelfAttention(const BertConfig& config)
    : query(config.hiddenSize, config.hiddenSize),
      key(config.hiddenSize, config.hiddenSize),
      value(config.hiddenSize, config.hiddenSize)
{
}

BertOutput::BertOutput(std::int64_t in, const BertConfig& config)
    : dense(in, config.hiddenSize), LayerNorm(config.hiddenSize, config.layerNormEpsilon)
{
}

BertAttention::BertAttention(const BertConfig& config) : self(config), output(config.hiddenSize, config) {}

BertLayer::BertLayer(const BertConfig& config)
    : attention(config),
      intermediate{layers::Linear(config.hiddenSize, config.intermediateSize)},
      output(config.intermediateSize, config)
{
}

BertEncoder::BertEncoder(const BertConfig& config) : layer(layers::stack<BertLayer>(config.layers, config)) {}

BertModel::BertModel(const BertConfig& bertConfig, bool withPooler)
    : config(bertConfig), embeddings(config), encoder(config)
{
    if (config.embeddingSize != config.hiddenSize)
        embeddings_project.emplace(config.embeddingSize, config.hiddenSize);
    if (withPooler) pooler = BertDense{layers::Linear(config.hiddenSize, config.hiddenSize)};
}

bool wantsPooler(const NetworkRequest& request, bool headNeedsIt)
{
    if (request.head != core::Head::Base) return headNeedsIt;
    return request.stores("pooler.dense.weight") || request.stores("pooler.dense.bias");
}

BertNetwork::BertNetwork(const BertConfig& config, const NetworkRequest& request, const std::string& prefix,
                         bool needsPooler)
    : PostNormNetwork(request, prefix), m_model(config, wantsPooler(request, needsPooler))
{
    std::vector<PostNormLayer> layers;
    for (const auto& layer : m_model.encoder.layer) {
        const auto& [self, output] = layer.attention;
        layers.push_back({&self.query, &self.key, &self.value, &output.dense, &output.LayerNorm,
                          &layer.intermediate.dense, &layer.output.dense, &layer.output.LayerNorm});
    }
    m_encoder.emplace(std::move(layers),
                      PostNormRule{config.heads, config.activation, config.attentionDropout,
                                   config.hiddenDropout, config.hiddenDropout});
    m_description.layers = config.layers;
    m_description.hiddenSize = config.hiddenSize;
    m_description.heads = config.heads;
    m_description.vocabSize = config.vocabSize;
    m_description.typeVocabSize = config.typeVocabSize;
    m_description.maxPositions = config.maxPositions;
}

at::Tensor BertNetwork::embed(const at::Tensor& ids, const at::Tensor& types, const at::Tensor& positions,
                              const layers::Pass& pass) const
{
    const auto hidden = m_model.embeddings.forward(ids, types, positions, pass);
    return m_model.embeddings_project ? (*m_model.embeddings_project)(hidden) : hidden;
}

at::Tensor BertNetwork::pool(const at::Tensor& firstTokens) const
{
    return m_model.pooler ? m_model.pooler->dense(firstTokens).tanh_() : at::Tensor();
}

void BertNetwork::forEachBaseParameter(const std::string& prefix, const ParameterAction& action)
{
    layers::forEachParameter(m_model, prefix, action);
}

} // namespace vitrine::models
