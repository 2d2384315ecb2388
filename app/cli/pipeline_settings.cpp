// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pipeline_settings.h"

#include "backend/core/json_access.h"

#include <array>

namespace vitrine::app {
namespace {

using core::ErrorCode;
using core::Exception;
using core::Json;
using pipelines::PipelineOptions;

[[noreturn]] void fail(const std::string& key, const Json& value, const std::string& expected)
{
    throw Exception(ErrorCode::InvalidArgument,
                    "--set " + key + ": expected " + expected + ", found " + value.dump().substr(0, 60));
}

bool boolean(const std::string& key, const Json& value)
{
    if (!value.is_boolean()) fail(key, value, "true or false");
    return value.get<bool>();
}

std::size_t positive(const std::string& key, const Json& value)
{
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() < 1)
        fail(key, value, "an integer of at least 1");
    return value.get<std::size_t>();
}

/// Texts are always cut at the model's limit, so this says only what is not possible.
void requireTruncation(const std::string& key, const Json& value)
{
    if (value.is_boolean() || value == "longest_first" || value == "only_first") return;
    fail(key, value, "true, false, \"longest_first\" or \"only_first\"");
}

void setTokenizerArgument(PipelineOptions& options, const std::string& key, const Json& value)
{
    const std::string place = "tokenize_kwargs." + key;
    if (key == "max_length")
        options.maxLength = positive(place, value);
    else if (key == "add_special_tokens")
        options.addSpecialTokens = boolean(place, value);
    else if (key == "truncation")
        requireTruncation(place, value);
    else
        throw Exception(ErrorCode::InvalidArgument, "--set " + place +
                                                        ": not known (known: max_length, "
                                                        "add_special_tokens, truncation)");
}

void set(PipelineOptions& options, const std::string& key, const Json& value)
{
    if (key == "batch_size")
        options.batchSize = value.is_null() ? 1 : positive(key, value);
    else if (key == "pooling")
        options.pooling = boolean(key, value);
    else if (key == "fixed_length")
        options.fixedLength = positive(key, value);
    else if (key == "truncation")
        requireTruncation(key, value);
    else if (key == "top_k") {
        options.isTopKGiven = true;
        options.topK = value.is_null() ? std::nullopt : std::optional(positive(key, value));
    } else if (key == "function_to_apply") {
        if (value != "sigmoid" && value != "softmax" && value != "none" && value != "default")
            fail(key, value, "\"sigmoid\", \"softmax\", \"none\" or \"default\"");
        options.functionToApply = value == "default" ? "" : value.get<std::string>();
    } else if (key == "return_tensors")
        boolean(key, value); // JSON has one form for both
    else if (key == "tokenize_kwargs") {
        if (!value.is_object()) fail(key, value, "an object");
        for (const auto& [name, inner] : value.items())
            setTokenizerArgument(options, name, inner);
    } else {
        throw Exception(ErrorCode::InvalidArgument,
                        "--set " + key +
                            ": not known (known: batch_size, top_k, function_to_apply, pooling, "
                            "fixed_length, truncation, "
                            "return_tensors, tokenize_kwargs)");
    }
}

} // namespace

PipelineOptions pipelineOptions(std::span<const std::string> settings)
{
    PipelineOptions options;
    for (const auto& setting : settings) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Exception(ErrorCode::InvalidArgument, "--set " + setting + ": expected key=value");
        const auto text = setting.substr(equals + 1);
        Json value = Json::parse(text, nullptr, /*allow_exceptions=*/false);
        if (value.is_discarded()) value = text;
        set(options, setting.substr(0, equals), value);
    }
    return options;
}

} // namespace vitrine::app
