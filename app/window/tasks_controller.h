// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"
#include "backend/engine/job.h"
#include "widgets/playground/task_values.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

namespace vitrine::widgets {
class TaskPage;
class TasksPanel;
enum class TaskCopy;
} // namespace vitrine::widgets

namespace vitrine::app {

class SimilarityController;

/// The page of tasks: the gallery, and each task on the current model, on the compute thread in a last-wins
/// slot. As you type a run starts at once while runs stay within the time budget, else after a pause.
class TasksController final : public Panel
{
    Q_OBJECT

public:
    explicit TasksController(Session& session);
    ~TasksController() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override;
    void openExample() override;
    bool idle() const override;
    void activated() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool takeTexts(const QStringList& texts, const QString& origin) override;
    /// The names of the tasks.
    QStringList pages() const override;
    bool showPage(const QString& id) override;

    /// Opens a request that ran before.
    void openRequest(const widgets::TaskRequest& request);
    widgets::TaskPage* page() const;

Q_SIGNALS:
    /// `summary`: the first line of the result as text.
    void ran(const widgets::TaskResult& result, const QString& summary);
    void batchRequested(const QString& task, const QJsonObject& arguments);
    void comparisonRequested(const widgets::TaskRequest& request);
    void pinRequested(const widgets::TaskResult& result, const QString& summary);

private:
    void showGallery();
    /// From the gallery: with a starter model where the current one can't do it.
    void chooseTask(const QString& task);
    void openTask(const QString& task);
    void openStarter();
    void keepDraft();
    void requestRun();
    void run();
    void onSessionChanged();
    void updateCards();
    void updateActions();
    /// Whether the current model can do the task, as far as is known.
    bool canRun(const QString& task) const;
    QString whyNot(const QString& task) const;
    void setWaiting(bool waiting);
    void copy(widgets::TaskCopy what);
    void exportAs(const QString& suffix);
    QString resultSummary() const;

    Session& m_session;
    std::unique_ptr<SimilarityController> m_similarity;
    QPointer<widgets::TasksPanel> m_panel;
    QList<QAction*> m_actions;
    QTimer m_debounce;
    engine::JobHandle m_running;
    QHash<QString, QJsonObject> m_drafts; ///< of the forms, by task
    QString m_knownModel;                 ///< the specification that
    QStringList m_knownTasks;             ///< these are of
    bool m_isWanted = false;              ///< a run waits for the model
    bool m_isActive = false;
    bool m_isWaiting = false;
};

} // namespace vitrine::app
