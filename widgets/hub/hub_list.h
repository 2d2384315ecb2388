// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hub/hub_values.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace vitrine::widgets {

/// Repositories, one a row.
class HubListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setItems(QList<HubItem> items);
    void append(const QList<HubItem>& items);
    /// What became known of an item since.
    void setVerdict(const QString& id, HubVerdict verdict);
    void setHere(const QString& id, bool isHere);

    const HubItem& item(int row) const { return m_items[row]; }
    int rowOf(const QString& id) const; ///< -1 when it is not there
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<HubItem> m_items;
};

/// Draws an item as a card: title, task and library, figures, verdict.
class HubItemDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace vitrine::widgets
