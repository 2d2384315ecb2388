// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/client.h"
#include "backend/tokenizers/tokenizer_forms.h"

#include "backend/core/architectures.h"
#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/hub/answers.h"
#include "backend/hub/cache.h"
#include "backend/hub/card.h"

#include <algorithm>

namespace vitrine::hub {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t largestPage = 1000; // of the Hub
constexpr std::string_view publicHub = "https://huggingface.co";

/// The address of `rel="next"` in a Link header; empty when there is none.
std::string nextOf(const HttpResponse& response, const HubSettings& settings)
{
    const std::string link = response.header("link");
    const auto relation = link.find("rel=\"next\"");
    if (relation == std::string::npos) return {};
    const auto open = link.rfind('<', relation), close = link.find('>', open);
    if (open == std::string::npos || close == std::string::npos) return {};
    std::string address = link.substr(open + 1, close - open - 1);
    // a mirror that hands through the Hub's own addresses
    if (address.starts_with(publicHub)) address.replace(0, publicHub.size(), settings.endpoint);
    return address.starts_with('/') ? settings.endpoint + address : address;
}

/// A number that may be absent, null or of another kind: what decorates a list is never a reason to fail.
std::uint64_t countIn(const core::Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_number() && *found >= 0 ? found->get<std::uint64_t>() : 0;
}

std::string textIn(const core::Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// `gated` is false, "auto" or "manual".
bool isSet(const core::Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && !found->is_null() && *found != false;
}

RepositorySummary parseSummary(const core::Json& json, const std::string& origin)
{
    const core::JsonObject object(json, origin);
    RepositorySummary summary;
    summary.id = object.get<std::string>(object.has("id") ? "id" : "modelId");
    requireRepositoryId(summary.id);
    summary.pipelineTag = textIn(json, "pipeline_tag");
    summary.library = textIn(json, "library_name");
    summary.lastModified = textIn(json, "lastModified");
    summary.downloads = countIn(json, "downloads");
    summary.likes = countIn(json, "likes");
    if (const auto tags = json.find("tags"); tags != json.end() && tags->is_array())
        for (const auto& tag : *tags)
            if (tag.is_string()) summary.tags.push_back(tag.get<std::string>());
    if (const auto config = json.find("config"); config != json.end() && config->is_object())
        summary.modelType = textIn(*config, "model_type");
    summary.isGated = isSet(json, "gated");
    summary.isPrivate = isSet(json, "private");
    return summary;
}

void addParameter(std::string& url, std::string_view name, std::string_view value)
{
    if (value.empty()) return;
    url += url.find('?') == std::string::npos ? '?' : '&';
    url += std::string(name) + "=" + percentEncoded(value, "");
}

std::string cardJson(const Card& card)
{
    core::Json json = core::Json::object();
    for (const auto& field : card.fields)
        json[field.name] = field.isList ? core::Json(field.values) : core::Json(field.values.front());
    return core::dumpJson(json);
}

std::string resolveUrl(const HubSettings& settings, const Repository& repository, const std::string& revision,
                       const std::string& file)
{
    return settings.endpoint + "/" + webPath(repository) + "/resolve/" + percentEncoded(revision, "") + "/" +
           percentEncoded(file);
}

} // namespace

std::uint64_t RepositoryInfo::size() const
{
    std::uint64_t sum = 0;
    for (const auto& file : files)
        sum += file.size;
    return sum;
}

bool RepositoryInfo::has(std::string_view path) const
{
    return std::ranges::find(files, path, &RepositoryFile::path) != files.end();
}

Support judgeSupport(const Repository& repository, const std::vector<RepositoryFile>& files,
                     const std::optional<std::string>& config)
{
    Support support;
    if (repository.type != RepositoryType::Model) {
        support.why = repository.id + " is a " + std::string(typeName(repository.type)) + ", no model";
        return support;
    }
    const auto has = [&](std::string_view path) {
        return std::ranges::find(files, path, &RepositoryFile::path) != files.end();
    };
    if (config) {
        const auto json =
            core::capture([&] { return core::parseJson(*config, repository.id + ": config.json"); });
        if (json.ok()) {
            const auto verdict = core::judgeModelConfig(json.value(), repository.id,
                                                        std::ranges::any_of(core::weightsNames(), has));
            support.model = verdict.supported;
            support.why = verdict.why;
        } else {
            support.why = json.error().message;
        }
    } else {
        support.why = repository.id + (has("config.json")
                                           ? ": its config.json is not on this machine"
                                           : ": no config.json in it, so it is no model of Transformers");
    }
    std::vector<std::string> names;
    for (const RepositoryFile& file : files)
        names.push_back(file.path);
    support.tokenizer = tokenizers::holdsTokenizer(names);
    if (!support.tokenizer) {
        const std::string reason = "holds no tokenizer in a form that is known here";
        support.why += support.why.empty() ? repository.id + ": " + reason : "; it " + reason;
    }
    return support;
}

Client::Client(const HubSettings& settings, core::RunControl& control)
    : m_settings(settings), m_http(settings, control)
{
}

void Client::requireOnline(const std::string& what) const
{
    if (m_settings.offline)
        throw core::Exception(core::ErrorCode::Network,
                              what + ": the Hub is not asked while HF_HUB_OFFLINE is set");
}

core::Json Client::get(const std::string& url, const std::string& subject, std::string* next)
{
    HttpRequest request;
    request.url = url;
    const HttpResponse response = m_http.perform(request);
    requireGood(response, subject, m_settings);
    if (next) *next = nextOf(response, m_settings);
    return core::parseJson(response.body, url);
}

SearchPage Client::search(const SearchQuery& query)
{
    const bool isModel = query.type == RepositoryType::Model;
    std::string url = m_settings.endpoint + "/api/" + std::string(typeName(query.type)) + "s";
    addParameter(url, "search", query.text);
    addParameter(url, "author", query.author);
    if (isModel) {
        addParameter(url, "pipeline_tag", query.task);
        addParameter(url, "filter", query.library);
    } else {
        if (!query.task.empty()) addParameter(url, "filter", "task_categories:" + query.task);
        if (!query.library.empty()) addParameter(url, "filter", "library:" + query.library);
    }
    addParameter(url, "sort", query.sort);
    addParameter(url, "limit", std::to_string(std::clamp<std::size_t>(query.limit, 1, largestPage)));
    for (const char* property : {"downloads", "likes", "tags", "lastModified", "gated", "private"})
        addParameter(url, "expand", property);
    if (isModel)
        for (const char* property : {"pipeline_tag", "library_name", "config"})
            addParameter(url, "expand", property);
    return nextPage(url);
}

SearchPage Client::nextPage(const std::string& address)
{
    requireOnline("search");
    SearchPage page;
    const core::Json json = get(address, "search", &page.next);
    if (!json.is_array())
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              address + ": expected a list of repositories, found " +
                                  std::string(core::jsonTypeName(json)));
    for (const auto& each : json)
        page.items.push_back(parseSummary(each, address));
    return page;
}

