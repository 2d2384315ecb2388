// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_lines.h"
#include "backend/hub/cache.h"
#include "backend/hub/client.h"
#include "backend/hub/download.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace vitrine::app {
namespace {

using core::OrderedJson;
using hub::HubSettings;

struct Options
{
    std::string repository, type = "model", revision = "main";
    hub::SearchQuery query;
    std::vector<std::string> files, include, exclude;

    hub::Repository named() const
    {
        return {repository, type == "dataset" ? hub::RepositoryType::Dataset : hub::RepositoryType::Model};
    }
};

OrderedJson textOrNull(const std::string& text)
{
    return text.empty() ? OrderedJson() : OrderedJson(text);
}

OrderedJson summaryJson(const hub::RepositorySummary& summary)
{
    return {{"id", summary.id},
            {"pipeline_tag", textOrNull(summary.pipelineTag)},
            {"downloads", summary.downloads},
            {"likes", summary.likes},
            {"tags", summary.tags},
            {"lastModified", textOrNull(summary.lastModified)}};
}

int search(const Options& options)
{
    const auto settings = HubSettings::fromEnvironment();
    CommandControl control;
    hub::Client client(settings, control);
    auto query = options.query;
    query.type = options.named().type;
    std::size_t left = query.limit;
    if (left == 0) return ExitGood;
    for (auto page = client.search(query);; page = client.nextPage(page.next)) {
        for (const auto& item : page.items) {
            if (left == 0) return ExitGood;
            writeLine(summaryJson(item));
            --left;
        }
        if (left == 0 || page.next.empty()) return ExitGood;
    }
}

void warn(const std::string& text)
{
    std::cerr << "vitrine: " << text << '\n';
}

int info(const Options& options)
{
    const auto settings = HubSettings::fromEnvironment();
    CommandControl control;
    const auto info = hub::Client(settings, control).info(options.named(), options.revision);
    if (info.isFromCache) warn("the cache answers: " + info.cacheReason);
    OrderedJson line = {{"id", info.summary.id}, {"sha", info.sha}, {"files", OrderedJson::array()}};
    for (const auto& file : info.files)
        line["files"].push_back(
            {{"path", file.path}, {"size", file.size}, {"etag", textOrNull(file.etag())}});
    line["card"] = info.card.empty() ? OrderedJson() : core::parseOrderedJson(info.card, "card");
    line["supported"] = {{"model", info.support.model},
                         {"tokenizer", info.support.tokenizer},
                         {"why", textOrNull(info.support.why)}};
    if (!info.isFromCache) {
        line["pipeline_tag"] = textOrNull(info.summary.pipelineTag);
        line["downloads"] = info.summary.downloads;
        line["likes"] = info.summary.likes;
        line["tags"] = info.summary.tags;
        line["lastModified"] = textOrNull(info.summary.lastModified);
    }
    writeLine(line);
    return ExitGood;
}

int download(const Options& options)
{
    const auto settings = HubSettings::fromEnvironment();
    CommandControl control;
    hub::DownloadRequest request{
        options.named(), options.revision, options.files, {options.include, options.exclude}};
    if (!request.files.empty() && !(request.filter.include.empty() && request.filter.exclude.empty()))
        warn("--include and --exclude do not count when files are named");
    hub::DownloadObserver observer;
    observer.onFile = [](const hub::DownloadedFile& file) {
        writeLine({{"file", file.file}, {"path", file.path.string()}, {"size", file.size}});
    };
    const auto snapshot = hub::download(settings, request, control, observer);
    if (!snapshot.notice.empty()) warn("the cache answers: " + snapshot.notice);
    if (snapshot.files.empty()) warn("no file of " + options.repository + " matches");
    writeLine({{"snapshot", snapshot.path.string()}, {"commit", snapshot.commit}});
    return ExitGood;
}

int whoami(const Options&)
{
    const auto settings = HubSettings::fromEnvironment();
    CommandControl control;
    writeLine(core::parseOrderedJson(hub::Client(settings, control).whoami().answer, "whoami"));
    return ExitGood;
}

int listCachedRepositories(const Options&)
{
    for (const auto& found : hub::listCache(HubSettings::fromEnvironment().cache)) {
        if (interrupted()) return ExitInterrupted;
        OrderedJson line;
        line["id"] = found.repository.id;
        line["type"] = hub::typeName(found.repository.type);
        line["size"] = found.size;
        line["revisions"] = found.revisions;
        line["last_used"] = found.lastUsed;
        writeLine(line);
    }
    return ExitGood;
}

/// What is wrong with the command line ends with ExitUsage, what goes wrong on the way with ExitFailed.
int guarded(int (*function)(const Options&), const Options& options)
{
    const auto result = core::capture([&] { return function(options); });
    if (result.ok()) return result.value();
    if (result.error().code == core::ErrorCode::Canceled) return ExitInterrupted;
    warn(result.error().message);
    return result.error().code == core::ErrorCode::InvalidArgument ? ExitUsage : ExitFailed;
}

} // namespace

void addHubCommand(CLI::App& program, int& status)
{
    CLI::App* hub = program.add_subcommand("hub", "The Hugging Face Hub and its cache on this machine");
    hub->require_subcommand(1);
    const auto options = std::make_shared<Options>();
    const auto add = [&](const char* name, const char* help, int (*function)(const Options&)) {
        CLI::App* command = hub->add_subcommand(name, help);
        command->callback([options, function, &status] { status = guarded(function, *options); });
        return command;
    };
    const auto addType = [&](CLI::App* command) {
        command->add_option("--type", options->type, "model or dataset")
            ->check(CLI::IsMember({"model", "dataset"}));
    };
    const auto addRepository = [&](CLI::App* command) {
        command->add_option("REPO", options->repository, "owner/name")->required();
        command->add_option("--revision", options->revision, "Branch, tag or commit")->capture_default_str();
        addType(command);
    };

    CLI::App* command = add("search", "Repositories that fit, one a line", search);
    command->add_option("TEXT", options->query.text, "Words of the name");
    command->add_option("--task", options->query.task, "text-classification …");
    command->add_option("--author", options->query.author, "A user or an organisation");
    command->add_option("--library", options->query.library, "sentence-transformers …");
    command->add_option("--sort", options->query.sort, "Highest first")
        ->check(CLI::IsMember({"downloads", "likes", "lastModified", "trendingScore"}));
    command->add_option("--limit", options->query.limit, "At most so many")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    addType(command);

    addRepository(add("info", "Commit, files, card, and whether Vitrine can load it", info));

    command = add("download", "Loads files into the cache", download);
    addRepository(command);
    command->add_option("FILE", options->files, "By name; all that match when none is named");
    command->add_option("--include", options->include, "Only what matches the pattern; may be repeated")
        ->allow_extra_args(false);
    command->add_option("--exclude", options->exclude, "Not what matches the pattern; may be repeated")
        ->allow_extra_args(false);

    add("cache", "The repositories in the cache, one a line", listCachedRepositories);
    add("whoami", "The account that the token belongs to", whoami);
}

} // namespace vitrine::app
