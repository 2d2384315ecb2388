// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_copy.h"
#include "widgets/playground/task_values.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTimer;
class QToolButton;
class QVBoxLayout;

namespace vitrine::widgets {

class MessageView;
class TaskChooser;
class TaskForm;
class TaskView;
class TraceView;

/// One task: the form at the left, its result at the right, the stages below. Knows no model: it asks by
/// runRequested() and shows what it is given.
class TaskPage final : public QWidget
{
    Q_OBJECT

public:
    explicit TaskPage(QWidget* parent = nullptr);

    /// Makes form and view of that task; what the form of the old one held is the caller's to keep.
    void setTask(const QString& task);
    const QString& task() const { return m_task; }
    TaskRequest request() const;
    /// Fills the form; a step that can be undone.
    void setRequest(const TaskRequest& request);
    QJsonObject draft() const;
    void setDraft(const QJsonObject& draft); ///< the beginning of what can be undone
    void openExample(int number);
    bool runsAsYouType() const;
    void setRunsAsYouType(bool runs);
    bool showsStages() const;
    void setShowsStages(bool shows);
    void setModel(const TaskModel& model);

    void showResult(const TaskResult& result);
    void startStream(const TaskRequest& request);
    void addTokens(const QList<StreamedToken>& tokens);
    void showError(const QString& what, const QString& reason, const QString& nextStep);
    /// The model cannot do the task; `action` opens what can, empty: nothing does.
    void showUnable(const QString& why, const QString& action);
    void showBusy(const QString& text); ///< only where there is no result to keep on screen
    void setRunning(bool running);
    /// A run took longer than the budget of typing: it waits for a pause.
    void setSlow(bool slow);
    const TaskResult& result() const { return m_result; }
    bool hasResult() const { return m_hasResult; }

    TaskForm* form() const { return m_form; }
    TaskView* view() const { return m_view; }
    TraceView* trace() const { return m_trace; }
    QPushButton* runButton() const { return m_run; }
    TaskChooser* chooser() const { return m_chooser; }
    QComboBox* examples() const { return m_examples; }
    MessageView* message() const { return m_message; }

Q_SIGNALS:
    void galleryRequested();
    void taskChosen(const QString& task);
    void exampleChosen(int number);
    void edited();       ///< something worth keeping
    void runRequested(); ///< as you type
    void runNowRequested();
    void stopRequested();
    void unableActionRequested();
    void copyRequested(vitrine::widgets::TaskCopy what);
    void exportRequested(const QString& suffix); ///< "csv", "json", "svg"
    void pinRequested();
    void batchRequested();      ///< the same with a whole table
    void comparisonRequested(); ///< the same on several models
    void quizRequested();
    void arrayExportRequested(const core::FloatArray& array, const QString& name);

public Q_SLOTS:
    void undo();
    void redo();

private:
    QWidget* makeHeader();
    QWidget* makeInput();
    QWidget* makeResult();
    void onEdited();
    void record();
    void updateHeader();
    void recall(const TaskResult& result);
    void adopt(const TaskResult& result);

    QString m_task;
    TaskModel m_model;
    TaskResult m_result;
    bool m_hasResult = false, m_isRunning = false, m_isSlow = false, m_isSetting = false;
    QList<QJsonObject> m_steps; ///< drafts; what can be undone and redone
    qsizetype m_step = -1;
    QTimer* m_pause; ///< a pause in typing ends a step

    TaskChooser* m_chooser;
    QComboBox* m_examples;
    QLabel *m_latency, *m_notice;
    QCheckBox *m_asYouType, *m_stages;
    QToolButton *m_undo, *m_redo, *m_batch, *m_compare, *m_pin, *m_copy, *m_export;
    QPushButton* m_run;
    QAction* m_exportPicture;
    QVBoxLayout *m_formPlace, *m_viewPlace;
    QStackedWidget* m_stack;
    QSplitter* m_rows;
    QWidget* m_traceCard;
    MessageView* m_message;
    TaskForm* m_form = nullptr;
    TaskView* m_view = nullptr;
    TraceView* m_trace;
};

} // namespace vitrine::widgets
