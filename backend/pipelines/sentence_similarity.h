// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/pipelines/text_encoder.h"

namespace vitrine::pipelines {

/// `{"source_sentence": …, "sentences": […]}` → the cosine of each sentence's pooled vector to the source's.
class SentenceSimilarity final : public Pipeline
{
public:
    static constexpr std::string_view name = "sentence-similarity";

    explicit SentenceSimilarity(PipelineParts parts);

    std::string_view task() const override { return name; }
    PipelineResult run(std::span<const core::Json> inputs, const PipelineOptions& options,
                       core::RunControl& control) override;

private:
    TextEncoder m_encoder;
    Pooling m_pooling;
};

} // namespace vitrine::pipelines
