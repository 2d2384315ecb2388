// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pipeline_settings.h"

#include "backend/core/json_access.h"

#include <nlohmann/json.hpp>

namespace vitrine::app {

using core::ErrorCode;
using core::Exception;
using core::Json;

pipelines::PipelineOptions pipelineOptions(std::span<const std::string> settings)
{
    pipelines::PipelineOptions options;
    auto arguments = Json::object();
    for (const auto& setting : settings) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Exception(ErrorCode::InvalidArgument, "--set " + setting + ": expected key=value");
        const auto key = setting.substr(0, equals), text = setting.substr(equals + 1);
        Json value = Json::parse(text, nullptr, /*allow_exceptions=*/false);
        if (value.is_discarded()) value = text;
        const auto positive = [&] {
            if (!value.is_number_unsigned() || value.get<std::uint64_t>() < 1)
                throw Exception(ErrorCode::InvalidArgument,
                                "--set " + key + ": expected an integer of at least 1, found " +
                                    value.dump().substr(0, 60));
            return value.get<std::size_t>();
        };
        if (key == "batch_size")
            options.batchSize = value.is_null() ? 1 : positive();
        else if (key == "fixed_length")
            options.fixedLength = positive();
        else
            arguments[key] = std::move(value);
    }
    options.arguments = arguments.dump(-1, ' ', false, Json::error_handler_t::replace);
    return options;
}

} // namespace vitrine::app
