// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include <initializer_list>

class QAbstractItemModel;
class QTableView;

namespace vitrine::widgets {

/// Cells whose content keeps a distance from their edges; backgrounds fill them.
class CellDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

protected:
    /// Background, selection and focus alone, for those that paint their content themselves; the rectangle
    /// for that.
    static QRect paintPanel(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index);
};

/// A table of rows that are chosen whole, as the panel has them. `widths`: of its columns, 0 for the one that
/// stretches.
QTableView* makeTable(QAbstractItemModel* model, const QString& name, std::initializer_list<int> widths);

} // namespace vitrine::widgets
