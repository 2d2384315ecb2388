// SPDX-License-Identifier: Apache-2.0
#include "backend/hub/download.h"

#include "backend/core/result.h"
#include "backend/hub/answers.h"
#include "backend/hub/blob_download.h"
#include "backend/hub/cache.h"
#include "backend/hub/client.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace vitrine::hub {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

/// The control of a thread that loads files: stops with the whole download.
class LoaderControl final : public core::RunControl
{
public:
    explicit LoaderControl(std::stop_token token) : m_token(std::move(token)) {}
    std::stop_token stopToken() const override { return m_token; }

private:
    std::stop_token m_token;
};

/// Bytes a second over the last seconds.
class Speed
{
public:
    double add(std::uint64_t bytes)
    {
        const auto now = Clock::now();
        // a partial that was thrown away makes the count fall
        if (!m_samples.empty() && bytes < m_samples.back().second) m_samples.clear();
        m_samples.emplace_back(now, bytes);
        while (m_samples.size() > 2 && now - m_samples.front().first > std::chrono::seconds(5))
            m_samples.pop_front();
        const double seconds = std::chrono::duration<double>(now - m_samples.front().first).count();
        return seconds < 0.25 ? 0 : double(bytes - m_samples.front().second) / seconds;
    }

private:
    std::deque<std::pair<Clock::time_point, std::uint64_t>> m_samples;
};

/// One file of the plan, and how far it is. Written by one loader, read by the calling thread.
struct Item
{
    std::string file;
    std::uint64_t listedSize = 0; ///< for the progress also where it is not known for sure
    bool hasListedSize = false;
    std::optional<FileMetadata> metadata; ///< when the server was asked already
    std::atomic<std::uint64_t> bytes = 0;
    std::atomic<std::uint64_t> kept = 0; ///< of them those that were here before: no part of the speed
    std::atomic<bool> isDone = false;
    std::uint64_t size = 0; ///< valid when done
};

std::string megabytes(double bytes)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f MB", bytes / 1e6);
    return text;
}

/// The files of the plan, loaded by several threads.
class Loaders
{
public:
    Loaders(const HubSettings& settings, const RepositoryCache& cache, const DownloadRequest& request,
            std::string commit, std::vector<std::unique_ptr<Item>>& items)
        : m_settings(settings),
          m_cache(cache),
          m_request(request),
          m_commit(std::move(commit)),
          m_items(items)
    {
    }

    void run(core::RunControl& control, const std::function<void()>& tick)
    {
        const std::stop_callback forward(control.stopToken(), [this] { m_stop.request_stop(); });
        {
            std::vector<std::jthread> threads;
            const auto count =
                std::min<std::size_t>(std::max(1u, m_settings.parallelDownloads), m_items.size());
            m_running = count;
            for (std::size_t i = 0; i < count; ++i)
                threads.emplace_back([this] { load(); });
            // Told of what the calling thread throws as well.
            struct StopAtEnd
            {
                ~StopAtEnd() { source.request_stop(); }
                std::stop_source& source;
            } stopAtEnd{m_stop};
            std::unique_lock lock(m_mutex);
            while (m_running > 0) {
                m_wake.wait_for(lock, std::chrono::milliseconds(100));
                lock.unlock();
                tick();
                lock.lock();
            }
        }
        if (control.stopRequested()) throw core::CanceledException();
        if (m_error) std::rethrow_exception(m_error);
        tick();
    }

private:
    void load()
    {
        try {
            LoaderControl control(m_stop.get_token());
            HttpClient http(m_settings, control);
            for (std::size_t i = m_next++; i < m_items.size(); i = m_next++) {
                control.checkpoint();
                loadItem(http, control, *m_items[i]);
            }
        } catch (...) {
            const std::lock_guard lock(m_mutex);
            if (!m_error && !m_stop.stop_requested()) m_error = std::current_exception();
            m_stop.request_stop();
        }
        const std::lock_guard lock(m_mutex);
        --m_running;
        m_wake.notify_one();
    }

    void loadItem(HttpClient& http, core::RunControl& control, Item& item)
    {
        std::error_code error;
        const fs::path pointer = m_cache.snapshot(m_commit) / item.file;
        const auto present = fs::file_size(pointer, error);
        if (!error && (!item.hasListedSize || present == item.listedSize)) {
            item.kept = present;
            return finish(item, present);
        }

        const FileMetadata metadata = item.metadata ? *item.metadata
                                                    : fileMetadata(http, m_settings, m_cache,
                                                                   m_request.repository, m_commit, item.file);
        if (metadata.commit != m_commit)
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  m_request.repository.id + ": " + item.file + ": asked for commit " +
                                      m_commit + ", the server answered with " + metadata.commit);
        if (item.hasListedSize && metadata.size && *metadata.size != item.listedSize)
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  m_request.repository.id + ": " + item.file + ": the server lists it with " +
                                      std::to_string(item.listedSize) + " bytes and announces " +
                                      std::to_string(*metadata.size) + "; it was not loaded");
        bool isFirst = true;
        const auto size = fetchBlob(http, m_settings, control, m_cache, m_request.repository, item.file,
                                    metadata, [&](std::uint64_t bytes) {
                                        if (std::exchange(isFirst, false) || bytes < item.kept)
                                            item.kept = bytes;
                                        item.bytes = bytes;
                                    });
        m_cache.linkBlob(metadata.etag, m_commit, item.file);
        finish(item, size);
    }

    void finish(Item& item, std::uint64_t size)
    {
        item.size = size;
        item.bytes = size;
        item.isDone = true;
        const std::lock_guard lock(m_mutex);
        m_wake.notify_one();
    }

    const HubSettings& m_settings;
    const RepositoryCache& m_cache;
    const DownloadRequest& m_request;
    const std::string m_commit;
    std::vector<std::unique_ptr<Item>>& m_items;

    std::atomic<std::size_t> m_next = 0;
    std::stop_source m_stop;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::size_t m_running = 0;
    std::exception_ptr m_error;
};

