// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch: how stages of a trace are filled.

#include "backend/inspection/capture_probe.h"
#include "backend/models/network.h"
#include "backend/pipelines/pipeline.h"
#include "backend/pipelines/pooling.h"
#include "backend/tokenizers/encoding.h"

#include <ATen/ATen.h>

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::pipelines {

/// Seconds since a moment.
class Stopwatch
{
public:
    using Clock = std::chrono::steady_clock;
    double seconds() const { return std::chrono::duration<double>(Clock::now() - m_start).count(); }

private:
    Clock::time_point m_start = Clock::now();
};

/// Encodings as a rectangle, padded at one side.
struct PaddedBatch
{
    std::vector<std::vector<std::string>> tokens;
    core::IntArray inputIds, attentionMask, tokenTypeIds; ///< [batch, length]
    std::vector<std::int64_t> firstToken;                 ///< of each row, behind left padding
    core::Shape shape() const { return inputIds.shape; }
};

struct PadWith
{
    std::string token;
    std::uint32_t id, typeId;
    bool left;
};
PaddedBatch padBatch(std::span<const tokenizers::Encoding> encodings, std::size_t length, const PadWith& pad);

/// The sample is the first numbers of the output, in reading order.
TraceStage tensorStage(std::string name, core::Shape inputShape, const at::Tensor& output, double seconds,
                       bool keepData);
TraceStage rawTextStage(std::span<const std::string> texts, bool keepData);
TraceStage tokenizationStage(const PaddedBatch& batch, double seconds, bool keepData);
TraceStage modelInputStage(const PaddedBatch& batch, double seconds, bool keepData);
/// Embeddings and layers as a probe saw them from `start` on: `embeddings`, `layer.0` …, of two stacks
/// `encoder.embeddings` … `decoder.layer.0` ….
void addLayerStages(Trace& trace, const inspection::TimingProbe& probe, core::Shape inputShape,
                    inspection::TimingProbe::Clock::time_point start, bool keepData);
/// `pooled`: [texts, hidden]. An assumed pooling is named in the sample.
void addPoolingStage(Trace& trace, const Pooling& pooling, const at::Tensor& pooled, double seconds,
                     bool keepData);
/// The last `count` outputs, the batch's, as the stage `result`.
void addFeaturesStage(Trace& trace, std::span<const PipelineValue> outputs, std::size_t count, double seconds,
                      bool keepData);
void addScoresStage(Trace& trace, std::span<const PipelineValue> outputs, std::size_t count, double seconds,
                    bool keepData);

/// The last `count` outputs, JSON texts, as the stage `result`.
void addResultStage(Trace& trace, std::span<const PipelineValue> outputs, std::size_t count, double seconds,
                    bool keepData);
/// The stage `windows` behind `tokenization`: texts that were cut into windows with overlap.
void addWindowsStage(Trace& trace, std::size_t texts, std::span<const tokenizers::Encoding> windows,
                     bool keepData);
/// A number as samples show it.
std::string sampleText(float value);

} // namespace vitrine::pipelines
