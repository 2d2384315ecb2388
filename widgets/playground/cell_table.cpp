// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/cell_table.h"

#include "widgets/common/theme.h"
#include "widgets/tokenizer/padded_cells.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTextDocument>

#include <algorithm>

namespace vitrine::widgets {

void CellTable::setTable(const QStringList& headings, const QStringList& tips, std::vector<Row> rows)
{
    beginResetModel();
    m_headings = headings;
    m_tips = tips;
    m_rows = std::move(rows);
    endResetModel();
}

int CellTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CellTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_headings.size());
}

QVariant CellTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[std::size_t(index.row())];
    const TableCell& cell = row.cells[std::size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case orderRole:
        return cell.isNumber ? QVariant(cell.order) : QVariant(cell.text);
    case Qt::ToolTipRole:
        return Qt::convertFromPlainText(cell.tip.isEmpty() ? cell.text : cell.tip);
    case Qt::FontRole:
        return cell.isNumber ? QVariant(monospaceFont()) : QVariant();
    case Qt::ForegroundRole:
        return row.isMuted ? QVariant(theme().mutedText) : QVariant();
    case Qt::TextAlignmentRole:
        return int((cell.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant CellTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::DisplayRole) return m_headings.value(section);
    if (role == Qt::ToolTipRole) return m_tips.value(section);
    if (role != Qt::TextAlignmentRole) return {};
    const bool isNumber = !m_rows.empty() && m_rows.front().cells[std::size_t(section)].isNumber;
    return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

QTableView* makeCellTable(CellTable* model, const QString& accessibleName)
{
    auto* view = new QTableView;
    auto* proxy = new QSortFilterProxyModel(view);
    proxy->setSourceModel(model);
    proxy->setSortRole(CellTable::orderRole);
    view->setModel(proxy);
    view->setSortingEnabled(true);
    proxy->sort(-1); // as the rows come, until a header is clicked
    view->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    view->setAccessibleName(accessibleName);
    dressTable(view);
    return view;
}

int currentKey(const QTableView* view)
{
    const auto* proxy = qobject_cast<const QSortFilterProxyModel*>(view->model());
    const QModelIndex index = proxy->mapToSource(view->currentIndex());
    return index.isValid() ? static_cast<const CellTable*>(proxy->sourceModel())->keyAt(index.row()) : -1;
}

void selectKey(QTableView* view, int key)
{
    const auto* proxy = qobject_cast<const QSortFilterProxyModel*>(view->model());
    const auto* model = static_cast<const CellTable*>(proxy->sourceModel());
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->keyAt(row) == key)
            return view->setCurrentIndex(proxy->mapFromSource(model->index(row, 0)));
}

} // namespace vitrine::widgets
