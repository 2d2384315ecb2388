// SPDX-License-Identifier: Apache-2.0
#include "backend/pipelines/stages.h"

#include "backend/core/text_offsets.h"
#include "backend/models/tensor_arrays.h"

#include <algorithm>
#include <cstdio>

namespace vitrine::pipelines {
namespace {

constexpr std::size_t sampleSize = 8;

/// At most 80 characters of a text, in one line.
std::string excerpt(const std::string& text)
{
    constexpr std::size_t limit = 80;
    std::string line;
    std::size_t position = 0, count = 0;
    while (position < text.size() && count < limit) {
        const char32_t c = core::nextCodePoint(text, position);
        core::appendUtf8(line, c == '\n' || c == '\r' || c == '\t' ? U' ' : c);
        ++count;
    }
    return position < text.size() ? line + "…" : line;
}

std::vector<std::string> firstValues(const core::IntArray& array)
{
    std::vector<std::string> sample;
    for (std::size_t i = 0; i < std::min(sampleSize, array.values.size()); ++i)
        sample.push_back(std::to_string(array.values[i]));
    return sample;
}

/// "embeddings", "layer.0"; of two stacks "encoder.embeddings", "decoder.layer.0".
std::string stageName(const inspection::TimingProbe::Step& step)
{
    using inspection::Part;
    const std::string prefix = step.part == Part::Encoder   ? "encoder."
                               : step.part == Part::Decoder ? "decoder."
                                                            : "";
    return prefix + (step.layer < 0 ? "embeddings" : "layer." + std::to_string(step.layer));
}

} // namespace

std::string sampleText(float value)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.4f", double(value));
    return buffer;
}

PaddedBatch padBatch(std::span<const tokenizers::Encoding> encodings, std::size_t length, const PadWith& pad)
{
    PaddedBatch batch;
    const core::Shape shape{std::int64_t(encodings.size()), std::int64_t(length)};
    const auto cells = encodings.size() * length;
    batch.inputIds = {shape, std::vector<std::int64_t>(cells, pad.id)};
    batch.attentionMask = {shape, std::vector<std::int64_t>(cells, 0)};
    batch.tokenTypeIds = {shape, std::vector<std::int64_t>(cells, pad.typeId)};
    for (std::size_t row = 0; row < encodings.size(); ++row) {
        const auto& encoding = encodings[row];
        const std::size_t first = pad.left ? length - encoding.size() : 0;
        batch.firstToken.push_back(std::int64_t(first));
        auto& tokens = batch.tokens.emplace_back(length, pad.token);
        for (std::size_t i = 0; i < encoding.size(); ++i) {
            const std::size_t cell = row * length + first + i;
            tokens[first + i] = encoding.tokens[i];
            batch.inputIds.values[cell] = encoding.ids[i];
            batch.attentionMask.values[cell] = 1;
            batch.tokenTypeIds.values[cell] = encoding.typeIds[i];
        }
    }
    return batch;
}

TraceStage tensorStage(std::string name, core::Shape inputShape, const at::Tensor& output, double seconds,
                       bool keepData)
{
    TraceStage stage{std::move(name), std::move(inputShape), output.sizes().vec(), seconds, {}, {}};
    const auto flat = output.reshape(-1);
    const auto first = models::toArray(flat.narrow(0, 0, std::min(std::int64_t(sampleSize), flat.size(0))));
    for (const float value : first.values)
        stage.sample.push_back(sampleText(value));
    if (keepData) stage.data = models::toArray(output);
    return stage;
}

TraceStage rawTextStage(std::span<const std::string> texts, bool keepData)
{
    const core::Shape shape{std::int64_t(texts.size())};
    TraceStage stage{"raw_text", shape, shape, 0, {}, {}};
    for (std::size_t i = 0; i < std::min(sampleSize, texts.size()); ++i)
        stage.sample.push_back(excerpt(texts[i]));
    if (keepData) stage.data = std::vector<std::string>(texts.begin(), texts.end());
    return stage;
}

TraceStage tokenizationStage(const PaddedBatch& batch, double seconds, bool keepData)
{
    TraceStage stage{"tokenization", {batch.shape()[0]}, batch.shape(), seconds, {}, {}};
    for (const auto& token : batch.tokens.front()) {
        if (stage.sample.size() == sampleSize) break;
        stage.sample.push_back(token);
    }
    if (keepData) stage.data = batch.tokens;
    return stage;
}

