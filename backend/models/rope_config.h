// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/layers/rotary.h"

#include <cstdint>
#include <optional>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::models {

/// What an architecture adds to the common reading of rotary positions.
struct RopeRule
{
    double theta = 10000; ///< where the config does not say
    const char* thetaKey = "rope_theta";
    const char* shareKey = "partial_rotary_factor"; ///< which share of a head is rotated
    double share = 1;                               ///< where the config does not say
    /// Whether unscaled positions rotate a share only; Llama and its likes rotate everything then.
    bool rotatesShare = false;
    /// Phi-3's own key outside of the dictionary, which goes first there; its default.
    std::optional<std::int64_t> originalMaxPositions;
};

/// `rope_parameters` of Transformers 5 or `rope_scaling` and `rope_theta` before it, `rope_type` or `type`.
/// Throws InvalidFormat or Unsupported that names the key.
layers::RopeOptions parseRope(const core::JsonObject& config, std::int64_t headDimension,
                              std::int64_t maxPositions, const RopeRule& rule = {});
/// One dictionary of it; `theta` where it does not say.
layers::RopeOptions parseRopeDictionary(const core::JsonObject& dictionary, std::int64_t headDimension,
                                        std::int64_t maxPositions, double theta, double share,
                                        bool rotatesShare, std::optional<std::int64_t> originalMaxPositions);

/// How many positions a model with these may be given: scaling that stretches a text beyond what the config
/// states counts.
std::int64_t reachOf(const layers::RopeOptions& rope, std::int64_t maxPositions);

} // namespace vitrine::models
