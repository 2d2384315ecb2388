// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/cache.h"

#include "backend/core/file.h"
#include "backend/core/result.h"

#include <algorithm>
#include <set>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>

namespace vitrine::hub {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view cacheTag = "Signature: 8a477f597d28d172789f06886806bc55\n"
                                      "# This file is a cache directory tag created by huggingface_hub.\n"
                                      "# For information about cache directory tags, see:\n"
                                      "#\thttps://bford.info/cachedir/\n";

void makeFolder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw core::Exception(core::ErrorCode::Io, folder.string() + ": cannot be made: " + error.message());
}

struct Type
{
    std::string_view prefix;
    RepositoryType type;
};
constexpr Type types[] = {{"models--", RepositoryType::Model},
                          {"datasets--", RepositoryType::Dataset},
                          {"spaces--", RepositoryType::Space}};

/// The repository that a folder of the cache belongs to.
std::optional<Repository> repositoryOf(const std::string& folder)
{
    for (const auto& [prefix, type] : types) {
        if (!folder.starts_with(prefix)) continue;
        std::string id = folder.substr(prefix.size());
        for (auto at = id.find("--"); at != std::string::npos; at = id.find("--", at + 1))
            id.replace(at, 2, "/");
        if (isRepositoryId(id)) return Repository{id, type};
    }
    return std::nullopt;
}

/// The content that a file of a snapshot stands for: the first link alone, since a blob may itself be one.
fs::path blobOf(const fs::path& file)
{
    std::error_code error;
    const fs::path target = fs::read_symlink(file, error);
    return error ? file : (file.parent_path() / target).lexically_normal();
}

double seconds(const timespec& time)
{
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

void measure(const fs::path& root, CachedRepository& found)
{
    std::set<fs::path> blobs;
    std::error_code error;
    for (const auto& revision : fs::directory_iterator(root / "snapshots", error)) {
        if (!revision.is_directory(error)) continue;
        found.revisions.push_back(revision.path().filename().string());
        for (fs::recursive_directory_iterator file(revision.path(), error), end; !error && file != end;
             file.increment(error))
            if (!file->is_directory(error)) blobs.insert(blobOf(file->path()));
    }
    std::ranges::sort(found.revisions);
    struct stat status;
    for (const auto& blob : blobs) {
        if (::stat(blob.c_str(), &status) != 0) continue;
        found.size += std::uint64_t(status.st_size);
        found.lastUsed = std::max(found.lastUsed, seconds(status.st_atim));
    }
    if (found.lastUsed == 0 && ::stat(root.c_str(), &status) == 0) found.lastUsed = seconds(status.st_atim);
}

} // namespace

RepositoryCache::RepositoryCache(fs::path cache, const Repository& repository) : m_cache(std::move(cache))
{
    requireRepositoryId(repository.id);
    m_folder = std::string(typeName(repository.type)) + "s--" + repository.id;
    if (const auto slash = m_folder.find('/'); slash != std::string::npos) m_folder.replace(slash, 1, "--");
    m_root = m_cache / m_folder;
}

fs::path RepositoryCache::tree(std::string_view commit) const
{
    return m_root / "trees" / (std::string(commit) + ".json");
}

fs::path RepositoryCache::lock(std::string_view etag) const
{
    return m_cache / ".locks" / m_folder / (std::string(etag) + ".lock");
}

std::optional<std::string> RepositoryCache::commitOf(std::string_view revision) const
{
    requireRevision(revision);
    std::error_code ignored;
    std::string commit(revision);
    if (const fs::path reference = m_root / "refs" / revision; fs::is_regular_file(reference, ignored))
        commit = core::readFile(reference);
    if (!core::capture([&] { return requireRevision(commit), true; }).ok()) return std::nullopt;
    if (!fs::is_directory(snapshot(commit), ignored)) return std::nullopt;
    return commit;
}

void RepositoryCache::writeReference(const std::string& revision, const std::string& commit) const
{
    if (revision == commit) return;
    requireRevision(revision);
    const fs::path reference = m_root / "refs" / revision;
    const auto known = core::capture([&] { return core::readFile(reference); });
    if (known.ok() && known.value() == commit) return;
    makeFolder(reference.parent_path());
    core::writeFileAtomically(reference, commit);
}

void RepositoryCache::writeNoExist(const std::string& commit, const std::string& file) const
{
    const fs::path marker = noExist(commit) / file;
    std::error_code ignored;
    if (fs::exists(marker, ignored)) return;
    makeFolder(marker.parent_path());
    core::writeFileAtomically(marker, "");
}

void RepositoryCache::writeCacheTag() const
{
    std::error_code ignored;
    if (const fs::path tag = m_cache / "CACHEDIR.TAG"; !fs::exists(tag, ignored))
        core::writeFileAtomically(tag, cacheTag);
}

void RepositoryCache::linkBlob(const std::string& etag, const std::string& commit,
                               const std::string& file) const
{
    const fs::path pointer = snapshot(commit) / file;
    makeFolder(pointer.parent_path());
    const fs::path target = fs::relative(m_root / "blobs", pointer.parent_path()) / etag;
    std::error_code error;
    if (fs::read_symlink(pointer, error) == target) return;
    // Made aside and renamed, so that a reader never finds nothing.
    const fs::path aside = pointer.string() + ".tmp-" + std::to_string(::getpid());
    fs::remove(aside, error);
    fs::create_symlink(target, aside, error);
    if (error) fs::copy_file(blob(etag), aside, fs::copy_options::overwrite_existing, error);
    if (!error) fs::rename(aside, pointer, error);
    if (!error) return;
    std::error_code ignored;
    fs::remove(aside, ignored);
    throw core::Exception(core::ErrorCode::Io, pointer.string() + ": cannot be made: " + error.message());
}

std::vector<CachedRepository> listCache(const fs::path& cache)
{
    std::vector<CachedRepository> result;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(cache, error)) {
        const auto repository = repositoryOf(entry.path().filename().string());
        if (!repository || !fs::is_directory(entry.path() / "snapshots", error)) continue;
        CachedRepository found;
        found.repository = *repository;
        measure(entry.path(), found);
        result.push_back(std::move(found));
    }
    std::ranges::sort(result, {}, [](const CachedRepository& each) {
        return std::make_tuple(each.repository.type, each.repository.id);
    });
    return result;
}

} // namespace vitrine::hub
