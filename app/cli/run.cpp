// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_lines.h"
#include "app/cli/model_options.h"
#include "app/cli/pipeline_settings.h"
#include "backend/hub/locate.h"
#include "backend/pipelines/pipeline.h"
#include "backend/tokenizers/tokenizer.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace vitrine::app {
namespace {

using core::Json;

struct Settings
{
    ModelOptions model;
    std::string task, tokenizer;
    std::vector<std::string> set;
    bool trace = false;
};

/// An input line: one input of the pipeline, or, as Transformers takes it, an array of them.
struct Line
{
    core::Result<std::vector<Json>> inputs;
    bool isArray = false;
};

models::Head headOf(const std::string& name)
{
    if (const auto* task = core::findTask(name)) return task->head;
    std::string known;
    for (const auto& task : core::tasks())
        known += (known.empty() ? "" : ", ") + std::string(task.name);
    throw core::Exception(core::ErrorCode::Unsupported,
                          "task \"" + name + "\" is not supported (supported: " + known + ")");
}

/// The settings with what --seed says where the task draws numbers; an argument of that name goes before it.
std::vector<std::string> seeded(const Settings& settings)
{
    auto set = settings.set;
    const auto head = headOf(settings.task);
    if (settings.model.seed && (head == models::Head::CausalLm || head == models::Head::Seq2SeqLm))
        set.insert(set.begin(), "seed=" + std::to_string(*settings.model.seed));
    return set;
}

/// Reads lines, computes `batch_size` of them together, answers in order.
class RunJob
{
public:
    explicit RunJob(const Settings& settings)
        : m_options(pipelineOptions(seeded(settings))),
          m_model(loadModel(settings.model, headOf(settings.task), m_control))
    {
        m_options.trace = settings.trace;
        const auto& tokenizer = settings.tokenizer.empty() ? settings.model.model : settings.tokenizer;
        m_pipeline = m_model->pipeline(
            settings.task, std::make_shared<const tokenizers::Tokenizer>(loadTokenizer(tokenizer)));
    }

    int run()
    {
        JsonLineReader reader;
        std::vector<Line> lines;
        while (const auto json = reader.next()) {
            lines.push_back(parse(*json));
            if (lines.size() < m_options.batchSize) continue;
            answer(lines);
            lines.clear();
        }
        if (!interrupted()) answer(lines);
        return interrupted() ? ExitInterrupted : m_status;
    }

private:
    static Line parse(const core::Result<Json>& json)
    {
        if (!json.ok()) return {json.error()};
        const Json& value = json.value();
        if (!value.is_array()) return {std::vector<Json>{value}};
        return {std::vector<Json>(value.begin(), value.end()), true};
    }

    /// Together; if that fails, line by line, so that only the wrong ones become error lines.
    void answer(const std::vector<Line>& lines)
    {
        std::vector<Json> inputs;
        for (const auto& line : lines)
            if (line.inputs.ok())
                inputs.insert(inputs.end(), line.inputs.value().begin(), line.inputs.value().end());
        m_options.firstInput = m_written;
        const bool together = lines.size() > 1 && !m_options.trace;
        auto all = together ? compute(inputs) : core::Result<pipelines::PipelineResult>(core::Error{});
        std::size_t next = 0;
        for (const auto& line : lines) {
            if (interrupted()) return;
            if (!line.inputs.ok()) {
                fail(line.inputs.error());
                continue;
            }
            const auto count = line.inputs.value().size();
            m_options.firstInput = m_written;
            m_written += count;
            if (all.ok()) {
                write(line, std::span(all.value().outputs).subspan(next, count), {});
                next += count;
                continue;
            }
            auto result = compute(line.inputs.value());
            if (result.ok())
                write(line, result.value().outputs, result.value().trace);
            else if (result.error().code != core::ErrorCode::Canceled)
                fail(result.error());
        }
    }

    core::Result<pipelines::PipelineResult> compute(const std::vector<Json>& inputs)
    {
        return core::capture([&] { return m_pipeline->run(inputs, m_options, m_control); });
    }

    void write(const Line& line, std::span<const pipelines::PipelineValue> outputs,
               const pipelines::Trace& trace)
    {
        std::vector<std::string> texts;
        for (const auto& output : outputs)
            texts.push_back(pipelines::toJsonText(output));
        if (line.isArray && m_pipeline->listsEntries()) unwrap(texts);
        std::string text = line.isArray ? "[" : "";
        for (std::size_t i = 0; i < texts.size(); ++i)
            text += (i > 0 ? "," : "") + texts[i];
        if (line.isArray) text += ']';
        if (m_options.trace)
            text = "{\"result\":" + text + ",\"trace\":" + core::dumpJson(pipelines::toJson(trace)) + '}';
        writeJsonText(std::move(text));
    }

    /// Arrays of one entry each become these entries.
    static void unwrap(std::vector<std::string>& arrays)
    {
        std::vector<std::string> entries;
        for (const auto& each : arrays) {
            const auto array = core::OrderedJson::parse(each);
            if (!array.is_array() || array.size() != 1) return;
            entries.push_back(core::dumpJson(array.front()));
        }
        arrays = std::move(entries);
    }

    void fail(const core::Error& error)
    {
        m_status = ExitFailed;
        writeLine(errorJson(error));
    }

    CommandControl m_control;
    pipelines::PipelineOptions m_options;
    std::unique_ptr<models::Model> m_model;
    std::unique_ptr<pipelines::Pipeline> m_pipeline; // after the model: goes first
    std::size_t m_written = 0;                       ///< inputs that were answered
    int m_status = ExitGood;
};

} // namespace

void addRunCommand(CLI::App& program, int& status)
{
    CLI::App* command =
        program.add_subcommand("run", "Runs a pipeline: one input a line in, its result a line out");
    const auto settings = std::make_shared<Settings>();
    command->add_option("task", settings->task, "Name of a Transformers pipeline")->required();
    settings->model.addTo(*command);
    command->add_option("--tokenizer", settings->tokenizer, "Another tokenizer than the model's own");
    command->add_option("--set", settings->set, "An argument of the pipeline, key=value");
    command->add_flag("--trace", settings->trace, "Adds shapes, times and samples of every stage");
    command->callback([settings, &status] { status = RunJob(*settings).run(); });
}

} // namespace vitrine::app
