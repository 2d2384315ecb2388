// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench.h"
#include "app/cli/commands.h"
#include "backend/core/file.h"
#include "backend/tokenizers/tokenizer.h"

#include <CLI/CLI.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <span>
#include <thread>

namespace vitrine::app {
namespace {

struct Settings
{
    std::string tokenizer, file;
    unsigned threads = 1;
};

std::vector<tokenizers::EncodeInput> readLines(const std::string& path, std::size_t& bytes)
{
    const std::string content = core::readFile(path);
    std::vector<tokenizers::EncodeInput> lines;
    for (std::size_t begin = 0; begin < content.size();) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        std::size_t length = end - begin;
        if (length > 0 && content[end - 1] == '\r') --length;
        if (length > 0) lines.push_back(tokenizers::EncodeInput::text(content.substr(begin, length)));
        bytes += length;
        begin = end + 1;
    }
    return lines;
}

int run(const Settings& settings)
{
    const auto tokenizer = loadTokenizer(settings.tokenizer);
    std::size_t bytes = 0;
    const auto lines = readLines(settings.file, bytes);
    if (lines.empty())
        throw core::Exception(core::ErrorCode::InvalidArgument, settings.file + ": holds no text");

    // every thread takes a batch at a time and lets go of what it made, as a data loader does
    constexpr std::size_t batch = 64;
    const auto start = std::chrono::steady_clock::now();
    std::atomic<std::size_t> next = 0;
    std::vector<core::Result<bool>> outcomes(settings.threads, core::Result<bool>(true));
    {
        std::vector<std::jthread> threads;
        for (core::Result<bool>& outcome : outcomes)
            threads.emplace_back([&] {
                outcome = core::capture([&] {
                    for (std::size_t begin; (begin = next.fetch_add(batch)) < lines.size();)
                        tokenizer.encodeBatch(
                            std::span(lines).subspan(begin, std::min(batch, lines.size() - begin)));
                    return true;
                });
            });
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    for (const auto& outcome : outcomes)
        outcome.value(); // throws what its thread met
    writeFigure("tokenizers", double(bytes) / 1e6 / seconds.count(), "MB/s");
    return ExitGood;
}

int runLoad(const std::string& tokenizer)
{
    loadTokenizer(tokenizer); // the file is in memory from here on
    constexpr int rounds = 5;
    double best = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        loadTokenizer(tokenizer);
        const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
        if (round == 0 || elapsed.count() < best) best = elapsed.count();
    }
    writeFigure("tokenizer-load", best, "ms");
    return ExitGood;
}

} // namespace

void addTokenizersBenchmark(CLI::App& bench, int& status)
{
    CLI::App* command = bench.add_subcommand(
        "tokenizers", "MB/s of text (10^6 bytes), every non-empty line a text, loading excluded");
    const auto settings = std::make_shared<Settings>();
    command->add_option("--tokenizer", settings->tokenizer, "Folder, file, Hub id or starter:NAME")
        ->required();
    command->add_option("--file", settings->file, "UTF-8 text, a text a line")->required();
    command->add_option("--threads", settings->threads, "Threads that encode")->check(CLI::Range(1U, 256U));
    command->callback([settings, &status] { status = run(*settings); });

    CLI::App* load =
        bench.add_subcommand("tokenizer-load", "Milliseconds to load a tokenizer, the best of five");
    const auto tokenizer = std::make_shared<std::string>();
    load->add_option("--tokenizer", *tokenizer, "Folder, file, Hub id or starter:NAME")->required();
    load->callback([tokenizer, &status] { status = runLoad(*tokenizer); });
}

} // namespace vitrine::app
