// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/label_names.h"

#include "backend/core/file.h"
#include "backend/core/json_access.h"

#include <algorithm>

namespace vitrine::pipelines {
namespace {

bool startsWith(std::string_view name, std::string_view beginning)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
    return name.size() >= beginning.size() &&
           std::ranges::equal(name.substr(0, beginning.size()), beginning, {}, lower);
}

} // namespace

std::optional<std::int64_t> labelStartingWith(const models::ModelInfo& info, std::string_view beginning)
{
    const auto count = std::int64_t(info.labels.size());
    const auto path = info.path / "config.json";
    if (std::filesystem::exists(path)) {
        const auto config = core::parseOrderedJson(core::readFile(path), path.string());
        const auto ids = config.find("label2id");
        if (ids != config.end() && ids->is_object()) {
            for (const auto& [label, id] : ids->items())
                if (startsWith(label, beginning) && id.is_number_integer()) {
                    const auto value = id.get<std::int64_t>();
                    return value >= 0 && value < count ? std::optional(value) : std::nullopt;
                }
            return std::nullopt;
        }
    }
    for (std::int64_t i = 0; i < count; ++i)
        if (startsWith(info.labels[std::size_t(i)], beginning)) return i;
    return std::nullopt;
}

void appendPair(const TextEncoder& encoder, TokenizedTexts& tokenized, const std::string& text,
                const std::string& about, const PipelineOptions& options)
{
    const auto input = tokenizers::EncodeInput::pair(text, about);
    try {
        encoder.append(tokenized, input, {}, options,
                       {.strategy = tokenizers::TruncationStrategy::OnlyFirst});
    } catch (const core::Exception& e) {
        if (e.error().code != core::ErrorCode::InvalidArgument) throw;
        encoder.append(tokenized, input, {}, options, {.whole = true});
    }
}

} // namespace vitrine::pipelines
