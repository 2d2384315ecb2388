// SPDX-License-Identifier: Apache-2.0
// Phi-3 (Abdin et al. 2024).
#include "backend/core/json_access.h"
#include "backend/models/config_values.h"
#include "backend/models/pre_norm_decoder.h"
#include "backend/models/rope_config.h"

namespace vitrine::models {
namespace {

/// Its first files call LongRoPE "su" or "yarn".
core::Json withTodaysNames(core::Json config)
{
    for (const char* key : {"rope_scaling", "rope_parameters"}) {
        if (!config.contains(key) || !config[key].is_object()) continue;
        for (const char* typeKey : {"type", "rope_type"})
            if (auto& entries = config[key];
                entries.contains(typeKey) && (entries[typeKey] == "su" || entries[typeKey] == "yarn"))
                entries[typeKey] = "longrope";
    }
    return config;
}

} // namespace

std::unique_ptr<Network> makePhi3(const NetworkRequest& request)
{
    const core::JsonObject checked(request.config, request.origin);
    const auto renamed = withTodaysNames(checked.json());
    const core::JsonObject object(renamed, request.origin);
    PreNormConfig config;
    config.vocabSize = 32064;
    config.hiddenSize = 3072;
    config.intermediateSize = 8192;
    config.maxPositions = 4096;
    config.rmsNormEpsilon = 1e-5;
    config.padTokenId = 32000;
    config.isFused = true;
    config.read(object);
    config.residualDropout = probabilityValue(object, "resid_pdrop", 0);
    RopeRule rule;
    rule.rotatesShare = true;
    rule.originalMaxPositions = 4096;
    auto rope = parseRope(object, config.headDimension, config.maxPositions, rule);
    if (rope.scaling != layers::RopeScaling::None && rope.scaling != layers::RopeScaling::LongRope)
        throw core::Exception(core::ErrorCode::Unsupported,
                              request.origin + ": rope_type of a Phi-3 must be default or longrope");
    if (rope.scaling == layers::RopeScaling::LongRope) config.restartsAt = rope.originalMaxPositions;
    config.setKinds(std::move(rope),
                    object.has("sliding_window") ? positiveValue(object, "sliding_window", 1) : 0);
    return std::make_unique<PreNormDecoder>(request, config);
}

} // namespace vitrine::models
