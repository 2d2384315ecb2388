// SPDX-License-Identifier: Apache-2.0
// Qwen2 (Yang et al. 2024) and Qwen3 (Qwen Team 2025).
#include "backend/core/json_access.h"
#include "backend/models/config_values.h"
#include "backend/models/pre_norm_decoder.h"
#include "backend/models/rope_config.h"

namespace vitrine::models {
namespace {

PreNormConfig qwenDefaults()
{
    PreNormConfig config;
    config.vocabSize = 151936;
    config.intermediateSize = 22016;
    config.keyValueHeads = 32;
    config.maxPositions = 32768;
    return config;
}

/// The layers from `max_window_layers` on have a window, where windows are used at all.
void setWindows(const core::JsonObject& object, PreNormConfig& config)
{
    config.setKinds(parseRope(object, config.headDimension, config.maxPositions));
    const bool isNull = object.json().contains("sliding_window") && !object.has("sliding_window");
    const bool slides = object.get<bool>("use_sliding_window", false) && !isNull;
    const auto window = slides ? positiveValue(object, "sliding_window", 4096) : 0;
    const auto first = object.get<std::int64_t>("max_window_layers", 28);
    std::vector<std::string> types;
    if (object.has("layer_types")) types = layerTypes(object, "layer_types", config.layers);
    for (std::size_t i = 0; i < config.kinds.size(); ++i) {
        const bool isLocal = types.empty() ? std::int64_t(i) >= first : types[i] == "sliding_attention";
        if (isLocal && !types.empty() && !slides)
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  object.place() + ": \"layer_types\" has sliding_attention, expected "
                                                   "use_sliding_window true and a sliding_window");
        config.kinds[i].window = isLocal ? window : 0;
    }
}

} // namespace

std::unique_ptr<Network> makeQwen2(const NetworkRequest& request)
{
    const core::JsonObject object(request.config, request.origin);
    auto config = qwenDefaults();
    config.read(object);
    config.queryKeyValueBias = true;
    setWindows(object, config);
    return std::make_unique<PreNormDecoder>(request, config);
}

std::unique_ptr<Network> makeQwen3(const NetworkRequest& request)
{
    const core::JsonObject object(request.config, request.origin);
    auto config = qwenDefaults();
    config.headDimension = 128;
    config.read(object);
    config.queryKeyValueBias = config.outputBias = object.get<bool>("attention_bias", false);
    config.hasQueryKeyNorms = true;
    setWindows(object, config);
    return std::make_unique<PreNormDecoder>(request, config);
}

} // namespace vitrine::models
