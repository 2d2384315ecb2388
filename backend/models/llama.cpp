// SPDX-License-Identifier: Apache-2.0
// Llama (Touvron et al. 2023), Mistral 7B (Jiang et al. 2023), SmolLM3 (Hugging Face 2025).
#include "backend/core/json_access.h"
#include "backend/models/config_values.h"
#include "backend/models/pre_norm_decoder.h"
#include "backend/models/rope_config.h"

namespace vitrine::models {

std::unique_ptr<Network> makeLlama(const NetworkRequest& request)
{
    const core::JsonObject object(request.config, request.origin);
    PreNormConfig config;
    config.read(object);
    config.queryKeyValueBias = config.outputBias = object.get<bool>("attention_bias", false);
    config.feedForwardBias = object.get<bool>("mlp_bias", false);
    config.setKinds(parseRope(object, config.headDimension, config.maxPositions));
    return std::make_unique<PreNormDecoder>(request, config);
}

std::unique_ptr<Network> makeMistral(const NetworkRequest& request)
{
    const core::JsonObject object(request.config, request.origin);
    PreNormConfig config;
    config.intermediateSize = 14336;
    config.keyValueHeads = 8;
    config.maxPositions = 4096 * 32;
    config.questionPrefix = "model";
    config.read(object);
    // A written null is none.
    const bool hasWindow = object.has("sliding_window") || !object.json().contains("sliding_window");
    config.setKinds(parseRope(object, config.headDimension, config.maxPositions),
                    hasWindow ? positiveValue(object, "sliding_window", 4096) : 0);
    return std::make_unique<PreNormDecoder>(request, config);
}

std::unique_ptr<Network> makeSmolLm3(const NetworkRequest& request)
{
    const core::JsonObject object(request.config, request.origin);
    PreNormConfig config;
    config.vocabSize = 128256;
    config.hiddenSize = 2048;
    config.layers = 36;
    config.heads = 16;
    config.keyValueHeads = 4;
    config.maxPositions = 32768;
    config.padTokenId = 128004;
    config.tiesEmbeddings = true;
    config.read(object);
    config.queryKeyValueBias = config.outputBias = object.get<bool>("attention_bias", false);
    config.feedForwardBias = object.get<bool>("mlp_bias", false);
    RopeRule rule;
    rule.theta = 2'000'000;
    config.setKinds(parseRope(object, config.headDimension, config.maxPositions, rule));

    // Every fourth layer has no positions, unless the config lists them.
    const auto interval = positiveValue(object, "no_rope_layer_interval", 4);
    std::vector<std::int64_t> hasRope;
    for (std::int64_t i = 0; i < config.layers; ++i)
        hasRope.push_back((i + 1) % interval != 0);
    hasRope = object.get<std::vector<std::int64_t>>("no_rope_layers", hasRope);
    if (std::int64_t(hasRope.size()) != config.layers)
        throw core::Exception(core::ErrorCode::InvalidFormat, request.origin + ": \"no_rope_layers\" has " +
                                                                  std::to_string(hasRope.size()) +
                                                                  " entries, expected one for each of the " +
                                                                  std::to_string(config.layers) + " layers");
    const bool slides = object.get<bool>("use_sliding_window", false) && object.has("sliding_window");
    const auto window = slides ? positiveValue(object, "sliding_window", 4096) : 0;
    std::vector<std::string> types;
    if (object.has("layer_types")) types = layerTypes(object, "layer_types", config.layers);
    for (std::size_t i = 0; i < config.kinds.size(); ++i) {
        if (hasRope[i] == 0) config.kinds[i].rope.reset();
        const bool isLocal = types.empty() ? hasRope[i] == 0 : types[i] == "sliding_attention";
        config.kinds[i].window = isLocal ? window : 0;
    }
    return std::make_unique<PreNormDecoder>(request, config);
}

} // namespace vitrine::models
