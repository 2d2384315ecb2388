// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/models/checkpoint.h"
#include "backend/models/encoder.h"

#include <memory>
#include <string>
#include <string_view>

namespace vitrine::models {

/// Builds the base model of an architecture from its config and weights, with a classification head for
/// `labels` above 0. Throws Exception.
using EncoderLoader = std::unique_ptr<Encoder> (*)(const core::Json& config, const std::string& configPath,
                                                   Checkpoint& checkpoint, at::ScalarType type,
                                                   std::int64_t labels);

/// The loader for a `model_type` of core::architectures().
EncoderLoader encoderLoader(std::string_view modelType);

// One line an architecture, defined in its file.
std::unique_ptr<Encoder> loadBert(const core::Json& config, const std::string& configPath,
                                  Checkpoint& checkpoint, at::ScalarType type, std::int64_t labels);

} // namespace vitrine::models
