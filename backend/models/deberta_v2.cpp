// SPDX-License-Identifier: Apache-2.0
#include "backend/models/deberta_v2.h"

#include "backend/core/json_access.h"
#include "backend/layers/attention.h"
#include "backend/models/config_values.h"

#include <cmath>

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;

/// A list, or one text with the parts joined by "|".
std::string parts(const core::JsonObject& config, const char* key)
{
    if (!config.has(key)) return {};
    if (config.at(key).is_string()) return "|" + config.get<std::string>(key) + "|";
    std::string joined = "|";
    for (const auto& part : config.get<std::vector<std::string>>(key))
        joined += part + "|";
    return joined;
}

BertConfig sizes(const DebertaConfig& config)
{
    BertConfig bert;
    bert.hiddenSize = config.hiddenSize;
    bert.layerNormEpsilon = config.layerNormEpsilon;
    return bert;
}

} // namespace

DebertaConfig::DebertaConfig(const core::Json& json, const std::string& origin)
{
    const core::JsonObject object(json, origin);
    vocabSize = positiveValue(object, "vocab_size", 128100);
    hiddenSize = positiveValue(object, "hidden_size", 1536);
    embeddingSize = positiveValue(object, "embedding_size", hiddenSize);
    layers = layerCount(object, "num_hidden_layers", 24);
    heads = rule.heads = positiveValue(object, "num_attention_heads", 24);
    innerSize = positiveValue(object, "intermediate_size", 6144);
    maxPositions = positiveValue(object, "max_position_embeddings", 512);
    typeVocabSize = object.get<std::int64_t>("type_vocab_size", 0);
    padTokenId = padTokenValue(object, 0);
    layerNormEpsilon = positiveNumber(object, "layer_norm_eps", 1e-7);
    activation = activationValue(object, "hidden_act", "gelu");
    hiddenDropout = probabilityValue(object, "hidden_dropout_prob", 0.1);
    attentionDropout = probabilityValue(object, "attention_probs_dropout_prob", 0.1);
    poolerActivation = activationValue(object, "pooler_hidden_act", "gelu");
    isLegacy = object.get<bool>("legacy", true);
    requireMultiple(object, "hidden_size", hiddenSize, "num_attention_heads", heads);
    const auto requireSize = [&](const char* key, std::int64_t expected) {
        if (const auto value = positiveValue(object, key, expected); value != expected)
            throw Exception(ErrorCode::Unsupported, origin + ": \"" + key + "\" is " + std::to_string(value) +
                                                        ", expected " + std::to_string(expected));
    };
    requireSize("pooler_hidden_size", hiddenSize);
    requireSize("attention_head_size", hiddenSize / heads);

    hasAbsolutePositions = object.get<bool>("position_biased_input", true);
    hasRelativePositions = object.get<bool>("relative_attention", false);
    sharesKeys = object.get<bool>("share_att_key", false);
    const auto kinds = parts(object, "pos_att_type");
    rule.contentToPosition = kinds.find("c2p") != kinds.npos;
    rule.positionToContent = kinds.find("p2c") != kinds.npos;
    const auto reach = object.get<std::int64_t>("max_relative_positions", -1);
    rule.maxPositions = reach < 1 ? maxPositions : positiveValue(object, "max_relative_positions", reach);
    const auto buckets = object.get<std::int64_t>("position_buckets", -1);
    rule.buckets = buckets > 0 ? positiveValue(object, "position_buckets", buckets) : 0;
    rule.span = rule.buckets > 0 ? rule.buckets : rule.maxPositions;
    normsPositions = parts(object, "norm_rel_ebd").find("layer_norm") != std::string::npos;
    kernelSize = object.get<std::int64_t>("conv_kernel_size", 0);
    convolutionGroups = positiveValue(object, "conv_groups", 1);
    if (kernelSize > 0) {
        if (kernelSize % 2 == 0 || kernelSize > hiddenSize * 1024)
            throw Exception(ErrorCode::InvalidFormat, origin + ": \"conv_kernel_size\" is " +
                                                          std::to_string(kernelSize) +
                                                          ", expected an odd number");
        requireMultiple(object, "hidden_size", hiddenSize, "conv_groups", convolutionGroups);
        convolutionActivation = activationValue(object, "conv_act", "tanh");
    }
}

