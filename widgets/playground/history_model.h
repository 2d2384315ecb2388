// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_values.h"

#include <QAbstractTableModel>
#include <QDateTime>

#include <vector>

namespace vitrine::widgets {

/// A run that was made.
struct HistoryEntry
{
    TaskRequest request;
    QString model;    ///< as people call it
    QString location; ///< what opens it again
    QString summary;  ///< the beginning of its result
    QDateTime time;
    double milliseconds = 0;
    bool isPinned = false;
};

QJsonObject toJson(const HistoryEntry& entry);
HistoryEntry historyEntry(const QJsonObject& json);

/// The runs, the pinned ones first, then the newest first. Bounded: the oldest that is not pinned goes.
class HistoryModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Task, Input, Result, Model, Time, ColumnCount };
    static constexpr int mostEntries = 300;

    using QAbstractTableModel::QAbstractTableModel;

    /// A run as one types takes the place of the one before: same task and model, not pinned, within seconds.
    void add(HistoryEntry entry);
    void setPinned(int row, bool pinned);
    void remove(QList<int> rows);
    void setEntries(std::vector<HistoryEntry> entries);
    const std::vector<HistoryEntry>& entries() const { return m_entries; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int pinnedCount() const;

    std::vector<HistoryEntry> m_entries;
};

} // namespace vitrine::widgets
