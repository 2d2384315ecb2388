// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

class QSortFilterProxyModel;
class QTableView;

namespace vitrine::widgets {

/// One cell of a table that is made as a whole.
struct TableCell
{
    QString text;
    double order = 0; ///< what the column is sorted by; of a text its text
    bool isNumber = true;
    QString tip = {}; ///< plain text
};

/// A table of finished cells that is sorted by its headers.
class CellTable final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    struct Row
    {
        std::vector<TableCell> cells;
        int key = 0; ///< what the row stands for
        bool isMuted = false;
    };
    void setTable(const QStringList& headings, const QStringList& tips, std::vector<Row> rows);
    int keyAt(int row) const { return m_rows[std::size_t(row)].key; }
    const std::vector<Row>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static constexpr int orderRole = Qt::UserRole;

private:
    QStringList m_headings, m_tips;
    std::vector<Row> m_rows;
};

/// A view of it that sorts by its headers; the proxy is between them.
QTableView* makeCellTable(CellTable* model, const QString& accessibleName);
/// The key of the view's current row; -1: none.
int currentKey(const QTableView* view);
/// Makes the row of that key the current one, if there is one.
void selectKey(QTableView* view, int key);

} // namespace vitrine::widgets
