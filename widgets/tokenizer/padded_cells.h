// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>

namespace vitrine::widgets {

/// Cells whose content keeps the distance from their edges that headers have; backgrounds fill them.
class PaddedCells final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem cell(option);
        initStyleOption(&cell, index);
        const QStyle* style = cell.widget ? cell.widget->style() : QApplication::style();
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
        cell.backgroundBrush = Qt::NoBrush;
        cell.state &= ~(QStyle::State_Selected | QStyle::State_MouseOver | QStyle::State_HasFocus);
        cell.rect.adjust(Theme::space - 3, 0, -Theme::space + 3, 0);
        style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * Theme::space, 0);
    }
};

/// The look that tables of this panel share: whole rows chosen, no grid, headers that do not shout.
inline void dressTable(QTableView* table)
{
    table->setItemDelegate(new PaddedCells(table));
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(int(28 * std::max(1.0, textScale())));
    table->horizontalHeader()->setHighlightSections(false);
}

} // namespace vitrine::widgets
