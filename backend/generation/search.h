// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to this folder: what the three searches share.

#include "backend/generation/generator.h"

#include <ATen/ATen.h>

#include <chrono>
#include <memory>
#include <vector>

namespace vitrine::generation {

/// A sequence while it grows.
struct Line
{
    std::vector<std::int64_t> ids; ///< the decoder's: prompt, then what was generated
    std::size_t prompt = 0;
    std::int64_t maxLength = 0;
    std::span<const std::int64_t> source;

    SequenceView view(std::size_t beam = 0) const { return {ids, prompt, maxLength, source, beam}; }
};

/// The network's state for all rows, with that of guidance beside it.
class Decoder
{
public:
    /// One row a line.
    Decoder(const models::Network& network, std::span<const Line> lines, bool guided, layers::Pass& pass);

    /// Feeds the prompts: float32 logits [rows, vocabulary], guided ones as log-probabilities.
    at::Tensor prefill(double scale);
    /// One token a row; the same.
    at::Tensor feed(const std::vector<std::int64_t>& ids, double scale);
    /// Several tokens of the only row: [n, vocabulary].
    at::Tensor feedAll(const std::vector<std::int64_t>& ids, double scale);
    void reorder(const std::vector<std::int64_t>& rows);
    /// Forgets the last `count` positions.
    void forget(std::int64_t count);
    std::int64_t bytes() const;

private:
    at::Tensor combine(const at::Tensor& logits, const at::Tensor& unconditional, double scale) const;

    layers::Pass& m_pass;
    at::Tensor m_prompt, m_lastOfPrompt; ///< [rows, n], [rows, 1]
    std::unique_ptr<models::DecodingState> m_state, m_unconditional;
};

/// One run over a batch of texts.
class Search
{
public:
    Search(Generator& generator, std::span<const Prompt> prompts, inspection::Probe* probe);

    void sample();
    void beams();
    void lookUp();
    std::vector<Generated> take() { return std::move(m_results); }

private:
    struct Beams;

    double seconds() const;
    bool isOutOfTime() const;
    /// Why the sequence that ends with its last token is finished; nothing if it isn't.
    std::optional<FinishReason> finished(const std::vector<std::int64_t>& ids, std::int64_t maxLength,
                                         bool outOfTime);
    void process(const SequenceView& sequence, std::span<float> scores) const;
    std::int64_t choose(std::span<const float> scores, Random& random) const;
    TokenRecord record(std::span<const float> scores, std::int64_t id) const;
    void keepFirstStep(const at::Tensor& before, const at::Tensor& after) const;
    double scale() const { return m_config.guidanceScale.value_or(1); }
    /// The scores that processors may change: a copy where the logits are still wanted.
    at::Tensor ownScores(const at::Tensor& logits, bool isFirst) const;
    void prefilled(const Decoder& decoder);

    const GenerationConfig& m_config;
    const GeneratorOptions& m_options;
    const LogitsProcessors& m_processors;
    const models::Network& m_network;
    StopStrings& m_stop;
    core::RunControl& m_control;
    inspection::Probe* m_probe;
    std::vector<Line> m_lines; ///< one a text
    std::vector<Generated> m_results;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// Row `row` of [rows, n] float32.
std::span<float> rowOf(const at::Tensor& scores, std::int64_t row);

} // namespace vitrine::generation
