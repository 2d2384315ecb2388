// SPDX-License-Identifier: Apache-2.0
#include "backend/models/bart_family.h"

#include "backend/core/json_access.h"
#include "backend/models/config_values.h"

#include <cmath>

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;
using inspection::Site;

constexpr double epsilon = 1e-5; // torch's own: no config has it

/// float16 overflows in large models, which were trained in other types: what is infinite is cut.
at::Tensor clampHalf(at::Tensor hidden)
{
    constexpr double limit = 65504 - 1000;
    if (hidden.scalar_type() != at::kHalf || hidden.isfinite().all().item<bool>()) return hidden;
    return hidden.clamp(-limit, limit);
}

void parseStack(const core::JsonObject& object, const std::string& name, std::int64_t hidden,
                BartStackConfig& stack)
{
    const auto key = [&](const char* end) { return name + end; };
    // The whole model's spelling of the encoder's sizes, as other architectures have it.
    const bool isEncoder = name == "encoder_";
    const auto layers = key("layers"), heads = key("attention_heads");
    stack.layers = layerCount(
        object, isEncoder ? spelling(object, {layers.c_str(), "num_hidden_layers"}) : layers.c_str(),
        stack.layers);
    stack.heads = positiveValue(
        object, isEncoder ? spelling(object, {heads.c_str(), "num_attention_heads"}) : heads.c_str(),
        stack.heads);
    stack.intermediateSize = positiveValue(object, key("ffn_dim").c_str(), stack.intermediateSize);
    requireMultiple(object, "d_model", hidden, heads.c_str(), stack.heads);
}

} // namespace

BartConfig largeBart(std::int64_t vocabSize)
{
    BartConfig config;
    config.encoder = config.decoder = {vocabSize, 12, 16, 4096, 1024};
    return config;
}

void BartConfig::parse(const core::Json& json, const std::string& origin)
{
    const core::JsonObject object(json, origin);
    hiddenSize = positiveValue(object, spelling(object, {"d_model", "hidden_size"}), hiddenSize);
    encoder.vocabSize = positiveValue(object, "vocab_size", encoder.vocabSize);
    decoder.vocabSize = encoder.vocabSize;
    encoder.maxPositions = positiveValue(object, "max_position_embeddings", encoder.maxPositions);
    decoder.maxPositions = encoder.maxPositions;
    parseStack(object, "encoder_", hiddenSize, encoder);
    parseStack(object, "decoder_", hiddenSize, decoder);
    dropout = probabilityValue(object, "dropout", dropout);
    attentionDropout = probabilityValue(object, "attention_dropout", attentionDropout);
    activationDropout = probabilityValue(object, "activation_dropout", activationDropout);
    classifierDropout = probabilityValue(object, "classifier_dropout", classifierDropout);
    activation = activationValue(object, "activation_function", activationName);
    if (object.get<bool>("scale_embedding", embeddingScale != 1))
        embeddingScale = std::sqrt(double(hiddenSize));
    else
        embeddingScale = 1;
    tiesOutput = object.get<bool>("tie_word_embeddings", true);
    padTokenId = tokenValue(object, "pad_token_id", padTokenId, encoder.vocabSize);
    eosTokenId = tokenValue(object, "eos_token_id", eosTokenId, encoder.vocabSize);
    decoderStartTokenId =
        tokenValue(object, "decoder_start_token_id", decoderStartTokenId, encoder.vocabSize);
    // encoder_layerdrop and decoder_layerdrop leave layers out at random in training; here they never are.
}

BartAttention::BartAttention(std::int64_t hidden)
    : k_proj(hidden, hidden), v_proj(hidden, hidden), q_proj(hidden, hidden), out_proj(hidden, hidden)
{
}

BartLayer::BartLayer(const BartConfig& config, const BartStackConfig& stack, bool isDecoder)
    : self_attn_layer_norm(config.hiddenSize, epsilon),
      fc1(config.hiddenSize, stack.intermediateSize),
      fc2(stack.intermediateSize, config.hiddenSize),
      final_layer_norm(config.hiddenSize, epsilon)
{
    if (config.windows && !isDecoder)
        sliding_attn.emplace(config.hiddenSize);
    else
        self_attn.emplace(config.hiddenSize);
    if (!isDecoder) return;
    encoder_attn.emplace(config.hiddenSize);
    encoder_attn_layer_norm.emplace(config.hiddenSize, epsilon);
}

