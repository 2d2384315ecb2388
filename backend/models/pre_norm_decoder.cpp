// SPDX-License-Identifier: Apache-2.0
#include "backend/models/pre_norm_decoder.h"

#include "backend/core/json_access.h"
#include "backend/models/config_values.h"
#include "backend/models/fused_decoder.h"
#include "backend/models/rope_config.h"

#include <algorithm>
#include <c10/core/GradMode.h>

namespace vitrine::models {

using inspection::Site;
using layers::Bias;
using layers::Linear;
using layers::RmsNorm;

namespace {

Bias biasIf(bool has)
{
    return has ? Bias::With : Bias::Without;
}

RmsNorm normOf(std::int64_t size, const PreNormConfig& config)
{
    return {size, config.rmsNormEpsilon, config.normOffset};
}

DecoderShape shapeOf(const PreNormConfig& config)
{
    DecoderShape shape;
    shape.vocabSize = config.vocabSize;
    shape.hiddenSize = config.hiddenSize;
    shape.layers = config.layers;
    shape.heads = config.heads;
    shape.keyValueHeads = config.keyValueHeads;
    shape.headDimension = config.headDimension;
    shape.maxPositions = config.maxPositions;
    for (const auto& rope : config.ropes)
        shape.maxPositions = std::max(shape.maxPositions, reachOf(rope, config.maxPositions));
    shape.padTokenId = config.padTokenId;
    shape.tiesEmbeddings = config.tiesEmbeddings;
    shape.logitSoftcap = config.logitSoftcap;
    shape.restartsAt = config.restartsAt;
    shape.prefix = config.prefix;
    shape.languageHead = config.languageHead;
    shape.questionPrefix = config.questionPrefix;
    shape.embeddings = "embed_tokens.weight";
    shape.tokenClassifier = "score";
    shape.tokenClassifierBias = config.tokenClassifierBias;
    return shape;
}

} // namespace

void PreNormConfig::read(const core::JsonObject& config, const char* activationKey,
                         const std::string& activationName)
{
    refuseForDecoders(config);
    vocabSize = positiveValue(config, "vocab_size", vocabSize);
    hiddenSize = positiveValue(config, "hidden_size", hiddenSize);
    intermediateSize = positiveValue(config, "intermediate_size", intermediateSize);
    layers = layerCount(config, "num_hidden_layers", layers);
    heads = positiveValue(config, "num_attention_heads", heads);
    maxPositions = positiveValue(config, "max_position_embeddings", maxPositions);
    constexpr const char* keyValueKey = "num_key_value_heads";
    const bool isNull = config.json().contains(keyValueKey) && !config.has(keyValueKey);
    keyValueHeads = positiveValue(config, keyValueKey, isNull || keyValueHeads == 0 ? heads : keyValueHeads);
    requireMultiple(config, "num_attention_heads", heads, keyValueKey, keyValueHeads);
    if (headDimension == 0 && !config.has("head_dim")) {
        requireMultiple(config, "hidden_size", hiddenSize, "num_attention_heads", heads);
        headDimension = hiddenSize / heads;
    }
    headDimension = positiveValue(config, "head_dim", headDimension);
    activation = activationValue(config, activationKey, activationName);
    rmsNormEpsilon = config.get<double>("rms_norm_eps", rmsNormEpsilon);
    attentionDropout = probabilityValue(config, "attention_dropout", attentionDropout);
    tiesEmbeddings = config.get<bool>("tie_word_embeddings", tiesEmbeddings);
    padTokenId = padTokenValue(config, padTokenId);
    tokenClassifierBias = config.get<bool>("token_classification_bias", tokenClassifierBias);
}

void PreNormConfig::setKinds(layers::RopeOptions rope, std::int64_t window)
{
    ropes = {std::move(rope)};
    kinds.assign(std::size_t(layers), {window, 0});
}

PreNormAttention::PreNormAttention(const PreNormConfig& config)
    : o_proj(config.heads * config.headDimension, config.hiddenSize, biasIf(config.outputBias))
{
    const auto queries = config.heads * config.headDimension;
    const auto keys = config.keyValueHeads * config.headDimension;
    const auto bias = biasIf(config.queryKeyValueBias);
    if (config.isFused) {
        qkv_proj.emplace(config.hiddenSize, queries + 2 * keys, bias);
    } else {
        q_proj.emplace(config.hiddenSize, queries, bias);
        k_proj.emplace(config.hiddenSize, keys, bias);
        v_proj.emplace(config.hiddenSize, keys, bias);
    }
    if (!config.hasQueryKeyNorms) return;
    q_norm = normOf(config.headDimension, config);
    k_norm = normOf(config.headDimension, config);
}

PreNormLayer::PreNormLayer(const PreNormConfig& config)
    : self_attn(config),
      mlp(config.hiddenSize, config.intermediateSize, config.activation, biasIf(config.feedForwardBias),
          config.isFused),
      input_layernorm(normOf(config.hiddenSize, config)),
      post_attention_layernorm(normOf(config.hiddenSize, config))
{
    if (!config.hasSandwichNorms) return;
    pre_feedforward_layernorm = normOf(config.hiddenSize, config);
    post_feedforward_layernorm = normOf(config.hiddenSize, config);
}

PreNormModel::PreNormModel(const PreNormConfig& config)
    : embed_tokens(config.vocabSize, config.hiddenSize, config.padTokenId),
      norm(normOf(config.hiddenSize, config))
{
    layers.reserve(std::size_t(config.layers));
    for (std::int64_t i = 0; i < config.layers; ++i)
        layers.emplace_back(config);
}

PreNormDecoder::PreNormDecoder(const NetworkRequest& request, const PreNormConfig& config)
    : DecoderNetwork(request, shapeOf(config)),
      m_config(config),
      m_ropes(config.ropes.begin(), config.ropes.end()),
      m_model(config)
{
}

PreNormDecoder::~PreNormDecoder() = default;

at::Tensor PreNormDecoder::stepLogits(const at::Tensor& ids, layers::KeyValueCache& cache) const
{
    if (!m_isFusable || ids.size(0) > layers::mostSmallRows || c10::GradMode::is_enabled()) return {};
    if (!m_fused) m_fused = FusedDecoder::make(m_config, m_model, *head());
    if (!m_fused) {
        m_isFusable = false;
        return {};
    }
    std::vector<layers::RopeAngles> angles;
    for (const auto& rope : m_ropes)
        angles.push_back(rope.range(cache.length(), 1, at::kFloat));
    auto logits = m_fused->step(ids, cache, angles);
    const double cap = m_config.logitSoftcap;
    return cap == 0 ? logits : logits.div_(cap).tanh_().mul_(cap);
}

void PreNormDecoder::forEachBaseParameter(const std::string& prefix, const ParameterAction& action)
{
    layers::forEachParameter(m_model, prefix, action);
}

at::Tensor PreNormDecoder::embed(const DecoderStep& step) const
{
    auto embedded = m_model.embed_tokens(step.ids());
    // The factor is rounded to the type of the weights, as Gemma was trained.
    if (m_config.embeddingScale != 1)
        embedded = embedded * at::scalar_tensor(m_config.embeddingScale, embedded.options());
    return step.pass().drop(embedded, m_config.embeddingDropout);
}

at::Tensor PreNormDecoder::attention(std::int64_t index, const at::Tensor& hidden,
                                     const DecoderStep& step) const
{
    const auto& part = m_model.layers[std::size_t(index)].self_attn;
    const auto& kind = m_config.kinds[std::size_t(index)];
    at::Tensor query, key, value;
    if (part.qkv_proj) {
        const auto sizes = {m_config.heads * m_config.headDimension,
                            m_config.keyValueHeads * m_config.headDimension,
                            m_config.keyValueHeads * m_config.headDimension};
        const auto parts = (*part.qkv_proj)(hidden).split_with_sizes(sizes, -1);
        query = layers::splitHeads(parts[0], m_config.heads);
        key = layers::splitHeads(parts[1], m_config.keyValueHeads);
        value = layers::splitHeads(parts[2], m_config.keyValueHeads);
    } else {
        query = layers::splitHeads((*part.q_proj)(hidden), m_config.heads);
        key = layers::splitHeads((*part.k_proj)(hidden), m_config.keyValueHeads);
        value = layers::splitHeads((*part.v_proj)(hidden), m_config.keyValueHeads);
    }
    if (part.q_norm) {
        query = (*part.q_norm)(query);
        key = (*part.k_norm)(key);
    }
    if (kind.rope) {
        const auto angles = step.angles(m_ropes[*kind.rope], hidden.scalar_type());
        query = layers::rotate(query, angles);
        key = layers::rotate(key, angles);
    }
    layers::AttentionRule rule;
    rule.layer = index;
    rule.scale = m_config.attentionScale;
    rule.softcap = m_config.attentionSoftcap;
    rule.dropout = m_config.attentionDropout;
    return part.o_proj(step.attend(query, key, value, rule, kind.window));
}

at::Tensor PreNormDecoder::layer(std::int64_t index, const at::Tensor& hidden, const DecoderStep& step) const
{
    const auto& part = m_model.layers[std::size_t(index)];
    auto& pass = step.pass();
    auto attended = attention(index, part.input_layernorm(hidden), step);
    const bool isSandwiched = part.pre_feedforward_layernorm.has_value();
    if (isSandwiched) attended = part.post_attention_layernorm(attended);
    auto result = hidden + pass.drop(attended, m_config.residualDropout);
    pass.visit(Site::AttentionOutput, index, result);
    auto fed = part.mlp(isSandwiched ? (*part.pre_feedforward_layernorm)(result)
                                     : part.post_attention_layernorm(result));
    if (isSandwiched) fed = (*part.post_feedforward_layernorm)(fed);
    return result + pass.drop(fed, m_config.residualDropout);
}

} // namespace vitrine::models
