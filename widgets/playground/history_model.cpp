// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/history_model.h"

#include "widgets/common/icon.h"
#include "widgets/common/theme.h"
#include "widgets/playground/stage_text.h"
#include "widgets/playground/task_catalogue.h"
#include "widgets/playground/task_copy.h"

#include <QLocale>
#include <QTextDocument>

#include <algorithm>

namespace vitrine::widgets {
namespace {

/// Runs of one task within this time are one person typing.
constexpr int typingSeconds = 4;

} // namespace

QJsonObject toJson(const HistoryEntry& entry)
{
    return {{QStringLiteral("task"), entry.request.task},
            {QStringLiteral("input"), entry.request.input},
            {QStringLiteral("arguments"), entry.request.arguments},
            {QStringLiteral("model"), entry.model},
            {QStringLiteral("location"), entry.location},
            {QStringLiteral("summary"), entry.summary},
            {QStringLiteral("time"), entry.time.toUTC().toString(Qt::ISODate)},
            {QStringLiteral("milliseconds"), entry.milliseconds},
            {QStringLiteral("pinned"), entry.isPinned}};
}

HistoryEntry historyEntry(const QJsonObject& json)
{
    HistoryEntry entry;
    entry.request = {json[QStringLiteral("task")].toString(), json[QStringLiteral("input")],
                     json[QStringLiteral("arguments")].toObject()};
    entry.model = json[QStringLiteral("model")].toString();
    entry.location = json[QStringLiteral("location")].toString();
    entry.summary = json[QStringLiteral("summary")].toString();
    entry.time = QDateTime::fromString(json[QStringLiteral("time")].toString(), Qt::ISODate);
    entry.milliseconds = json[QStringLiteral("milliseconds")].toDouble();
    entry.isPinned = json[QStringLiteral("pinned")].toBool();
    return entry;
}

int HistoryModel::pinnedCount() const
{
    return int(std::count_if(m_entries.begin(), m_entries.end(),
                             [](const HistoryEntry& entry) { return entry.isPinned; }));
}

void HistoryModel::add(HistoryEntry entry)
{
    const int first = pinnedCount();
    const auto isSame = [&](const HistoryEntry& other) {
        return other.request == entry.request && other.location == entry.location;
    };
    // A pinned run that is made again only gets its new time.
    for (int i = 0; i < first; ++i)
        if (isSame(m_entries[std::size_t(i)])) {
            entry.isPinned = true;
            m_entries[std::size_t(i)] = std::move(entry);
            return Q_EMIT dataChanged(index(i, 0), index(i, ColumnCount - 1));
        }
    if (first < int(m_entries.size())) {
        HistoryEntry& last = m_entries[std::size_t(first)];
        const bool isTyping = last.request.task == entry.request.task && last.location == entry.location &&
                              last.time.secsTo(entry.time) <= typingSeconds;
        if (isTyping || isSame(last)) {
            last = std::move(entry);
            return Q_EMIT dataChanged(index(first, 0), index(first, ColumnCount - 1));
        }
    }
    if (int(m_entries.size()) - first >= mostEntries) {
        beginRemoveRows({}, int(m_entries.size()) - 1, int(m_entries.size()) - 1);
        m_entries.pop_back();
        endRemoveRows();
    }
    beginInsertRows({}, first, first);
    m_entries.insert(m_entries.begin() + first, std::move(entry));
    endInsertRows();
}

void HistoryModel::setPinned(int row, bool pinned)
{
    HistoryEntry entry = m_entries[std::size_t(row)];
    if (entry.isPinned == pinned) return;
    beginResetModel();
    entry.isPinned = pinned;
    m_entries.erase(m_entries.begin() + row);
    m_entries.insert(pinned ? m_entries.begin() : m_entries.begin() + pinnedCount(), std::move(entry));
    std::stable_sort(m_entries.begin() + pinnedCount(), m_entries.end(),
                     [](const HistoryEntry& a, const HistoryEntry& b) { return a.time > b.time; });
    endResetModel();
}

void HistoryModel::remove(QList<int> rows)
{
    std::sort(rows.begin(), rows.end(), std::greater<>());
    for (const int row : rows) {
        beginRemoveRows({}, row, row);
        m_entries.erase(m_entries.begin() + row);
        endRemoveRows();
    }
}

void HistoryModel::setEntries(std::vector<HistoryEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    std::stable_partition(m_entries.begin(), m_entries.end(),
                          [](const HistoryEntry& entry) { return entry.isPinned; });
    endResetModel();
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int HistoryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const HistoryEntry& entry = m_entries[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (Column(index.column())) {
        case Task:
            return taskText(entry.request.task).title;
        case Input:
            return summary(entry.request.input);
        case Result:
            return entry.summary;
        case Model:
            return entry.model;
        case Time:
            return QString(QLocale().toString(entry.time.toLocalTime(), QLocale::ShortFormat) +
                           QStringLiteral("  ·  ") + durationText(entry.milliseconds / 1000));
        case ColumnCount:
            break;
        }
        return {};
    case Qt::DecorationRole:
        if (index.column() != Task) return {};
        return themedIcon(entry.isPinned ? QStringLiteral("pin") : taskText(entry.request.task).icon,
                          entry.isPinned ? IconColor::Accent : IconColor::Muted);
    case Qt::AccessibleTextRole:
        return entry.isPinned && index.column() == Task
                   ? tr("%1, pinned").arg(taskText(entry.request.task).title)
                   : data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        return Qt::convertFromPlainText(jsonText(entry.request.input).left(1000) + u'\n' +
                                            jsonText(entry.request.arguments).left(1000),
                                        Qt::WhiteSpaceNormal);
    case Qt::FontRole:
        return index.column() == Input || index.column() == Result ? textFont() : interfaceFont();
    case Qt::ForegroundRole:
        return index.column() >= Model ? theme().mutedText : theme().text;
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const QString headings[] = {tr("Task"), tr("Input"), tr("Result"), tr("Model"), tr("When")};
    return headings[section];
}

} // namespace vitrine::widgets
