// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/array.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <string>
#include <vector>

namespace vitrine::widgets {

/// A row a text, a column a token: ids, masks or the tokens themselves. Padding is shaded.
class GridModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// [batch, length]; `mask` of the same shape, 0 for padding, or empty.
    void setNumbers(const core::IntArray& numbers, const core::IntArray& mask);
    void setWords(const std::vector<std::vector<std::string>>& words, const core::IntArray& mask);

    bool isPadding(int row, int column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int m_rows = 0, m_columns = 0;
    core::IntArray m_numbers;
    std::vector<std::vector<std::string>> m_words;
    core::IntArray m_mask;
};

} // namespace vitrine::widgets
