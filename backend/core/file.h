// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace vitrine::core {

/// The whole file. Throws Exception (NotFound, Io) that names the path.
std::string readFile(const std::filesystem::path& path);

/// A read-only memory map of a file; an empty file maps to an empty span. Move-only.
/// The file may be replaced by rename while mapped; the map keeps the old content.
class MappedFile
{
public:
    MappedFile() = default;
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;

    std::span<const std::byte> bytes() const { return {m_data, m_size}; }

private:
    const std::byte* m_data = nullptr;
    std::size_t m_size = 0;
};

/// Receives pieces of a file's content in order.
using FileSink = std::function<void(std::string_view)>;

/// Writes aside, flushes to disk, renames: `path` holds either the old content or all of the new. A device or
/// pipe is written to as it is; behind a symbolic link the file is replaced, not the link.
/// Throws Exception (Io) that names the path; the file aside is then removed.
void writeFileAtomically(const std::filesystem::path& path,
                         const std::function<void(const FileSink&)>& write);
void writeFileAtomically(const std::filesystem::path& path, std::string_view content);

/// What was renamed or made in a folder is on the disk afterwards, as far as the file system offers it.
void flushFolder(const std::filesystem::path& folder);

} // namespace vitrine::core
