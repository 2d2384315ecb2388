// SPDX-License-Identifier: Apache-2.0
#include "backend/generation/logits_processor.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace vitrine::generation {
namespace {

/// Of each id once, in the vocabulary.
std::unordered_set<std::int64_t> distinct(std::span<const std::int64_t> ids, std::size_t vocabulary)
{
    std::unordered_set<std::int64_t> set;
    for (const auto id : ids)
        if (id >= 0 && std::size_t(id) < vocabulary) set.insert(id);
    return set;
}

void penalize(float& score, float penalty)
{
    score = score < 0 ? score * penalty : score / penalty;
}

/// Keskar et al. 2019 (CTRL); tokens of the prompt count.
class RepetitionPenalty final : public LogitsProcessor
{
public:
    explicit RepetitionPenalty(double penalty) : m_penalty(float(penalty)) {}
    std::string_view name() const override { return "repetition_penalty"; }
    void apply(const SequenceView& sequence, std::span<float> scores) const override
    {
        for (const auto id : distinct(sequence.ids, scores.size()))
            penalize(scores[std::size_t(id)], m_penalty);
    }

private:
    float m_penalty;
};

/// Raises what the source has. 4.57 does it to the first beam alone.
class EncoderRepetitionPenalty final : public LogitsProcessor
{
public:
    EncoderRepetitionPenalty(double penalty, bool firstBeamAlone)
        : m_penalty(float(1 / penalty)), m_firstBeamAlone(firstBeamAlone)
    {
    }
    std::string_view name() const override { return "encoder_repetition_penalty"; }
    void apply(const SequenceView& sequence, std::span<float> scores) const override
    {
        if (m_firstBeamAlone && sequence.beam > 0) return;
        for (const auto id : distinct(sequence.source, scores.size()))
            penalize(scores[std::size_t(id)], m_penalty);
    }

private:
    float m_penalty;
    bool m_firstBeamAlone;
};

/// As OpenAI's API defines them: each generated token loses `presence` once and `frequency` for every time.
class PresencePenalty final : public LogitsProcessor
{
public:
    PresencePenalty(double presence, double frequency)
        : m_presence(float(presence)), m_frequency(float(frequency))
    {
    }
    std::string_view name() const override
    {
        return m_presence != 0 ? "presence_penalty" : "frequency_penalty";
    }
    void apply(const SequenceView& sequence, std::span<float> scores) const override
    {
        std::unordered_map<std::int64_t, int> counts;
        for (const auto id : sequence.ids.subspan(sequence.prompt))
            ++counts[id];
        for (const auto& [id, count] : counts)
            if (id >= 0 && std::size_t(id) < scores.size())
                scores[std::size_t(id)] -= m_presence + m_frequency * float(count);
    }

private:
    float m_presence, m_frequency;
};

} // namespace

void addPenalties(LogitsProcessors& processors, const GenerationConfig& config, std::int64_t vocabulary)
{
    if (!config.sequenceBias.empty()) processors.push_back(makeSequenceBias(config, vocabulary));
    if (config.encoderRepetitionPenalty != 1)
        processors.push_back(std::make_unique<EncoderRepetitionPenalty>(
            config.encoderRepetitionPenalty, config.reference == Reference::Version4));
    if (config.repetitionPenalty != 1)
        processors.push_back(std::make_unique<RepetitionPenalty>(config.repetitionPenalty));
    if (config.presencePenalty != 0 || config.frequencyPenalty != 0)
        processors.push_back(
            std::make_unique<PresencePenalty>(config.presencePenalty, config.frequencyPenalty));
    if (config.noRepeatNgram > 0) processors.push_back(makeNoRepeatNgram(config.noRepeatNgram));
    if (config.encoderNoRepeatNgram > 0)
        processors.push_back(makeEncoderNoRepeatNgram(config.encoderNoRepeatNgram));
    if (!config.badWords.empty())
        if (auto badWords = makeBadWords(config, vocabulary)) processors.push_back(std::move(badWords));
}

} // namespace vitrine::generation
