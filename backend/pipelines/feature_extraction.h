// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/pipelines/text_encoder.h"

namespace vitrine::pipelines {

/// The last hidden state of every token, as Transformers' FeatureExtractionPipeline; or one pooled vector a
/// text, as sentence-transformers.
class FeatureExtraction final : public Pipeline
{
public:
    static constexpr std::string_view name = "feature-extraction";

    explicit FeatureExtraction(PipelineParts parts);

    std::string_view task() const override { return name; }
    PipelineResult run(std::span<const core::Json> inputs, const PipelineOptions& options,
                       core::RunControl& control) override;

private:
    TextEncoder m_encoder;
    Pooling m_pooling;
};

} // namespace vitrine::pipelines
