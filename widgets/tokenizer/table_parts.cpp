// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/table_parts.h"

#include "widgets/common/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QTableView>

namespace vitrine::widgets {

QRect CellDelegate::paintPanel(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index)
{
    QStyleOptionViewItem cell(option);
    cell.backgroundBrush = index.data(Qt::BackgroundRole).value<QBrush>();
    const QStyle* style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    return cell.rect.adjusted(Theme::space, 0, -Theme::space, 0);
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    const QStyle* style = cell.widget ? cell.widget->style() : QApplication::style();
    cell.rect = paintPanel(painter, cell, index);
    cell.backgroundBrush = Qt::NoBrush;
    cell.state &= ~(QStyle::State_Selected | QStyle::State_MouseOver | QStyle::State_HasFocus);
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
}

QTableView* makeTable(QAbstractItemModel* model, const QString& name, std::initializer_list<int> widths)
{
    auto* table = new QTableView;
    table->setModel(model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setItemDelegate(new CellDelegate(table));
    table->setShowGrid(false);
    table->setMouseTracking(true);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(int(28 * textScale()));
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->setAccessibleName(name);
    int column = 0;
    for (const int width : widths) {
        if (width > 0)
            table->setColumnWidth(column, int(width * textScale()));
        else
            table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
        ++column;
    }
    return table;
}

} // namespace vitrine::widgets
