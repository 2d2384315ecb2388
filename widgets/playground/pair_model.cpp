// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/pair_model.h"

#include "widgets/common/theme.h"
#include "widgets/playground/score_table.h"

#include <algorithm>

namespace vitrine::widgets {

void PairModel::setPairs(std::vector<TextPair> pairs, const QStringList& texts)
{
    beginResetModel();
    m_pairs = std::move(pairs);
    m_texts = texts;
    endResetModel();
}

int PairModel::rowOf(int first, int second) const
{
    const auto found = std::find_if(m_pairs.begin(), m_pairs.end(), [&](const TextPair& pair) {
        return std::minmax(pair.first, pair.second) == std::minmax(first, second);
    });
    return found == m_pairs.end() ? -1 : int(found - m_pairs.begin());
}

int PairModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_pairs.size());
}

int PairModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant PairModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const TextPair& pair = m_pairs[std::size_t(index.row())];
    const int text = index.column() == First ? pair.first : pair.second;
    switch (role) {
    case scoreRole:
        return double(pair.score);
    case Qt::DisplayRole:
        if (index.column() == Score) return QString::number(double(pair.score), 'f', 3);
        return QStringLiteral("%1  %2").arg(text + 1).arg(m_texts.value(text).simplified());
    case Qt::ToolTipRole:
        return index.column() == Score ? QVariant() : QVariant(m_texts.value(text));
    case Qt::FontRole:
        return index.column() == Score ? monospaceFont() : textFont();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant PairModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (Column(section)) {
    case Score:
        return tr("Cosine");
    case First:
        return tr("Text");
    case Second:
        return tr("Its neighbour");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vitrine::widgets
