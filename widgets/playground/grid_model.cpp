// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/grid_model.h"

#include "widgets/common/theme.h"

#include <algorithm>

namespace vitrine::widgets {

void GridModel::setNumbers(const core::IntArray& numbers, const core::IntArray& mask)
{
    beginResetModel();
    m_numbers = numbers;
    m_words.clear();
    m_mask = mask;
    m_rows = numbers.shape.empty() ? 0 : int(numbers.shape[0]);
    m_columns = numbers.shape.size() < 2 ? 0 : int(numbers.shape[1]);
    endResetModel();
}

void GridModel::setWords(const std::vector<std::vector<std::string>>& words, const core::IntArray& mask)
{
    beginResetModel();
    m_numbers = {};
    m_words = words;
    m_mask = mask;
    m_rows = int(words.size());
    m_columns = 0;
    for (const auto& row : words)
        m_columns = std::max(m_columns, int(row.size()));
    endResetModel();
}

bool GridModel::isPadding(int row, int column) const
{
    if (m_mask.shape.size() != 2 || row >= m_mask.shape[0] || column >= m_mask.shape[1]) return false;
    return m_mask.values[std::size_t(row * m_mask.shape[1] + column)] == 0;
}

int GridModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int GridModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_columns;
}

QVariant GridModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto row = std::size_t(index.row()), column = std::size_t(index.column());
    switch (role) {
    case Qt::DisplayRole:
        if (m_words.empty()) return QString::number(m_numbers.values[row * std::size_t(m_columns) + column]);
        return column < m_words[row].size() ? QString::fromStdString(m_words[row][column]) : QString();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignCenter);
    case Qt::FontRole:
        return monospaceFont();
    case Qt::BackgroundRole:
        return isPadding(index.row(), index.column()) ? QVariant(theme().raised) : QVariant();
    case Qt::ForegroundRole:
        return isPadding(index.row(), index.column()) ? theme().mutedText : theme().text;
    default:
        return {};
    }
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole) return {};
    return orientation == Qt::Horizontal ? section : section + 1;
}

} // namespace vitrine::widgets
