// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/hub/repository.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::hub {

/// Where huggingface_hub keeps one repository; every path of the cache is made here.
///
///     models--org--name/blobs/<etag>                  the content
///                       refs/<branch or tag>          the commit, without a line end
///                       snapshots/<commit>/<file>     relative links to blobs
///                       .no_exist/<commit>/<file>     known to be absent
///                       trees/<commit>.json           the list of files
///     .locks/models--org--name/<etag>.lock
class RepositoryCache
{
public:
    /// `repository` must be valid (requireRepositoryId). Nothing is read or made.
    RepositoryCache(std::filesystem::path cache, const Repository& repository);

    const std::filesystem::path& root() const { return m_root; }
    std::filesystem::path blob(std::string_view etag) const { return m_root / "blobs" / etag; }
    std::filesystem::path snapshot(std::string_view commit) const { return m_root / "snapshots" / commit; }
    std::filesystem::path noExist(std::string_view commit) const { return m_root / ".no_exist" / commit; }
    std::filesystem::path tree(std::string_view commit) const;
    std::filesystem::path lock(std::string_view etag) const;

    /// The commit that a branch, a tag or a commit names here; nothing when it is not in the cache.
    std::optional<std::string> commitOf(std::string_view revision) const;
    /// Remembers what a branch or tag is; written aside and renamed, and only when it changed.
    void writeReference(const std::string& revision, const std::string& commit) const;
    /// Remembers that a commit has no such file.
    void writeNoExist(const std::string& commit, const std::string& file) const;
    /// The tag by which backup programs know a cache, in the cache's folder.
    void writeCacheTag() const;
    /// Makes snapshots/<commit>/<file> a relative link to blobs/<etag>; a wrong one is replaced. Where the
    /// disk knows no links the content is copied.
    void linkBlob(const std::string& etag, const std::string& commit, const std::string& file) const;

private:
    std::filesystem::path m_cache, m_root;
    std::string m_folder;
};

/// One repository on this machine.
struct CachedRepository
{
    Repository repository;
    std::uint64_t size = 0;             ///< bytes; a blob that several revisions share counts once
    std::vector<std::string> revisions; ///< commits, sorted
    double lastUsed = 0;                ///< seconds since 1970
};

/// What is in the cache, sorted by type and id; empty when there is no cache. Folders that are no repository
/// are left out.
std::vector<CachedRepository> listCache(const std::filesystem::path& cache);

} // namespace vitrine::hub
