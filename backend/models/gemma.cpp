// SPDX-License-Identifier: Apache-2.0
// Gemma 1, 2 and 3 (Gemma Team 2024, 2024, 2025), text only.
#include "backend/core/json_access.h"
#include "backend/models/config_values.h"
#include "backend/models/pre_norm_decoder.h"
#include "backend/models/rope_config.h"

#include <cmath>

namespace vitrine::models {
namespace {

/// What the three share; `hidden_size` is read by then.
void setGemma(const core::JsonObject& object, PreNormConfig& config)
{
    config.normOffset = 1;
    config.embeddingScale = std::sqrt(double(config.hiddenSize));
    config.queryKeyValueBias = config.outputBias = object.get<bool>("attention_bias", false);
}

/// Gemma 2 and 3: norms behind each part, a scale of its own, windows in some layers.
PreNormConfig newerDefaults()
{
    PreNormConfig config;
    config.vocabSize = 256000;
    config.hiddenSize = 2304;
    config.intermediateSize = 9216;
    config.layers = 26;
    config.heads = 8;
    config.keyValueHeads = 4;
    config.headDimension = 256;
    config.maxPositions = 8192;
    config.padTokenId = 0;
    config.tiesEmbeddings = true;
    config.hasSandwichNorms = true;
    return config;
}

/// A soft cap; a written null is none.
double softcap(const core::JsonObject& object, const char* key, double fallback)
{
    if (object.json().contains(key) && !object.has(key)) return 0;
    return fallback == 0 && !object.has(key) ? 0 : positiveNumber(object, key, fallback);
}

/// Every layer but each `pattern`-th has a window.
std::vector<bool> localLayers(const core::JsonObject& object, std::int64_t layers, std::int64_t pattern)
{
    std::vector<bool> local;
    if (object.has("layer_types")) {
        for (const auto& type : layerTypes(object, "layer_types", layers))
            local.push_back(type == "sliding_attention");
    } else {
        for (std::int64_t i = 0; i < layers; ++i)
            local.push_back((i + 1) % pattern != 0);
    }
    return local;
}

void setWindows(const core::JsonObject& object, PreNormConfig& config, const std::vector<bool>& local)
{
    const bool isNull = object.json().contains("sliding_window") && !object.has("sliding_window");
    for (std::size_t i = 0; i < local.size(); ++i)
        config.kinds[i].window = local[i] && !isNull ? positiveValue(object, "sliding_window", 4096) : 0;
}

/// Gemma 3: layers that see everything have slow rotations, those with a window fast ones.
std::vector<layers::RopeOptions> gemma3Ropes(const core::JsonObject& object, const PreNormConfig& config)
{
    auto full = core::Json::object(), local = core::Json::object();
    if (object.has("rope_parameters")) {
        const auto nested = object.object("rope_parameters");
        if (nested.has("full_attention")) full = nested.object("full_attention").json();
        if (nested.has("sliding_attention")) local = nested.object("sliding_attention").json();
    }
    if (object.has("rope_scaling")) full.update(object.object("rope_scaling").json());
    const auto read = [&](const core::Json& dictionary, const char* name, double theta) {
        return parseRopeDictionary({dictionary, object.place() + ": rope parameters of " + name},
                                   config.headDimension, config.maxPositions, theta, 1, false, std::nullopt);
    };
    return {read(full, "full_attention", positiveNumber(object, "rope_theta", 1'000'000)),
            read(local, "sliding_attention", positiveNumber(object, "rope_local_base_freq", 10'000))};
}

PreNormConfig gemma3Config(const core::JsonObject& object)
{
    auto config = newerDefaults();
    config.vocabSize = 262'208;
    config.maxPositions = 131'072;
    config.read(object, "hidden_activation", "gelu_pytorch_tanh");
    setGemma(object, config);
    config.hasQueryKeyNorms = true;
    config.attentionScale = 1 / std::sqrt(positiveNumber(object, "query_pre_attn_scalar", 256));
    config.logitSoftcap = softcap(object, "final_logit_softcapping", 0);
    config.setKinds({});
    config.ropes = gemma3Ropes(object, config);
    const char* patternKey =
        object.has("sliding_window_pattern") ? "sliding_window_pattern" : "_sliding_window_pattern";
    const auto local = localLayers(object, config.layers, positiveValue(object, patternKey, 6));
    setWindows(object, config, local);
    for (std::size_t i = 0; i < local.size(); ++i)
        config.kinds[i].rope = local[i] ? 1 : 0;
    return config;
}

} // namespace

std::unique_ptr<Network> makeGemma(const NetworkRequest& request)
{
    const core::JsonObject object(request.config, request.origin);
    PreNormConfig config;
    config.vocabSize = 256000;
    config.hiddenSize = 3072;
    config.intermediateSize = 24576;
    config.layers = 28;
    config.heads = config.keyValueHeads = 16;
    config.headDimension = 256;
    config.maxPositions = 8192;
    config.padTokenId = 0;
    config.tiesEmbeddings = true;
    config.read(object, "hidden_act", "gelu_pytorch_tanh");
    // The first releases say "gelu" and mean its approximation.
    if (object.get<std::string>("hidden_act", "") == "gelu")
        config.activation = layers::findActivation("gelu_pytorch_tanh");
    setGemma(object, config);
    config.setKinds(parseRope(object, config.headDimension, config.maxPositions));
    return std::make_unique<PreNormDecoder>(request, config);
}

std::unique_ptr<Network> makeGemma2(const NetworkRequest& request)
{
    const core::JsonObject object(request.config, request.origin);
    auto config = newerDefaults();
    config.read(object, "hidden_activation", "gelu_pytorch_tanh");
    setGemma(object, config);
    config.attentionScale = 1 / std::sqrt(positiveNumber(object, "query_pre_attn_scalar", 256));
    config.attentionSoftcap = softcap(object, "attn_logit_softcapping", 50);
    config.logitSoftcap = softcap(object, "final_logit_softcapping", 30);
    config.setKinds(parseRope(object, config.headDimension, config.maxPositions));
    setWindows(object, config, localLayers(object, config.layers, 2));
    return std::make_unique<PreNormDecoder>(request, config);
}

std::unique_ptr<Network> makeGemma3Text(const NetworkRequest& request)
{
    return std::make_unique<PreNormDecoder>(request, gemma3Config({request.config, request.origin}));
}

std::unique_ptr<Network> makeGemma3(const NetworkRequest& request)
{
    // The model that sees pictures: the text part of its files, which lie there under two names.
    const core::JsonObject object(request.config, request.origin);
    auto config = gemma3Config(object.object("text_config"));
    config.logitSoftcap = 0;
    config.tiesEmbeddings = object.get<bool>("tie_word_embeddings", true);
    config.prefix = "language_model.model";
    config.questionPrefix = "model.language_model";
    config.languageHead = "language_model.lm_head";
    return std::make_unique<PreNormDecoder>(request, config);
}

} // namespace vitrine::models
