// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/interrupt.h"
#include "app/cli/model_options.h"
#include "backend/core/json.h"
#include "backend/core/result.h"
#include "backend/pipelines/pipeline.h"

#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace vitrine::app {

/// What `run` was asked for.
struct RunSettings
{
    ModelOptions model;
    std::string task, tokenizer;
    std::vector<std::string> set;
    bool trace = false, details = false;
    std::string in, out, format;      ///< a table instead of standard input
    std::vector<std::string> columns; ///< "NAME" or "key=NAME"
    bool resume = false;
};

/// One input of the pipeline or, as Transformers takes it, an array of them; or why it can't be read.
struct RunInput
{
    core::Result<std::vector<core::Json>> inputs;
    bool isArray = false;
};

/// A model with its pipeline, and the form of its answers: what the Transformers pipeline returns for the
/// input, as JSON; with trace or details `{"result", "trace", "details"}`.
class PipelineRunner
{
public:
    /// Throws Exception for a task, model or tokenizer that can't be used.
    explicit PipelineRunner(const RunSettings& settings);

    std::size_t batchSize() const { return m_options.batchSize; }
    RunInput read(const core::Result<core::Json>& json) const;
    /// One answer for each input, in order; fewer when interrupted. They are computed together; if that
    /// fails, one by one, so that only the wrong ones fail.
    std::vector<core::Result<std::string>> answer(std::span<const RunInput> inputs);

private:
    core::Result<pipelines::PipelineResult> compute(const std::vector<core::Json>& inputs);
    std::string text(const RunInput& input, std::span<const pipelines::PipelineValue> outputs,
                     std::span<const std::string> details, const pipelines::Trace& trace) const;

    CommandControl m_control;
    pipelines::PipelineOptions m_options;
    std::unique_ptr<models::Model> m_model;
    std::unique_ptr<pipelines::Pipeline> m_pipeline; // after the model: goes first
    bool m_wordsAreOneText = false;                  ///< an array of words is one input
    bool m_bareLabels = false;                       ///< in an array, a text's one label stands bare
    bool m_unwrapsOne = false;                       ///< an array of one input is answered like the input
    std::size_t m_written = 0; ///< inputs that were answered: which numbers the next one draws
    std::set<std::string> m_warned;
};

} // namespace vitrine::app
