// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json_lines.h"
#include "app/cli/pipeline_runner.h"
#include "app/cli/run_table.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace vitrine::app {
namespace {

/// Reads lines, computes `batch_size` of them together, answers in order.
int runLines(const RunSettings& settings)
{
    PipelineRunner runner(settings);
    JsonLineReader reader;
    int status = ExitGood;
    std::vector<RunInput> inputs;
    const auto flush = [&] {
        for (auto& answer : runner.answer(inputs)) {
            if (answer.ok()) {
                writeJsonText(std::move(answer.value()));
                continue;
            }
            status = ExitFailed;
            writeLine(errorJson(answer.error()));
        }
        inputs.clear();
    };
    while (const auto json = reader.next()) {
        inputs.push_back(runner.read(*json));
        if (inputs.size() >= runner.batchSize()) flush();
    }
    if (!interrupted()) flush();
    return interrupted() ? ExitInterrupted : status;
}

void requireUsage(const RunSettings& settings)
{
    const auto need = [](bool isMet, const char* message) {
        if (!isMet) throw core::Exception(core::ErrorCode::InvalidArgument, message);
    };
    need(settings.out.empty() || !settings.in.empty(), "run: --out needs --in FILE");
    need(settings.columns.empty() || !settings.in.empty(), "run: --column needs --in FILE");
    need(!settings.resume || !settings.out.empty(), "run: --resume needs --out FILE");
    need(!settings.trace || settings.out.empty(), "run: --trace goes to standard output, not into a table");
}

} // namespace

void addRunCommand(CLI::App& program, int& status)
{
    CLI::App* command =
        program.add_subcommand("run", "Runs a pipeline: one input a line in, its result a line out");
    const auto settings = std::make_shared<RunSettings>();
    command->add_option("task", settings->task, "Name of a Transformers pipeline")->required();
    settings->model.addTo(*command);
    command->add_option("--tokenizer", settings->tokenizer, "Another tokenizer than the model's own");
    command->add_option("--set", settings->set, "An argument of the pipeline, key=value");
    command->add_flag("--trace", settings->trace, "Adds shapes, times and samples of every stage");
    command->add_flag("--details", settings->details, "Adds what led to each result");
    command->add_option("--in", settings->in,
                        "A table to read instead of standard input: CSV, TSV, text, JSON, JSON Lines, "
                        "Parquet or Arrow");
    command->add_option("--format", settings->format, "Of --in, instead of its extension's");
    command->add_option("--column", settings->columns,
                        "The column with the input, or input=column for one of several");
    command->add_option("--out", settings->out,
                        "Where the table with its results goes (.jsonl, .csv, .tsv, .parquet, .arrow)");
    command->add_flag("--resume", settings->resume, "Goes on after the last row that is done");
    command->callback([settings, &status] {
        requireUsage(*settings);
        status = settings->in.empty() ? runLines(*settings) : runTable(*settings);
    });
}

} // namespace vitrine::app