BartStack::BartStack(const BartConfig& config, bool isDecoder)
    : embed_tokens((isDecoder ? config.decoder : config.encoder).vocabSize, config.hiddenSize,
                   config.padTokenId),
      heads((isDecoder ? config.decoder : config.encoder).heads)
{
    const auto& stack = isDecoder ? config.decoder : config.encoder;
    if (!config.sinusoids)
        embed_positions.emplace(stack.maxPositions + config.learnedOffset, config.hiddenSize);
    for (std::int64_t i = 0; i < stack.layers; ++i)
        layers.emplace_back(config, stack, isDecoder);
    if (config.hasEmbeddingNorm) layernorm_embedding.emplace(config.hiddenSize, epsilon);
    if (config.hasFinalNorm) layer_norm.emplace(config.hiddenSize, epsilon);
}

at::Tensor runStack(const BartStack& stack, const BartConfig& config, const at::Tensor& ids,
                    const at::Tensor& positions, const StackContext& context, layers::Pass& pass)
{
    auto hidden = stack.embed_tokens(ids);
    if (config.embeddingScale != 1) hidden = hidden * config.embeddingScale;
    hidden = hidden + positions;
    if (stack.layernorm_embedding) hidden = (*stack.layernorm_embedding)(hidden);
    hidden = pass.drop(hidden, config.dropout);
    const auto visit = [&](Site site, std::int64_t layer) {
        if (context.global)
            layers::visitUnpadded(pass, site, layer, hidden, context.unpaddedLength);
        else
            pass.visit(site, layer, hidden);
    };
    visit(Site::Embeddings, -1);
    // hidden + part(hidden), normalized before the part or after the sum.
    const auto residual = [&](const layers::LayerNorm& norm, auto&& part) {
        const auto change = pass.drop(part(config.normFirst ? norm(hidden) : hidden), config.dropout);
        hidden = config.normFirst ? hidden + change : norm(hidden + change);
    };
    const auto last = std::int64_t(stack.layers.size()) - 1;
    for (std::int64_t i = 0; i <= last; ++i) {
        pass.control.checkpoint();
        const auto& layer = stack.layers[std::size_t(i)];
        const layers::AttentionRule rule{.layer = i, .dropout = config.attentionDropout};
        residual(layer.self_attn_layer_norm, [&](const at::Tensor& input) {
            if (layer.sliding_attn)
                return layer.sliding_attn->output(
                    layers::attendSliding(input, layer.sliding_attn->longformer_self_attn, *context.global,
                                          {.layer = i,
                                           .heads = stack.heads,
                                           .reach = config.windows->reach(i),
                                           .dropout = config.attentionDropout,
                                           .length = context.unpaddedLength},
                                          pass));
            const auto& own = *layer.self_attn;
            return own.out_proj(attendOwn(own.q_proj(input), own.k_proj(input), own.v_proj(input),
                                          stack.heads, rule, context, pass));
        });
        if (layer.encoder_attn)
            residual(*layer.encoder_attn_layer_norm, [&](const at::Tensor& input) {
                const auto& cross = *layer.encoder_attn;
                return cross.out_proj(attendSource(cross.q_proj(input), stack.heads, rule, context,
                                                   cross.k_proj, cross.v_proj, pass));
            });
        visit(Site::AttentionOutput, i);
        residual(layer.final_layer_norm, [&](const at::Tensor& input) {
            return layer.fc2(pass.drop(config.activation(layer.fc1(input)), config.activationDropout));
        });
        if (!layer.encoder_attn) hidden = clampHalf(hidden);
        if (i < last || !stack.layer_norm) visit(Site::HiddenState, i);
    }
    if (!stack.layer_norm) return hidden;
    hidden = (*stack.layer_norm)(hidden);
    visit(Site::HiddenState, last);
    return hidden;
}

} // namespace vitrine::models
