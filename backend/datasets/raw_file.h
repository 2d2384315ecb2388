// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"
#include "backend/datasets/format.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace vitrine::datasets {

/// The folder for what is unpacked aside while a data set is open: `$XDG_CACHE_HOME/vitrine`, else
/// `~/.cache/vitrine`, else the system's folder for temporary files. Files there have no name as soon as
/// they are open, so that nothing is left behind, whatever happens.
std::filesystem::path scratchFolder();

/// A named empty file in scratchFolder(); the caller opens and then removes it.
std::filesystem::path makeScratchFile();

/// The plain bytes of a file, at any offset. A compressed file is unpacked once into scratchFolder().
class RawFile
{
public:
    /// Throws NotFound, Io, InvalidFormat (damaged or cut compression) naming the path.
    RawFile(const std::filesystem::path& path, Compression compression, core::RunControl& control);
    ~RawFile();
    RawFile(const RawFile&) = delete;
    RawFile& operator=(const RawFile&) = delete;

    std::uint64_t size() const { return m_size; }
    /// Reads up to `length` bytes at `offset`, fewer only at the end. Thread-safe.
    std::size_t read(std::uint64_t offset, char* buffer, std::size_t length) const;
    std::string read(std::uint64_t offset, std::size_t length) const;
    const std::string& name() const { return m_name; }
    /// A path that opens the plain bytes as long as this object lives.
    std::string openablePath() const;

private:
    std::string m_name;
    int m_fd = -1;
    bool m_unpacked = false;
    std::uint64_t m_size = 0;
};

} // namespace vitrine::datasets
