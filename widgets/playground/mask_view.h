// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_view.h"

#include <vector>

class QHBoxLayout;
class QPushButton;
class QTableView;

namespace vitrine::widgets {

class RankModel;
class SpanText;

/// fill-mask: the sentence with the chosen words in place of its masks, and a ranking for every mask.
class MaskView final : public TaskView
{
    Q_OBJECT

public:
    explicit MaskView(const QString& task, QWidget* parent = nullptr);

    void showResult(const TaskResult& result) override;
    void showPosition(const QString& field, int codePoint) override;
    QList<QStringList> table() const override;
    QString plainText() const override;

    int maskCount() const { return int(m_columns.size()); }
    QTableView* candidates(int mask) const { return m_columns[std::size_t(mask)].table; }
    SpanText* sentence() const { return m_sentence; }
    QPushButton* useButton() const { return m_use; }

private:
    struct Column
    {
        RankModel* model;
        QTableView* table;
    };
    void setColumns(int count);
    /// The text with the chosen word of every mask.
    QString completed(std::vector<std::pair<int, int>>* places) const;
    void updateSentence();

    QString m_text;
    QList<QPair<int, int>> m_masks; ///< in the text, code points
    SpanText* m_sentence;
    QPushButton* m_use;
    QHBoxLayout* m_place;
    std::vector<Column> m_columns;
};

} // namespace vitrine::widgets
