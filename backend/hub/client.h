// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"
#include "backend/hub/http.h"
#include "backend/hub/repository.h"
#include "backend/hub/settings.h"
#include "backend/hub/tree.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::hub {

struct SearchQuery
{
    RepositoryType type = RepositoryType::Model;
    std::string text;
    std::string task;    ///< "text-classification"
    std::string author;  ///< a user or an organisation
    std::string library; ///< "sentence-transformers"
    std::string sort;    ///< downloads, likes, lastModified, trendingScore; empty: the Hub's own order
    std::size_t limit = 20;
};

/// A repository as a search finds it.
struct RepositorySummary
{
    std::string id;
    std::string pipelineTag, library, lastModified; ///< empty when the Hub does not say
    std::string modelType;                          ///< of config.json, where a search says it
    std::uint64_t downloads = 0, likes = 0;
    std::vector<std::string> tags;
    bool isGated = false, isPrivate = false;
};

struct SearchPage
{
    std::vector<RepositorySummary> items;
    std::string next; ///< the address of the next page; empty at the end
};

/// What this version of Vitrine can do with a repository.
struct Support
{
    bool model = false, tokenizer = false;
    std::string why; ///< one line; empty when both are true
};

struct RepositoryInfo
{
    RepositorySummary summary;
    std::string sha; ///< the commit of the revision
    std::vector<RepositoryFile> files;
    std::string card; ///< the metadata of the card as a JSON object; empty when unknown
    Support support;
    bool isFromCache = false; ///< the Hub was not asked, or could not be
    std::string cacheReason;  ///< why not

    std::uint64_t size() const; ///< of all files
    bool has(std::string_view path) const;
};

/// What the Hub knows of the token.
struct Account
{
    std::string name, fullName, type; ///< type: "user", "org"
    std::vector<std::string> organizations;
    std::string role;   ///< of the token: "read", "write", "fineGrained"; may be empty
    std::string answer; ///< all that the Hub said, JSON
};

/// Questions to the Hub, by one thread. All throw Network, AccessDenied, NotFound, InvalidFormat and
/// CanceledException. Offline nothing is asked: search() and whoami() throw Network, the rest answers from
/// the cache.
class Client
{
public:
    /// Both must outlive this.
    Client(const HubSettings& settings, core::RunControl& control);

    SearchPage search(const SearchQuery& query);
    SearchPage nextPage(const std::string& address);
    /// A commit's files, card and what can be done with it. `support` is judged from config.json and the list
    /// of files alone. Without network, or where the Hub refuses what is in the cache, the cache answers.
    RepositoryInfo info(const Repository& repository, const std::string& revision = "main");
    /// A small text file (README.md, config.json) without keeping it; from the cache if it is there. Nothing
    /// when the repository has no such file.
    std::optional<std::string> readText(const Repository& repository, const std::string& commit,
                                        const std::string& file, std::size_t limit = 4u << 20);
    Account whoami();

    // For the downloads.
    /// The commit of a revision; with `description`, the Hub's JSON.
    std::string commitOf(const Repository& repository, const std::string& revision,
                         core::Json* description = nullptr);
    /// The files of a commit, all pages, sorted by name; `siblings` of the description stand in on servers
    /// that have no /tree/.
    std::vector<RepositoryFile> files(const Repository& repository, const std::string& commit,
                                      const core::Json& description);
    HttpClient& http() { return m_http; }

private:
    core::Json get(const std::string& url, const std::string& subject, std::string* next = nullptr);
    void requireOnline(const std::string& what) const;

    const HubSettings& m_settings;
    HttpClient m_http;
};

/// What is in the cache of a revision. Throws NotFound.
RepositoryInfo cachedInfo(const HubSettings& settings, const Repository& repository,
                          const std::string& revision);

/// Judges by the list of files and the text of config.json, if there is one.
Support judgeSupport(const Repository& repository, const std::vector<RepositoryFile>& files,
                     const std::optional<std::string>& config);

} // namespace vitrine::hub
