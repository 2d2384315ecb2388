// SPDX-License-Identifier: Apache-2.0
#pragma once

// What config.json is asked for by more than one architecture. Every function throws InvalidFormat or
// Unsupported that names the file, the key and what was expected.

#include "backend/core/json.h"
#include "backend/layers/activation.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::models {

/// An integer from 1 to 2³¹; absent or null: `fallback`.
std::int64_t positiveValue(const core::JsonObject& config, const char* key, std::int64_t fallback);
/// How many layers: an integer from 1 to 10,000, so that a lie costs no memory before it is noticed.
std::int64_t layerCount(const core::JsonObject& config, const char* key, std::int64_t fallback);
/// A number from 0 to below 1.
double probabilityValue(const core::JsonObject& config, const char* key, double fallback);
/// A finite number above 0.
double positiveNumber(const core::JsonObject& config, const char* key, double fallback);
layers::Activation activationValue(const core::JsonObject& config, const char* key,
                                   const std::string& fallback);
/// A list of one text a layer.
std::vector<std::string> layerTypes(const core::JsonObject& config, const char* key, std::int64_t layers);
/// The first of these spellings that the config has; none: the first.
const char* spelling(const core::JsonObject& config, std::initializer_list<const char*> keys);
/// A token below `vocabSize`; -1: none.
std::int64_t tokenValue(const core::JsonObject& config, const char* key, std::int64_t fallback,
                        std::int64_t vocabSize);
/// `pad_token_id`; negative: none. A written null is none whatever the fallback.
std::int64_t padTokenValue(const core::JsonObject& config, std::int64_t fallback);

/// `what` does not divide.
void requireMultiple(const core::JsonObject& config, const char* what, std::int64_t value, const char* of,
                     std::int64_t divisor);
/// Throws Unsupported for each of `keys` that is true.
void refuseTrue(const core::JsonObject& config, std::initializer_list<const char*> keys);
/// A key with a choice of values of which only one is there. Throws Unsupported.
void requireValue(const core::JsonObject& config, const char* key, const std::string& only);
/// What no decoder here has: quantized weights, cross-attention, bidirectional attention.
void refuseForDecoders(const core::JsonObject& config);

} // namespace vitrine::models
