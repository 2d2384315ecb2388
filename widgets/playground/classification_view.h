// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_view.h"

class QLabel;
class QSlider;
class QTableView;

namespace vitrine::widgets {

class RankModel;

/// Labels, choices or documents with their scores as bars, the best first, and a threshold: text
/// classification, zero-shot classification, multiple choice and ranking.
class ClassificationView final : public TaskView
{
    Q_OBJECT

public:
    explicit ClassificationView(const QString& task, QWidget* parent = nullptr);

    void showResult(const TaskResult& result) override;
    QList<QStringList> table() const override;
    QString plainText() const override;

    QTableView* bars() const { return m_table; }
    QSlider* threshold() const { return m_threshold; }

private:
    void updateThreshold();

    QString m_task;
    QLabel *m_best, *m_share, *m_count;
    QSlider* m_threshold;
    RankModel* m_model;
    QTableView* m_table;
};

} // namespace vitrine::widgets
