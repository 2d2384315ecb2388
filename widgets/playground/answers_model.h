// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/model_comparison.h"

#include <QAbstractTableModel>

#include <memory>

namespace vitrine::widgets {

/// A row an input, a column a model: the answers in few words, marked where they are not the reference's.
class AnswersModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    using ComparisonPointer = std::shared_ptr<const ModelComparison>;
    using SummaryPointer = std::shared_ptr<const ComparisonSummary>;
    /// Both of one moment.
    void setComparison(ComparisonPointer comparison, SummaryPointer summary);
    void setOnlyDifferent(bool only);
    /// The input of a row, and back; -1: it is not shown.
    int inputAt(int row) const
    {
        return row >= 0 && row < int(m_rows.size()) ? m_rows[std::size_t(row)] : -1;
    }
    int rowOfInput(int input) const;
    /// Inputs on which some model does not agree with the reference.
    int differentCount() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static constexpr int inputColumn = 0;

private:
    bool isDifferent(int input) const;
    std::vector<int> shownRows() const;

    ComparisonPointer m_comparison;
    SummaryPointer m_summary;
    std::vector<int> m_rows; ///< inputs
    bool m_onlyDifferent = false;
};

} // namespace vitrine::widgets
