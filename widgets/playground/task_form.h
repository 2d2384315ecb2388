// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_values.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace vitrine::widgets {

class FormField;
class GenerationForm;

/// The input of one task: its texts, and the arguments people change most, made from taskFields(). What else
/// the pipeline takes is written as JSON in the last line.
class TaskForm final : public QWidget
{
    Q_OBJECT

public:
    explicit TaskForm(const QString& task, QWidget* parent = nullptr);

    const QString& task() const { return m_task; }
    /// `input` is null while something is missing.
    TaskRequest request() const;
    /// What is missing, translated; empty: it can run.
    QString missing() const;
    /// Fills every field; no changed() comes.
    void setRequest(const TaskRequest& request);
    /// Everything as it stands, complete or not, for undo and the next start.
    QJsonObject draft() const;
    void setDraft(const QJsonObject& draft);
    /// Changes some arguments; changed() comes.
    void setArguments(const QJsonObject& arguments);
    void setModel(const TaskModel& model);
    /// Selects [begin, end) code points of the input `field`.
    void selectSpan(const QString& field, int begin, int end);
    /// What the user types into first.
    QWidget* firstEditor() const;
    GenerationForm* generation() const { return m_generation; } ///< null for tasks that write no text

Q_SIGNALS:
    void changed();
    void positionChanged(const QString& field, int codePoint);
    void undoRequested(); ///< by the keys, in any of its editors
    void redoRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void onChanged();

    QString m_task;
    QList<FormField*> m_fields;
    GenerationForm* m_generation = nullptr;
    QLineEdit* m_more;
    QLabel* m_moreError;
    bool m_isSetting = false;
};

} // namespace vitrine::widgets
