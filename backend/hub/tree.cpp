// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/tree.h"

#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/hub/digest.h"
#include "backend/hub/repository.h"

#include <algorithm>

namespace vitrine::hub {
namespace fs = std::filesystem;
namespace {

constexpr int formatVersion = 1;

void takeLfs(const core::JsonObject& entry, RepositoryFile& file)
{
    if (!entry.has("lfs")) return;
    const auto lfs = entry.object("lfs");
    file.lfsSha256 = lfs.get<std::string>(lfs.has("oid") ? "oid" : "sha256");
    file.lfsSize = lfs.get<std::uint64_t>("size", file.size);
    requirePlainName(file.lfsSha256, "LFS hash");
}

} // namespace

std::vector<RepositoryFile> parseTree(const core::Json& page, const std::string& origin)
{
    if (!page.is_array())
        throw core::Exception(core::ErrorCode::InvalidFormat, origin + ": expected a list of files, found " +
                                                                  std::string(core::jsonTypeName(page)));
    std::vector<RepositoryFile> files;
    for (const auto& each : page) {
        const core::JsonObject entry(each, origin);
        if (entry.get<std::string>("type", "file") != "file") continue;
        RepositoryFile file;
        file.path = entry.get<std::string>("path");
        requireFileName(file.path, true);
        file.size = entry.get<std::uint64_t>("size", 0);
        file.blobId = entry.get<std::string>("oid", "");
        takeLfs(entry, file);
        file.xetHash = entry.get<std::string>("xetHash", "");
        files.push_back(std::move(file));
    }
    return files;
}

std::vector<RepositoryFile> parseSiblings(const core::Json& siblings, const std::string& origin)
{
    std::vector<RepositoryFile> files;
    if (!siblings.is_array()) return files;
    for (const auto& each : siblings) {
        const core::JsonObject entry(each, origin);
        RepositoryFile file;
        file.path = entry.get<std::string>("rfilename");
        requireFileName(file.path, true);
        file.size = entry.get<std::uint64_t>("size", 0);
        file.blobId = entry.get<std::string>("blobId", "");
        takeLfs(entry, file);
        files.push_back(std::move(file));
    }
    return files;
}

std::optional<std::vector<RepositoryFile>> readTree(const fs::path& file)
{
    auto result = core::capture([&]() -> std::vector<RepositoryFile> {
        const core::Json json = core::readJsonFile(file);
        const core::JsonObject root(json, file.string());
        if (root.get<int>("format_version") != formatVersion)
            throw core::Exception(core::ErrorCode::Unsupported, file.string() + ": another format");
        std::vector<RepositoryFile> files;
        for (const auto& [path, value] : root.object("files").json().items()) {
            const core::JsonObject entry(value, file.string());
            requireFileName(path, true);
            files.push_back({path, entry.get<std::uint64_t>("size"), entry.get<std::string>("blob_id"),
                             entry.get<std::string>("lfs_sha256", ""),
                             entry.get<std::uint64_t>("lfs_size", 0),
                             entry.get<std::string>("xet_hash", "")});
        }
        return files;
    });
    if (!result.ok()) return std::nullopt;
    return std::move(result).value();
}

void writeTree(const fs::path& file, const std::vector<RepositoryFile>& files)
{
    auto sorted = files;
    std::ranges::sort(sorted, {}, &RepositoryFile::path);
    core::OrderedJson::object_t entries;
    for (const auto& each : sorted) {
        if (!each.xetHash.empty() && !isHexadecimal(each.xetHash, 64)) return;
        core::OrderedJson entry;
        entry["size"] = each.size;
        entry["blob_id"] = each.blobId;
        if (!each.lfsSha256.empty()) {
            entry["lfs_sha256"] = each.lfsSha256;
            entry["lfs_size"] = each.lfsSize;
        }
        if (!each.xetHash.empty()) entry["xet_hash"] = each.xetHash;
        entries.emplace_back(each.path, std::move(entry)); // a look-up by name would be quadratic
    }
    const core::OrderedJson root = {{"format_version", formatVersion}, {"files", std::move(entries)}};
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error)
        throw core::Exception(core::ErrorCode::Io, file.string() + ": cannot be made: " + error.message());
    core::writeFileAtomically(file, root.dump(1, ' ', true));
    // as huggingface_hub leaves it
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, error);
}

} // namespace vitrine::hub