std::string Client::commitOf(const Repository& repository, const std::string& revision,
                             core::Json* description)
{
    requireRepositoryId(repository.id);
    requireRevision(revision);
    requireOnline(repository.id);
    const std::string url =
        m_settings.endpoint + "/api/" + apiPath(repository) + "/revision/" + percentEncoded(revision, "");
    core::Json json = get(url, repository.id + "@" + revision);
    const auto commit = core::JsonObject(json, url).get<std::string>("sha");
    requirePlainName(commit, "commit");
    if (description) *description = std::move(json);
    return commit;
}

std::vector<RepositoryFile> Client::files(const Repository& repository, const std::string& commit,
                                          const core::Json& description)
{
    requireOnline(repository.id);
    std::vector<RepositoryFile> files;
    std::string url = m_settings.endpoint + "/api/" + apiPath(repository) + "/tree/" +
                      percentEncoded(commit, "") + "?recursive=true&expand=false";
    try {
        while (!url.empty()) {
            const std::string address = url;
            for (auto& file : parseTree(get(address, repository.id, &url), address))
                files.push_back(std::move(file));
        }
    } catch (const RefusedException& refused) {
        const auto siblings = description.find("siblings");
        if (refused.error().code != core::ErrorCode::NotFound || siblings == description.end()) throw;
        files = parseSiblings(*siblings, repository.id + ": siblings");
    }
    // in the order that the cache keeps
    std::ranges::sort(files, {}, &RepositoryFile::path);
    return files;
}

