// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/hub/cache.h"
#include "backend/hub/http.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace vitrine::hub {

/// What HEAD says of a file.
struct FileMetadata
{
    std::string commit, etag;
    std::optional<std::uint64_t> size;
};

/// Asks for it. A file that the commit does not have is remembered in the cache (.no_exist) and NotFound.
FileMetadata fileMetadata(HttpClient& http, const HubSettings& settings, const RepositoryCache& cache,
                          const Repository& repository, const std::string& revision, const std::string& file);

/// Told of every change in the bytes that are here of one file; smaller when a partial had to be thrown away.
using ByteCount = std::function<void(std::uint64_t)>;

/// Brings a blob into the cache under its lock: goes on from a partial (blobs/ETAG.incomplete) if there is
/// one, checks size and hash, renames it to its name. Returns its size. A stop or a failure keeps the
/// partial, but one whose content is wrong. Throws InvalidFormat when the content is not what the server
/// said, Io when the disk is full.
std::uint64_t fetchBlob(HttpClient& http, const HubSettings& settings, core::RunControl& control,
                        const RepositoryCache& cache, const Repository& repository, const std::string& file,
                        const FileMetadata& metadata, const ByteCount& onBytes);

} // namespace vitrine::hub
