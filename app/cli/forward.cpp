// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/forward_inputs.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_lines.h"
#include "app/cli/model_options.h"
#include "backend/tensors/safetensors.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace vitrine::app {
namespace {

using core::ErrorCode;
using core::Exception;

/// Names of `--head`; the first three exist.
const std::vector<std::string> heads{"auto",
                                     "base",
                                     "encoder",
                                     "masked-lm",
                                     "sequence-classification",
                                     "token-classification",
                                     "question-answering",
                                     "multiple-choice",
                                     "next-sentence-prediction",
                                     "pretraining",
                                     "causal-lm",
                                     "seq2seq-lm"};
const std::vector<std::string> outputNames{"logits", "hidden_states", "attentions"};

struct Settings
{
    ModelOptions model;
    std::string head = "auto", in, out;
    std::vector<std::string> outputs{"logits"};
};

models::ProbeRequest requestOf(const std::vector<std::string>& outputs)
{
    const auto asked = [&](const char* name) { return std::ranges::find(outputs, name) != outputs.end(); };
    return {.hiddenStates = asked("hidden_states"), .attentions = asked("attentions")};
}

void write(const std::string& path, const std::vector<core::NamedFloatArray>& arrays)
{
    std::vector<tensors::TensorView> views;
    for (const auto& [name, array] : arrays)
        views.push_back(
            {name, tensors::ElementType::F32, array.shape, std::as_bytes(std::span(array.values))});
    tensors::writeSafetensors(path, views, {{"format", "pt"}});
}

models::ForwardInputs readInputs(const Settings& settings)
{
    if (!settings.in.empty()) return readForwardInputs(std::filesystem::path(settings.in));
    JsonLineReader reader;
    const auto line = reader.next();
    if (!line)
        throw Exception(ErrorCode::InvalidArgument, "standard input is empty, expected one object of inputs");
    auto inputs =
        readForwardInputs(line->value(), "standard input line " + std::to_string(reader.lineNumber()));
    if (reader.next())
        throw Exception(ErrorCode::InvalidArgument, "standard input line " +
                                                        std::to_string(reader.lineNumber()) +
                                                        ": more than one object of inputs");
    return inputs;
}

int runForward(const Settings& settings)
{
    CommandControl control;
    const auto model = loadModel(settings.model, core::findHead(settings.head), control);
    // A wrong input fails the job; only what comes before is wrong usage or an unreadable model.
    const auto done = core::capture([&] {
        write(settings.out, model->forward(readInputs(settings), requestOf(settings.outputs), control));
        return true;
    });
    if (done.ok()) return ExitGood;
    if (done.error().code == ErrorCode::Canceled || interrupted()) return ExitInterrupted;
    writeLine(errorJson(done.error()));
    std::cerr << "vitrine: " << done.error().message << '\n';
    return ExitFailed;
}

} // namespace

void addForwardCommand(CLI::App& program, int& status)
{
    CLI::App* command = program.add_subcommand(
        "forward", "Token ids in, the model's output tensors out as a safetensors file");
    const auto settings = std::make_shared<Settings>();
    settings->model.addTo(*command);
    command->add_option("--head", settings->head, "What is put on the base model")
        ->check(CLI::IsMember(heads))
        ->capture_default_str();
    command->add_option("--outputs", settings->outputs, "Any of logits,hidden_states,attentions")
        ->delimiter(',')
        ->check(CLI::IsMember(outputNames))
        ->capture_default_str();
    command->add_option("--in", settings->in, "A safetensors file of inputs instead of standard input");
    command->add_option("--out", settings->out, "The safetensors file to write")->required();
    command->callback([settings, &status] { status = runForward(*settings); });
}

} // namespace vitrine::app
