// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_lines.h"
#include "backend/core/text_offsets.h"
#include "backend/hub/locate.h"
#include "backend/tokenizers/tokenizer_config.h"
#include "backend/tokenizers/trainers/trainer.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <thread>

namespace vitrine::app {
namespace {

using core::ErrorCode;
using core::Exception;
using tokenizers::AddedToken;
using tokenizers::specialToken;
using tokenizers::TrainerOptions;
using tokenizers::TrainingAlgorithm;

struct Settings
{
    tokenizers::TrainingJob job;
    std::string algorithm, from, initialAlphabet, out;
    std::optional<std::string> specialTokens;
    std::size_t memoryMegabytes = 2048;
};

constexpr const char* checkpointName = "training-checkpoint";

[[noreturn]] void wrongUsage(const std::string& message)
{
    throw Exception(ErrorCode::InvalidArgument, "train-tokenizer: " + message);
}

AddedToken readSpecialToken(const core::Json& json)
{
    if (json.is_string()) return specialToken(json.get<std::string>());
    if (!json.is_object() || !json.contains("content") || !json["content"].is_string())
        wrongUsage("--special-tokens: each token is a string, or an object with \"content\"");
    AddedToken token = specialToken(json["content"].get<std::string>());
    const auto flag = [&](const char* key, bool& value) {
        if (!json.contains(key)) return;
        if (!json[key].is_boolean())
            wrongUsage(std::string("--special-tokens: \"") + key + "\" is no boolean");
        value = json[key].get<bool>();
    };
    flag("single_word", token.singleWord);
    flag("lstrip", token.lstrip);
    flag("rstrip", token.rstrip);
    flag("normalized", token.normalized);
    return token;
}

/// `a,b,c`, or a JSON array of strings and objects.
std::vector<AddedToken> specialTokens(const std::string& text)
{
    std::vector<AddedToken> tokens;
    const auto json = core::capture([&] { return core::parseJson(text, "--special-tokens"); });
    if (json.ok() && json.value().is_array()) {
        for (const core::Json& each : json.value())
            tokens.push_back(readSpecialToken(each));
        return tokens;
    }
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        if (end > begin) tokens.push_back(specialToken(text.substr(begin, end - begin)));
        begin = end + 1;
    }
    return tokens;
}

std::u32string characters(const std::string& text)
{
    if (text == "bytelevel") return tokenizers::byteLevelAlphabet();
    if (core::findInvalidUtf8(text) != std::string::npos) wrongUsage("--initial-alphabet is not valid UTF-8");
    std::u32string result;
    for (std::size_t i = 0; i < text.size();)
        result += core::nextCodePoint(text, i);
    return result;
}

bool holds(const std::vector<AddedToken>& tokens, std::string_view content)
{
    return std::ranges::find(tokens, content, &AddedToken::content) != tokens.end();
}

/// What a tokenizer needs for texts with something unknown, where nothing else was said.
void completeUnknown(TrainerOptions& options, bool tokensGiven)
{
    if (options.algorithm == TrainingAlgorithm::Bpe) return;
    const bool isUnigram = options.algorithm == TrainingAlgorithm::Unigram;
    if (tokensGiven) {
        if (!options.unkToken && isUnigram)
            for (const char* usual : {"<unk>", "[UNK]"})
                if (!options.unkToken && holds(options.specialTokens, usual)) options.unkToken = usual;
        return;
    }
    if (!options.unkToken) options.unkToken = isUnigram ? "<unk>" : "[UNK]";
    options.specialTokens = {specialToken(*options.unkToken)};
}

void warn(const std::string& message)
{
    std::cerr << "vitrine: warning: " << message << '\n';
}

/// Options that the algorithm does not have change nothing.
void warnOfUnused(const CLI::App& command, TrainingAlgorithm algorithm)
{
    const bool isMerging = algorithm == TrainingAlgorithm::Bpe || algorithm == TrainingAlgorithm::WordPiece;
    const bool isUnigram = algorithm == TrainingAlgorithm::Unigram;
    const auto unused = [&](const char* name, bool isUsed) {
        if (!isUsed && command.count(name) > 0)
            warn(std::string(name) + " changes nothing for " + std::string(algorithmName(algorithm)));
    };
    unused("--min-frequency", !isUnigram);
    unused("--limit-alphabet", isMerging);
    unused("--initial-alphabet", isMerging || isUnigram);
    unused("--continuing-subword-prefix", isMerging);
    unused("--end-of-word-suffix", isMerging);
    unused("--max-token-length", isMerging || isUnigram);
    for (const char* name : {"--shrinking-factor", "--sub-iterations", "--seed-size"})
        unused(name, isUnigram);
}

core::OrderedJson effectJson(const tokenizers::TokenizerEffect& effect)
{
    return {{"vocab_size", effect.vocabSize},
            {"tokens", effect.tokens},
            {"unknown", effect.unknown},
            {"tokens_per_word", effect.tokensPerWord},
            {"tokens_per_byte", effect.tokensPerByte},
            {"unknown_rate", effect.unknownRate},
            {"alphabet_coverage", effect.alphabetCoverage}};
}

core::OrderedJson summary(const Settings& settings, const tokenizers::TrainingResult& result)
{
    core::OrderedJson json = {{"algorithm", settings.algorithm}, {"vocab_size", result.vocabSize},
                              {"merges", result.merges},         {"seconds", result.seconds},
                              {"texts", result.texts},           {"bytes", result.bytes},
                              {"words", result.words},           {"distinct_words", result.distinctWords}};
    if (result.effect.texts > 0) {
        const auto& effect = result.effect;
        json["sample"] = {{"texts", effect.texts}, {"words", effect.words}, {"bytes", effect.bytes}};
        json["new"] = effectJson(effect.trained);
        if (effect.old) json["old"] = effectJson(*effect.old);
    }
    if (!settings.out.empty()) json["out"] = settings.out;
    return json;
}

int train(Settings settings, const CLI::App& command)
{
    tokenizers::TrainingJob& job = settings.job;
    TrainerOptions& options = job.trainer;
    options.algorithm = *tokenizers::algorithmNamed(settings.algorithm);
    if (settings.specialTokens) options.specialTokens = specialTokens(*settings.specialTokens);
    options.initialAlphabet = characters(settings.initialAlphabet);
    if (options.maxTokenLength) options.maxPieceLength = *options.maxTokenLength;
    job.memoryBytes = settings.memoryMegabytes << 20;
    if (settings.from.empty())
        completeUnknown(options, settings.specialTokens.has_value());
    else
        job.from = tokenizers::readTokenizerDocument(hub::locate(settings.from));
    if (job.from && command.count("--unk-token") > 0 && options.algorithm == TrainingAlgorithm::Unigram)
        warn("--unk-token changes nothing with --from: its own unknown token stays");
    warnOfUnused(command, options.algorithm);
    if (job.resume && settings.out.empty()) wrongUsage("--resume needs --out, where the checkpoint is");

    CommandControl control;
    try {
        if (!settings.out.empty()) {
            // before hours of training
            const std::filesystem::path folder(settings.out);
            std::error_code error;
            std::filesystem::create_directories(folder, error);
            if (!std::filesystem::is_directory(folder))
                throw Exception(ErrorCode::Io, settings.out + ": can't be made a folder: " + error.message());
            job.checkpointFolder = folder / checkpointName;
        }
        const auto result = tokenizers::trainTokenizer(job, control);
        for (const std::string& warning : result.warnings)
            warn(warning);
        if (!settings.out.empty()) tokenizers::saveTokenizer(result.document, settings.out);
        writeLine(summary(settings, result));
        return ExitGood;
    } catch (const core::CanceledException&) {
        if (!settings.out.empty()) std::cerr << "vitrine: stopped; the same command with --resume goes on\n";
        return ExitInterrupted;
    } catch (...) {
        const auto error = core::describe(std::current_exception());
        std::cerr << "vitrine: " << error.message << '\n';
        return error.code == ErrorCode::InvalidArgument ? ExitUsage : ExitFailed;
    }
}

} // namespace

