// SPDX-License-Identifier: Apache-2.0
#include "tests/backend/hub/hub_server.h"

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <mutex>
#include <thread>

namespace vitrine::hub_test {
namespace {

using Json = nlohmann::ordered_json;

std::string digest(const EVP_MD* kind, const std::string& content)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(content.data(), content.size(), bytes, &size, kind, nullptr);
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        char pair[3];
        std::snprintf(pair, sizeof pair, "%02x", bytes[i]);
        text += pair;
    }
    return text;
}

std::string gitSha1(const std::string& content)
{
    return digest(EVP_sha1(), "blob " + std::to_string(content.size()) + '\0' + content);
}

std::string unquoted(const std::string& text)
{
    return httplib::detail::decode_url(text, false);
}

} // namespace

ServedFile::ServedFile(std::string path, std::string content, bool isLfs)
    : path(std::move(path)), content(std::move(content)), isLfs(isLfs)
{
    etag = isLfs ? digest(EVP_sha256(), this->content) : gitSha1(this->content);
    blobId = isLfs ? gitSha1("pointer to " + etag) : etag;
    announcedSize = listedSize = this->content.size();
}

struct HubServer::Private
{
    Private() : hub(std::make_unique<httplib::Server>()), store(std::make_unique<httplib::Server>())
    {
        hubPort = start(*hub, false);
        storePort = start(*store, true);
    }

    ~Private()
    {
        hub->stop();
        store->stop();
        for (auto& thread : threads)
            thread.join();
    }

    int start(httplib::Server& server, bool isStorage)
    {
        server.set_keep_alive_timeout(1);
        server.new_task_queue = [] { return new httplib::ThreadPool(12); };
        server.set_pre_routing_handler(
            [this, isStorage](const httplib::Request& request, httplib::Response& response) {
                handle(isStorage, request, response);
                return httplib::Server::HandlerResponse::Handled;
            });
        const int port = server.bind_to_any_port("127.0.0.1");
        threads.emplace_back([&server] { server.listen_after_bind(); });
        while (!server.is_running())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return port;
    }

    void handle(bool isStorage, const httplib::Request& request, httplib::Response& response)
    {
        SeenRequest seen{isStorage, request.method, request.target, request.get_header_value("Authorization"),
                         request.get_header_value("Range")};
        std::function<std::optional<Answer>(const SeenRequest&)> interceptor;
        {
            const std::lock_guard lock(mutex);
            this->seen.push_back(seen);
            interceptor = this->interceptor;
        }
        if (interceptor)
            if (const auto answer = interceptor(seen)) {
                response.status = answer->status;
                for (const auto& [name, value] : answer->headers)
                    response.set_header(name, value);
                response.body = answer->body;
                return;
            }
        const std::lock_guard lock(mutex);
        isStorage ? answerStorage(request, response) : answerHub(request, response);
    }

    bool isSignedIn(const httplib::Request& request) const
    {
        return !token.empty() && request.get_header_value("Authorization") == "Bearer " + token;
    }

    static void refuse(httplib::Response& response, int status, const std::string& code,
                       const std::string& message)
    {
        response.status = status;
        if (!code.empty()) response.set_header("X-Error-Code", code);
        response.set_header("X-Error-Message", message);
        response.set_content("{\"error\": \"" + message + "\"}", "application/json");
    }

    void answerStorage(const httplib::Request& request, httplib::Response& response)
    {
        for (const auto& repository : repositories)
            for (const auto& file : repository.files)
                if (file.isLfs && request.path == "/" + repository.id + "/" + file.path)
                    return sendContent(file, request, response);
        response.status = 403;
    }

    void sendContent(const ServedFile& file, const httplib::Request& request, httplib::Response& response)
    {
        response.set_header("ETag", "\"" + file.etag + "\"");
        const std::string range = request.get_header_value("Range");
        const std::string content = file.content;
        std::size_t start = 0;
        if (range.starts_with("bytes=") && !ignoresRanges) start = std::stoull(range.substr(6));
        if (start > 0 && start >= content.size()) {
            response.status = 416;
            response.set_header("Content-Range", "bytes */" + std::to_string(content.size()));
            return;
        }
        response.status = start > 0 ? 206 : 200;
        if (request.method == "HEAD" || content.empty()) {
            response.body = content;
            return;
        }
        const bool cut = cutsLeft > 0;
        if (cut) --cutsLeft;
        const std::uint64_t end =
            cut ? std::min<std::uint64_t>(start + cutBytes, content.size()) : content.size();
        const auto send = [content, end, cut, ends = ignoresRanges, piece = slowBytes ? slowBytes : 1 << 16,
                           pause = slowMilliseconds](std::size_t offset, httplib::DataSink& sink) {
            const std::size_t count = std::min<std::uint64_t>(piece, end - offset);
            if (count > 0 && !sink.write(content.data() + offset, count)) return false;
            if (pause > 0) std::this_thread::sleep_for(std::chrono::milliseconds(pause));
            if (cut && offset + count >= end) return false;
            if (ends && offset + count >= content.size()) sink.done();
            return true;
        };
        // Any other answer than a chunked one would be cut by httplib to the range that was asked for.
        if (ignoresRanges)
            response.set_chunked_content_provider("application/octet-stream", send);
        else
            response.set_content_provider(content.size(), "application/octet-stream",
                                          [send](std::size_t offset, std::size_t, httplib::DataSink& sink) {
                                              return send(offset, sink);
                                          });
    }

