// SPDX-License-Identifier: Apache-2.0
#include "backend/models/attention_windows.h"

#include "backend/core/json_access.h"
#include "backend/core/result.h"
#include "backend/models/config_values.h"

#include <algorithm>

namespace vitrine::models {

using core::ErrorCode;
using core::Exception;

AttentionWindows attentionWindows(const core::JsonObject& config, std::int64_t layers)
{
    AttentionWindows windows{std::vector<std::int64_t>(std::size_t(layers), 512)};
    auto& all = windows.ofLayers;
    if (config.has("attention_window")) {
        if (config.at("attention_window").is_array())
            all = config.get<std::vector<std::int64_t>>("attention_window");
        else
            all.assign(std::size_t(layers), positiveValue(config, "attention_window", 512));
    }
    constexpr std::int64_t widest = 8192; // every text is padded to it
    const bool fits = std::int64_t(all.size()) == layers && std::ranges::all_of(all, [&](auto window) {
                          return window > 0 && window % 2 == 0 && window <= widest;
                      });
    if (!fits)
        throw Exception(ErrorCode::InvalidFormat,
                        config.place() + ": \"attention_window\" is " + config.at("attention_window").dump() +
                            ", expected an even number from 2 to 8192, or one for each of " +
                            std::to_string(layers) + " layers");
    windows.widest = std::ranges::max(all);
    for (const auto window : all)
        if (windows.widest % window != 0)
            throw Exception(ErrorCode::Unsupported,
                            config.place() + ": \"attention_window\" has " + std::to_string(window) +
                                ", expected divisors of the widest, " + std::to_string(windows.widest));
    return windows;
}

} // namespace vitrine::models
