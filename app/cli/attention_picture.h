// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/inspection/attention_maps.h"

#include <array>
#include <string>

namespace vitrine::app {

/// Writes the heads as the Attention panel draws them (`.svg` or `.png`): a grid of layers and heads, or the
/// heads of a single layer larger, with their tokens. Scores instead of probabilities where the maps have
/// them. Throws Io.
void writeAttentionPicture(const std::string& path, inspection::AttentionMaps maps, const std::string& model,
                           const std::array<std::string, 2>& texts, bool dark);

} // namespace vitrine::app