    Json summary(const ServedRepository& repository) const
    {
        Json json = {{"id", repository.id},
                     {"likes", 3},
                     {"downloads", 1200},
                     {"tags", {"transformers", "license:mit"}},
                     {"lastModified", "2024-05-06T07:08:09.000Z"},
                     {"gated", repository.isGated ? Json("manual") : Json(false)},
                     {"private", repository.isPrivate}};
        json.merge_patch(Json::parse(repository.description));
        return json;
    }

    void sendPage(const Json& items, const httplib::Request& request, httplib::Response& response,
                  std::size_t size)
    {
        const std::size_t start =
            request.has_param("cursor") ? std::stoull(request.get_param_value("cursor")) : 0;
        Json page = Json::array();
        for (std::size_t i = start; i < std::min(items.size(), start + size); ++i)
            page.push_back(items[i]);
        if (start + size < items.size())
            response.set_header("Link", "<" + address(hubPort) + request.path + "?recursive=true&cursor=" +
                                            std::to_string(start + size) + ">; rel=\"next\"");
        response.status = 200;
        response.set_content(page.dump(), "application/json");
    }

    void answerHub(const httplib::Request& request, httplib::Response& response)
    {
        const std::string& path = request.path;
        if (path == "/api/whoami-v2") {
            if (!isSignedIn(request))
                return refuse(response, 401, "", "Invalid credentials in Authorization header");
            response.set_content(
                R"({"type":"user","name":"ada","fullname":"Ada L.","orgs":[{"name":"engines"}],
                "auth":{"accessToken":{"role":"read"}}})",
                "application/json");
            response.status = 200;
            return;
        }
        for (const bool dataset : {false, true}) {
            const std::string api = dataset ? "/api/datasets" : "/api/models";
            if (path == api) {
                Json items = Json::array();
                for (const auto& repository : repositories)
                    if (repository.isDataset == dataset &&
                        repository.id.find(request.get_param_value("search")) != std::string::npos)
                        items.push_back(summary(repository));
                return sendPage(items, request, response, pageSize);
            }
        }
        for (const auto& repository : repositories) {
            const std::string api =
                (repository.isDataset ? "/api/datasets/" : "/api/models/") + repository.id + "/";
            const std::string web = (repository.isDataset ? "/datasets/" : "/") + repository.id + "/resolve/";
            const bool isApi = path.starts_with(api), isWeb = path.starts_with(web);
            if (!isApi && !isWeb) continue;
            if (repository.isPrivate && !isSignedIn(request)) break;
            return isApi ? describe(repository, path.substr(api.size()), request, response)
                         : resolve(repository, request.target.substr(web.size()), request, response);
        }
        // what the Hub says of what is not there to those who show no token
        const bool isKnown = isSignedIn(request);
        refuse(response, isKnown ? 404 : 401, "RepoNotFound", "Repository not found");
    }

    static bool has(const ServedRepository& repository, const std::string& revision)
    {
        return revision == repository.commit ||
               std::ranges::find(repository.revisions, revision) != repository.revisions.end();
    }

    void describe(const ServedRepository& repository, const std::string& rest,
                  const httplib::Request& request, httplib::Response& response)
    {
        const auto slash = rest.find('/');
        const std::string what = rest.substr(0, slash), revision = rest.substr(slash + 1);
        if (!has(repository, revision)) return refuse(response, 404, "RevisionNotFound", "Invalid rev id");
        if (what == "revision") {
            Json json = summary(repository);
            json["sha"] = repository.commit;
            json["siblings"] = Json::array();
            for (const auto& file : repository.files)
                json["siblings"].push_back({{"rfilename", file.path}});
            response.status = 200;
            return response.set_content(json.dump(), "application/json");
        }
        Json entries = Json::array();
        entries.push_back({{"type", "directory"}, {"path", "folder"}, {"size", 0}, {"oid", "0"}});
        for (const auto& file : repository.files) {
            Json entry = {
                {"type", "file"}, {"path", file.path}, {"size", file.listedSize}, {"oid", file.blobId}};
            if (file.isLfs)
                entry["lfs"] = {{"oid", file.etag}, {"size", file.listedSize}, {"pointerSize", 130}};
            entries.push_back(entry);
        }
        sendPage(entries, request, response, pageSize);
    }

    void resolve(const ServedRepository& repository, const std::string& rest, const httplib::Request& request,
                 httplib::Response& response)
    {
        const auto slash = rest.find('/');
        const std::string revision = unquoted(rest.substr(0, slash)), path = unquoted(rest.substr(slash + 1));
        if (!has(repository, revision)) return refuse(response, 404, "RevisionNotFound", "Invalid rev id");
        if (repository.isGated)
            return refuse(response, isSignedIn(request) ? 403 : 401, "GatedRepo",
                          "Access to this model is restricted");
        response.set_header("X-Repo-Commit", repository.commit);
        for (const auto& file : repository.files) {
            if (file.path != path) continue;
            response.set_header("X-Linked-ETag", "\"" + file.etag + "\"");
            response.set_header("X-Linked-Size", std::to_string(file.announcedSize));
            if (!file.isLfs) return sendContent(file, request, response);
            response.status = 302;
            response.set_header("Location", address(storePort) + "/" + repository.id + "/" + file.path);
            return;
        }
        refuse(response, 404, "EntryNotFound", "Entry not found");
    }

    static std::string address(int port) { return "http://127.0.0.1:" + std::to_string(port); }

    mutable std::mutex mutex;
    std::vector<ServedRepository> repositories;
    std::vector<SeenRequest> seen;
    std::function<std::optional<Answer>(const SeenRequest&)> interceptor;
    std::string token;
    std::uint64_t cutBytes = 0, slowBytes = 0;
    int cutsLeft = 0, slowMilliseconds = 0;
    bool ignoresRanges = false;
    std::size_t pageSize = 1000;

    std::unique_ptr<httplib::Server> hub, store;
    int hubPort = 0, storePort = 0;
    std::vector<std::thread> threads;
};

