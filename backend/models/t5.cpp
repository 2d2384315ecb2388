// SPDX-License-Identifier: Apache-2.0
#include "backend/models/t5.h"

#include "backend/core/json_access.h"
#include "backend/models/config_values.h"

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;
using inspection::Site;
using layers::Bias;
using layers::Linear;

/// "relu", "gated-gelu": Transformers' form of it.
void parseFeedForward(const core::JsonObject& object, const char* fallback, T5Config& config)
{
    const auto name = object.get<std::string>("feed_forward_proj", fallback);
    constexpr std::string_view gated = "gated-";
    config.isGated = name.starts_with(gated);
    auto function = config.isGated ? name.substr(gated.size()) : name;
    if (name == "gated-gelu") function = "gelu_new"; // as T5 1.1 was trained
    config.activation = layers::findActivation(function);
    if (!config.activation)
        throw Exception(ErrorCode::Unsupported,
                        object.place() + ": feed_forward_proj \"" + name +
                            "\" is not supported (supported: F and gated-F, F one of " +
                            layers::activationNames() + ")");
}

/// float16 overflows in large models, which were trained in bfloat16: what is infinite is cut.
at::Tensor clampHalf(at::Tensor hidden)
{
    constexpr double largest = 65504, margin = 1000;
    if (hidden.scalar_type() != at::kHalf) return hidden;
    const double limit = hidden.isinf().any().item<bool>() ? largest - margin : largest;
    return hidden.clamp(-limit, limit);
}

} // namespace

T5Config T5Config::parse(const core::Json& json, const std::string& origin)
{
    const core::JsonObject object(json, origin);
    const bool isMt5 = object.get<std::string>("model_type", "t5") == "mt5";
    T5Config config;
    config.vocabSize = positiveValue(object, "vocab_size", isMt5 ? 250112 : 32128);
    config.hiddenSize =
        positiveValue(object, spelling(object, {"d_model", "hidden_size"}), config.hiddenSize);
    config.headSize = positiveValue(object, spelling(object, {"d_kv", "head_dim"}), config.headSize);
    config.intermediateSize = positiveValue(object, "d_ff", isMt5 ? 1024 : 2048);
    config.layers = layerCount(object, spelling(object, {"num_layers", "num_hidden_layers"}), isMt5 ? 8 : 6);
    config.decoderLayers = layerCount(object, "num_decoder_layers", config.layers);
    config.heads =
        positiveValue(object, spelling(object, {"num_heads", "num_attention_heads"}), isMt5 ? 6 : 8);
    config.buckets = positiveValue(object, "relative_attention_num_buckets", config.buckets);
    config.maxDistance = positiveValue(object, "relative_attention_max_distance", config.maxDistance);
    if (config.buckets < 4 || config.maxDistance <= config.buckets / 2)
        throw Exception(ErrorCode::InvalidFormat,
                        origin + ": relative_attention_num_buckets is " + std::to_string(config.buckets) +
                            " and relative_attention_max_distance " + std::to_string(config.maxDistance) +
                            ", expected at least 4, and more than half of the buckets");
    config.epsilon = positiveNumber(object, "layer_norm_epsilon", config.epsilon);
    config.dropout = probabilityValue(object, "dropout_rate", config.dropout);
    config.classifierDropout = probabilityValue(object, "classifier_dropout", config.classifierDropout);
    parseFeedForward(object, isMt5 ? "gated-gelu" : "relu", config);
    // Files of version 5 say it outright; older ones by whether the output layer is tied.
    config.scalesOutputs =
        !isMt5 && object.get<bool>("scale_decoder_outputs", object.get<bool>("tie_word_embeddings", true));
    config.padTokenId = tokenValue(object, "pad_token_id", config.padTokenId, config.vocabSize);
    config.eosTokenId = tokenValue(object, "eos_token_id", config.eosTokenId, config.vocabSize);
    config.decoderStartTokenId =
        tokenValue(object, "decoder_start_token_id", isMt5 ? 0 : -1, config.vocabSize);
    return config;
}

