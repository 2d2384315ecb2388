// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/interrupt.h"
#include "app/cli/json_lines.h"
#include "app/cli/offscreen_window.h"
#include "app/window/panel.h"
#include "backend/hub/locate.h"
#include "backend/models/torch_library.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>

namespace vitrine::app {
namespace {

const std::vector<std::string> texts{
    "A cat sleeps on the warm windowsill.", "The kitten is napping in the sun.",
    "Interest rates rose again this week.", "The central bank raised its key rate."};

/// Text → tokens → each layer → sentence vectors → similarities, a JSON line for each.
void runMainJob()
{
    CommandControl control;
    const auto folder = hub::locate("starter:minilm");
    auto tokenizer =
        std::make_shared<const tokenizers::Tokenizer>(std::move(tokenizers::Tokenizer::load(folder)).value());
    for (const std::string& text : texts) {
        const auto encoding = tokenizer->encode(tokenizers::EncodeInput::text(text));
        writeLine({{"stage", "tokens"}, {"text", text}, {"tokens", encoding.tokens}, {"ids", encoding.ids}});
    }

    const auto model = models::torchBackend().load(folder, {}, control);
    writeLine({{"stage", "model"},
               {"name", model->info().name},
               {"architecture", model->info().architecture},
               {"parameters", model->info().parameters},
               {"seconds", model->info().loadSeconds}});

    pipelines::PipelineOptions options;
    options.batchSize = texts.size();
    options.trace = true;
    options.pooling = true;
    const auto features = model->pipeline("feature-extraction", tokenizer);
    const std::vector<core::Json> inputs(texts.begin(), texts.end());
    const auto result = features->run(inputs, options, control);
    for (const pipelines::TraceStage& stage : result.trace)
        writeLine({{"stage", stage.name},
                   {"input_shape", stage.inputShape},
                   {"output_shape", stage.outputShape},
                   {"seconds", stage.seconds}});

    core::FloatArray rows;
    for (const pipelines::PipelineValue& value : result.outputs) {
        const auto& vector = std::get<pipelines::Features>(value);
        rows.values.insert(rows.values.end(), vector.values.begin(), vector.values.end());
    }
    rows.shape = {std::int64_t(texts.size()), std::int64_t(rows.values.size() / texts.size())};
    const auto similarity = pipelines::cosineSimilarity(rows);
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t j = i + 1; j < texts.size(); ++j)
            writeLine({{"stage", "similarity"},
                       {"first", texts[i]},
                       {"second", texts[j]},
                       {"cosine", similarity.values[i * texts.size() + j]}});
}

int runDemo(const std::string& out)
{
    std::error_code problem;
    std::filesystem::create_directories(out, problem);
    if (problem) throw core::Exception(core::ErrorCode::Io, out + ": cannot be made: " + problem.message());
    runMainJob();

    OffscreenWindow window({1440, 900});
    for (const PanelEntry& entry : panelEntries()) {
        window.openExample(QLatin1String(entry.id));
        for (const bool dark : {false, true}) {
            if (interrupted()) return ExitInterrupted;
            const auto path =
                std::filesystem::path(out) / (std::string(entry.id) + (dark ? "-dark.png" : "-light.png"));
            window.setDark(dark);
            window.save(QString::fromStdString(path.string()));
            writeLine({{"stage", "picture"}, {"panel", entry.id}, {"file", path.string()}});
        }
    }
    return ExitGood;
}

} // namespace

void addDemoCommand(CLI::App& program, int& status)
{
    auto* command =
        program.add_subcommand("demo", "The main job from end to end on the starter model, headless");
    const auto out = std::make_shared<std::string>();
    command->add_option("--out", *out, "Folder for a picture of every panel")->required();
    command->callback([out, &status] { status = runDemo(*out); });
}

} // namespace vitrine::app