HubServer::HubServer() : m_d(std::make_unique<Private>()) {}
HubServer::~HubServer() = default;

std::string HubServer::endpoint() const
{
    return Private::address(m_d->hubPort);
}

std::string HubServer::storage() const
{
    return Private::address(m_d->storePort);
}

void HubServer::add(ServedRepository repository)
{
    const std::lock_guard lock(m_d->mutex);
    m_d->repositories.push_back(std::move(repository));
}

ServedFile& HubServer::file(const std::string& id, const std::string& path)
{
    const std::lock_guard lock(m_d->mutex);
    auto& repository = *std::ranges::find(m_d->repositories, id, &ServedRepository::id);
    return *std::ranges::find(repository.files, path, &ServedFile::path);
}

void HubServer::setToken(const std::string& token)
{
    const std::lock_guard lock(m_d->mutex);
    m_d->token = token;
}

void HubServer::intercept(std::function<std::optional<Answer>(const SeenRequest&)> interceptor)
{
    const std::lock_guard lock(m_d->mutex);
    m_d->interceptor = std::move(interceptor);
}

void HubServer::cutAfter(std::uint64_t bytes, int times)
{
    const std::lock_guard lock(m_d->mutex);
    m_d->cutBytes = bytes;
    m_d->cutsLeft = times;
}

void HubServer::slowDown(std::uint64_t bytes, int milliseconds)
{
    const std::lock_guard lock(m_d->mutex);
    m_d->slowBytes = bytes;
    m_d->slowMilliseconds = milliseconds;
}

void HubServer::ignoreRanges(bool ignore)
{
    const std::lock_guard lock(m_d->mutex);
    m_d->ignoresRanges = ignore;
}

void HubServer::setPageSize(std::size_t size)
{
    const std::lock_guard lock(m_d->mutex);
    m_d->pageSize = size;
}

std::vector<SeenRequest> HubServer::requests() const
{
    const std::lock_guard lock(m_d->mutex);
    return m_d->seen;
}

void HubServer::forgetRequests()
{
    const std::lock_guard lock(m_d->mutex);
    m_d->seen.clear();
}

std::size_t HubServer::count(const std::string& method, const std::string& part) const
{
    const auto all = requests();
    return std::size_t(std::ranges::count_if(all, [&](const SeenRequest& request) {
        return request.method == method && request.target.find(part) != std::string::npos;
    }));
}

} // namespace vitrine::hub_test
