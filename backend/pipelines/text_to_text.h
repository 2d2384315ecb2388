// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/pipelines/generating.h"

namespace vitrine::pipelines {

/// text2text-generation, summarization and translation, as the pipelines of Transformers 4.57:
/// `[{"generated_text"}]`, `[{"summary_text"}]`, `[{"translation_text"}]`, with `return_tensors` their
/// `…_token_ids`. Four beams unless the arguments say otherwise; `task_specific_params` of config.json and
/// their prefix hold.
class TextToText : public Pipeline
{
public:
    PipelineResult run(std::span<const core::Json> inputs, const PipelineOptions& options,
                       core::RunControl& control) override;
    bool listsEntries() const override { return true; }

protected:
    /// `record`: "generated", "summary", "translation". Throws InvalidArgument for a model that does not
    /// write texts from texts.
    TextToText(PipelineParts parts, std::string record);

private:
    struct Call;
    Call readCall(const std::string& arguments) const;
    GeneratingInput inputOf(const core::Json& json, std::size_t index, const Call& call) const;

    TextGenerator m_generator;
    std::string m_record;
};

class TextToTextGeneration final : public TextToText
{
public:
    static constexpr std::string_view name = "text2text-generation";
    explicit TextToTextGeneration(PipelineParts parts) : TextToText(std::move(parts), "generated") {}
    std::string_view task() const override { return name; }
};

class Summarization final : public TextToText
{
public:
    static constexpr std::string_view name = "summarization";
    explicit Summarization(PipelineParts parts) : TextToText(std::move(parts), "summary") {}
    std::string_view task() const override { return name; }
};

/// Languages are `src_lang` and `tgt_lang`, or those of the task's name, `translation_en_to_fr`.
class Translation final : public TextToText
{
public:
    static constexpr std::string_view name = "translation";
    explicit Translation(PipelineParts parts) : TextToText(std::move(parts), "translation") {}
    std::string_view task() const override { return name; }
};

} // namespace vitrine::pipelines
