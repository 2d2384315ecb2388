// SPDX-License-Identifier: Apache-2.0
#include "backend/models/config_values.h"

#include "backend/core/json_access.h"

#include <cmath>

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;

[[noreturn]] void fail(const core::JsonObject& config, const char* key, const std::string& value,
                       const std::string& expected)
{
    throw Exception(ErrorCode::InvalidFormat,
                    config.place() + ": \"" + key + "\" is " + value + ", expected " + expected);
}

std::int64_t valueUpTo(const core::JsonObject& config, const char* key, std::int64_t fallback,
                       std::int64_t limit)
{
    const auto value = config.get<std::int64_t>(key, fallback);
    if (value < 1 || value > limit)
        fail(config, key, std::to_string(value), "an integer from 1 to " + std::to_string(limit));
    return value;
}

} // namespace

std::int64_t positiveValue(const core::JsonObject& config, const char* key, std::int64_t fallback)
{
    return valueUpTo(config, key, fallback, std::int64_t(1) << 31);
}

std::int64_t layerCount(const core::JsonObject& config, const char* key, std::int64_t fallback)
{
    return valueUpTo(config, key, fallback, 10'000);
}

double probabilityValue(const core::JsonObject& config, const char* key, double fallback)
{
    const auto value = config.get<double>(key, fallback);
    if (!(value >= 0 && value < 1)) fail(config, key, core::Json(value).dump(), "a number from 0 to below 1");
    return value;
}

double positiveNumber(const core::JsonObject& config, const char* key, double fallback)
{
    const auto value = config.get<double>(key, fallback);
    if (!(value > 0) || !std::isfinite(value))
        fail(config, key, core::Json(value).dump(), "a number above 0");
    return value;
}

layers::Activation activationValue(const core::JsonObject& config, const char* key,
                                   const std::string& fallback)
{
    const auto name = config.get<std::string>(key, fallback);
    if (const auto function = layers::findActivation(name)) return function;
    throw Exception(ErrorCode::Unsupported,
                    config.place() + ": " + key + " \"" + name +
                        "\" is not supported (supported: " + layers::activationNames() + ")");
}

std::vector<std::string> layerTypes(const core::JsonObject& config, const char* key, std::int64_t layers)
{
    auto types = config.get<std::vector<std::string>>(key);
    if (std::int64_t(types.size()) != layers)
        fail(config, key, "a list of " + std::to_string(types.size()),
             "one entry for each of the " + std::to_string(layers) + " layers");
    for (const auto& type : types)
        if (type != "full_attention" && type != "sliding_attention")
            throw Exception(ErrorCode::Unsupported,
                            config.place() + ": " + key + " \"" + type +
                                "\" is not supported (supported: full_attention, sliding_attention)");
    return types;
}

const char* spelling(const core::JsonObject& config, std::initializer_list<const char*> keys)
{
    for (const char* key : keys)
        if (config.has(key)) return key;
    return *keys.begin();
}

std::int64_t tokenValue(const core::JsonObject& config, const char* key, std::int64_t fallback,
                        std::int64_t vocabSize)
{
    // A written null is none, whatever the fallback.
    if (config.json().contains(key) && !config.has(key)) return -1;
    if (!config.has(key)) return fallback < vocabSize ? fallback : -1;
    const auto id = config.get<std::int64_t>(key);
    if (id >= vocabSize)
        fail(config, key, std::to_string(id), "a token below vocab_size " + std::to_string(vocabSize));
    return id < 0 ? -1 : id;
}

std::int64_t padTokenValue(const core::JsonObject& config, std::int64_t fallback)
{
    if (config.json().contains("pad_token_id") && !config.has("pad_token_id")) return -1;
    return config.get<std::int64_t>("pad_token_id", fallback);
}

void requireMultiple(const core::JsonObject& config, const char* what, std::int64_t value, const char* of,
                     std::int64_t divisor)
{
    if (divisor > 0 && value % divisor == 0) return;
    throw Exception(ErrorCode::InvalidFormat, config.place() + ": " + what + " " + std::to_string(value) +
                                                  " is not a multiple of " + of + " " +
                                                  std::to_string(divisor));
}

void refuseTrue(const core::JsonObject& config, std::initializer_list<const char*> keys)
{
    for (const char* key : keys)
        if (config.get<bool>(key, false))
            throw Exception(ErrorCode::Unsupported,
                            config.place() + ": \"" + key + "\" is true, which is not supported");
}

void requireValue(const core::JsonObject& config, const char* key, const std::string& only)
{
    const auto value = config.get<std::string>(key, only);
    if (value != only)
        throw Exception(ErrorCode::Unsupported, config.place() + ": " + key + " \"" + value +
                                                    "\" is not supported (supported: " + only + ")");
}

void refuseForDecoders(const core::JsonObject& config)
{
    if (config.has("quantization_config"))
        throw Exception(ErrorCode::Unsupported,
                        config.place() +
                            ": \"quantization_config\" is set, quantized weights are not supported");
    refuseTrue(config, {"add_cross_attention", "is_encoder_decoder", "use_bidirectional_attention"});
}

} // namespace vitrine::models
