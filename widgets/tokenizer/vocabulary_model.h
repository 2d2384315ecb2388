// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/tokenizers/vocabulary_table.h"

#include <QAbstractTableModel>

#include <memory>

namespace vitrine::widgets {

/// Rows of a vocabulary, as a query found them: any number, each made when it is looked at.
class VocabularyModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Id, Token, Text, Length, Script, Kind, Score, OtherId, ColumnCount };
    using Table = std::shared_ptr<const tokenizers::VocabularyTable>;

    using QAbstractTableModel::QAbstractTableModel;

    /// `others`: for each row the place of the same token in `other`, if one is compared with; else empty.
    void setRows(Table table, std::vector<std::uint32_t> rows, Table other = nullptr,
                 std::vector<std::uint32_t> others = {});
    const Table& table() const { return m_table; }
    std::uint32_t placeOf(int row) const { return m_rows[std::size_t(row)]; }
    int rowOf(std::uint32_t place) const; ///< -1: not among the rows
    const tokenizers::VocabularyEntry& entryOf(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    static QString kindOf(const tokenizers::VocabularyEntry& entry);
    QString toCsv() const;
    QString toJson() const;

private:
    Table m_table, m_other;
    std::vector<std::uint32_t> m_rows, m_others;
};

} // namespace vitrine::widgets
