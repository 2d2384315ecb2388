// SPDX-License-Identifier: Apache-2.0
#pragma once

// Torch-free: where a call's settings come from, and which of them wins.

#include "backend/core/json.h"
#include "backend/generation/generation_config.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::generation {

/// The settings that a model's folder has: generation_config.json, else what config.json has of them, in 4.57
/// with the defaults of its model_type. Only known names; what is null is left out.
core::Json modelSettings(const std::filesystem::path& folder, Reference reference);

/// Of config.json: what `task_specific_params` has for a pipeline, with its `prefix`; empty without.
core::Json taskSettings(const std::filesystem::path& folder, std::string_view task);

/// As the text-generation pipeline of 5.23: the call's settings before the model's before the pipeline's
/// (which samples 256 tokens at a temperature of 0.7).
core::Json textGenerationSettings(const core::Json& model, const core::Json& call,
                                  std::optional<std::int64_t> tokenizerPad);

/// As the pipelines of 4.57: its default of 4 beams and 256 tokens goes before what the model's files say.
core::Json textToTextSettings(const core::Json& model, const core::Json& task, const core::Json& call,
                              std::optional<std::int64_t> tokenizerPad);

/// Splits the generation settings off a pipeline's arguments, in place. `names`: what was split off.
core::Json takeSettings(core::Json& arguments, std::vector<std::string>& names);

} // namespace vitrine::generation