/// Tells the observer and the control where the download stands.
class Reporter
{
public:
    Reporter(const std::vector<std::unique_ptr<Item>>& items, Snapshot& snapshot, core::RunControl& control,
             const DownloadObserver& observer)
        : m_items(items), m_snapshot(snapshot), m_control(control), m_observer(observer)
    {
    }

    void report()
    {
        for (; m_told < m_items.size() && m_items[m_told]->isDone; ++m_told) {
            const Item& item = *m_items[m_told];
            m_snapshot.files.push_back({item.file, m_snapshot.path / item.file, item.size});
            if (m_observer.onFile) m_observer.onFile(m_snapshot.files.back());
        }
        DownloadState state;
        state.filesTotal = m_items.size();
        std::uint64_t loaded = 0;
        for (const auto& item : m_items) {
            const std::uint64_t bytes = item->bytes;
            state.filesDone += item->isDone;
            state.bytesDone += bytes;
            loaded += bytes - std::min<std::uint64_t>(bytes, item->kept);
            state.bytesTotal += std::max(item->listedSize, bytes);
        }
        state.bytesPerSecond = m_speed.add(loaded);
        if (state.bytesPerSecond > 0)
            state.secondsRemaining = double(state.bytesTotal - state.bytesDone) / state.bytesPerSecond;
        if (m_observer.onState) m_observer.onState(state);

        core::Progress progress;
        if (state.bytesTotal > 0) progress.fraction = double(state.bytesDone) / double(state.bytesTotal);
        progress.text = std::to_string(state.filesDone) + " of " + std::to_string(state.filesTotal) +
                        " files, " + megabytes(double(state.bytesDone)) + " of " +
                        megabytes(double(state.bytesTotal));
        if (state.bytesPerSecond > 0) progress.text += ", " + megabytes(state.bytesPerSecond) + "/s";
        progress.secondsRemaining = state.secondsRemaining;
        m_control.progress(progress);
    }

private:
    const std::vector<std::unique_ptr<Item>>& m_items;
    Snapshot& m_snapshot;
    core::RunControl& m_control;
    const DownloadObserver& m_observer;
    std::size_t m_told = 0;
    Speed m_speed;
};

/// The files that the list has and the request means; NotFound for one that is named and not there.
std::vector<RepositoryFile> chosen(const DownloadRequest& request, const std::vector<RepositoryFile>& files)
{
    std::vector<RepositoryFile> result;
    if (request.files.empty()) {
        std::ranges::copy_if(files, std::back_inserter(result),
                             [&](const RepositoryFile& file) { return request.filter.accepts(file.path); });
        return result;
    }
    for (const std::string& name : request.files) {
        const auto found = std::ranges::find(files, name, &RepositoryFile::path);
        if (found == files.end())
            throw core::Exception(core::ErrorCode::NotFound,
                                  request.repository.id + ": " + name + ": the repository has no such file");
        result.push_back(*found);
    }
    return result;
}

/// The answer of the cache alone. Throws NotFound, with `reason`, for what is not there.
Snapshot fromCache(const RepositoryCache& cache, const DownloadRequest& request, const std::string& reason,
                   const DownloadObserver& observer)
{
    const auto fail = [&](const std::string& what) {
        throw core::Exception(core::ErrorCode::NotFound, what + " (" + reason + ")");
    };
    const std::string subject = request.repository.id + "@" + request.revision;
    const auto commit = cache.commitOf(request.revision);
    if (!commit) fail(subject + " is not on this machine");
    Snapshot snapshot;
    snapshot.commit = *commit;
    snapshot.path = cache.snapshot(*commit);
    snapshot.notice = reason;

    std::error_code error;
    std::vector<std::string> wanted = request.files;
    if (wanted.empty()) {
        if (const auto tree = readTree(cache.tree(*commit))) {
            for (const auto& file : chosen(request, *tree))
                wanted.push_back(file.path);
        } else {
            for (fs::recursive_directory_iterator entry(snapshot.path, error), end; !error && entry != end;
                 entry.increment(error)) {
                const auto name = entry->path().lexically_relative(snapshot.path).generic_string();
                if (!entry->is_directory(error) && request.filter.accepts(name)) wanted.push_back(name);
            }
            std::ranges::sort(wanted);
        }
    }
    std::vector<std::string> missing;
    for (const std::string& name : wanted) {
        const auto size = fs::file_size(snapshot.path / name, error);
        if (error)
            missing.push_back(name);
        else
            snapshot.files.push_back({name, snapshot.path / name, size});
    }
    if (!missing.empty()) {
        std::string names;
        for (std::size_t i = 0; i < std::min<std::size_t>(3, missing.size()); ++i)
            names += (i ? ", " : "") + missing[i];
        if (missing.size() > 3) names += ", …";
        fail(subject + " is not complete on this machine: " + std::to_string(missing.size()) +
             (missing.size() == 1 ? " file is missing: " : " files are missing: ") + names);
    }
    if (observer.onFile)
        for (const auto& file : snapshot.files)
            observer.onFile(file);
    return snapshot;
}

