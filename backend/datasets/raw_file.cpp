// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/raw_file.h"

#include "backend/core/result.h"
#include "backend/datasets/arrow_status.h"
#include "backend/datasets/unpack.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vitrine::datasets {

using core::ErrorCode;
using core::Exception;

std::filesystem::path scratchFolder()
{
    std::error_code error;
    const auto usable = [&](const std::filesystem::path& folder) {
        std::filesystem::create_directories(folder, error);
        return ::access(folder.c_str(), W_OK | X_OK) == 0;
    };
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache) {
        if (const auto folder = std::filesystem::path(cache) / "vitrine"; usable(folder)) return folder;
    }
    if (const char* home = std::getenv("HOME"); home && *home) {
        if (const auto folder = std::filesystem::path(home) / ".cache" / "vitrine"; usable(folder))
            return folder;
    }
    return std::filesystem::temp_directory_path();
}

std::filesystem::path makeScratchFile()
{
    std::string name = (scratchFolder() / "table-XXXXXX").string();
    const int fd = ::mkstemp(name.data());
    if (fd < 0) throw Exception(ErrorCode::Io, name + ": cannot be created: " + std::strerror(errno));
    ::close(fd);
    return name;
}

RawFile::RawFile(const std::filesystem::path& path, Compression compression, core::RunControl& control)
    : m_name(path.string())
{
    const auto fail = [this](const char* what) {
        const int error = errno;
        throw Exception(error == ENOENT || error == ENOTDIR ? ErrorCode::NotFound : ErrorCode::Io,
                        m_name + ": " + what + ": " + std::strerror(error));
    };
    if (compression == Compression::None) {
        m_fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (m_fd < 0) fail("cannot be opened");
    } else {
        const std::filesystem::path scratch = makeScratchFile();
        m_fd = ::open(scratch.c_str(), O_RDWR | O_CLOEXEC);
        ::unlink(scratch.c_str());
        if (m_fd < 0) fail("cannot be unpacked");
        m_unpacked = true;
        try {
            unpack(path, compression, m_fd, control);
        } catch (...) {
            ::close(m_fd);
            throw;
        }
    }
    struct stat status;
    if (::fstat(m_fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(m_fd);
        throw Exception(ErrorCode::Io, m_name + ": not a regular file");
    }
    m_size = std::uint64_t(status.st_size);
}

RawFile::~RawFile()
{
    if (m_fd >= 0) ::close(m_fd);
}

std::size_t RawFile::read(std::uint64_t offset, char* buffer, std::size_t length) const
{
    std::size_t done = 0;
    while (done < length) {
        const ssize_t count = ::pread(m_fd, buffer + done, length - done, off_t(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw Exception(ErrorCode::Io, m_name + ": cannot be read: " + std::strerror(errno));
        if (count == 0) break;
        done += std::size_t(count);
    }
    return done;
}

std::string RawFile::read(std::uint64_t offset, std::size_t length) const
{
    std::string bytes(length, '\0');
    if (read(offset, bytes.data(), length) != length)
        throw Exception(ErrorCode::Io, m_name + ": became shorter while it was open");
    return bytes;
}

std::string RawFile::openablePath() const
{
    return m_unpacked ? "/proc/self/fd/" + std::to_string(m_fd) : m_name;
}

} // namespace vitrine::datasets
