// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: what Longformer and LED read of `attention_window`.

#include <cstdint>
#include <vector>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::models {

/// How many neighbours, both sides together, a token sees in each layer.
struct AttentionWindows
{
    std::vector<std::int64_t> ofLayers;
    std::int64_t widest = 0;

    std::int64_t reach(std::int64_t layer) const { return ofLayers[std::size_t(layer)] / 2; }
    /// What pads a text of this length to a multiple of the widest.
    std::int64_t missing(std::int64_t length) const { return (widest - length % widest) % widest; }
};

/// `attention_window`: one even number for all layers or one for each. Throws InvalidFormat or Unsupported
/// that names the file and what was expected.
AttentionWindows attentionWindows(const core::JsonObject& config, std::int64_t layers);

} // namespace vitrine::models
