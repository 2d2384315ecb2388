// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/hub_service.h"

#include "app/window/error_text.h"
#include "app/window/key_ring.h"
#include "app/window/settings.h"
#include "widgets/hub/hub_format.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace vitrine::app {
namespace {

constexpr unsigned networkThreads = 4; // a search, a page, two downloads

QJsonArray toJson(const std::vector<std::string>& texts)
{
    QJsonArray array;
    for (const std::string& text : texts)
        array.append(QString::fromStdString(text));
    return array;
}

std::vector<std::string> fromJson(const QJsonValue& value)
{
    std::vector<std::string> texts;
    for (const QJsonValue& each : value.toArray())
        texts.push_back(each.toString().toStdString());
    return texts;
}

} // namespace

HubService::HubService(Settings& settings, JobList& jobs, engine::Executor post, bool usesKeyRing)
    : m_settings(settings),
      m_jobs(jobs),
      m_usesKeyRing(usesKeyRing),
      m_network(std::move(post), networkThreads)
{
    const auto environment = core::capture([] { return hub::HubSettings::fromEnvironment(); });
    if (environment.ok()) {
        m_environment = environment.value();
    } else {
        m_environment.cache = hub::cacheFolderFromEnvironment();
        m_endpointProblem = QString::fromStdString(environment.error().message);
    }
    if (!m_environment.token.empty()) m_tokenPlace = TokenPlace::Environment;
    restore();
}

HubService::~HubService() = default;

bool HubService::isEndpointFixed() const
{
    return m_environment.endpoint != hub::HubSettings().endpoint;
}

hub::HubSettings HubService::settings() const
{
    hub::HubSettings settings = m_environment;
    const QString endpoint = m_settings.hubEndpoint();
    const bool isAddress =
        endpoint.startsWith(QLatin1String("https://")) || endpoint.startsWith(QLatin1String("http://"));
    if (!isEndpointFixed() && isAddress) settings.endpoint = endpoint.toStdString();
    if (settings.token.empty()) settings.token = m_token.toStdString();
    return settings;
}

void HubService::setToken(const QString& token)
{
    m_token = token.trimmed();
    m_tokenPlace = m_token.isEmpty() ? TokenPlace::None : TokenPlace::ThisSession;
    m_keyRingProblem.clear();
    if (m_usesKeyRing)
        writeToKeyRing(this, m_token, [this](const QString& problem) {
            m_keyRingProblem = problem;
            if (problem.isEmpty() && !m_token.isEmpty()) m_tokenPlace = TokenPlace::KeyRing;
            Q_EMIT accountChanged();
        });
    Q_EMIT accountChanged();
}

void HubService::readKeyRing()
{
    if (!m_usesKeyRing || m_keyRingWasRead || m_tokenPlace == TokenPlace::Environment) return;
    m_keyRingWasRead = true;
    readFromKeyRing(this, [this](const QString& token, const QString& problem) {
        m_keyRingProblem = problem;
        if (token.isEmpty() || !m_token.isEmpty()) return;
        m_token = token;
        m_tokenPlace = TokenPlace::KeyRing;
        Q_EMIT accountChanged();
    });
}

void HubService::download(const hub::DownloadRequest& request)
{
    const QString id = QString::fromStdString(request.repository.id);
    HubDownload* known = find(id);
    if (known && known->state != HubDownload::State::Stopped && known->state != HubDownload::State::Failed)
        return;
    if (!known) {
        m_downloads.push_back(std::make_unique<HubDownload>());
        known = m_downloads.back().get();
    }
    known->request = request;
    start(*known);
}

