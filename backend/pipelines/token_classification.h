// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/pipelines/entity_aggregation.h"
#include "backend/pipelines/text_encoder.h"

namespace vitrine::pipelines {

/// A text → its tokens or entities with label and score, as TokenClassificationPipeline of Transformers 5.23.
/// With `is_split_into_words` a text is an array of words, joined by `delimiter`. Details:
/// `{"labels": […], "tokens": [{"token", "id", "start", "end", "word", "scores"}]}`, where `word` is the
/// number of the word and `scores` are the probabilities of all labels.
class TokenClassification final : public Pipeline
{
public:
    static constexpr std::string_view name = "token-classification";

    /// Throws InvalidArgument for a model without such a head.
    explicit TokenClassification(PipelineParts parts);

    std::string_view task() const override { return name; }
    PipelineResult run(std::span<const core::Json> inputs, const PipelineOptions& options,
                       core::RunControl& control) override;

private:
    struct Settings;
    struct Text;
    Settings settingsOf(const Arguments& arguments) const;
    Text textOf(const core::Json& json, std::size_t index, const Settings& settings) const;
    std::vector<LabeledToken> labeledTokens(const Text& text, const tokenizers::Encoding& encoding,
                                            std::span<const float> scores, const Settings& settings) const;

    TextEncoder m_encoder;
    std::optional<std::uint32_t> m_unknownId;
};

} // namespace vitrine::pipelines
