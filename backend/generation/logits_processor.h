// SPDX-License-Identifier: Apache-2.0
#pragma once

// Torch-free.

#include "backend/generation/generation_config.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace vitrine::generation {

/// What a processor knows of one sequence. It never sees other sequences or padding, so that what it does
/// doesn't depend on what else is computed with it.
struct SequenceView
{
    std::span<const std::int64_t> ids; ///< prompt and what was generated
    std::size_t prompt = 0;            ///< so many are the prompt's (of the decoder)
    std::int64_t maxLength = 0;
    /// What the encoder read; of a decoder alone its prompt.
    std::span<const std::int64_t> source;
    std::size_t beam = 0; ///< rank of the sequence among the beams of its text
};

/// Changes the scores of the next token: logits, or in beam search log-probabilities.
class LogitsProcessor
{
public:
    virtual ~LogitsProcessor() = default;
    virtual std::string_view name() const = 0; ///< the argument that asks for it
    /// `scores`: one a token of the vocabulary.
    virtual void apply(const SequenceView& sequence, std::span<float> scores) const = 0;
};

using LogitsProcessors = std::vector<std::unique_ptr<LogitsProcessor>>;

/// All that `config` asks for, in Transformers' order: processors, with sampling warpers, normalization.
/// Guidance is not among them: it needs a second pass of the model. Throws InvalidArgument for ids outside
/// the vocabulary where Transformers does.
LogitsProcessors makeLogitsProcessors(const GenerationConfig& config, std::int64_t vocabulary);

// Its parts.
void addPenalties(LogitsProcessors& processors, const GenerationConfig& config, std::int64_t vocabulary);
void addConstraints(LogitsProcessors& processors, const GenerationConfig& config, std::int64_t vocabulary);
void addWarpers(LogitsProcessors& processors, const GenerationConfig& config);
std::unique_ptr<LogitsProcessor> makeSequenceBias(const GenerationConfig& config, std::int64_t vocabulary);
std::unique_ptr<LogitsProcessor> makeBadWords(const GenerationConfig& config, std::int64_t vocabulary);
std::unique_ptr<LogitsProcessor> makeNoRepeatNgram(std::int64_t size);
std::unique_ptr<LogitsProcessor> makeEncoderNoRepeatNgram(std::int64_t size);

/// log(sum(exp(scores))), in the manner of a float32 softmax.
float logSumExp(std::span<const float> scores);

} // namespace vitrine::generation
