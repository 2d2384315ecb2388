// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/model_options.h"
#include "backend/core/file.h"
#include "backend/tokenizers/tokenizer.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <memory>

namespace vitrine::app {
namespace {

constexpr const char* exampleSentence = "The quick brown fox jumps over the lazy dog near the river bank.";

struct Settings
{
    ModelOptions model;
    std::string file, text = exampleSentence;
    std::size_t batchSize = 32;
    std::int64_t length = 512, tokens = 64, beams = 1;
    int rounds = 20;
};

/// The median of some rounds after a few that only warm up.
template <typename Function>
double medianSeconds(int rounds, core::RunControl& control, Function&& function)
{
    std::vector<double> seconds;
    const int warmUp = std::max(1, rounds / 5);
    for (int round = -warmUp; round < rounds; ++round) {
        control.checkpoint();
        const auto start = std::chrono::steady_clock::now();
        function();
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
        if (round >= 0) seconds.push_back(elapsed.count());
    }
    std::ranges::nth_element(seconds, seconds.begin() + seconds.size() / 2);
    return seconds[seconds.size() / 2];
}

int benchLoad(const Settings& settings)
{
    CommandControl control;
    loadModel(settings.model, models::Head::Base, control); // opens libtorch
    const double seconds = medianSeconds(settings.rounds, control,
                                         [&] { loadModel(settings.model, models::Head::Base, control); });
    writeFigure("load", seconds, "s");
    return ExitGood;
}

/// Ids in, the probabilities of all heads of all layers out.
int benchAttention(const Settings& settings)
{
    CommandControl control;
    const auto model = loadModel(settings.model, models::Head::Base, control);
    const auto length = std::min(settings.length, model->info().maxPositions);
    models::ForwardInputs inputs;
    inputs.inputIds.shape = {1, length};
    for (std::int64_t i = 0; i < length; ++i)
        inputs.inputIds.values.push_back(i * 7919 % model->info().vocabularySize);
    const double seconds = medianSeconds(settings.rounds, control,
                                         [&] { model->forward(inputs, {.attentions = true}, control); });
    writeFigure("attention", seconds, "s");
    return ExitGood;
}

/// Made-up ids in, the outputs of the model's own class out.
int benchForward(const Settings& settings)
{
    CommandControl control;
    const auto model = loadModel(settings.model, models::Head::Auto, control);
    const auto length = std::min(settings.length, model->info().maxPositions);
    models::ForwardInputs inputs;
    const auto rows = std::int64_t(settings.batchSize);
    const auto made = [&](std::int64_t columns) {
        core::IntArray ids{{rows, columns}, {}};
        for (std::int64_t i = 0; i < rows * columns; ++i)
            ids.values.push_back(i * 7919 % model->info().vocabularySize);
        return ids;
    };
    inputs.inputIds = made(length);
    if (model->info().family == core::Family::EncoderDecoder) inputs.decoderInputIds = made(length);
    const double seconds =
        medianSeconds(settings.rounds, control, [&] { model->forward(inputs, {}, control); });
    writeFigure("forward", seconds, "s");
    return ExitGood;
}

/// Seconds of the prompt, or of each further token.
int benchDecoding(const Settings& settings, bool isPrefill)
{
    CommandControl control;
    const auto model = loadModel(settings.model, models::Head::Auto, control);
    if (isPrefill) {
        std::vector<double> seconds;
        for (int round = 0; round < settings.rounds; ++round)
            seconds.push_back(model->timeDecoding(settings.length, 0, 1, control).prefill);
        std::ranges::sort(seconds);
        writeFigure("prefill", seconds[seconds.size() / 2], "s");
        return ExitGood;
    }
    auto timing = model->timeDecoding(settings.length, settings.tokens, settings.beams, control);
    std::ranges::sort(timing.tokens);
    const double median = timing.tokens[timing.tokens.size() / 2];
    writeFigure("decode", median, "s");
    writeFigure("decode_tokens_per_second", double(settings.beams) / median, "1/s");
    writeFigure("cache", double(timing.cacheBytes), "B");
    return ExitGood;
}

/// Texts in, last hidden states out: tokenization included, batch after batch.
int benchTexts(const Settings& settings, const std::string& name, const std::vector<core::Json>& texts)
{
    CommandControl control;
    const auto model = loadModel(settings.model, models::Head::Base, control);
    const auto pipeline =
        model->pipeline("feature-extraction",
                        std::make_shared<const tokenizers::Tokenizer>(loadTokenizer(settings.model.model)));
    pipelines::PipelineOptions options;
    options.batchSize = settings.batchSize;
    const double seconds =
        medianSeconds(settings.rounds, control, [&] { pipeline->run(texts, options, control); });
    writeFigure(name, seconds, "s");
    return ExitGood;
}

std::vector<core::Json> readTexts(const std::string& path)
{
    std::vector<core::Json> texts;
    const std::string content = core::readFile(path);
    for (std::size_t begin = 0; begin < content.size();) {
        const auto end = std::min(content.find('\n', begin), content.size());
        if (end > begin) texts.emplace_back(content.substr(begin, end - begin));
        begin = end + 1;
    }
    if (texts.empty()) throw core::Exception(core::ErrorCode::InvalidArgument, path + ": holds no text");
    return texts;
}

} // namespace

void addModelBenchmarks(CLI::App& bench, int& status)
{
    const auto add = [&](const char* name, const char* help) {
        CLI::App* command = bench.add_subcommand(name, help);
        const auto settings = std::make_shared<Settings>();
        settings->model.addTo(*command);
        command->add_option("--rounds", settings->rounds, "Rounds of which the median counts")
            ->check(CLI::Range(1, 100000));
        return std::pair(command, settings);
    };
    const auto [load, loadSettings] = add("load", "Seconds to load a model, libtorch being open");
    load->callback([settings = loadSettings, &status] { status = benchLoad(*settings); });

    const auto [sentence, sentenceSettings] =
        add("sentence", "Seconds from one text to its last hidden states, tokenization included");
    sentence->add_option("--text", sentenceSettings->text, "Another text");
    sentence->callback([settings = sentenceSettings, &status] {
        status = benchTexts(*settings, "sentence", {settings->text});
    });

    const auto [attention, attentionSettings] =
        add("attention", "Seconds to capture the attention of all heads for one text");
    attention->add_option("--length", attentionSettings->length, "Tokens of the text")
        ->check(CLI::Range(std::int64_t(1), std::int64_t(1) << 20));
    attention->callback([settings = attentionSettings, &status] { status = benchAttention(*settings); });

    const auto addLength = [](CLI::App* command, const std::shared_ptr<Settings>& settings) {
        command->add_option("--length", settings->length, "Tokens of a row, or of the prompt")
            ->check(CLI::Range(std::int64_t(1), std::int64_t(1) << 20));
    };
    const auto [forward, forwardSettings] =
        add("forward", "Seconds from made-up ids to the outputs of the model's own class");
    addLength(forward, forwardSettings);
    forwardSettings->batchSize = 1;
    forward->add_option("--batch-size", forwardSettings->batchSize, "Rows computed together")
        ->check(CLI::Range(std::size_t(1), std::size_t(1) << 20));
    forward->callback([settings = forwardSettings, &status] { status = benchForward(*settings); });

    const auto [prefill, prefillSettings] = add("prefill", "Seconds of a prompt of made-up ids");
    addLength(prefill, prefillSettings);
    prefill->callback([settings = prefillSettings, &status] { status = benchDecoding(*settings, true); });

    const auto [decode, decodeSettings] = add("decode", "Seconds of a token after a prompt of made-up ids");
    decodeSettings->length = 16;
    addLength(decode, decodeSettings);
    decode->add_option("--tokens", decodeSettings->tokens, "How many")->check(CLI::Range(1, 1 << 20));
    decode->add_option("--beams", decodeSettings->beams, "Rows that change places, as in beam search")
        ->check(CLI::Range(1, 1024));
    decode->callback([settings = decodeSettings, &status] { status = benchDecoding(*settings, false); });

    const auto [batch, batchSettings] = add("batch", "The same for all texts of a file, a text a line");
    batch->add_option("--file", batchSettings->file, "UTF-8 text, a text a line")->required();
    batch->add_option("--batch-size", batchSettings->batchSize, "Texts computed together")
        ->check(CLI::Range(std::size_t(1), std::size_t(1) << 20));
    batch->callback([settings = batchSettings, &status] {
        status = benchTexts(*settings, "batch", readTexts(settings->file));
    });
}

} // namespace vitrine::app
