// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/pipelines/text_encoder.h"

namespace vitrine::pipelines {

/// `{"question", "context"}` → the answer's score, place and text, or a list of them, as the pipeline of
/// Transformers 4.57. Either may be an array: then there is a list with the answer to each. Details:
/// `{"windows": [{"start", "end", "tokens", "answer", "score", "null_score"}], "tokens": [{"token", "start",
/// "end", "start_probability", "end_probability"}]}`, the tokens those of the context in the best window.
class QuestionAnswering final : public Pipeline
{
public:
    static constexpr std::string_view name = "question-answering";

    /// Throws InvalidArgument for a model without such a head.
    explicit QuestionAnswering(PipelineParts parts);

    std::string_view task() const override { return name; }
    PipelineResult run(std::span<const core::Json> inputs, const PipelineOptions& options,
                       core::RunControl& control) override;

private:
    struct Settings;
    struct Example;
    struct Found;
    Settings settingsOf(const Arguments& arguments, const PipelineOptions& options) const;
    Found answer(const Example& example, std::span<const tokenizers::Encoding> windows,
                 std::span<const at::Tensor> logits, const Settings& settings) const;

    TextEncoder m_encoder;
    bool m_questionFirst; ///< where padding is at the right; else the context comes first
};

} // namespace vitrine::pipelines
