// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class QAbstractItemModel;
class QTableView;

namespace vitrine::widgets {

/// A model's score as a number, for its bar.
constexpr int scoreRole = Qt::UserRole;
/// True: the bar counts for little and is drawn grey.
constexpr int mutedRole = Qt::UserRole + 1;
/// A score that is marked on the track, 0: none.
constexpr int markRole = Qt::UserRole + 2;

/// Paints a score between 0 and 1 with a bar behind it.
class ScoreDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

/// A table of whole rows to choose one of, with a bar in `scoreColumn`; the other columns share the width.
QTableView* makeScoreTable(QAbstractItemModel* model, int scoreColumn);

} // namespace vitrine::widgets