RepositoryInfo Client::info(const Repository& repository, const std::string& revision)
{
    requireRepositoryId(repository.id);
    requireRevision(revision);
    if (m_settings.offline) {
        auto info = cachedInfo(m_settings, repository, revision);
        info.cacheReason = "HF_HUB_OFFLINE is set";
        return info;
    }
    try {
        RepositoryInfo info;
        core::Json description;
        info.sha = commitOf(repository, revision, &description);
        info.summary = parseSummary(description, repository.id);
        if (const auto card = description.find("cardData"); card != description.end() && card->is_object())
            info.card = card->dump();
        info.files = files(repository, info.sha, description);
        std::optional<std::string> config;
        std::string refused;
        if (repository.type == RepositoryType::Model && info.has("config.json")) {
            try {
                config = readText(repository, info.sha, "config.json");
            } catch (const RefusedException& e) {
                refused = e.error().message; // gated: described to all, its files are for some
            }
        }
        info.support = judgeSupport(repository, info.files, config);
        if (!refused.empty()) info.support.why = refused;
        return info;
    } catch (const core::Exception& e) {
        const auto code = e.error().code;
        if (code != core::ErrorCode::Network && code != core::ErrorCode::AccessDenied) throw;
        auto cached = core::capture([&] { return cachedInfo(m_settings, repository, revision); });
        if (!cached.ok()) throw;
        cached.value().cacheReason = e.error().message;
        return std::move(cached).value();
    }
}

std::optional<std::string> Client::readText(const Repository& repository, const std::string& commit,
                                            const std::string& file, std::size_t limit)
{
    requireFileName(file, false);
    const RepositoryCache cache(m_settings.cache, repository);
    std::error_code ignored;
    if (const auto path = cache.snapshot(commit) / file; fs::is_regular_file(path, ignored))
        return core::readFile(path);
    if (m_settings.offline) return std::nullopt;
    HttpRequest request;
    request.url = resolveUrl(m_settings, repository, commit, file);
    request.bodyLimit = limit;
    const HttpResponse response = m_http.perform(request);
    try {
        requireGood(response, repository.id + ": " + file, m_settings);
    } catch (const RefusedException& refused) {
        if (response.status == 404) return std::nullopt;
        throw;
    }
    return response.body;
}

Account Client::whoami()
{
    requireOnline("whoami");
    if (m_settings.token.empty())
        throw core::Exception(core::ErrorCode::AccessDenied,
                              "whoami: no token (HF_TOKEN is not set and there is no token file)");
    const std::string url = m_settings.endpoint + "/api/whoami-v2";
    HttpRequest request;
    request.url = url;
    const HttpResponse response = m_http.perform(request);
    if (response.status == 401)
        throw core::Exception(core::ErrorCode::AccessDenied,
                              "whoami: the token is not valid (" + m_settings.endpoint + " answered 401)");
    requireGood(response, "whoami", m_settings);
    const core::Json json = core::parseJson(response.body, url);
    Account account;
    account.name = core::JsonObject(json, url).get<std::string>("name");
    account.fullName = textIn(json, "fullname");
    account.type = textIn(json, "type");
    if (const auto organizations = json.find("orgs");
        organizations != json.end() && organizations->is_array())
        for (const auto& each : *organizations)
            if (each.is_object()) account.organizations.push_back(textIn(each, "name"));
    const auto role = json.value(core::Json::json_pointer("/auth/accessToken/role"), core::Json());
    if (role.is_string()) account.role = role.get<std::string>();
    account.answer = json.dump();
    return account;
}

RepositoryInfo cachedInfo(const HubSettings& settings, const Repository& repository,
                          const std::string& revision)
{
    const RepositoryCache cache(settings.cache, repository);
    const auto commit = cache.commitOf(revision);
    if (!commit)
        throw core::Exception(core::ErrorCode::NotFound, repository.id + "@" + revision +
                                                             " is not in the cache (" +
                                                             cache.root().string() + ")");
    RepositoryInfo info;
    info.isFromCache = true;
    info.summary.id = repository.id;
    info.sha = *commit;
    const fs::path snapshot = cache.snapshot(*commit);
    if (auto files = readTree(cache.tree(*commit))) {
        info.files = std::move(*files);
    } else {
        std::error_code error;
        for (fs::recursive_directory_iterator entry(snapshot, error), end; !error && entry != end;
             entry.increment(error)) {
            if (!entry->is_regular_file(error)) continue;
            const fs::path target = fs::read_symlink(entry->path(), error);
            info.files.push_back({entry->path().lexically_relative(snapshot).generic_string(),
                                  entry->file_size(),
                                  target.filename().string(),
                                  {},
                                  0,
                                  {}});
        }
        std::ranges::sort(info.files, {}, &RepositoryFile::path);
    }
    std::optional<std::string> config;
    if (auto text = core::capture([&] { return core::readFile(snapshot / "config.json"); }); text.ok())
        config = std::move(text).value();
    info.support = judgeSupport(repository, info.files, config);
    if (const auto text = core::capture([&] { return core::readFile(snapshot / "README.md"); }); text.ok())
        info.card = cardJson(parseCard(text.value()));
    return info;
}

} // namespace vitrine::hub
