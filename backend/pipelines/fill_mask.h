// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/pipelines/text_encoder.h"

namespace vitrine::pipelines {

/// A text with mask tokens → for each of them the likeliest tokens, as FillMaskPipeline of Transformers 5.23:
/// a list for one mask, a list of lists for several. Details: `{"masks": [{"position", "start", "end"}]}`.
class FillMask final : public Pipeline
{
public:
    static constexpr std::string_view name = "fill-mask";

    /// Throws InvalidArgument for a model without such a head or a tokenizer without mask token.
    explicit FillMask(PipelineParts parts);

    std::string_view task() const override { return name; }
    PipelineResult run(std::span<const core::Json> inputs, const PipelineOptions& options,
                       core::RunControl& control) override;

private:
    /// The ids of `targets`, without doubles, by ascending id; what they were replaced by is a warning.
    std::vector<std::int64_t> targetIds(const std::vector<std::string>& targets,
                                        std::vector<std::string>& warnings) const;

    TextEncoder m_encoder;
    std::string m_mask;
    std::uint32_t m_maskId = 0;
    std::optional<std::uint32_t> m_padId;
};

} // namespace vitrine::pipelines
