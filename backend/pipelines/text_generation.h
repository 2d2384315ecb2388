// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/pipelines/generating.h"

namespace vitrine::pipelines {

/// Continues a text, as the text-generation pipeline of Transformers 5.23:
/// `[{"generated_text"}]`, with `return_tensors` `[{"generated_token_ids"}]`, one entry a sequence. Samples
/// unless the model's files or the arguments say otherwise. With a seed every input has numbers of its own,
/// by its place in the series.
class TextGeneration final : public Pipeline
{
public:
    static constexpr std::string_view name = "text-generation";

    /// Throws InvalidArgument for a model without causal language head.
    explicit TextGeneration(PipelineParts parts);

    std::string_view task() const override { return name; }
    PipelineResult run(std::span<const core::Json> inputs, const PipelineOptions& options,
                       core::RunControl& control) override;

private:
    TextGenerator m_generator;
};

} // namespace vitrine::pipelines
