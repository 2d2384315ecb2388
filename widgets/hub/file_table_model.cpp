// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hub/file_table_model.h"

#include "widgets/hub/hub_format.h"

namespace vitrine::widgets {

void FileTableModel::setFiles(QList<HubFile> files)
{
    beginResetModel();
    m_files = std::move(files);
    endResetModel();
}

int FileTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_files.size());
}

int FileTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FileTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const HubFile& file = m_files[index.row()];
    if (role == Qt::TextAlignmentRole && index.column() == Size)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Name) return file.path;
    if (role == SortRole && index.column() == Size) return file.size;
    if (role != Qt::DisplayRole && role != SortRole) return {};
    switch (index.column()) {
    case Name:
        return file.path;
    case Size:
        return sizeText(file.size);
    case Storage:
        return file.isLfs ? tr("large file") : QStringLiteral("Git");
    case Here:
        return file.isHere ? tr("yes") : QString();
    default:
        return {};
    }
}

QVariant FileTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name:
        return tr("File");
    case Size:
        return tr("Size");
    case Storage:
        return tr("Stored as");
    case Here:
        return tr("On this machine");
    default:
        return {};
    }
}

} // namespace vitrine::widgets
