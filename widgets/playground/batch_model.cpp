// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/batch_model.h"

#include "widgets/common/theme.h"
#include "widgets/playground/task_copy.h"

#include <QJsonDocument>
#include <QTextDocument>

#include <algorithm>

namespace vitrine::widgets {
namespace {

constexpr qsizetype longestCell = 200;

QString cellText(const QJsonValue& value)
{
    const QString text = value.isString()                        ? value.toString()
                         : value.isNull() || value.isUndefined() ? QString()
                                                                 : jsonText(value);
    return text.size() > longestCell ? text.left(longestCell) + u'…' : text;
}

/// The result as a person would say it: the best label, the answer, the text.
QString spoken(QJsonValue result)
{
    // Results in tables are the text of their JSON.
    if (result.isString()) {
        const auto document = QJsonDocument::fromJson(result.toString().toUtf8());
        if (!document.isNull())
            result = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    }
    const QJsonArray list = result.toArray();
    if (!list.isEmpty() && list[0].toObject().contains(QStringLiteral("word"))) {
        QStringList words; // entities: all of them count
        for (const QJsonValue& each : list) {
            const QString group = each[QStringLiteral("entity_group")].toString();
            words.append(each[QStringLiteral("word")].toString() + QStringLiteral(" (") +
                         (group.isEmpty() ? each[QStringLiteral("entity")].toString() : group) + u')');
        }
        return words.join(QStringLiteral(", "));
    }
    const QJsonObject best = list.isEmpty() ? result.toObject() : list[0].toObject();
    for (const char* key : {"label", "answer", "token_str", "choice", "document", "generated_text",
                            "summary_text", "translation_text"})
        if (best.contains(QLatin1String(key))) return best[QLatin1String(key)].toString();
    if (best.contains(QStringLiteral("labels"))) return best[QStringLiteral("labels")][0].toString();
    return cellText(result);
}

} // namespace

void BatchModel::setTable(const QStringList& columns, const QList<QJsonObject>& rows)
{
    beginResetModel();
    m_columns = columns;
    m_rows = rows;
    m_done.clear();
    m_doneCount = m_errorCount = 0;
    endResetModel();
}

void BatchModel::addDone(const QList<QJsonObject>& rows)
{
    if (rows.isEmpty()) return;
    m_doneCount += rows.size();
    m_errorCount += std::count_if(rows.begin(), rows.end(), [](const QJsonObject& row) {
        return !row[QStringLiteral("error")].isNull() && !row[QStringLiteral("error")].isUndefined();
    });
    const qsizetype kept = std::min<qsizetype>(rows.size(), mostRows - m_done.size());
    if (kept <= 0) return;
    const int first = int(m_done.size()), before = rowCount();
    const int after = std::max(before, first + int(kept));
    if (after > before) beginInsertRows({}, before, after - 1);
    m_done += rows.first(kept);
    if (after > before) endInsertRows();
    Q_EMIT dataChanged(index(first, 0), index(first + int(kept) - 1, columnCount() - 1));
}

void BatchModel::clearDone()
{
    beginResetModel();
    m_done.clear();
    m_doneCount = m_errorCount = 0;
    endResetModel();
}

int BatchModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(std::max(m_rows.size(), m_done.size()));
}

int BatchModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_columns.isEmpty() ? 0 : int(m_columns.size()) + 1;
}

QVariant BatchModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const bool isDone = index.row() < m_done.size();
    const QJsonObject& row = isDone ? m_done[index.row()] : m_rows[index.row()];
    const bool isResult = index.column() == 0;
    const QJsonValue error = row[QStringLiteral("error")];
    const bool isBad = isDone && !error.isNull() && !error.isUndefined();
    switch (role) {
    case Qt::DisplayRole:
        if (!isResult) return cellText(row[m_columns[index.column() - 1]]);
        if (!isDone) return QStringLiteral("…");
        if (isBad) return error.isString() ? error.toString() : error[QStringLiteral("message")].toString();
        return spoken(row[QStringLiteral("result")]);
    case Qt::ForegroundRole:
        return isResult && isBad ? theme().danger : isResult && !isDone ? theme().mutedText : theme().text;
    case Qt::ToolTipRole:
        return isResult && isDone && !isBad
                   ? Qt::convertFromPlainText(jsonText(row[QStringLiteral("result")]).left(2000),
                                              Qt::WhiteSpaceNormal)
                   : QVariant();
    case Qt::FontRole:
        return textFont();
    default:
        return {};
    }
}

QVariant BatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    if (orientation == Qt::Vertical) return section + 1;
    return section == 0 ? tr("Result") : m_columns.value(section - 1);
}

} // namespace vitrine::widgets
