// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/pipelines/pooling.h"
#include "backend/pipelines/registry.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrine::pipelines {

/// How texts become token vectors: tokenizer and encoder, by the fast path or, with a trace, by the exact
/// one that shows every stage. The shared middle of all pipelines on an encoder.
class TextEncoder
{
public:
    /// Throws InvalidArgument without a tokenizer.
    explicit TextEncoder(PipelineParts parts);

    /// float [tokens, hidden] for each text, special tokens included, padding not. `seconds`, unless empty,
    /// are the texts' partners, nothing where one has none. With `trace`, the stages from `raw_text` to the
    /// last layer are put into it.
    std::vector<at::Tensor> encode(std::span<const std::string> texts, const PipelineOptions& options,
                                   core::RunControl& control, Trace* trace,
                                   std::span<const std::optional<std::string>> seconds = {}) const;

    const models::Encoder& encoder() const { return m_parts.encoder; }
    const models::ModelInfo& info() const { return m_parts.info; }

private:
    /// The tokens of a text are cut here: the model's and the tokenizer's limit, and that of the options.
    std::size_t maxLength(const PipelineOptions& options) const;
    std::vector<tokenizers::Encoding> tokenize(std::span<const std::string> texts,
                                               std::span<const std::optional<std::string>> seconds,
                                               const PipelineOptions& options) const;
    std::vector<at::Tensor> encodeFast(const std::vector<tokenizers::Encoding>& encodings,
                                       core::RunControl& control) const;
    std::vector<at::Tensor> encodeTraced(std::span<const std::string> texts,
                                         const std::vector<tokenizers::Encoding>& encodings,
                                         double tokenizeSeconds, const PipelineOptions& options,
                                         core::RunControl& control, Trace& trace) const;

    PipelineParts m_parts;
};

} // namespace vitrine::pipelines
