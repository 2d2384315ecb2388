// SPDX-License-Identifier: Apache-2.0
#include "backend/models/rope_config.h"

#include "backend/core/json_access.h"
#include "backend/models/config_values.h"

#include <cmath>

namespace vitrine::models {
namespace {

using core::ErrorCode;
using core::Exception;
using core::JsonObject;
using layers::RopeOptions;
using layers::RopeScaling;

constexpr std::pair<const char*, RopeScaling> scalings[]{{"default", RopeScaling::None},
                                                         {"linear", RopeScaling::Linear},
                                                         {"dynamic", RopeScaling::Dynamic},
                                                         {"yarn", RopeScaling::Yarn},
                                                         {"longrope", RopeScaling::LongRope},
                                                         {"llama3", RopeScaling::Llama3},
                                                         {"proportional", RopeScaling::Proportional}};

RopeScaling scalingOf(const JsonObject& dictionary)
{
    const char* key = dictionary.has("rope_type") ? "rope_type" : "type";
    const auto name = dictionary.get<std::string>(key, "default");
    std::string known;
    for (const auto& [each, scaling] : scalings) {
        if (name == each) return scaling;
        known += (known.empty() ? "" : ", ") + std::string(each);
    }
    throw Exception(ErrorCode::Unsupported, dictionary.place() + ": " + key + " \"" + name +
                                                "\" is not supported (supported: " + known + ")");
}

double required(const JsonObject& dictionary, const char* key)
{
    (void)dictionary.at(key); // says that it is missing
    return positiveNumber(dictionary, key, 1);
}

std::vector<double> factors(const JsonObject& dictionary, const char* key, std::int64_t count)
{
    auto values = dictionary.get<std::vector<double>>(key);
    bool fits = std::int64_t(values.size()) == count;
    for (const double value : values)
        fits = fits && value > 0 && std::isfinite(value);
    if (!fits)
        throw Exception(ErrorCode::InvalidFormat, dictionary.place() + ": \"" + key + "\" has " +
                                                      std::to_string(values.size()) + " entries, expected " +
                                                      std::to_string(count) + " numbers above 0");
    return values;
}

/// YaRN's attention factor where the config does not give it.
double yarnFactor(const JsonObject& dictionary, double factor)
{
    const auto scale = [&](double weight) { return factor <= 1 ? 1.0 : 0.1 * weight * std::log(factor) + 1; };
    const double numerator = dictionary.get<double>("mscale", 0);
    const double denominator = dictionary.get<double>("mscale_all_dim", 0);
    return numerator != 0 && denominator != 0 ? scale(numerator) / scale(denominator) : scale(1);
}

void readYarn(const JsonObject& dictionary, RopeOptions& options)
{
    options.factor = positiveNumber(dictionary, "factor",
                                    double(options.maxPositions) / double(options.originalMaxPositions));
    options.attentionFactor =
        positiveNumber(dictionary, "attention_factor", yarnFactor(dictionary, options.factor));
    const auto orDefault = [&](const char* key, double fallback) {
        const double value = dictionary.get<double>(key, fallback);
        return value == 0 ? fallback : value;
    };
    options.betaFast = orDefault("beta_fast", 32);
    options.betaSlow = orDefault("beta_slow", 1);
    options.truncates = dictionary.get<bool>("truncate", true);
}

void readLongRope(const JsonObject& dictionary, RopeOptions& options)
{
    const auto count = (options.dimensions + 1) / 2;
    options.shortFactors = factors(dictionary, "short_factor", count);
    options.longFactors = factors(dictionary, "long_factor", count);
    const double original = double(options.originalMaxPositions);
    options.factor = positiveNumber(dictionary, "factor", double(options.maxPositions) / original);
    const double usual =
        options.factor <= 1 ? 1.0 : std::sqrt(1 + std::log(options.factor) / std::log(original));
    options.attentionFactor = positiveNumber(dictionary, "attention_factor", usual);
}

} // namespace

RopeOptions parseRopeDictionary(const JsonObject& dictionary, std::int64_t headDimension,
                                std::int64_t maxPositions, double theta, double share, bool rotatesShare,
                                std::optional<std::int64_t> originalMaxPositions)
{
    for (const char* nested : {"full_attention", "sliding_attention"})
        if (dictionary.has(nested))
            throw Exception(ErrorCode::Unsupported, dictionary.place() + ": \"" + nested +
                                                        "\": one set of parameters a type of layer is not "
                                                        "supported for this model_type");
    RopeOptions options;
    options.scaling = scalingOf(dictionary);
    options.theta = positiveNumber(dictionary, "rope_theta", theta);
    options.maxPositions = maxPositions;
    options.originalMaxPositions =
        originalMaxPositions ? *originalMaxPositions
                             : positiveValue(dictionary, "original_max_position_embeddings", maxPositions);
    share = positiveNumber(dictionary, "partial_rotary_factor", share);
    if (share > 1)
        throw Exception(ErrorCode::InvalidFormat, dictionary.place() + ": \"partial_rotary_factor\" is " +
                                                      std::to_string(share) +
                                                      ", expected a number above 0 and up to 1");
    options.rotatedShare = share;
    const bool isScaled = options.scaling != RopeScaling::None;
    if (isScaled && !rotatesShare && options.scaling != RopeScaling::Proportional && share != 1)
        throw Exception(ErrorCode::Unsupported,
                        dictionary.place() +
                            ": \"partial_rotary_factor\" with scaling is not supported for this model_type");
    options.dimensions = rotatesShare && options.scaling != RopeScaling::Proportional
                             ? std::int64_t(double(headDimension) * share)
                             : headDimension;
    if (options.dimensions < 1 || (options.dimensions == headDimension && headDimension % 2 != 0))
        throw Exception(ErrorCode::InvalidFormat,
                        dictionary.place() + ": " + std::to_string(options.dimensions) + " of " +
                            std::to_string(headDimension) +
                            " numbers of a head are rotated, expected an even number");
    switch (options.scaling) {
    case RopeScaling::None:
        break;
    case RopeScaling::Linear:
    case RopeScaling::Dynamic:
        options.factor = required(dictionary, "factor");
        break;
    case RopeScaling::Yarn:
        readYarn(dictionary, options);
        break;
    case RopeScaling::LongRope:
        readLongRope(dictionary, options);
        break;
    case RopeScaling::Llama3:
        options.factor = required(dictionary, "factor");
        options.lowFrequencyFactor = required(dictionary, "low_freq_factor");
        options.highFrequencyFactor = required(dictionary, "high_freq_factor");
        break;
    case RopeScaling::Proportional:
        options.factor = positiveNumber(dictionary, "factor", 1);
        break;
    }
    return options;
}

RopeOptions parseRope(const JsonObject& config, std::int64_t headDimension, std::int64_t maxPositions,
                      const RopeRule& rule)
{
    const auto hasEntries = [&](const char* key) {
        return config.has(key) && !(config.at(key).is_object() && config.at(key).empty());
    };
    const double theta = positiveNumber(config, rule.thetaKey, rule.theta);
    const double share = positiveNumber(config, rule.shareKey, rule.share);
    auto original = rule.originalMaxPositions;
    constexpr const char* originalKey = "original_max_position_embeddings";
    if (config.has(originalKey)) original = positiveValue(config, originalKey, 1);
    static const core::Json none = core::Json::object();
    const auto dictionary = hasEntries("rope_scaling")      ? config.object("rope_scaling")
                            : hasEntries("rope_parameters") ? config.object("rope_parameters")
                                                            : JsonObject(none, config.place());
    return parseRopeDictionary(dictionary, headDimension, maxPositions, theta, share, rule.rotatesShare,
                               original);
}

std::int64_t reachOf(const RopeOptions& rope, std::int64_t maxPositions)
{
    constexpr double most = double(std::int64_t(1) << 31);
    double reach = double(maxPositions);
    if (rope.scaling == RopeScaling::Linear || rope.scaling == RopeScaling::Dynamic)
        reach = std::ceil(reach * std::max(rope.factor, 1.0));
    if (rope.scaling == RopeScaling::Yarn || rope.scaling == RopeScaling::LongRope ||
        rope.scaling == RopeScaling::Llama3)
        reach = std::max(reach, std::ceil(double(rope.originalMaxPositions) * rope.factor));
    return std::int64_t(std::min(reach, most));
}

} // namespace vitrine::models
