// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/blob_download.h"

#include "backend/core/result.h"
#include "backend/hub/answers.h"
#include "backend/hub/digest.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace vitrine::hub {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void throwSystemError(const fs::path& path, const std::string& what)
{
    const int error = errno;
    std::string text = path.string() + ": " + what + ": " + std::strerror(error);
    if (error == ENOSPC || error == EDQUOT)
        text = path.string() +
               ": the disk is full; what has been downloaded is kept, free some space and start "
               "the download again";
    throw core::Exception(core::ErrorCode::Io, text);
}

class Descriptor
{
public:
    Descriptor(const fs::path& path, int flags, mode_t mode)
        : m_number(::open(path.c_str(), flags | O_CLOEXEC, mode))
    {
        if (m_number < 0) throwSystemError(path, "cannot be opened");
    }
    ~Descriptor() { ::close(m_number); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};

void makeFolder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw core::Exception(core::ErrorCode::Io, folder.string() + ": cannot be made: " + error.message());
}

const fs::path& withFolder(const fs::path& file)
{
    makeFolder(file.parent_path());
    return file;
}

/// The lock of huggingface_hub: flock on a file that stays.
class BlobLock
{
public:
    BlobLock(const fs::path& path, core::RunControl& control)
        : m_file(withFolder(path), O_RDWR | O_CREAT, 0664)
    {
        ::fchmod(m_file.number(), 0664);
        while (::flock(m_file.number(), LOCK_EX | LOCK_NB) != 0) {
            if (errno == ENOSYS || errno == EOPNOTSUPP || errno == ENOLCK) return; // the hash check remains
            control.checkpoint();
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }

private:
    Descriptor m_file; // closing unlocks
};

/// What follows "bytes " in Content-Range: the first byte of the answer.
std::optional<std::uint64_t> rangeStart(const HttpResponse& head)
{
    const std::string range = head.header("content-range");
    constexpr std::string_view unit = "bytes ";
    std::uint64_t start = 0;
    if (!range.starts_with(unit) ||
        std::from_chars(range.data() + unit.size(), range.data() + range.size(), start).ec != std::errc())
        return std::nullopt;
    return start;
}

/// How long the whole file is by what the answer says, when it says so.
std::optional<std::uint64_t> announcedSize(const HttpResponse& head)
{
    std::string text = head.header("content-length");
    if (head.status == 206) {
        const std::string range = head.header("content-range");
        text = range.substr(std::min(range.size(), range.find('/') + 1));
    }
    std::uint64_t size = 0;
    if (!head.header("content-encoding").empty() ||
        std::from_chars(text.data(), text.data() + text.size(), size).ec != std::errc())
        return std::nullopt;
    return size;
}

/// The partial of one blob, and the sink that fills it.
class Partial final : public BodySink
{
public:
    Partial(fs::path path, std::string subject, const FileMetadata& metadata, const ByteCount& onBytes)
        : m_path(std::move(path)),
          m_subject(std::move(subject)),
          m_metadata(metadata),
          m_onBytes(onBytes),
          m_file(m_path, O_RDWR | O_CREAT, 0666)
    {
        struct stat status;
        if (::fstat(m_file.number(), &status) != 0) throwSystemError(m_path, "cannot be read");
        m_position = std::uint64_t(status.st_size);
        if (m_metadata.size && m_position > *m_metadata.size) restart();
        ::lseek(m_file.number(), 0, SEEK_END);
        m_wasResumed = m_position > 0;
        m_onBytes(m_position);
    }

    std::uint64_t position() const override { return m_position; }
    /// Whether the content is of several answers, so that bytes of another version may be among them.
    bool wasResumed() const { return m_wasResumed; }

    void begin(const HttpResponse& head) override
    {
        if (const auto size = announcedSize(head); size && m_metadata.size && *size != *m_metadata.size)
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  m_subject + ": the server announced " + std::to_string(*m_metadata.size) +
                                      " bytes and sends " + std::to_string(*size) +
                                      "; nothing of it was kept");
        if (head.status == 206) {
            m_wasResumed = true;
            if (rangeStart(head) == m_position) return;
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  m_subject + ": asked for the bytes from " + std::to_string(m_position) +
                                      ", the server sent \"" + head.header("content-range") + "\"");
        }
        if (m_position > 0) restart(); // the server knows no ranges
    }

    void write(std::string_view bytes) override
    {
        if (m_metadata.size && m_position + bytes.size() > *m_metadata.size)
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  m_subject + ": the server sent more than the " +
                                      std::to_string(*m_metadata.size) +
                                      " bytes that it announced; nothing of it was kept");
        while (!bytes.empty()) {
            const ssize_t count = ::write(m_file.number(), bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) throwSystemError(m_path, "cannot be written");
            bytes.remove_prefix(std::size_t(count));
            m_position += std::uint64_t(count);
        }
        m_onBytes(m_position);
    }

    bool complete() const override { return !m_metadata.size || m_position >= *m_metadata.size; }

    void restart()
    {
        if (::ftruncate(m_file.number(), 0) != 0) throwSystemError(m_path, "cannot be emptied");
        ::lseek(m_file.number(), 0, SEEK_SET);
        m_position = 0;
        m_wasResumed = false;
        m_onBytes(0);
    }

    /// The hash of the content when it is not the wanted one; empty when all is well.
    std::string mismatch(core::RunControl& control) const
    {
        ContentCheck check(m_metadata.etag, m_position);
        if (!check.isPossible()) return {};
        std::vector<char> buffer(1 << 20);
        for (off_t at = 0;;) {
            control.checkpoint();
            const ssize_t count = ::pread(m_file.number(), buffer.data(), buffer.size(), at);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) throwSystemError(m_path, "cannot be read");
            if (count == 0) return check.mismatch();
            check.add({buffer.data(), std::size_t(count)});
            at += count;
        }
    }

    void finish(const fs::path& blob)
    {
        if (::fsync(m_file.number()) != 0 && errno != EINVAL && errno != EROFS)
            throwSystemError(m_path, "cannot be flushed");
        if (::rename(m_path.c_str(), blob.c_str()) != 0) throwSystemError(blob, "cannot be made");
    }

    void discard() { ::unlink(m_path.c_str()); }

    /// Before the first byte: what would fail after minutes is said now.
    void requireSpace() const
    {
        if (!m_metadata.size) return;
        std::error_code error;
        const auto space = fs::space(m_path.parent_path(), error);
        const std::uint64_t needed = *m_metadata.size - m_position;
        if (!error && space.available < needed)
            throw core::Exception(core::ErrorCode::Io,
                                  m_path.parent_path().string() + ": the disk has " +
                                      std::to_string(space.available / 1'000'000) + " MB free, " + m_subject +
                                      " needs " + std::to_string(needed / 1'000'000 + 1) +
                                      " MB more; free some space and start the download again");
    }