double DebertaConfig::scale() const
{
    const auto kinds = 1 + int(rule.contentToPosition) + int(rule.positionToContent);
    return 1 / std::sqrt(double(hiddenSize / heads) * kinds);
}

DebertaEmbeddings::DebertaEmbeddings(const DebertaConfig& config)
    : word_embeddings(config.vocabSize, config.embeddingSize, config.padTokenId),
      LayerNorm(config.hiddenSize, config.layerNormEpsilon)
{
    if (config.hasAbsolutePositions) position_embeddings.emplace(config.maxPositions, config.embeddingSize);
    if (config.typeVocabSize > 0) token_type_embeddings.emplace(config.typeVocabSize, config.embeddingSize);
    if (config.embeddingSize != config.hiddenSize)
        embed_proj.emplace(config.embeddingSize, config.hiddenSize, layers::Bias::Without);
}

DisentangledSelfAttention::DisentangledSelfAttention(const DebertaConfig& config)
    : query_proj(config.hiddenSize, config.hiddenSize),
      key_proj(config.hiddenSize, config.hiddenSize),
      value_proj(config.hiddenSize, config.hiddenSize)
{
    if (!config.hasRelativePositions || config.sharesKeys) return;
    if (config.rule.contentToPosition) pos_key_proj.emplace(config.hiddenSize, config.hiddenSize);
    if (config.rule.positionToContent) pos_query_proj.emplace(config.hiddenSize, config.hiddenSize);
}

DebertaLayer::DebertaLayer(const DebertaConfig& config)
    : attention{DisentangledSelfAttention(config), BertOutput(config.hiddenSize, sizes(config))},
      intermediate{layers::Linear(config.hiddenSize, config.innerSize)},
      output(config.innerSize, sizes(config))
{
}

DebertaConvolution::DebertaConvolution(const DebertaConfig& config)
    : conv{layers::unloaded(
               {config.hiddenSize, config.hiddenSize / config.convolutionGroups, config.kernelSize}),
           layers::unloaded({config.hiddenSize})},
      LayerNorm(config.hiddenSize, config.layerNormEpsilon)
{
}

DebertaEncoder::DebertaEncoder(const DebertaConfig& config)
    : layer(layers::stack<DebertaLayer>(config.layers, config))
{
    if (config.hasRelativePositions) rel_embeddings.emplace(2 * config.rule.span, config.hiddenSize);
    if (config.normsPositions) LayerNorm.emplace(config.hiddenSize, config.layerNormEpsilon);
    if (config.kernelSize > 0) conv.emplace(config);
}

at::Tensor DebertaModel::embed(const NetworkInputs& inputs, const at::Tensor& keep,
                               const layers::Pass& pass) const
{
    auto sum = embeddings.word_embeddings(inputs.inputIds);
    if (embeddings.position_embeddings) sum = sum + (*embeddings.position_embeddings)(positionsOf(inputs));
    if (embeddings.token_type_embeddings)
        sum = sum + (*embeddings.token_type_embeddings)(inputs.tokenTypeIds);
    if (embeddings.embed_proj) sum = (*embeddings.embed_proj)(sum);
    sum = embeddings.LayerNorm(sum);
    return pass.drop(keep.defined() ? sum * keep : sum, config.hiddenDropout);
}

