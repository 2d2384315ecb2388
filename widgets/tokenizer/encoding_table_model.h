// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/encoding_view.h"

#include <QAbstractTableModel>

namespace vitrine::widgets {

/// The grid of every Encoding field: a row a token.
class EncodingTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Index,
        Token,
        Id,
        Text,
        Offsets,
        Bytes,
        Utf16,
        Graphemes,
        Word,
        Sequence,
        Type,
        Attention,
        Special,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setView(std::shared_ptr<const EncodingView> view);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant value(int row, int column) const;

    std::shared_ptr<const EncodingView> m_view;
};

/// Spaces, tabs and line ends as visible signs, one for one.
QString withVisibleWhitespace(QString text);

} // namespace vitrine::widgets
