// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::hub_test {

struct ServedFile
{
    ServedFile(std::string path, std::string content, bool isLfs = false);

    std::string path, content;
    bool isLfs;         ///< its content lies on the storage server
    std::string etag;   ///< right unless a test changes it
    std::string blobId; ///< git's SHA-1; of the pointer for LFS
    std::uint64_t announcedSize, listedSize;
};

struct ServedRepository
{
    std::string id;
    std::vector<ServedFile> files;
    bool isDataset = false;
    std::vector<std::string> revisions = {"main"};
    std::string commit = std::string(39, 'c') + "1";
    std::string description = "{}"; ///< JSON merged into the answers about it: cardData, pipeline_tag …
    bool isGated = false;           ///< its files need a permission that nobody has
    bool isPrivate = false;         ///< without the right token it does not exist
};

/// What a server was asked.
struct SeenRequest
{
    bool isStorage = false;
    std::string method, target, authorization, range;
};

/// Instead of the usual answer.
struct Answer
{
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

/// A Hub on the loopback address with a second server for large files, and every fault a test wants.
/// The members that steer it may be set while it runs.
class HubServer
{
public:
    HubServer();
    ~HubServer();

    std::string endpoint() const; ///< http://127.0.0.1:PORT
    std::string storage() const;

    void add(ServedRepository repository);
    ServedFile& file(const std::string& id, const std::string& path);

    void setToken(const std::string& token); ///< the only one that is valid; empty: none is
    /// Asked first; nothing means the usual answer.
    void intercept(std::function<std::optional<Answer>(const SeenRequest&)> interceptor);
    void cutAfter(std::uint64_t bytes, int times);        ///< the next contents break off after so many bytes
    void slowDown(std::uint64_t bytes, int milliseconds); ///< after each so many bytes of content
    void ignoreRanges(bool ignore);
    void setPageSize(std::size_t size); ///< of lists

    std::vector<SeenRequest> requests() const;
    void forgetRequests();
    /// How many requests have `method` and a target that contains `part`.
    std::size_t count(const std::string& method, const std::string& part) const;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace vitrine::hub_test
