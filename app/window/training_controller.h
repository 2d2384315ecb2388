// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"
#include "backend/engine/job.h"
#include "backend/training/run_reader.h"
#include "widgets/training/training_view.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <map>

namespace vitrine::widgets {
class TrainingPanel;
}

namespace vitrine::app {

class TrainingWorker;

/// The Training panel: starts runs as processes of their own, follows them by their folders, and finds them
/// again after the window's end. GUI thread; tables and old logs are read on the worker pool.
class TrainingController final : public Panel
{
    Q_OBJECT

public:
    explicit TrainingController(Session& session);
    ~TrainingController() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override { return m_actions; }
    void openExample() override;
    bool idle() const override;
    void activated() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool takeTable(const QString& path) override;
    void openRun(const QString& folder) override;

private:
    /// A run whose curves are drawn.
    struct Followed
    {
        QString id, folder;
        std::shared_ptr<training::RunReader> reader;
        QJsonObject job;
        training::RunState state = training::RunState::Waiting;
        qint64 startedPid = 0; ///< of a worker that this window started and that has not said anything yet
        bool isExample = false;
        bool hasPredictions = false;
        bool isLive() const { return startedPid != 0 || state == training::RunState::Running; }
    };

    void connectPanel();
    // Data and form.
    void preview();
    void cut();
    void check();
    void showCheck(const core::Result<widgets::DryRun>& found);
    void chooseDataset();
    void chooseModel();
    // Processes.
    void start();
    void launch(QString folder, bool resume);
    void resume();
    void stop();
    void abort();
    // Runs.
    QString runsFolder() const;
    void listRuns();
    void onRunsListed(std::vector<widgets::RunSummary> runs);
    void showRecorded();
    void follow(QString folder, qint64 startedPid); ///< by value: it may be that of m_run
    void tick();
    void refresh(bool changed);
    void onEnded();
    void loadPredictions();
    void overlay();
    void deleteRun(const QString& id);
    void updateLive();
    widgets::RunView view() const;
    const widgets::RunSummary* summaryOf(const QString& id) const;
    /// The folder of the trained model: the run's own, or its best or last checkpoint.
    QString modelFolder() const;
    // What is done with a run.
    void useInPlayground();
    void lookAtAttention();
    void copyAsPython();
    void exportCurves();
    void exportPredictions();
    void save(const QString& path, const QByteArray& content);
    void say(const QString& what, const core::Error& error);

    Session& m_session;
    QPointer<widgets::TrainingPanel> m_panel;
    TrainingWorker* m_worker;
    QList<QAction*> m_actions;

    widgets::DataPreview m_preview;
    bool m_isPreviewing = false, m_hasPreview = false, m_isStartWanted = false, m_isActive = false;
    engine::JobHandle m_previewJob, m_cutJob, m_listJob, m_loadJob, m_predictionsJob;
    QTimer m_cutTimer;

    std::vector<widgets::RunSummary> m_runs;
    std::map<QString, std::shared_ptr<training::RunReader>> m_overlaid; ///< by folder
    Followed m_run;
    QString m_wantedRun; ///< of the last time
    bool m_isLoading = false, m_isListing = false;
    QTimer m_tick;
    QElapsedTimer m_judged, m_listed;
    std::size_t m_judgedEvaluations = 0;
    int m_dockJob = 0;
};

} // namespace vitrine::app
