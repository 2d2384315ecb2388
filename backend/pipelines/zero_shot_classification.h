// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/pipelines/text_encoder.h"

namespace vitrine::pipelines {

/// A text, or `{"sequences", "candidate_labels"}`, → how well each label fits, by a model of entailment, as
/// ZeroShotClassificationPipeline of Transformers 5.23. Details: `{"hypotheses": [{"label", "sequence",
/// "entailment", "contradiction", "neutral"}]}`, probabilities over the model's labels of those names.
class ZeroShotClassification final : public Pipeline
{
public:
    static constexpr std::string_view name = "zero-shot-classification";

    /// Throws InvalidArgument for a model without a classification head.
    explicit ZeroShotClassification(PipelineParts parts);

    std::string_view task() const override { return name; }
    PipelineResult run(std::span<const core::Json> inputs, const PipelineOptions& options,
                       core::RunControl& control) override;

private:
    struct Request;
    Request requestOf(const core::Json& json, std::size_t index, const Request& defaults) const;
    /// [labels, the model's labels] → the score of each label.
    std::vector<float> scoresOf(const at::Tensor& logits, bool multiLabel) const;

    TextEncoder m_encoder;
    std::int64_t m_entailment; ///< the id of that label; the last one where no name says so
};

/// Python's `template.format(label)` of one argument; nothing where that would fail or `label` has no place.
std::optional<std::string> fillTemplate(std::string_view text, std::string_view label);

} // namespace vitrine::pipelines
