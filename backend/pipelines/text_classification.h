// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/pipelines/text_encoder.h"

namespace vitrine::pipelines {

/// A text, or `{"text", "text_pair"}`, → its labels with scores, in the forms of Transformers' pipeline:
/// without top_k the best one, in a list for a text and bare for an object; with top_k a list, the best
/// first.
class TextClassification final : public Pipeline
{
public:
    static constexpr std::string_view name = "text-classification";

    /// Throws InvalidArgument for a model without a classification head.
    explicit TextClassification(PipelineParts parts);

    std::string_view task() const override { return name; }
    PipelineResult run(std::span<const core::Json> inputs, const PipelineOptions& options,
                       core::RunControl& control) override;

private:
    LabelScores scoresOf(const at::Tensor& logits, const Arguments& arguments, bool isObject) const;

    TextEncoder m_encoder;
};

} // namespace vitrine::pipelines
