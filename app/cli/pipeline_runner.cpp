// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pipeline_runner.h"

#include "app/cli/commands.h"
#include "app/cli/pipeline_settings.h"
#include "backend/tokenizers/tokenizer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace vitrine::app {

using core::Json;

namespace {

const core::Task& taskOf(const std::string& name)
{
    if (const auto* task = core::findTask(name)) return *task;
    std::string known;
    for (const auto& task : core::tasks())
        known += (known.empty() ? "" : ", ") + std::string(task.name);
    throw core::Exception(core::ErrorCode::Unsupported,
                          "task \"" + name + "\" is not supported (supported: " + known + ")");
}

std::string jsonArray(std::span<const std::string> texts)
{
    std::string array = "[";
    for (const auto& text : texts)
        array += (array.size() > 1 ? "," : "") + text;
    return array + ']';
}

/// The settings with what --seed says where the task draws numbers; an argument of that name goes before it.
std::vector<std::string> seeded(const RunSettings& settings)
{
    auto set = settings.set;
    const auto head = taskOf(settings.task).head;
    if (settings.model.seed && (head == models::Head::CausalLm || head == models::Head::Seq2SeqLm))
        set.insert(set.begin(), "seed=" + std::to_string(*settings.model.seed));
    return set;
}

/// Arrays of one entry each become these entries.
void unwrap(std::vector<std::string>& arrays)
{
    std::vector<std::string> entries;
    for (const auto& each : arrays) {
        const auto array = core::OrderedJson::parse(each);
        if (!array.is_array() || array.size() != 1) return;
        entries.push_back(core::dumpJson(array.front()));
    }
    arrays = std::move(entries);
}

} // namespace

PipelineRunner::PipelineRunner(const RunSettings& settings)
    : m_options(pipelineOptions(seeded(settings))),
      m_model(loadModel(settings.model, taskOf(settings.task).head, m_control))
{
    m_options.trace = settings.trace;
    m_options.details = settings.details;
    const auto& tokenizer = settings.tokenizer.empty() ? settings.model.model : settings.tokenizer;
    m_pipeline = m_model->pipeline(settings.task,
                                   std::make_shared<const tokenizers::Tokenizer>(loadTokenizer(tokenizer)));
    const std::string_view task = taskOf(settings.task).name;
    const auto arguments = core::parseJson(m_options.arguments, "--set");
    m_wordsAreOneText =
        task == "token-classification" && arguments.value("is_split_into_words", Json()) == Json(true);
    m_bareLabels = task == "text-classification" && !arguments.contains("top_k");
    m_unwrapsOne = task == "question-answering" || task == "fill-mask";
}

RunInput PipelineRunner::read(const core::Result<Json>& json) const
{
    if (!json.ok()) return {json.error()};
    const Json& value = json.value();
    if (!value.is_array()) return {std::vector<Json>{value}};
    const auto isArray = [](const Json& each) { return each.is_array(); };
    if (m_wordsAreOneText && !std::ranges::all_of(value, isArray)) return {std::vector<Json>{value}, true};
    return {std::vector<Json>(value.begin(), value.end()), true};
}

std::vector<core::Result<std::string>> PipelineRunner::answer(std::span<const RunInput> inputs)
{
    std::vector<Json> together;
    for (const auto& input : inputs)
        if (input.inputs.ok())
            together.insert(together.end(), input.inputs.value().begin(), input.inputs.value().end());
    const bool isBatch = inputs.size() > 1 && !m_options.trace && !together.empty();
    m_options.firstInput = m_written;
    const auto all = isBatch ? compute(together) : core::Result<pipelines::PipelineResult>(core::Error{});
    std::vector<core::Result<std::string>> answers;
    std::size_t next = 0;
    for (const auto& input : inputs) {
        if (interrupted()) break;
        if (!input.inputs.ok()) {
            answers.emplace_back(input.inputs.error());
            continue;
        }
        const auto count = input.inputs.value().size();
        m_options.firstInput = m_written;
        m_written += count;
        const auto part = [&](const auto& values) {
            return values.size() == together.size() ? std::span(values).subspan(next, count)
                                                    : std::span(values).first(0);
        };
        if (all.ok()) {
            answers.emplace_back(text(input, part(all.value().outputs), part(all.value().details), {}));
            next += count;
            continue;
        }
        const auto own = compute(input.inputs.value());
        if (own.ok())
            answers.emplace_back(text(input, own.value().outputs, own.value().details, own.value().trace));
        else if (own.error().code == core::ErrorCode::Canceled)
            break;
        else
            answers.emplace_back(own.error());
    }
    return answers;
}

core::Result<pipelines::PipelineResult> PipelineRunner::compute(const std::vector<Json>& inputs)
{
    auto result = core::capture([&] { return m_pipeline->run(inputs, m_options, m_control); });
    if (result.ok())
        for (const auto& warning : result.value().warnings)
            if (m_warned.insert(warning).second) std::cerr << "vitrine: warning: " << warning << '\n';
    return result;
}

std::string PipelineRunner::text(const RunInput& input, std::span<const pipelines::PipelineValue> outputs,
                                 std::span<const std::string> details, const pipelines::Trace& trace) const
{
    const bool isList = input.isArray && !(m_unwrapsOne && outputs.size() == 1);
    std::vector<std::string> texts;
    for (const auto& output : outputs) {
        const auto* labels = std::get_if<pipelines::LabelScores>(&output);
        if (!isList || !m_bareLabels || !labels) {
            texts.push_back(pipelines::toJsonText(output));
            continue;
        }
        auto bare = *labels;
        bare.isList = false;
        texts.push_back(pipelines::toJsonText(bare));
    }
    if (isList && m_pipeline->listsEntries()) unwrap(texts);
    std::string text = isList ? jsonArray(texts) : texts.at(0);
    if (!m_options.trace && !m_options.details) return text;
    text = "{\"result\":" + text;
    if (m_options.trace) text += ",\"trace\":" + core::dumpJson(pipelines::toJson(trace));
    if (m_options.details)
        text += ",\"details\":" + (isList ? jsonArray(details) : details.empty() ? "{}" : details.front());
    return text + '}';
}

} // namespace vitrine::app
