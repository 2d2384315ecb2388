// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_view.h"

class QLabel;
class QTableView;

namespace vitrine::widgets {

class RankModel;
class SpanChart;
class SpanText;
class WindowStrip;

/// question-answering: the answer in its context, the n best, the windows of a long context, and for every
/// token how likely an answer starts and ends there.
class AnswerView final : public TaskView
{
    Q_OBJECT

public:
    explicit AnswerView(const QString& task, QWidget* parent = nullptr);

    void showResult(const TaskResult& result) override;
    void showPosition(const QString& field, int codePoint) override;
    QList<QStringList> table() const override;
    QString plainText() const override;

    SpanText* context() const { return m_context; }
    QTableView* answers() const { return m_table; }
    WindowStrip* windows() const { return m_windows; }
    SpanChart* chart() const { return m_chart; }

private:
    void choose(int answer, bool inForm);
    void setChart(const QJsonObject& details);

    QLabel *m_answer, *m_share, *m_noAnswer, *m_windowText, *m_chartText;
    SpanText* m_context;
    WindowStrip* m_windows;
    SpanChart* m_chart;
    RankModel* m_model;
    QTableView* m_table;
    QList<QPair<int, int>> m_windowSpans;
    QString m_text;
    bool m_isSetting = false;
};

} // namespace vitrine::widgets
