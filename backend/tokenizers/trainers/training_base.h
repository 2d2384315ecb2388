// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/trainers/learned.h"

namespace vitrine::tokenizers {

/// What a training starts from: a tokenizer.json whose vocabulary is to be replaced, and the options that
/// follow from it.
class TrainingBase
{
public:
    /// Throws InvalidArgument if the model is not of the job's algorithm, and for options that make no sense.
    explicit TrainingBase(const TrainingJob& job);
    ~TrainingBase();

    /// Normalizer and pre-tokenizer as the training uses them.
    const core::Json& pipeline() const;
    const TrainerOptions& options() const { return m_options; }
    const std::vector<std::string>& warnings() const { return m_warnings; }

    /// The tokenizer with the new vocabulary: added tokens, ids of the post-processor, roles. Throws
    /// InvalidArgument if the post-processor needs a token that the vocabulary does not have.
    TokenizerDocument finish(const Learned& learned) const;

private:
    void takeOver(const TokenizerDocument& from);
    void checkOptions();

    TrainerOptions m_options;
    std::unique_ptr<core::Json> m_json;
    std::optional<TokenizerDocument> m_from;
    std::vector<std::string> m_warnings;
};

} // namespace vitrine::tokenizers
