// SPDX-License-Identifier: Apache-2.0

// Processors that forbid or force tokens, most of them at certain lengths.

#include "backend/core/result.h"
#include "backend/generation/logits_processor.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::generation {
namespace {

using Ids = std::vector<std::int64_t>;
constexpr float never = -std::numeric_limits<float>::infinity();

/// Ids outside the vocabulary are passed over.
void ban(const Ids& ids, std::span<float> scores)
{
    for (const auto id : ids)
        if (id >= 0 && std::size_t(id) < scores.size()) scores[std::size_t(id)] = never;
}

void force(const Ids& ids, std::span<float> scores)
{
    std::ranges::fill(scores, never);
    for (const auto id : ids)
        scores[std::size_t(id)] = 0;
}

/// No end before a length; with `prompt` the tokens of the prompt don't count.
class MinLength final : public LogitsProcessor
{
public:
    MinLength(std::int64_t length, bool prompt, Ids eos)
        : m_length(std::size_t(length)), m_skipPrompt(prompt), m_eos(std::move(eos))
    {
    }
    std::string_view name() const override { return m_skipPrompt ? "min_new_tokens" : "min_length"; }
    void apply(const SequenceView& sequence, std::span<float> scores) const override
    {
        if (sequence.ids.size() - (m_skipPrompt ? sequence.prompt : 0) < m_length) ban(m_eos, scores);
    }

private:
    std::size_t m_length;
    bool m_skipPrompt;
    Ids m_eos;
};

class ForcedBos final : public LogitsProcessor
{
public:
    explicit ForcedBos(std::int64_t id) : m_ids{id} {}
    std::string_view name() const override { return "forced_bos_token_id"; }
    void apply(const SequenceView& sequence, std::span<float> scores) const override
    {
        if (sequence.ids.size() == 1) force(m_ids, scores);
    }

private:
    Ids m_ids;
};

class ForcedEos final : public LogitsProcessor
{
public:
    explicit ForcedEos(Ids ids) : m_ids(std::move(ids)) {}
    std::string_view name() const override { return "forced_eos_token_id"; }
    void apply(const SequenceView& sequence, std::span<float> scores) const override
    {
        if (std::int64_t(sequence.ids.size()) == sequence.maxLength - 1) force(m_ids, scores);
    }

private:
    Ids m_ids;
};

class RemoveInvalid final : public LogitsProcessor
{
public:
    std::string_view name() const override { return "remove_invalid_values"; }
    void apply(const SequenceView&, std::span<float> scores) const override
    {
        using Limits = std::numeric_limits<float>;
        for (auto& score : scores)
            score = std::isnan(score) ? 0 : std::clamp(score, Limits::lowest(), Limits::max());
    }
};

/// The end becomes likelier with every token after `start` new ones.
class ExponentialDecay final : public LogitsProcessor
{
public:
    ExponentialDecay(std::int64_t start, double factor, Ids eos)
        : m_start(start), m_factor(factor), m_eos(std::move(eos))
    {
    }
    std::string_view name() const override { return "exponential_decay_length_penalty"; }
    void apply(const SequenceView& sequence, std::span<float> scores) const override
    {
        const auto past = std::int64_t(sequence.ids.size()) - (std::int64_t(sequence.prompt) + m_start);
        if (past <= 0) return;
        const auto factor = float(std::pow(m_factor, double(past)) - 1);
        for (const auto id : m_eos)
            if (auto& score = scores[std::size_t(id)]; std::isfinite(score))
                score += std::abs(score) * factor;
    }

private:
    std::int64_t m_start;
    double m_factor;
    Ids m_eos;
};

/// Everywhere, or for the first token alone.
class SuppressTokens final : public LogitsProcessor
{
public:
    SuppressTokens(Ids ids, bool begin, bool isForced)
        : m_ids(std::move(ids)), m_begin(begin), m_isForced(isForced)
    {
    }
    std::string_view name() const override { return m_begin ? "begin_suppress_tokens" : "suppress_tokens"; }
    void apply(const SequenceView& sequence, std::span<float> scores) const override
    {
        // A token that is forced as the first is none that the model begins with.
        const auto first = sequence.prompt + (sequence.prompt <= 1 && m_isForced ? 1 : 0);
        if (!m_begin || sequence.ids.size() == first) ban(m_ids, scores);
    }

private:
    Ids m_ids;
    bool m_begin, m_isForced;
};

void requireIds(const char* name, const Ids& ids, std::int64_t vocabulary)
{
    for (const auto id : ids)
        if (id < 0 || id >= vocabulary)
            throw core::Exception(core::ErrorCode::InvalidArgument,
                                  std::string(name) + ": " + std::to_string(id) +
                                      " is no token id of the model, whose vocab_size is " +
                                      std::to_string(vocabulary));
}

} // namespace

void addConstraints(LogitsProcessors& processors, const GenerationConfig& config, std::int64_t vocabulary)
{
    const auto add = [&]<typename Processor>(std::unique_ptr<Processor> processor) {
        processors.push_back(std::move(processor));
    };
    if (config.minLength > 0 && !config.minNewTokens && !config.eos.empty())
        add(std::make_unique<MinLength>(config.minLength, false, config.eos));
    if (config.minNewTokens.value_or(0) > 0 && !config.eos.empty())
        add(std::make_unique<MinLength>(*config.minNewTokens, true, config.eos));
    if (config.forcedBos) {
        requireIds("forced_bos_token_id", {*config.forcedBos}, vocabulary);
        add(std::make_unique<ForcedBos>(*config.forcedBos));
    }
    if (!config.forcedEos.empty()) {
        requireIds("forced_eos_token_id", config.forcedEos, vocabulary);
        add(std::make_unique<ForcedEos>(config.forcedEos));
    }
    if (config.removeInvalidValues) add(std::make_unique<RemoveInvalid>());
    if (config.exponentialDecay) {
        requireIds("exponential_decay_length_penalty: eos_token_id", config.eos, vocabulary);
        if (config.eos.empty())
            throw core::Exception(core::ErrorCode::InvalidArgument,
                                  "exponential_decay_length_penalty needs an eos_token_id");
        add(std::make_unique<ExponentialDecay>(config.exponentialDecay->first,
                                               config.exponentialDecay->second, config.eos));
    }
    if (!config.suppress.empty()) add(std::make_unique<SuppressTokens>(config.suppress, false, false));
    if (!config.beginSuppress.empty())
        add(std::make_unique<SuppressTokens>(config.beginSuppress, true, config.forcedBos.has_value()));
}

} // namespace vitrine::generation
