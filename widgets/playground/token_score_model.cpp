// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/token_score_model.h"

#include "widgets/common/theme.h"
#include "widgets/playground/rank_model.h"

#include <QJsonArray>

#include <algorithm>

namespace vitrine::widgets {

void TokenScoreModel::setDetails(const QJsonObject& details)
{
    beginResetModel();
    m_labels.clear();
    m_rows.clear();
    for (const QJsonValue& label : details[QStringLiteral("labels")].toArray())
        m_labels.append(label.toString());
    for (const QJsonValue& value : details[QStringLiteral("tokens")].toArray()) {
        const QJsonObject each = value.toObject();
        Row row;
        row.token = each[QStringLiteral("token")].toString();
        row.begin = each[QStringLiteral("start")].toInt();
        row.end = each[QStringLiteral("end")].toInt();
        for (const QJsonValue& score : each[QStringLiteral("scores")].toArray())
            row.scores.push_back(score.toDouble());
        row.scores.resize(std::size_t(m_labels.size()));
        if (!row.scores.empty())
            row.best = int(std::max_element(row.scores.begin(), row.scores.end()) - row.scores.begin());
        m_rows.push_back(std::move(row));
    }
    endResetModel();
}

int TokenScoreModel::rowAt(int codePoint) const
{
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (codePoint >= m_rows[i].begin && codePoint < m_rows[i].end) return int(i);
    return -1;
}

int TokenScoreModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TokenScoreModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 2 + int(m_labels.size());
}

QVariant TokenScoreModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[std::size_t(index.row())];
    const int label = index.column() - 2;
    const double score = label >= 0 ? row.scores[std::size_t(label)] : 0;
    const QColor shade = blend(theme().surface, theme().accent, score * (theme().dark ? 0.55 : 0.35));
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == 0) return row.token;
        if (index.column() == 1) return row.best < 0 ? QString() : m_labels[row.best];
        return scoreText(score);
    case Qt::BackgroundRole:
        return label >= 0 ? QVariant(shade) : QVariant();
    case Qt::ForegroundRole:
        return label >= 0 && label != row.best && score < 0.05 ? theme().mutedText : theme().text;
    case Qt::FontRole:
        return index.column() == 0 ? textFont() : index.column() == 1 ? interfaceFont() : monospaceFont();
    case Qt::ToolTipRole:
        return label >= 0 ? QStringLiteral("%1: %2").arg(m_labels[label], QString::number(score, 'g', 9))
                          : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (label >= 0 ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant TokenScoreModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section >= 2 ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole) return {};
    return section == 0 ? tr("Token") : section == 1 ? tr("Best label") : m_labels.value(section - 2);
}

} // namespace vitrine::widgets
