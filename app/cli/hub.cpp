// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_lines.h"
#include "backend/hub/cache.h"
#include "backend/hub/settings.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace vitrine::app {
namespace {

int listCachedRepositories()
{
    for (const auto& found : hub::listCache(hub::HubSettings::fromEnvironment().cache)) {
        if (interrupted()) return ExitInterrupted;
        core::OrderedJson line;
        line["id"] = found.repository.id;
        line["type"] = hub::typeName(found.repository.type);
        line["size"] = found.size;
        line["revisions"] = found.revisions;
        line["last_used"] = found.lastUsed;
        writeLine(line);
    }
    return ExitGood;
}

} // namespace

void addHubCommand(CLI::App& program, int& status)
{
    CLI::App* command = program.add_subcommand("hub", "The Hugging Face Hub and its cache on this machine");
    command->require_subcommand(1);
    CLI::App* cache = command->add_subcommand("cache", "The repositories in the cache, one a line");
    cache->callback([&status] { status = listCachedRepositories(); });
}

} // namespace vitrine::app
