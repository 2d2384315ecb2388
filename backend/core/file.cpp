// SPDX-License-Identifier: Apache-2.0
#include "backend/core/file.h"

#include "backend/core/result.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace vitrine::core {
namespace {

[[noreturn]] void throwSystemError(const std::filesystem::path& path, std::string_view what)
{
    const int error = errno;
    throw Exception(error == ENOENT || error == ENOTDIR ? ErrorCode::NotFound : ErrorCode::Io,
                    path.string() + ": " + std::string(what) + ": " + std::strerror(error));
}

class FileDescriptor
{
public:
    FileDescriptor(const std::filesystem::path& path, int flags, mode_t mode = 0)
        : m_fd(::open(path.c_str(), flags | O_CLOEXEC, mode))
    {
    }
    ~FileDescriptor()
    {
        if (m_fd >= 0) ::close(m_fd);
    }
    FileDescriptor(FileDescriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    FileDescriptor& operator=(FileDescriptor&&) = delete;

    int get() const { return m_fd; }
    bool close() { return ::close(std::exchange(m_fd, -1)) == 0; }

private:
    int m_fd;
};

/// Opens for reading and requires a regular file, since a folder opens too.
FileDescriptor openRegular(const std::filesystem::path& path, std::size_t& size)
{
    FileDescriptor file(path, O_RDONLY);
    struct stat status;
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) throwSystemError(path, "cannot be opened");
    if (!S_ISREG(status.st_mode)) throw Exception(ErrorCode::Io, path.string() + ": not a regular file");
    size = std::size_t(status.st_size);
    return file;
}

} // namespace

std::string readFile(const std::filesystem::path& path)
{
    FileDescriptor file(path, O_RDONLY);
    if (file.get() < 0) throwSystemError(path, "cannot be opened");
    std::string content;
    struct stat status;
    if (::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode))
        content.reserve(std::size_t(status.st_size) + 1);
    char buffer[1 << 16];
    for (;;) {
        const ssize_t count = ::read(file.get(), buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throwSystemError(path, "cannot be read");
        if (count == 0) return content;
        content.append(buffer, std::size_t(count));
    }
}

MappedFile::MappedFile(const std::filesystem::path& path)
{
    const FileDescriptor file = openRegular(path, m_size);
    if (m_size == 0) return;
    void* data = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (data == MAP_FAILED) throwSystemError(path, "cannot be mapped into memory");
    m_data = static_cast<const std::byte*>(data);
}

MappedFile::~MappedFile()
{
    if (m_data) ::munmap(const_cast<std::byte*>(m_data), m_size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

namespace {

FileSink sinkInto(const FileDescriptor& file, const std::filesystem::path& path)
{
    return [&file, &path](std::string_view piece) {
        while (!piece.empty()) {
            const ssize_t count = ::write(file.get(), piece.data(), piece.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) throwSystemError(path, "cannot be written");
            piece.remove_prefix(std::size_t(count));
        }
    };
}

} // namespace

void writeFileAtomically(const std::filesystem::path& path, const std::function<void(const FileSink&)>& write)
{
    std::error_code ignored;
    // Behind a symbolic link the file is replaced, not the link.
    const auto target =
        std::filesystem::is_symlink(path, ignored) ? std::filesystem::weakly_canonical(path) : path;
    if (std::filesystem::exists(target, ignored) && !std::filesystem::is_regular_file(target, ignored)) {
        // A device or pipe is written to; a rename would put a file in its place.
        FileDescriptor file(target, O_WRONLY);
        if (file.get() < 0) throwSystemError(path, "cannot be opened for writing");
        write(sinkInto(file, path));
        if (!file.close()) throwSystemError(path, "cannot be written");
        return;
    }
    const std::filesystem::path aside = target.string() + ".tmp-" + std::to_string(::getpid());
    try {
        FileDescriptor file(aside, O_WRONLY | O_CREAT | O_TRUNC, 0666);
        if (file.get() < 0) throwSystemError(path, "cannot be created");
        write(sinkInto(file, path));
        if (::fsync(file.get()) != 0 && errno != EINVAL && errno != EROFS)
            throwSystemError(path, "cannot be flushed");
        if (!file.close()) throwSystemError(path, "cannot be written");
        if (::rename(aside.c_str(), target.c_str()) != 0) throwSystemError(path, "cannot be replaced");
    } catch (...) {
        ::unlink(aside.c_str());
        throw;
    }
}

void writeFileAtomically(const std::filesystem::path& path, std::string_view content)
{
    writeFileAtomically(path, [content](const FileSink& sink) { sink(content); });
}

void flushFolder(const std::filesystem::path& folder)
{
    const FileDescriptor file(folder, O_RDONLY | O_DIRECTORY);
    if (file.get() >= 0) ::fsync(file.get());
}

} // namespace vitrine::core
