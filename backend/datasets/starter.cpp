// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/starter.h"

#include "backend/core/result.h"

#include <cstdlib>
#include <dlfcn.h>
#include <vector>

namespace vitrine::datasets {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view starterPrefix = "starter:";

/// Where the installed program keeps its examples, then the build's and the source's own folders.
std::vector<fs::path> exampleFolders()
{
    std::vector<fs::path> folders;
    Dl_info here;
    if (::dladdr(reinterpret_cast<void*>(&locateDataset), &here) && here.dli_fname) {
        const fs::path libraryFolder = fs::absolute(here.dli_fname).parent_path();
        for (const auto& prefix : {libraryFolder.parent_path(), libraryFolder.parent_path().parent_path()})
            folders.push_back(prefix / "share/vitrine/examples");
    }
    folders.push_back(fs::path(VITRINE_PYTHON_PACKAGES).parent_path());
    folders.push_back(VITRINE_EXAMPLES);
    return folders;
}

LocatedDataset locateEmails(bool onlySmall)
{
    if (const char* folder = onlySmall ? nullptr : std::getenv("VITRINE_STARTER_DIR"))
        if (const auto real = fs::path(folder) / "emails.parquet"; fs::exists(real)) return {real, false};
    const auto folders = exampleFolders();
    for (const auto& folder : folders)
        if (const auto real = folder / "emails.parquet"; !onlySmall && fs::exists(real)) return {real, false};
    for (const auto& folder : folders)
        if (const auto small = folder / "emails.jsonl"; fs::exists(small)) return {small, !onlySmall};
    throw core::Exception(core::ErrorCode::NotFound, "starter:emails is not installed (looked in " +
                                                         folders.back().string() +
                                                         "); packaging/run.sh installs it");
}

} // namespace

LocatedDataset locateDataset(std::string_view specification)
{
    if (specification == "starter:emails") return locateEmails(false);
    if (specification == "starter:emails-small") return locateEmails(true);
    if (specification.starts_with(starterPrefix))
        throw core::Exception(core::ErrorCode::NotFound,
                              std::string(specification) +
                                  ": no such starter data set (known: starter:emails, starter:emails-small)");
    std::error_code ignored;
    if (!specification.empty() && fs::exists(fs::path(specification), ignored))
        return {fs::path(specification), false};
    throw core::Exception(core::ErrorCode::NotFound, std::string(specification) + ": no such file or folder");
}

} // namespace vitrine::datasets