private:
    const fs::path m_path;
    const std::string m_subject;
    const FileMetadata& m_metadata;
    const ByteCount& m_onBytes;
    Descriptor m_file;
    std::uint64_t m_position = 0;
    bool m_wasResumed = false;
};

/// W/"abc" and "abc" are abc.
std::string normalizedEtag(std::string etag)
{
    if (etag.starts_with("W/")) etag.erase(0, 2);
    std::erase(etag, '"');
    return etag;
}

std::string fileUrl(const HubSettings& settings, const Repository& repository, const std::string& revision,
                    const std::string& file)
{
    return settings.endpoint + "/" + webPath(repository) + "/resolve/" + percentEncoded(revision, "") + "/" +
           percentEncoded(file);
}

void download(HttpClient& http, const HubSettings& settings, const std::string& subject,
              const std::string& url, Partial& partial)
{
    HttpRequest request;
    request.url = url;
    request.sink = &partial;
    HttpResponse response = http.perform(request);
    if (response.status == 416 && partial.position() > 0) {
        // The partial is longer than what the server has.
        partial.restart();
        response = http.perform(request);
    }
    requireGood(response, subject, settings);
}

} // namespace

FileMetadata fileMetadata(HttpClient& http, const HubSettings& settings, const RepositoryCache& cache,
                          const Repository& repository, const std::string& revision, const std::string& file)
{
    const std::string subject = repository.id + ": " + file;
    HttpRequest request;
    request.url = fileUrl(settings, repository, revision, file);
    request.headOnly = true;
    const HttpResponse response = http.perform(request);
    FileMetadata metadata;
    metadata.commit = response.header("x-repo-commit");
    if (!metadata.commit.empty()) requirePlainName(metadata.commit, "commit");
    try {
        requireGood(response, subject, settings);
    } catch (const RefusedException& refused) {
        if (refused.refusal() == Refusal::File && !metadata.commit.empty()) {
            cache.writeNoExist(metadata.commit, file);
            cache.writeReference(revision, metadata.commit);
        }
        throw;
    }
    if (metadata.commit.empty())
        throw core::Exception(core::ErrorCode::Network,
                              subject + ": the answer of " + settings.endpoint +
                                  " has no X-Repo-Commit, so it is no Hub; check HF_ENDPOINT and the proxy");
    const std::string linked = response.header("x-linked-etag");
    metadata.etag = normalizedEtag(linked.empty() ? response.header("etag") : linked);
    if (metadata.etag.empty())
        throw core::Exception(core::ErrorCode::Network,
                              subject + ": the answer has no ETag to check the file by");
    requirePlainName(metadata.etag, "ETag");
    std::string size = response.header("x-linked-size");
    // the length of a redirect is that of its own body
    if (size.empty() && response.good()) size = response.header("content-length");
    std::uint64_t bytes = 0;
    if (const auto [stop, error] = std::from_chars(size.data(), size.data() + size.size(), bytes);
        error == std::errc() && !size.empty())
        metadata.size = bytes;
    return metadata;
}

std::uint64_t fetchBlob(HttpClient& http, const HubSettings& settings, core::RunControl& control,
                        const RepositoryCache& cache, const Repository& repository, const std::string& file,
                        const FileMetadata& metadata, const ByteCount& onBytes)
{
    const std::string subject = repository.id + ": " + file;
    const fs::path blob = cache.blob(metadata.etag);
    const BlobLock lock(cache.lock(metadata.etag), control);
    std::error_code error;
    if (const auto size = fs::file_size(blob, error); !error && (!metadata.size || size == *metadata.size)) {
        onBytes(size);
        return size;
    }
    makeFolder(blob.parent_path());
    Partial partial(blob.string() + ".incomplete", subject, metadata, onBytes);
    const std::string url = fileUrl(settings, repository, metadata.commit, file);
    for (bool again = false;; again = true) {
        if (!partial.complete() || partial.position() == 0 || !metadata.size) {
            partial.requireSpace();
            try {
                download(http, settings, subject, url, partial);
            } catch (const core::Exception& e) {
                if (e.error().code == core::ErrorCode::InvalidFormat) partial.discard();
                throw;
            }
        }
        const std::string found = partial.mismatch(control);
        if (found.empty()) break;
        if (partial.wasResumed() && !again) {
            partial.restart();
            continue;
        }
        partial.discard();
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              subject + ": the content that the server sent has the hash " + found +
                                  " instead of " + metadata.etag + "; nothing of it was kept");
    }
    partial.finish(blob);
    return partial.position();
}

} // namespace vitrine::hub