/// Whether the cache may answer for a server that gave this error.
bool cacheMayAnswer(const core::Exception& e)
{
    const auto* const refused = dynamic_cast<const RefusedException*>(&e);
    if (refused && refused->refusal() == Refusal::Repository) return true;
    return e.error().code == core::ErrorCode::Network || e.error().code == core::ErrorCode::AccessDenied;
}

/// Notes of the cache that a disk which may only be read does without, as long as nothing is to be loaded.
void keep(const std::function<void()>& write)
{
    try {
        write();
    } catch (const core::Exception& e) {
        if (e.error().code != core::ErrorCode::Io) throw;
    }
}

struct Plan
{
    std::string commit;
    std::vector<RepositoryFile> files; ///< with a size of 0 and no etag when the list is not known
    bool isListed = false;
    std::optional<FileMetadata> single; ///< of the only file
};

/// A single named file needs no list, a commit that is known no question: as in huggingface_hub.
Plan plan(const HubSettings& settings, const RepositoryCache& cache, const DownloadRequest& request,
          core::RunControl& control)
{
    Client client(settings, control);
    Plan plan;
    const bool isCommit = isCommitHash(request.revision);
    if (request.files.size() == 1) {
        const std::string& file = request.files.front();
        plan.files = {{file, 0, {}, {}, 0, {}}};
        std::error_code ignored;
        if (isCommit && fs::exists(cache.snapshot(request.revision) / file, ignored)) {
            plan.commit = request.revision;
        } else {
            plan.single =
                fileMetadata(client.http(), settings, cache, request.repository, request.revision, file);
            plan.commit = plan.single->commit;
            plan.files.front().size = plan.single->size.value_or(0);
        }
        return plan;
    }
    core::Json description;
    plan.commit =
        isCommit ? request.revision : client.commitOf(request.repository, request.revision, &description);
    auto tree = readTree(cache.tree(plan.commit));
    if (!tree) {
        tree = client.files(request.repository, plan.commit, description);
        const auto& files = *tree;
        keep([&] { writeTree(cache.tree(plan.commit), files); });
    }
    plan.files = chosen(request, *tree);
    plan.isListed = true;
    return plan;
}

} // namespace

Snapshot download(const HubSettings& given, const DownloadRequest& request, core::RunControl& control,
                  const DownloadObserver& observer)
{
    requireRepositoryId(request.repository.id);
    requireRevision(request.revision);
    for (const std::string& file : request.files)
        requireFileName(file, false);
    HubSettings settings = given;
    std::error_code error;
    if (auto whole = fs::weakly_canonical(fs::absolute(given.cache), error); !error) settings.cache = whole;
    const RepositoryCache cache(settings.cache, request.repository);
    if (settings.offline)
        return fromCache(cache, request, "the Hub is not asked while HF_HUB_OFFLINE is set", observer);

    Plan plan;
    try {
        plan = hub::plan(settings, cache, request, control);
    } catch (const core::Exception& e) {
        if (!cacheMayAnswer(e)) throw;
        auto cached = core::capture([&] { return fromCache(cache, request, e.error().message, observer); });
        if (cached.ok()) return std::move(cached).value();
        if (e.error().code != core::ErrorCode::Network) throw;
        throw core::Exception(core::ErrorCode::Network, cached.error().message);
    }
    keep([&] { cache.writeReference(request.revision, plan.commit); });
    Snapshot snapshot;
    snapshot.commit = plan.commit;
    snapshot.path = cache.snapshot(plan.commit);
    if (plan.files.empty()) return snapshot;
    keep([&] { cache.writeCacheTag(); });

    std::vector<std::unique_ptr<Item>> items;
    for (const auto& file : plan.files) {
        auto item = std::make_unique<Item>();
        item->file = file.path;
        item->listedSize = file.size;
        // a list without sizes says nothing of them
        item->hasListedSize = plan.isListed && !file.etag().empty();
        item->metadata = plan.single;
        items.push_back(std::move(item));
    }
    Reporter reporter(items, snapshot, control, observer);
    Loaders(settings, cache, request, plan.commit, items).run(control, [&] { reporter.report(); });
    return snapshot;
}

} // namespace vitrine::hub
