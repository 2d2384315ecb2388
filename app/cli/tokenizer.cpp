// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/tokenizers/tokenizer.h"
#include "app/cli/commands.h"
#include "app/cli/json_lines.h"
#include "backend/hub/locate.h"
#include "backend/tokenizers/files/tokenizer_document.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace vitrine::app {
namespace {

struct Settings
{
    std::string tokenizer, out, tokenizerClass;
};

int info(const Settings& settings)
{
    const tokenizers::Tokenizer tokenizer = loadTokenizer(settings.tokenizer);
    const tokenizers::TokenizerInfo& info = tokenizer.info();
    constexpr const char* stageNames[] = {"normalizer", "pre_tokenizer", "model", "post_processor",
                                          "decoder"};
    core::OrderedJson line = {{"name", info.name}, {"file", info.path.string()}, {"form", info.form}};
    for (const auto& [name, value] : info.details)
        line["details"][name] = value;
    for (std::size_t i = 0; i < info.stages.size() && i < std::size(stageNames); ++i)
        line[stageNames[i]] =
            info.stages[i].empty() ? core::OrderedJson() : core::OrderedJson(info.stages[i]);
    line["vocab_size"] = info.vocabSize;
    line["added_tokens"] = tokenizer.addedTokens().size();
    line["model_max_length"] =
        info.modelMaxLength ? core::OrderedJson(*info.modelMaxLength) : core::OrderedJson();
    line["pad_token"] = info.padding ? core::OrderedJson(info.padding->padToken) : core::OrderedJson();
    writeLine(line);
    return ExitGood;
}

int convert(const Settings& settings)
{
    const auto document =
        tokenizers::readTokenizerDocument(hub::locate(settings.tokenizer), settings.tokenizerClass);
    tokenizers::saveTokenizer(document, settings.out);
    core::OrderedJson line = {{"from", document.origin}, {"form", document.form}};
    line["files"] = core::OrderedJson::array();
    const auto wrote = [&](const std::string& name, const std::string& text) {
        if (!text.empty()) line["files"].push_back((std::filesystem::path(settings.out) / name).string());
    };
    wrote("tokenizer.json", document.tokenizerJson);
    wrote("tokenizer_config.json", document.tokenizerConfig);
    wrote("special_tokens_map.json", document.specialTokensMap);
    for (const auto& [name, text] : document.others)
        wrote(name, text);
    writeLine(line);
    return ExitGood;
}

} // namespace

void addTokenizerCommand(CLI::App& program, int& status)
{
    CLI::App* command =
        program.add_subcommand("tokenizer", "What a tokenizer is stored as, and its conversion");
    command->require_subcommand(1);
    const auto settings = std::make_shared<Settings>();
    const char* const what =
        "Folder, file (tokenizer.json, *.model, *.tiktoken, *.gguf, vocab.txt), Hub id or starter:NAME";

    CLI::App* infoCommand =
        command->add_subcommand("info", "One line on how it is stored and of what it is made");
    infoCommand->add_option("tokenizer", settings->tokenizer, what)->required();
    infoCommand->callback([settings, &status] { status = info(*settings); });

    CLI::App* convertCommand = command->add_subcommand(
        "convert",
        "Writes tokenizer.json, tokenizer_config.json and special_tokens_map.json, as Transformers converts; "
        "what is stored so already is copied byte by byte");
    convertCommand->add_option("tokenizer", settings->tokenizer, what)->required();
    convertCommand->add_option("--out", settings->out, "Folder, made if it is missing")->required();
    convertCommand->add_option(
        "--class", settings->tokenizerClass,
        "Tokenizer class of Transformers to convert for, before what the files name: T5Tokenizer");
    convertCommand->callback([settings, &status] { status = convert(*settings); });
}

} // namespace vitrine::app
