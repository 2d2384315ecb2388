// SPDX-License-Identifier: Apache-2.0

// Processors that look at sequences of tokens: biases, bad words, n-grams.

#include "backend/core/result.h"
#include "backend/generation/logits_processor.h"

#include <algorithm>
#include <limits>

namespace vitrine::generation {
namespace {

constexpr float never = -std::numeric_limits<float>::infinity();

/// Adds a bias to the last token of a sequence whose others stand at the end.
class SequenceBias final : public LogitsProcessor
{
public:
    using Bias = std::pair<std::vector<std::int64_t>, float>;

    SequenceBias(std::string_view name, std::vector<Bias> biases, bool wholeMustFit)
        : m_name(name), m_biases(std::move(biases)), m_wholeMustFit(wholeMustFit)
    {
    }
    std::string_view name() const override { return m_name; }
    void apply(const SequenceView& sequence, std::span<float> scores) const override
    {
        const auto ids = sequence.ids;
        for (const auto& [wanted, bias] : m_biases) {
            const auto before = wanted.size() - 1;
            // 4.57 passes over a sequence that is longer than what there is.
            if (before > 0 && (m_wholeMustFit ? before + 1 : before) > ids.size()) continue;
            if (std::equal(wanted.begin(), wanted.end() - 1, ids.end() - std::ptrdiff_t(before)))
                scores[std::size_t(wanted.back())] += bias;
        }
    }

private:
    std::string_view m_name;
    std::vector<Bias> m_biases;
    bool m_wholeMustFit;
};

std::unique_ptr<LogitsProcessor> biased(std::string_view name, std::vector<SequenceBias::Bias> biases,
                                        const GenerationConfig& config, std::int64_t vocabulary)
{
    for (const auto& [ids, bias] : biases)
        for (const auto id : ids)
            if (id < 0 || id >= vocabulary)
                throw core::Exception(core::ErrorCode::InvalidArgument,
                                      "argument " + std::string(name) + ": " + std::to_string(id) +
                                          " is no token id of the model, whose vocab_size is " +
                                          std::to_string(vocabulary));
    return std::make_unique<SequenceBias>(name, std::move(biases), config.reference == Reference::Version4);
}

/// No n-gram of `text` may be completed again at the end of `ids`.
void banCompletions(std::span<const std::int64_t> text, std::span<const std::int64_t> ids, std::size_t size,
                    std::span<float> scores)
{
    if (ids.size() + 1 < size || text.size() < size) return;
    const auto prefix = ids.last(size - 1);
    for (std::size_t first = 0; first + size <= text.size(); ++first) {
        const auto next = text[first + size - 1];
        if (next >= 0 && std::size_t(next) < scores.size() &&
            std::ranges::equal(text.subspan(first, size - 1), prefix))
            scores[std::size_t(next)] = never;
    }
}

class NoRepeatNgram final : public LogitsProcessor
{
public:
    explicit NoRepeatNgram(std::int64_t size) : m_size(std::size_t(size)) {}
    std::string_view name() const override { return "no_repeat_ngram_size"; }
    void apply(const SequenceView& sequence, std::span<float> scores) const override
    {
        banCompletions(sequence.ids, sequence.ids, m_size, scores);
    }

private:
    std::size_t m_size;
};

class EncoderNoRepeatNgram final : public LogitsProcessor
{
public:
    explicit EncoderNoRepeatNgram(std::int64_t size) : m_size(std::size_t(size)) {}
    std::string_view name() const override { return "encoder_no_repeat_ngram_size"; }
    void apply(const SequenceView& sequence, std::span<float> scores) const override
    {
        banCompletions(sequence.source, sequence.ids, m_size, scores);
    }

private:
    std::size_t m_size;
};

} // namespace

std::unique_ptr<LogitsProcessor> makeSequenceBias(const GenerationConfig& config, std::int64_t vocabulary)
{
    return biased("sequence_bias", config.sequenceBias, config, vocabulary);
}

std::unique_ptr<LogitsProcessor> makeBadWords(const GenerationConfig& config, std::int64_t vocabulary)
{
    std::vector<SequenceBias::Bias> biases;
    for (const auto& word : config.badWords)
        // The end of the text is no bad word.
        if (word.size() != 1 || !config.isEos(word.front())) biases.emplace_back(word, never);
    return biases.empty() ? nullptr : biased("bad_words_ids", std::move(biases), config, vocabulary);
}

std::unique_ptr<LogitsProcessor> makeNoRepeatNgram(std::int64_t size)
{
    return std::make_unique<NoRepeatNgram>(size);
}

std::unique_ptr<LogitsProcessor> makeEncoderNoRepeatNgram(std::int64_t size)
{
    return std::make_unique<EncoderNoRepeatNgram>(size);
}

} // namespace vitrine::generation
