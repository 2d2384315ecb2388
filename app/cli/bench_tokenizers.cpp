// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench.h"
#include "app/cli/commands.h"
#include "backend/core/file.h"
#include "backend/tokenizers/tokenizer.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <memory>
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

    const auto start = std::chrono::steady_clock::now();
    std::vector<core::Result<std::size_t>> counts(settings.threads, core::Result<std::size_t>(0));
    std::vector<std::thread> threads;
    const std::size_t share = (lines.size() + settings.threads - 1) / settings.threads;
    const auto encodeShare = [&](unsigned thread) {
        counts[thread] = core::capture([&] {
            std::size_t tokens = 0;
            const std::size_t end = std::min(lines.size(), (thread + 1) * share);
            for (std::size_t i = thread * share; i < end; ++i)
                tokens += tokenizer.encode(lines[i]).size();
            return tokens;
        });
    };
    for (unsigned thread = 1; thread < settings.threads; ++thread)
        threads.emplace_back(encodeShare, thread);
    encodeShare(0);
    for (auto& thread : threads)
        thread.join();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    for (const auto& count : counts)
        count.value(); // throws what its thread met
    writeFigure("tokenizers", double(bytes) / 1e6 / seconds.count(), "MB/s");
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
}

} // namespace vitrine::app