void addTrainTokenizerCommand(CLI::App& program, int& status)
{
    CLI::App* command = program.add_subcommand(
        "train-tokenizer",
        "Learns a tokenizer from texts; the vocabulary is that of the Tokenizers library's trainers");
    const auto settings = std::make_shared<Settings>();
    auto& job = settings->job;
    auto& options = job.trainer;
    job.threads = std::max(1U, std::thread::hardware_concurrency());
    command->add_option("--algorithm", settings->algorithm, "bpe, wordpiece, unigram or wordlevel")
        ->required()
        ->check(CLI::IsMember({"bpe", "wordpiece", "unigram", "wordlevel"}));
    command->add_option("--vocab-size", options.vocabSize, "Tokens, special ones and alphabet included")
        ->required()
        ->check(CLI::Range(1U, 1U << 28));
    command->add_option(
        "--from", settings->from,
        "A tokenizer (folder, file, Hub id, starter:NAME) of which all but the vocabulary stays");
    command->add_option("--min-frequency", options.minFrequency,
                        "Least count of a pair (bpe, wordpiece) or a word (wordlevel); 0");
    command->add_option("--special-tokens", settings->specialTokens,
                        "a,b,c or a JSON array of strings and objects with content, lstrip, rstrip, "
                        "single_word, normalized; they get the first ids");
    command->add_option("--limit-alphabet", options.limitAlphabet, "Keep the most frequent characters only");
    command
        ->add_option("--max-token-length", options.maxTokenLength,
                     "In characters; as the library, bpe makes tokens shorter than it; unigram: up to it, 16")
        ->check(CLI::Range(1U, 1U << 20));
    command->add_option("--initial-alphabet", settings->initialAlphabet,
                        "Characters that stay even if the texts lack them, or bytelevel: those of all bytes");
    command->add_option("--continuing-subword-prefix", options.continuingSubwordPrefix,
                        "Of tokens inside a word; wordpiece: ##");
    command->add_option("--end-of-word-suffix", options.endOfWordSuffix, "Of tokens that end a word");
    command->add_option(
        "--unk-token", options.unkToken,
        "Stands for what is unknown; without special tokens [UNK] (unigram: <unk>), for unigram else "
        "the one of these names among them");
    command->add_option("--shrinking-factor", options.shrinkingFactor, "unigram: what a pruning keeps; 0.75");
    command->add_option("--sub-iterations", options.subIterations, "unigram: EM steps before a pruning; 2");
    command->add_option("--seed-size", options.seedSize, "unigram: pieces to start from; 1000000");
    command->add_option("--column", job.column,
                        "Where the texts of a table are (JSON Lines of objects, Parquet, CSV); text");
    command->add_option(
        "--out", settings->out,
        "A folder for tokenizer.json, tokenizer_config.json, special_tokens_map.json; a stopped "
        "training leaves its checkpoint there");
    command->add_flag("--resume", job.resume, "Go on from the checkpoint in --out");
    command->add_option("--threads", job.threads, "Threads; the result does not depend on them")
        ->check(CLI::Range(1U, 256U));
    command
        ->add_option("--memory", settings->memoryMegabytes,
                     "Megabytes for the table of words, past it sorted runs go to disk; 2048")
        ->check(CLI::Range(1U, 1U << 22));
    command->add_option("--sample", job.sampleTexts, "Texts on which the effect is measured; 1000, 0: none");
    command
        ->add_option("file", job.files, "Texts: a text a line, JSON Lines of strings or objects, Parquet …")
        ->required();
    command->footer(
        "Standard output gets one object: algorithm, vocab_size, merges, seconds, texts, bytes, words, "
        "distinct_words, sample {texts, words, bytes}, new and with --from old {vocab_size, tokens, "
        "unknown, tokens_per_word, tokens_per_byte, unknown_rate, alphabet_coverage}, out.");
    command->callback([settings, &status, command] { status = train(*settings, *command); });
}

} // namespace vitrine::app