T5Attention::T5Attention(const T5Config& config, bool hasBias)
    : q(config.hiddenSize, config.innerSize(), Bias::Without),
      k(config.hiddenSize, config.innerSize(), Bias::Without),
      v(config.hiddenSize, config.innerSize(), Bias::Without),
      o(config.innerSize(), config.hiddenSize, Bias::Without)
{
    if (hasBias) relative_attention_bias.emplace(config.buckets, config.heads);
}

T5SelfAttentionLayer::T5SelfAttentionLayer(const T5Config& config, bool hasBias)
    : SelfAttention(config, hasBias), layer_norm(config.hiddenSize, config.epsilon)
{
}

T5CrossAttentionLayer::T5CrossAttentionLayer(const T5Config& config)
    : EncDecAttention(config, false), layer_norm(config.hiddenSize, config.epsilon)
{
}

T5DenseReluDense::T5DenseReluDense(const T5Config& config)
    : wo(config.intermediateSize, config.hiddenSize, Bias::Without)
{
    const Linear in(config.hiddenSize, config.intermediateSize, Bias::Without);
    if (config.isGated) {
        wi_0 = in;
        wi_1 = in;
    } else {
        wi = in;
    }
}

at::Tensor T5DenseReluDense::forward(const at::Tensor& input, const T5Config& config,
                                     const layers::Pass& pass) const
{
    const auto inner =
        wi ? config.activation((*wi)(input)) : config.activation((*wi_0)(input)) * (*wi_1)(input);
    return wo(pass.drop(inner, config.dropout));
}

T5FeedForwardLayer::T5FeedForwardLayer(const T5Config& config)
    : DenseReluDense(config), layer_norm(config.hiddenSize, config.epsilon)
{
}

T5Block::T5Block(const T5Config& config, bool isDecoder, bool hasBias)
    : selfAttention(config, hasBias), feedForward(config)
{
    if (isDecoder) crossAttention.emplace(config);
}

T5Stack::T5Stack(const T5Config& config, bool isDecoder)
    : embed_tokens(config.vocabSize, config.hiddenSize), final_layer_norm(config.hiddenSize, config.epsilon)
{
    const auto count = isDecoder ? config.decoderLayers : config.layers;
    for (std::int64_t i = 0; i < count; ++i)
        block.emplace_back(config, isDecoder, i == 0);
}

layers::RelativeBuckets T5Stack::buckets(const T5Config& config) const
{
    return {!block.front().crossAttention, config.buckets, config.maxDistance};
}

at::Tensor runStack(const T5Stack& stack, const T5Config& config, const at::Tensor& ids,
                    const StackContext& context, layers::Pass& pass)
{
    auto hidden = pass.drop(stack.embed_tokens(ids), config.dropout);
    pass.visit(Site::Embeddings, -1, hidden);
    const auto add = [&](const at::Tensor& change) {
        hidden = clampHalf(hidden + pass.drop(change, config.dropout));
    };
    const auto last = std::int64_t(stack.block.size()) - 1;
    for (std::int64_t i = 0; i <= last; ++i) {
        pass.control.checkpoint();
        const auto& block = stack.block[std::size_t(i)];
        const layers::AttentionRule rule{.layer = i, .scale = 1, .dropout = config.dropout};
        const auto& own = block.selfAttention.SelfAttention;
        const auto normed = block.selfAttention.layer_norm(hidden);
        add(own.o(attendOwn(own.q(normed), own.k(normed), own.v(normed), config.heads, rule, context, pass)));
        if (block.crossAttention) {
            const auto& cross = block.crossAttention->EncDecAttention;
            const auto query = cross.q(block.crossAttention->layer_norm(hidden));
            add(cross.o(attendSource(query, config.heads, rule, context, cross.k, cross.v, pass)));
        }
        pass.visit(Site::AttentionOutput, i, hidden);
        add(block.feedForward.DenseReluDense.forward(block.feedForward.layer_norm(hidden), config, pass));
        if (i < last) pass.visit(Site::HiddenState, i, hidden);
    }
    hidden = pass.drop(stack.final_layer_norm(hidden), config.dropout);
    pass.visit(Site::HiddenState, last, hidden);
    return hidden;
}

} // namespace vitrine::models
