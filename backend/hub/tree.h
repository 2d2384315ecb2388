// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::hub {

/// A file of a repository as the Hub lists it.
struct RepositoryFile
{
    std::string path;
    std::uint64_t size = 0; ///< bytes of the content
    std::string blobId;     ///< git's SHA-1; of the pointer for files in LFS
    std::string lfsSha256;  ///< of the content; empty for files in git itself
    std::uint64_t lfsSize = 0;
    std::string xetHash; ///< may be empty

    /// The name of the content: what the server gives as ETag.
    const std::string& etag() const { return lfsSha256.empty() ? blobId : lfsSha256; }
};

/// The files of one page of /tree/; folders are left out. `origin` starts error messages. Throws
/// InvalidFormat also for names that leave their folder.
std::vector<RepositoryFile> parseTree(const core::Json& page, const std::string& origin);
/// The same of the field `siblings` of a repository's description.
std::vector<RepositoryFile> parseSiblings(const core::Json& siblings, const std::string& origin);

/// trees/COMMIT.json of the cache, as huggingface_hub writes it. Nothing when it is not there or not
/// readable.
std::optional<std::vector<RepositoryFile>> readTree(const std::filesystem::path& file);
/// Writes it aside and renames it. A list with an Xet hash that is none is not written.
void writeTree(const std::filesystem::path& file, const std::vector<RepositoryFile>& files);

} // namespace vitrine::hub
