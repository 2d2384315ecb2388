// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hub/hub_values.h"

#include <QAbstractTableModel>

namespace vitrine::widgets {

/// The files of a repository: name, size, how the Hub stores it, whether it is here.
class FileTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Size, Storage, Here, ColumnCount };
    /// For sorting: the size in bytes instead of its text.
    static constexpr int SortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void setFiles(QList<HubFile> files);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<HubFile> m_files;
};

} // namespace vitrine::widgets