void HubService::start(HubDownload& download)
{
    const QString id = download.id();
    if (download.job) m_jobs.remove(download.job);
    download.job = m_jobs.add(tr("Downloading %1").arg(id), [this, id] {
        const HubDownload* each = find(id);
        if (each && each->state == HubDownload::State::Failed)
            dismiss(id);
        else
            stop(id);
    });
    download.state = HubDownload::State::Waiting;
    download.progress = {};
    const auto onState = [this, id](const hub::DownloadState& state) {
        HubDownload* const running = find(id);
        if (!running) return;
        if (running->state == HubDownload::State::Waiting) running->state = HubDownload::State::Running;
        running->progress = state;
        core::Progress progress;
        if (state.bytesTotal > 0) progress.fraction = double(state.bytesDone) / double(state.bytesTotal);
        m_jobs.update(running->job, progress,
                      widgets::speedText(state.bytesPerSecond, state.secondsRemaining));
        Q_EMIT downloadChanged(id);
    };
    download.handle = m_network.submit<hub::Snapshot>(
        {[settings = settings(), request = download.request, onState](engine::JobContext& context) {
             hub::DownloadObserver observer;
             observer.onState = [&](const hub::DownloadState& state) {
                 context.publish([onState, state] { onState(state); });
             };
             hub::Snapshot snapshot = hub::download(settings, request, context, observer);
             if (!snapshot.notice.empty()) throw core::Exception(core::ErrorCode::Network, snapshot.notice);
             return snapshot;
         },
         [this, id](engine::Outcome<hub::Snapshot> outcome) { finish(id, outcome); }});
    remember();
    Q_EMIT downloadChanged(id);
}

void HubService::finish(const QString& id, const engine::Outcome<hub::Snapshot>& outcome)
{
    HubDownload* const download = find(id);
    if (!download) return;
    if (outcome.failed()) {
        download->state = HubDownload::State::Failed;
        download->error = outcome.error();
        const ErrorText text = explain(outcome.error());
        m_jobs.setFailed(download->job, text.fact, [this, id] { retry(id); });
    } else {
        m_jobs.remove(std::exchange(download->job, 0));
        download->state = HubDownload::State::Stopped;
        if (outcome.done())
            std::erase_if(m_downloads, [&](const auto& each) { return each.get() == download; });
    }
    remember();
    Q_EMIT downloadChanged(id);
    if (outcome.done()) Q_EMIT downloadFinished(id);
}

void HubService::stop(const QString& id)
{
    HubDownload* const download = find(id);
    if (!download) return;
    if (download->state == HubDownload::State::Stopped || download->state == HubDownload::State::Failed)
        return;
    download->state = HubDownload::State::Stopping;
    download->handle.stop();
    Q_EMIT downloadChanged(id);
}

void HubService::retry(const QString& id)
{
    if (const HubDownload* const known = find(id)) download(hub::DownloadRequest(known->request));
}

void HubService::dismiss(const QString& id)
{
    const HubDownload* const known = find(id);
    if (!known || (known->state != HubDownload::State::Stopped && known->state != HubDownload::State::Failed))
        return;
    m_jobs.remove(known->job);
    std::erase_if(m_downloads, [&](const auto& each) { return each.get() == known; });
    remember();
    Q_EMIT downloadChanged(id);
}

HubDownload* HubService::find(const QString& id)
{
    const auto found = std::ranges::find_if(m_downloads, [&](const auto& each) { return each->id() == id; });
    return found == m_downloads.end() ? nullptr : found->get();
}

const HubDownload* HubService::find(const QString& id) const
{
    return const_cast<HubService*>(this)->find(id);
}

void HubService::remember()
{
    QJsonArray array;
    for (const auto& each : m_downloads)
        array.append(QJsonObject{{QStringLiteral("id"), each->id()},
                                 {QStringLiteral("revision"), QString::fromStdString(each->request.revision)},
                                 {QStringLiteral("files"), toJson(each->request.files)},
                                 {QStringLiteral("include"), toJson(each->request.filter.include)},
                                 {QStringLiteral("exclude"), toJson(each->request.filter.exclude)}});
    m_settings.setHubDownloads(array);
    m_settings.sync();
}

void HubService::restore()
{
    for (const QJsonValue& value : m_settings.hubDownloads()) {
        const QJsonObject object = value.toObject();
        const std::string id = object[QStringLiteral("id")].toString().toStdString();
        if (!hub::isRepositoryId(id)) continue;
        auto download = std::make_unique<HubDownload>();
        download->request = {
            {id},
            object[QStringLiteral("revision")].toString(QStringLiteral("main")).toStdString(),
            fromJson(object[QStringLiteral("files")]),
            {fromJson(object[QStringLiteral("include")]), fromJson(object[QStringLiteral("exclude")])}};
        download->state = HubDownload::State::Stopped;
        m_downloads.push_back(std::move(download));
    }
}

void HubService::shutdown()
{
    for (const auto& each : m_downloads)
        each->handle.drop();
    m_network.shutdown();
}

} // namespace vitrine::app
