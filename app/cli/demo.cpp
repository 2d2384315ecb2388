// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/interrupt.h"
#include "app/cli/json_lines.h"
#include "app/cli/offscreen_window.h"
#include "app/cli/wait_briefly.h"
#include "app/window/panel.h"
#include "backend/hub/cache.h"
#include "backend/hub/locate.h"
#include "backend/hub/settings.h"
#include "backend/inspection/capture_attention.h"
#include "backend/models/torch_library.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
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
    options.arguments = R"({"pooling": true})";
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

/// Fine-tunes the starter model on a few e-mails, a JSON line for each event, and asks the result.
void trainOnEmails(const std::filesystem::path& out)
{
    CommandControl control;
    const auto folder = out / "spam";
    const core::Json job{{"task", "text-classification"},
                         {"model", "starter:minilm"},
                         {"dataset",
                          {{"train", "starter:emails-small"},
                           {"columns", {{"text", "subject"}, {"text_pair", "body"}, {"label", "spam"}}},
                           {"split", {{"test_size", 0.2}, {"seed", 42}, {"stratify", true}}}}},
                         {"preprocessing", {{"max_length", 48}}},
                         {"arguments",
                          {{"num_train_epochs", 1},
                           {"learning_rate", 2e-4},
                           {"logging_steps", 4},
                           {"eval_strategy", "epoch"},
                           {"save_strategy", "no"}}},
                         {"output_dir", std::filesystem::absolute(folder).string()}};
    const auto onEvent = [](const core::OrderedJson& event) {
        core::OrderedJson line{{"stage", "training"}};
        for (const char* key : {"event", "step", "loss", "eval_loss", "eval_accuracy", "reason"})
            if (event.contains(key)) line[key] = event[key];
        writeLine(line);
    };
    auto& backend = models::torchBackend();
    if (backend.train(training::parseJob(job.dump(), "demo", out), {{}, onEvent}, control) ==
        training::TrainEnd::Stopped)
        throw core::CanceledException();
    backend.setThreads(0);

    auto tokenizer =
        std::make_shared<const tokenizers::Tokenizer>(std::move(tokenizers::Tokenizer::load(folder)).value());
    const auto model = backend.load(folder, {}, control);
    const std::vector<core::Json> inputs{
        {{"text", "Lunch on Thursday?"}, {"text_pair", "Does half past twelve suit you?"}},
        {{"text", "You won $5,000"},
         {"text_pair", "Reply today and claim your FREE prize, offer ends now!!!"}}};
    const auto answers = model->pipeline("text-classification", tokenizer)->run(inputs, {}, control);
    for (std::size_t i = 0; i < inputs.size(); ++i)
        writeLine({{"stage", "classification"},
                   {"subject", inputs[i]["text"]},
                   {"answer", pipelines::toJson(answers.outputs[i])}});
}

/// Which head of the starter model ties "it" to what it means.
void lookAtAttention()
{
    CommandControl control;
    const auto folder = hub::locate("starter:minilm");
    const auto tokenizer = tokenizers::Tokenizer::load(folder).value();
    const auto model = models::torchBackend().load(folder, {}, control);
    const std::string text = "The cat sat on the mat because it was tired.";
    const auto maps =
        inspection::captureAttention(*model, tokenizer, {tokenizers::EncodeInput::text(text)}, control);
    const auto& tokens = maps.encoding.tokens;
    const auto it = std::size_t(std::ranges::find(tokens, "it") - tokens.begin());
    core::OrderedJson best{{"share", 0.0}};
    for (std::size_t layer = 0; layer < maps.layers.size(); ++layer)
        for (std::int64_t head = 0; head < maps.heads; ++head)
            for (std::size_t key = 0; key < tokens.size(); ++key) {
                const double share = maps.head(layer, head)[it * tokens.size() + key];
                if (key == it || maps.encoding.specialTokensMask[key] || share <= best["share"].get<double>())
                    continue;
                best = {{"share", share}, {"layer", layer}, {"head", head}, {"key", tokens[key]}};
            }
    core::OrderedJson line{{"stage", "attention"}, {"text", text}, {"query", "it"}};
    line.update(best);
    writeLine(line);
}

/// What of the Hub is on this machine already.
void listCache()
{
    const auto cache = core::capture([] { return hub::listCache(hub::cacheFolderFromEnvironment()); });
    writeLine({{"stage", "hub"}, {"repositories_on_this_machine", cache.ok() ? cache.value().size() : 0}});
}

int runDemo(const std::string& out)
{
    std::error_code problem;
    std::filesystem::create_directories(out, problem);
    if (problem) throw core::Exception(core::ErrorCode::Io, out + ": cannot be made: " + problem.message());
    waitBriefly();
    runMainJob();
    listCache();
    trainOnEmails(out);
    lookAtAttention();

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
