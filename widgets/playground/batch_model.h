// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace vitrine::widgets {

/// The rows of a batch: first those of the table alone, then with result and score as they are done. Keeps
/// the first mostRows of what it is given.
class BatchModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int mostRows = 10'000;

    using QAbstractTableModel::QAbstractTableModel;

    /// The input's columns and its first rows.
    void setTable(const QStringList& columns, const QList<QJsonObject>& rows);
    /// Rows that are done, in order: the input's cells with "result" or "error".
    void addDone(const QList<QJsonObject>& rows);
    void clearDone();
    qint64 doneCount() const { return m_doneCount; }
    qint64 errorCount() const { return m_errorCount; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_columns;
    QList<QJsonObject> m_rows, m_done;
    qint64 m_doneCount = 0, m_errorCount = 0;
};

} // namespace vitrine::widgets
