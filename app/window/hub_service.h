// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/job_list.h"
#include "backend/engine/worker_pool.h"
#include "backend/hub/download.h"
#include "backend/hub/settings.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace vitrine::app {

class Settings;

/// A download of the window, running or not.
struct HubDownload
{
    enum class State { Waiting, Running, Stopping, Stopped, Failed };

    hub::DownloadRequest request;
    State state = State::Waiting;
    hub::DownloadState progress;
    core::Error error; ///< when failed
    engine::JobHandle handle;
    int job = 0; ///< in the dock

    QString id() const { return QString::fromStdString(request.repository.id); }
};

/// What the window has of the Hub: address and token, threads that may wait for a network, and the downloads,
/// which outlive the panel and are found again after the window's end. GUI thread.
class HubService : public QObject
{
    Q_OBJECT

public:
    enum class TokenPlace { None, Environment, KeyRing, ThisSession };

    HubService(Settings& settings, JobList& jobs, engine::Executor post, bool usesKeyRing);
    ~HubService() override;

    /// Environment first, then the settings. An unusable HF_ENDPOINT counts as none; the settings say so.
    hub::HubSettings settings() const;
    engine::WorkerPool& network() { return m_network; }
    QString endpointProblem() const { return m_endpointProblem; }
    /// Whether HF_ENDPOINT says where the Hub is, so that the settings can't.
    bool isEndpointFixed() const;

    TokenPlace tokenPlace() const { return m_tokenPlace; }
    /// Empty signs out. Kept in the system's key ring; where there is none, for this session.
    void setToken(const QString& token);
    QString keyRingProblem() const { return m_keyRingProblem; }
    /// Reads the token that the key ring keeps, once.
    void readKeyRing();

    /// Goes on with one that was stopped or failed.
    void download(const hub::DownloadRequest& request);
    void stop(const QString& id);
    void retry(const QString& id);
    /// Forgets one that does not run.
    void dismiss(const QString& id);
    const HubDownload* find(const QString& id) const;
    const std::vector<std::unique_ptr<HubDownload>>& downloads() const { return m_downloads; }

    /// Ends what runs; called before the threads that receive end.
    void shutdown();

Q_SIGNALS:
    void downloadChanged(const QString& id);
    void downloadFinished(const QString& id); ///< everything is here
    void accountChanged();                    ///< endpoint or token

private:
    HubDownload* find(const QString& id);
    void start(HubDownload& download);
    void finish(const QString& id, const engine::Outcome<hub::Snapshot>& outcome);
    void remember();
    void restore();

    Settings& m_settings;
    JobList& m_jobs;
    const bool m_usesKeyRing;
    bool m_keyRingWasRead = false;
    hub::HubSettings m_environment;
    QString m_endpointProblem, m_keyRingProblem, m_token;
    TokenPlace m_tokenPlace = TokenPlace::None;
    std::vector<std::unique_ptr<HubDownload>> m_downloads;
    engine::WorkerPool m_network;
};

} // namespace vitrine::app
