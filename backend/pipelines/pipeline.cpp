// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/pipeline.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>

namespace vitrine::pipelines {
namespace {

void appendNumber(std::string& text, float value)
{
    if (!std::isfinite(value)) {
        text += "null";
        return;
    }
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 9).ptr;
    text.append(buffer, end);
}

/// The dimensions from `axis` on; `next` moves over the values.
void appendNested(std::string& text, const core::Shape& shape, std::size_t axis, const float*& next)
{
    if (axis == shape.size()) {
        appendNumber(text, *next++);
        return;
    }
    text += '[';
    for (std::int64_t i = 0; i < shape[axis]; ++i) {
        if (i > 0) text += ',';
        appendNested(text, shape, axis + 1, next);
    }
    text += ']';
}

} // namespace

std::string toJsonText(const PipelineValue& value)
{
    std::string text;
    const auto append = [&](const core::Shape& shape, const std::vector<float>& values) {
        text.reserve(values.size() * 14);
        const float* next = values.data();
        appendNested(text, shape, 0, next);
    };
    if (const auto* labels = std::get_if<LabelScores>(&value)) {
        for (const auto& entry : labels->entries) {
            text +=
                (text.empty() ? "{\"label\":" : ",{\"label\":") + core::dumpJson(entry.label) + ",\"score\":";
            appendNumber(text, entry.score);
            text += '}';
        }
        return labels->isList ? "[" + text + "]" : text;
    }
    if (const auto* json = std::get_if<JsonText>(&value)) return json->text;
    if (const auto* features = std::get_if<Features>(&value))
        append(features->shape, features->values);
    else if (const auto& scores = std::get<Scores>(value); true)
        append({std::int64_t(scores.size())}, scores);
    return text;
}

core::OrderedJson toJson(const PipelineValue& value)
{
    return core::OrderedJson::parse(toJsonText(value));
}

core::OrderedJson toJson(const Trace& trace)
{
    auto stages = core::OrderedJson::array();
    for (const auto& stage : trace) {
        core::OrderedJson entry;
        entry["stage"] = stage.name;
        entry["input_shape"] = stage.inputShape;
        entry["output_shape"] = stage.outputShape;
        entry["seconds"] = stage.seconds;
        entry["sample"] = stage.sample;
        stages.push_back(std::move(entry));
    }
    return stages;
}

core::FloatArray cosineSimilarity(const core::FloatArray& rows)
{
    const auto count = std::size_t(rows.shape.at(0)), width = std::size_t(rows.shape.at(1));
    std::vector<double> norms(count);
    const auto dot = [&](std::size_t a, std::size_t b) {
        double sum = 0;
        for (std::size_t i = 0; i < width; ++i)
            sum += double(rows.values[a * width + i]) * double(rows.values[b * width + i]);
        return sum;
    };
    for (std::size_t i = 0; i < count; ++i)
        norms[i] = std::max(std::sqrt(dot(i, i)), 1e-12);
    core::FloatArray result{{std::int64_t(count), std::int64_t(count)}, std::vector<float>(count * count)};
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = a; b < count; ++b)
            result.values[a * count + b] = result.values[b * count + a] =
                float(dot(a, b) / (norms[a] * norms[b]));
    return result;
}

} // namespace vitrine::pipelines
