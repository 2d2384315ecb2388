// SPDX-License-Identifier: Apache-2.0
#include "backend/models/bert.h"

#include "backend/core/json_access.h"
#include "backend/layers/attention.h"

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;

std::int64_t positive(const core::JsonObject& config, const char* key, std::int64_t fallback)
{
    constexpr std::int64_t limit = std::int64_t(1) << 31;
    const auto value = config.get<std::int64_t>(key, fallback);
    if (value < 1 || value > limit)
        throw Exception(ErrorCode::InvalidFormat,
                        config.place() + ": \"" + key + "\" is " + std::to_string(value) +
                            ", expected an integer from 1 to " + std::to_string(limit));
    return value;
}

double probability(const core::JsonObject& config, const char* key, double fallback)
{
    const auto value = config.get<double>(key, fallback);
    if (!(value >= 0 && value < 1))
        throw Exception(ErrorCode::InvalidFormat, config.place() + ": \"" + key + "\" is " +
                                                      core::Json(value).dump() +
                                                      ", expected a number from 0 to below 1");
    return value;
}

void requireEncoder(const core::JsonObject& config)
{
    for (const char* key : {"is_decoder", "add_cross_attention"})
        if (config.get<bool>(key, false))
            throw Exception(ErrorCode::Unsupported, config.place() + ": \"" + key +
                                                        "\" is true, only BERT as an encoder is supported");
    const auto positions = config.get<std::string>("position_embedding_type", "absolute");
    if (positions != "absolute")
        throw Exception(ErrorCode::Unsupported, config.place() + ": position_embedding_type \"" + positions +
                                                    "\" is not supported (supported: absolute)");
}

} // namespace

BertConfig BertConfig::parse(const core::Json& json, const std::string& origin)
{
    const core::JsonObject object(json, origin);
    requireEncoder(object);
    BertConfig config;
    config.vocabSize = positive(object, "vocab_size", config.vocabSize);
    config.hiddenSize = positive(object, "hidden_size", config.hiddenSize);
    config.layers = positive(object, "num_hidden_layers", config.layers);
    config.heads = positive(object, "num_attention_heads", config.heads);
    config.intermediateSize = positive(object, "intermediate_size", config.intermediateSize);
    config.maxPositions = positive(object, "max_position_embeddings", config.maxPositions);
    config.typeVocabSize = positive(object, "type_vocab_size", config.typeVocabSize);
    config.layerNormEpsilon = object.get<double>("layer_norm_eps", config.layerNormEpsilon);
    if (config.hiddenSize % config.heads != 0)
        throw Exception(ErrorCode::InvalidFormat,
                        origin + ": hidden_size " + std::to_string(config.hiddenSize) +
                            " is not a multiple of num_attention_heads " + std::to_string(config.heads));
    config.hiddenDropout = probability(object, "hidden_dropout_prob", config.hiddenDropout);
    config.attentionDropout = probability(object, "attention_probs_dropout_prob", config.attentionDropout);
    config.classifierDropout = probability(object, "classifier_dropout", config.hiddenDropout);
    config.initializerRange = object.get<double>("initializer_range", config.initializerRange);
    config.padTokenId = object.get<std::int64_t>("pad_token_id", config.padTokenId);
    const auto activation = object.get<std::string>("hidden_act", "gelu");
    config.activation = layers::findActivation(activation);
    if (!config.activation)
        throw Exception(ErrorCode::Unsupported,
                        origin + ": hidden_act \"" + activation +
                            "\" is not supported (supported: " + layers::activationNames() + ")");
    return config;
}

BertEmbeddings::BertEmbeddings(const BertConfig& config)
    : word_embeddings(config.vocabSize, config.hiddenSize),
      position_embeddings(config.maxPositions, config.hiddenSize),
      token_type_embeddings(config.typeVocabSize, config.hiddenSize),
      LayerNorm(config.hiddenSize, config.layerNormEpsilon)
{
}

at::Tensor BertEmbeddings::forward(const at::Tensor& ids, const at::Tensor& types,
                                   const at::Tensor& positions) const
{
    return LayerNorm(
        word_embeddings(ids).add_(token_type_embeddings(types)).add_(position_embeddings(positions)));
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

at::Tensor BertOutput::forward(const at::Tensor& input, const at::Tensor& residual) const
{
    return LayerNorm(dense(input).add_(residual));
}

BertAttention::BertAttention(const BertConfig& config) : self(config), output(config.hiddenSize, config) {}

BertLayer::BertLayer(const BertConfig& config)
    : attention(config),
      intermediate{layers::Linear(config.hiddenSize, config.intermediateSize)},
      output(config.intermediateSize, config)
{
}

at::Tensor BertLayer::forward(const at::Tensor& hidden, const at::Tensor& mask, const BertConfig& config,
                              inspection::Probe& probe, std::int64_t index) const
{
    const auto context =
        layers::attentionWithProbe(attention.self.query(hidden), attention.self.key(hidden),
                                   attention.self.value(hidden), config.heads, mask, probe, index);
    auto attended = attention.output.forward(context, hidden);
    probe.visit(inspection::Site::AttentionOutput, index, attended);
    auto result = output.forward(config.activation(intermediate.dense(attended)), attended);
    probe.visit(inspection::Site::HiddenState, index, result);
    return result;
}

BertEncoder::BertEncoder(const BertConfig& config)
{
    layer.reserve(std::size_t(config.layers));
    for (std::int64_t i = 0; i < config.layers; ++i)
        layer.emplace_back(config);
}

BertModel::BertModel(const BertConfig& bertConfig, bool withPooler)
    : config(bertConfig), embeddings(config), encoder(config)
{
    if (withPooler) pooler = BertDense{layers::Linear(config.hiddenSize, config.hiddenSize)};
}

NetworkOutputs BertModel::forward(const NetworkInputs& inputs, inspection::Probe& probe,
                                  core::RunControl& control) const
{
    auto hidden = embeddings.forward(inputs.inputIds, inputs.tokenTypeIds, positionsOf(inputs));
    probe.visit(inspection::Site::Embeddings, -1, hidden);
    const auto mask = layers::additiveMask(inputs.attentionMask, hidden.scalar_type());
    for (std::size_t i = 0; i < encoder.layer.size(); ++i) {
        control.checkpoint();
        hidden = encoder.layer[i].forward(hidden, mask, config, probe, std::int64_t(i));
    }
    return {hidden, pool(hidden.select(1, 0))};
}

at::Tensor BertModel::pool(const at::Tensor& firstTokens) const
{
    return pooler ? pooler->dense(firstTokens).tanh_() : at::Tensor();
}

} // namespace vitrine::models