TraceStage modelInputStage(const PaddedBatch& batch, double seconds, bool keepData)
{
    TraceStage stage{"model_input", batch.shape(), batch.shape(), seconds, firstValues(batch.inputIds), {}};
    if (keepData)
        stage.data = std::vector<TokenGrid>{{"input_ids", batch.inputIds},
                                            {"attention_mask", batch.attentionMask},
                                            {"token_type_ids", batch.tokenTypeIds}};
    return stage;
}

void addLayerStages(Trace& trace, const inspection::TimingProbe& probe, core::Shape inputShape,
                    inspection::TimingProbe::Clock::time_point start, bool keepData)
{
    auto before = start;
    for (const auto& step : probe.steps) {
        const double seconds = std::chrono::duration<double>(step.ready - before).count();
        trace.push_back(tensorStage(stageName(step), inputShape, step.value, seconds, keepData));
        before = step.ready;
        inputShape = step.value.sizes().vec();
    }
}

void addPoolingStage(Trace& trace, const Pooling& pooling, const at::Tensor& pooled, double seconds,
                     bool keepData)
{
    auto stage = tensorStage("pooling", trace.back().outputShape, pooled, seconds, keepData);
    if (pooling.assumed) {
        stage.sample.insert(stage.sample.begin(), pooling.description());
        stage.sample.resize(std::min(stage.sample.size(), sampleSize));
    }
    trace.push_back(std::move(stage));
}

void addFeaturesStage(Trace& trace, std::span<const PipelineValue> outputs, std::size_t count, double seconds,
                      bool keepData)
{
    const auto batch = outputs.last(count);
    const auto& first = std::get<Features>(batch.front());
    TraceStage stage{"result", {}, first.shape, seconds, {}, {}};
    // Pooled vectors come out of the pooling, token vectors of the last layer before it.
    stage.inputShape = first.shape.size() == 1 ? trace.back().outputShape : trace.back().inputShape;
    for (std::size_t i = 0; i < std::min(sampleSize, first.values.size()); ++i)
        stage.sample.push_back(sampleText(first.values[i]));
    if (keepData) stage.data = first;
    trace.push_back(std::move(stage));
}

void addScoresStage(Trace& trace, std::span<const PipelineValue> outputs, std::size_t count, double seconds,
                    bool keepData)
{
    const auto batch = outputs.last(count);
    core::FloatArray all;
    for (const auto& output : batch) {
        const auto& scores = std::get<Scores>(output);
        all.values.insert(all.values.end(), scores.begin(), scores.end());
    }
    all.shape = {std::int64_t(all.values.size())};
    TraceStage stage{"result", trace.back().outputShape, all.shape, seconds, {}, {}};
    for (std::size_t i = 0; i < std::min(sampleSize, all.values.size()); ++i)
        stage.sample.push_back(sampleText(all.values[i]));
    if (keepData) stage.data = std::move(all);
    trace.push_back(std::move(stage));
}

void addResultStage(Trace& trace, std::span<const PipelineValue> outputs, std::size_t count, double seconds,
                    bool keepData)
{
    const auto batch = outputs.last(count);
    TraceStage stage{"result", {}, {std::int64_t(count)}, seconds, {}, {}};
    if (!trace.empty()) stage.inputShape = trace.back().outputShape;
    std::vector<std::string> texts;
    for (const auto& output : batch)
        texts.push_back(toJsonText(output));
    for (std::size_t i = 0; i < std::min(sampleSize, texts.size()); ++i)
        stage.sample.push_back(excerpt(texts[i]));
    if (keepData) stage.data = std::move(texts);
    trace.push_back(std::move(stage));
}

void addWindowsStage(Trace& trace, std::size_t texts, std::span<const tokenizers::Encoding> windows,
                     bool keepData)
{
    std::size_t longest = 0;
    std::vector<std::string> sizes;
    for (const auto& window : windows) {
        longest = std::max(longest, window.size());
        sizes.push_back(std::to_string(window.size()) + " tokens");
    }
    TraceStage stage{"windows",
                     {std::int64_t(texts)},
                     {std::int64_t(windows.size()), std::int64_t(longest)},
                     0,
                     {sizes.begin(), sizes.begin() + std::ptrdiff_t(std::min(sampleSize, sizes.size()))},
                     {}};
    if (keepData) stage.data = std::move(sizes);
    const auto place = std::ranges::find(trace, "tokenization", &TraceStage::name);
    trace.insert(place == trace.end() ? place : place + 1, std::move(stage));
}

} // namespace vitrine::pipelines