at::Tensor DebertaModel::attend(const DebertaLayer& layer, std::int64_t index, const at::Tensor& hidden,
                                const at::Tensor& hiddenPairs, const at::Tensor& relative,
                                const at::Tensor& positions, const layers::Pass& pass) const
{
    const auto& self = layer.attention.self;
    const auto& rule = config.rule;
    const auto split = [&](const at::Tensor& value) { return layers::splitHeads(value, config.heads); };
    const auto query = split(self.query_proj(hidden)), key = split(self.key_proj(hidden)),
               value = split(self.value_proj(hidden));
    at::Tensor bias;
    if (config.hasRelativePositions) {
        const auto project = [&](const std::optional<layers::Linear>& own, const layers::Linear& shared) {
            return split((own ? *own : shared)(positions))[0];
        };
        at::Tensor keys, queries;
        if (rule.contentToPosition) keys = project(self.pos_key_proj, self.key_proj);
        if (rule.positionToContent) queries = project(self.pos_query_proj, self.query_proj);
        bias = layers::disentangledBias(query, key, keys, queries, relative, rule, config.scale());
    }
    if (hiddenPairs.defined()) {
        if (!bias.defined()) bias = at::zeros(hiddenPairs.sizes(), hidden.options());
        bias = bias.masked_fill(hiddenPairs, layers::lowestValue(hidden.scalar_type()));
    }
    return layers::attend(
        query, key, value,
        {.layer = index, .mask = bias, .scale = config.scale(), .dropout = config.attentionDropout}, pass);
}

at::Tensor DebertaModel::convolve(const at::Tensor& embedded, const at::Tensor& residual,
                                  const at::Tensor& keep, const layers::Pass& pass) const
{
    const auto& [conv, norm] = *encoder.conv;
    auto value = at::conv1d(embedded.transpose(1, 2), conv.weight, conv.bias, /*stride=*/1,
                            /*padding=*/(config.kernelSize - 1) / 2, /*dilation=*/1, config.convolutionGroups)
                     .transpose(1, 2);
    if (keep.defined()) value = value * keep;
    const auto result = norm(residual + config.convolutionActivation(pass.drop(value, config.hiddenDropout)));
    return keep.defined() ? result * keep : result;
}

at::Tensor DebertaModel::forward(const NetworkInputs& inputs, const layers::Pass& pass) const
{
    using inspection::Site;
    at::Tensor keep, hiddenPairs; // [B, L, 1] of the model's type; [B, 1, L, L] of pairs with padding
    if (const auto isPadding = inputs.attentionMask.eq(0); isPadding.any().item<bool>()) {
        keep = isPadding.logical_not().to(embeddings.word_embeddings.weight.scalar_type()).unsqueeze(2);
        hiddenPairs = isPadding.unsqueeze(1).logical_or(isPadding.unsqueeze(2)).unsqueeze(1);
    }
    auto hidden = embed(inputs, keep, pass);
    pass.visit(Site::Embeddings, -1, hidden);
    const auto embedded = hidden;
    at::Tensor relative, positions;
    if (config.hasRelativePositions) {
        relative = layers::relativePositions(hidden.size(1), config.rule);
        positions = encoder.rel_embeddings->weight.unsqueeze(0);
        if (encoder.LayerNorm) positions = (*encoder.LayerNorm)(positions);
        positions = pass.drop(positions, config.hiddenDropout);
    }
    for (std::int64_t i = 0; i < config.layers; ++i) {
        pass.control.checkpoint();
        const auto& layer = encoder.layer[std::size_t(i)];
        const auto context = attend(layer, i, hidden, hiddenPairs, relative, positions, pass);
        const auto add = [&](const BertOutput& output, const at::Tensor& value, const at::Tensor& residual) {
            return output.LayerNorm(pass.drop(output.dense(value), config.hiddenDropout) + residual);
        };
        auto attended = add(layer.attention.output, context, hidden);
        pass.visit(Site::AttentionOutput, i, attended);
        hidden = add(layer.output, config.activation(layer.intermediate.dense(attended)), attended);
        if (i == 0 && encoder.conv) hidden = convolve(embedded, hidden, keep, pass);
        pass.visit(Site::HiddenState, i, hidden);
    }
    return hidden;
}

} // namespace vitrine::models
