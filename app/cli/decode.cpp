// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/json_lines.h"
#include "backend/core/result.h"
#include "backend/tokenizers/tokenizer.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <limits>
#include <memory>

namespace vitrine::app {
namespace {

struct Settings
{
    std::string tokenizer;
    bool skipSpecialTokens = false, cleanUp = false;
};

/// Ids outside the vocabulary are left out, also those that are no 32-bit number.
std::vector<std::uint32_t> readIds(const core::Json& value)
{
    const auto wrong = [] {
        return core::Exception(core::ErrorCode::InvalidArgument, "expected an array of ids");
    };
    if (!value.is_array()) throw wrong();
    std::vector<std::uint32_t> ids;
    for (const core::Json& id : value) {
        if (!id.is_number_integer()) throw wrong();
        if (id >= 0 && id <= std::numeric_limits<std::uint32_t>::max())
            ids.push_back(id.get<std::uint32_t>());
    }
    return ids;
}

} // namespace

void addDecodeCommand(CLI::App& program, int& status)
{
    CLI::App* command = program.add_subcommand("decode", "Ids in, texts out");
    const auto settings = std::make_shared<Settings>();
    command->add_option("--tokenizer", settings->tokenizer, "Folder, file, Hub id or starter:NAME")
        ->required();
    command->add_flag("--skip-special-tokens", settings->skipSpecialTokens, "Leave out special tokens");
    command->add_option("--clean-up-tokenization-spaces", settings->cleanUp,
                        "Remove spaces before punctuation (true or false)");
    command->callback([settings, &status] {
        const tokenizers::Tokenizer tokenizer = loadTokenizer(settings->tokenizer);
        status = answerLines([&](const core::Json& line) -> core::OrderedJson {
            std::string text = tokenizer.decode(readIds(line), settings->skipSpecialTokens);
            return settings->cleanUp ? tokenizers::cleanUpTokenizationSpaces(std::move(text))
                                     : std::move(text);
        });
    });
}

} // namespace vitrine::app
