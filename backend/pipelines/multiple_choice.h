// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/pipelines/text_encoder.h"

namespace vitrine::pipelines {

/// `{"prompt", "choices"}` → `[{"choice", "score"}]`, the best first: the softmax over what the model answers
/// to each pair of prompt and choice.
class MultipleChoice final : public Pipeline
{
public:
    static constexpr std::string_view name = "multiple-choice";

    /// Throws InvalidArgument for a model without such a head.
    explicit MultipleChoice(PipelineParts parts);

    std::string_view task() const override { return name; }
    PipelineResult run(std::span<const core::Json> inputs, const PipelineOptions& options,
                       core::RunControl& control) override;

private:
    TextEncoder m_encoder;
};

/// `{"query", "documents"}` → `[{"document", "score"}]`, the best first, as a cross-encoder of
/// sentence-transformers scores them: the sigmoid of the one label, unless `function_to_apply` or the model's
/// config.json says otherwise. `top_k` keeps so many.
class TextRanking final : public Pipeline
{
public:
    static constexpr std::string_view name = "text-ranking";

    /// Throws InvalidArgument for a model without a classification head of one label.
    explicit TextRanking(PipelineParts parts);

    std::string_view task() const override { return name; }
    PipelineResult run(std::span<const core::Json> inputs, const PipelineOptions& options,
                       core::RunControl& control) override;

private:
    TextEncoder m_encoder;
    bool m_sigmoid = true; ///< unless an argument says otherwise
};

} // namespace vitrine::pipelines
