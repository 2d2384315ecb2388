// SPDX-License-Identifier: Apache-2.0
#include "backend/generation/generator.h"

#include "backend/core/result.h"
#include "backend/generation/search.h"

#include <algorithm>

namespace vitrine::generation {

std::string_view finishReasonName(FinishReason reason)
{
    return reason == FinishReason::Eos ? "eos" : reason == FinishReason::Stop ? "stop" : "length";
}

Generator::Generator(const models::Network& network, const GenerationConfig& config, StopStrings& stop,
                     const GeneratorOptions& options, core::RunControl& control)
    : m_network(network),
      m_config(config),
      m_stop(stop),
      m_options(options),
      m_control(control),
      m_processors(makeLogitsProcessors(config, network.description().decoderVocabulary()))
{
}

std::vector<Generated> Generator::run(std::span<const Prompt> prompts, inspection::Probe* probe)
{
    Search search(*this, prompts, probe);
    if (prompts.empty()) return {};
    if (m_config.numBeams > 1)
        search.beams();
    else if (m_config.promptLookupTokens)
        search.lookUp();
    else
        search.sample();
    return search.take();
}

Search::Search(Generator& generator, std::span<const Prompt> prompts, inspection::Probe* probe)
    : m_config(generator.m_config),
      m_options(generator.m_options),
      m_processors(generator.m_processors),
      m_network(generator.m_network),
      m_stop(generator.m_stop),
      m_control(generator.m_control),
      m_probe(probe),
      m_results(prompts.size())
{
    const auto& description = m_network.description();
    for (const auto& prompt : prompts) {
        Line line;
        line.source = prompt.ids;
        line.ids = description.family == core::Family::EncoderDecoder ? prompt.decoderStart : prompt.ids;
        line.prompt = line.ids.size();
        const auto positions = description.targetPositions();
        line.maxLength = m_config.totalLength(std::int64_t(line.prompt), positions);
        if (positions > 0) line.maxLength = std::min(line.maxLength, positions);
        m_lines.push_back(std::move(line));
    }
}

double Search::seconds() const
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
}

bool Search::isOutOfTime() const
{
    return m_config.maxTime && seconds() > *m_config.maxTime;
}

std::optional<FinishReason> Search::finished(const std::vector<std::int64_t>& ids, std::int64_t maxLength,
                                             bool outOfTime)
{
    if (m_config.isEos(ids.back())) return FinishReason::Eos;
    if (m_stop.endsIn(ids)) return FinishReason::Stop;
    if (outOfTime || std::int64_t(ids.size()) >= maxLength) return FinishReason::Length;
    return std::nullopt;
}

void Search::process(const SequenceView& sequence, std::span<float> scores) const
{
    for (const auto& processor : m_processors)
        processor->apply(sequence, scores);
}

std::int64_t Search::choose(std::span<const float> scores, Random& random) const
{
    return m_config.doSample ? draw(scores, random) : largest(scores);
}

TokenRecord Search::record(std::span<const float> scores, std::int64_t id) const
{
    if (m_options.records) return describeChoice(scores, id, m_options.alternatives);
    TokenRecord record;
    record.id = id;
    if (m_options.onToken) record.logProbability = logProbability(scores, id);
    return record;
}

at::Tensor Search::ownScores(const at::Tensor& logits, bool isFirst) const
{
    const auto scores = logits.to(at::kFloat).contiguous();
    const bool isKept = isFirst && m_options.firstStep;
    return isKept && scores.is_same(logits) ? scores.clone() : scores;
}

void Search::keepFirstStep(const at::Tensor& before, const at::Tensor& after) const
{
    if (m_options.firstStep) *m_options.firstStep = {before[0].to(at::kFloat), after[0].clone()};
}

void Search::prefilled(const Decoder& decoder)
{
    for (auto& result : m_results) {
        result.prefillSeconds = seconds();
        result.cacheBytes = decoder.bytes();
    }
}

std::span<float> rowOf(const at::Tensor& scores, std::int64_t row)
{
    const auto width = std::size_t(scores.size(1));
    return {scores.mutable_data_ptr<float>() + std::size_t(row) * width, width};
}

} // namespace vitrine::generation
