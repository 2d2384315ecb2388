// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/score_table.h"

#include "widgets/common/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace vitrine::widgets {

void ScoreDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const double score = std::clamp(index.data(scoreRole).toDouble(), 0.0, 1.0);
    const QRectF track = QRectF(option.rect).adjusted(64 * textScale(), 0, -12, 0);
    const QRectF bar(track.left(), track.center().y() - 3, track.width() * score, 6);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme().border);
    painter->drawRoundedRect(QRectF(track.left(), bar.top(), track.width(), 6), 3, 3);
    painter->setBrush(index.data(mutedRole).toBool() ? theme().mutedText : theme().accent);
    painter->drawRoundedRect(bar, 3, 3);
    if (const double mark = index.data(markRole).toDouble(); mark > 0) {
        const double x = track.left() + track.width() * std::min(mark, 1.0);
        painter->setBrush(theme().text);
        painter->drawRect(QRectF(x - 0.5, bar.top() - 5, 1, 16));
    }
    painter->restore();
}

QTableView* makeScoreTable(QAbstractItemModel* model, int scoreColumn)
{
    auto* table = new QTableView;
    table->setModel(model);
    table->setItemDelegateForColumn(scoreColumn, new ScoreDelegate(table));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(28);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(scoreColumn, QHeaderView::Fixed);
    table->setColumnWidth(scoreColumn, 144);
    return table;
}

} // namespace vitrine::widgets
