// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_values.h"

#include <QWidget>

namespace vitrine::widgets {

/// The result of one task, in the shape of that task; a page of the Playground's frame (TaskPage) has one
/// beside the form. The frame owns latency, Run and Stop, copying, export and the trace below: a view shows
/// the result and nothing else. Views paint with theme() and follow its change by QEvent::PaletteChange.
///
/// A new task: derive from this, give it its line in makeTaskView() (task_view.cpp), describe its form in
/// task_fields.cpp and its card in task_catalogue.cpp.
class TaskView : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// A whole run. Results come from models of any kind: missing keys must not matter.
    virtual void showResult(const TaskResult& result) = 0;
    /// Before and during a run that streams: a new text begins; tokens of it, in order, at the screen's rate.
    virtual void startStream(const TaskRequest& /*request*/) {}
    virtual void addTokens(const QList<StreamedToken>& /*tokens*/) {}
    /// The form's cursor or selection stands at this code point of the input called `field` ("" for a task
    /// of one text, else the key: "context"); the view marks what belongs to it.
    virtual void showPosition(const QString& /*field*/, int /*codePoint*/) {}
    /// As a table, the header first; what "Export CSV" writes. Empty: this task has no table.
    virtual QList<QStringList> table() const { return {}; }
    /// What "Copy result" takes: the text a person would write down.
    virtual QString plainText() const { return {}; }
    /// A drawing of the result as SVG; empty: this one has none.
    virtual QByteArray picture() const { return {}; }

Q_SIGNALS:
    /// A part of the input was chosen: the form selects it, [begin, end) in code points.
    void spanChosen(const QString& field, int begin, int end);
    /// Run with these arguments instead of the form's of the same names, which then show them.
    void argumentsRequested(const QJsonObject& arguments);
    /// Run on another input (a branch of a generated text); the form then shows it.
    void inputRequested(const QJsonValue& input);
    /// A former result is on screen again: the form shows what led to it, and nothing runs.
    void resultRecalled(const vitrine::widgets::TaskResult& result);
};

/// The view of that task; one that shows the JSON for a task without a view of its own.
TaskView* makeTaskView(const QString& task);

} // namespace vitrine::widgets
