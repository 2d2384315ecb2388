// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/answers_model.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QTableView;

namespace vitrine::widgets {

class ComparedColumn;
class HeatMap;

/// What a comparison found: a column a model, the answers to all inputs below, and who agrees with whom.
class ComparisonView final : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonView(QWidget* parent = nullptr);

    void setComparison(AnswersModel::ComparisonPointer comparison, AnswersModel::SummaryPointer summary);
    int input() const { return m_input; }
    void showInput(int input);

    ComparedColumn* column(int model) const { return m_columns.value(model); }
    int columnCount() const { return int(m_columns.size()); }
    QTableView* answers() const { return m_answers; }
    QCheckBox* onlyDifferent() const { return m_onlyDifferent; }
    QComboBox* matrixChoice() const { return m_choice; }
    HeatMap* matrix() const { return m_matrix; }
    QString summaryText() const;

Q_SIGNALS:
    /// What the view of a column asked for: other arguments, or another input.
    void argumentsRequested(const QJsonObject& arguments);
    void inputRequested(const QJsonValue& input);

private:
    void fillMatrix();
    void showColumns();

    AnswersModel::ComparisonPointer m_comparison;
    AnswersModel::SummaryPointer m_summary;
    int m_input = 0;
    QString m_task; ///< that the columns are for
    QLabel *m_text, *m_matrixNote;
    QHBoxLayout* m_place;
    QList<ComparedColumn*> m_columns;
    AnswersModel* m_model;
    QTableView* m_answers;
    QCheckBox* m_onlyDifferent;
    QWidget* m_matrixCard;
    QComboBox* m_choice;
    HeatMap* m_matrix;
};

} // namespace vitrine::widgets
