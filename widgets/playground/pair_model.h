// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/playground_view.h"

#include <QAbstractTableModel>

namespace vitrine::widgets {

/// The pairs of texts, the nearest first.
class PairModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Score, First, Second, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setPairs(std::vector<TextPair> pairs, const QStringList& texts);
    const TextPair& pair(int row) const { return m_pairs[std::size_t(row)]; }
    /// The row of the pair, in either order; -1 for none.
    int rowOf(int first, int second) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<TextPair> m_pairs;
    QStringList m_texts;
};

} // namespace vitrine::widgets
