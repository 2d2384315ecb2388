// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/pooling.h"

#include "backend/core/json_access.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine::pipelines {
namespace {

using core::ErrorCode;
using core::Exception;

struct ModeName
{
    PoolingMode mode;
    const char* key;        ///< a switch of older configs
    std::string_view value; ///< the value of `pooling_mode` in newer ones
    std::string_view words;
};
constexpr std::array modeNames{
    ModeName{PoolingMode::Cls, "pooling_mode_cls_token", "cls", "first token"},
    ModeName{PoolingMode::Max, "pooling_mode_max_tokens", "max", "maximum"},
    ModeName{PoolingMode::Mean, "pooling_mode_mean_tokens", "mean", "mean"},
    ModeName{PoolingMode::MeanSqrtLength, "pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len_tokens",
             "sum over the root of the length"},
    ModeName{PoolingMode::WeightedMean, "pooling_mode_weightedmean_tokens", "weightedmean", "weighted mean"},
    ModeName{PoolingMode::LastToken, "pooling_mode_lasttoken", "lasttoken", "last token"},
};

std::vector<PoolingMode> namedModes(const core::Json& value, const std::string& place)
{
    const auto names = value.is_array() ? value : core::Json::array({value});
    std::vector<PoolingMode> modes;
    for (const auto& name : names) {
        const auto found = std::ranges::find_if(modeNames, [&](const ModeName& each) {
            return name.is_string() && name == std::string(each.value);
        });
        if (found == modeNames.end())
            throw Exception(ErrorCode::Unsupported,
                            place + ": pooling_mode " + name.dump() + " is not supported");
        modes.push_back(found->mode);
    }
    return modes;
}

std::vector<PoolingMode> readModes(const std::filesystem::path& path)
{
    const auto json = core::readJsonFile(path);
    const core::JsonObject config(json, path.string());
    std::vector<PoolingMode> modes;
    if (config.has("pooling_mode")) {
        modes = namedModes(config.at("pooling_mode"), config.place());
    } else {
        for (const auto& each : modeNames)
            // The mean is the default of a config that names nothing.
            if (config.get<bool>(each.key, each.mode == PoolingMode::Mean)) modes.push_back(each.mode);
    }
    if (modes.empty())
        throw Exception(ErrorCode::InvalidFormat, config.place() + ": no pooling mode is switched on");
    return modes;
}

at::Tensor pool(PoolingMode mode, const at::Tensor& tokens)
{
    const auto length = tokens.size(0);
    switch (mode) {
    case PoolingMode::Cls:
        return tokens[0];
    case PoolingMode::Max:
        return std::get<0>(tokens.max(0));
    case PoolingMode::Mean:
        return tokens.mean(0);
    case PoolingMode::MeanSqrtLength:
        return tokens.sum(0).div(std::sqrt(double(length)));
    case PoolingMode::WeightedMean: {
        const auto weights = at::arange(1, length + 1, tokens.options());
        return at::matmul(weights, tokens).div(double(length) * double(length + 1) / 2);
    }
    case PoolingMode::LastToken:
        return tokens[length - 1];
    }
    return tokens.mean(0);
}

} // namespace

Pooling Pooling::load(const std::filesystem::path& folder)
{
    Pooling pooling;
    const auto path = folder / "modules.json";
    if (!std::filesystem::exists(path)) {
        pooling.assumed = true;
        return pooling;
    }
    const auto json = core::readJsonFile(path);
    if (!json.is_array())
        throw Exception(ErrorCode::InvalidFormat, path.string() + ": expected an array of modules");
    bool pooled = false;
    for (const auto& entry : json) {
        const core::JsonObject module(entry, path.string());
        const auto type = module.get<std::string>("type");
        const auto name = type.substr(type.rfind('.') + 1);
        if (name == "Pooling") {
            pooling.modes = readModes(folder / module.get<std::string>("path") / "config.json");
            pooled = true;
        } else if (name == "Normalize") {
            pooling.normalize = true;
        } else if (name != "Transformer") {
            throw Exception(ErrorCode::Unsupported,
                            path.string() + ": module " + type +
                                " is not supported (supported: Transformer, Pooling, Normalize)");
        }
    }
    pooling.assumed = !pooled;
    return pooling;
}

at::Tensor Pooling::apply(const at::Tensor& tokens) const
{
    std::vector<at::Tensor> parts;
    for (const auto mode : modes)
        parts.push_back(pool(mode, tokens));
    auto vector = parts.size() == 1 ? parts.front() : at::cat(parts);
    if (normalize) vector = vector / vector.norm().clamp_min(1e-12);
    return vector;
}

std::string Pooling::description() const
{
    std::string text;
    for (const auto mode : modes)
        text += (text.empty() ? "" : " + ") +
                std::string(std::ranges::find(modeNames, mode, &ModeName::mode)->words);
    if (normalize) text += ", normalised";
    if (assumed) text += " (assumed: the model folder names no pooling)";
    return text;
}

} // namespace vitrine::pipelines
