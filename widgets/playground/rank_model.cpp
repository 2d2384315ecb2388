// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/rank_model.h"

#include "widgets/common/theme.h"
#include "widgets/playground/score_table.h"

#include <QHeaderView>
#include <QTableView>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

RankModel::RankModel(const QString& label, const QString& score, QStringList more, QObject* parent)
    : QAbstractTableModel(parent), m_headings(QStringList{label, score} + more)
{
}

void RankModel::setRows(std::vector<RankRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void RankModel::setLabelHeading(const QString& text)
{
    m_headings[labelColumn] = text;
    Q_EMIT headerDataChanged(Qt::Horizontal, labelColumn, labelColumn);
}

void RankModel::setThreshold(double threshold)
{
    m_threshold = threshold;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, int(m_headings.size()) - 1));
}

int RankModel::countAbove() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(),
                             [this](const RankRow& row) { return row.bar >= m_threshold; }));
}

QList<QStringList> RankModel::table() const
{
    QList<QStringList> table{m_headings};
    for (const RankRow& row : m_rows)
        table.append(QStringList{row.label, QString::number(row.score, 'g', 9)} + row.more);
    return table;
}

int RankModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RankModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_headings.size());
}

QVariant RankModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const RankRow& row = m_rows[std::size_t(index.row())];
    const bool isMuted = row.isMuted || row.bar < m_threshold;
    switch (role) {
    case scoreRole:
        return row.bar;
    case mutedRole:
        return isMuted;
    case markRole:
        return m_threshold;
    case Qt::DisplayRole:
        if (index.column() == labelColumn) return row.label;
        if (index.column() == scoreColumn) return scoreText(row.score);
        return row.more.value(index.column() - 2);
    case Qt::ToolTipRole:
        // Labels may look like markup; a tool tip would guess.
        return row.tip.isEmpty() ? QVariant() : Qt::convertFromPlainText(row.tip, Qt::WhiteSpacePre);
    case Qt::ForegroundRole:
        return isMuted ? theme().mutedText : theme().text;
    case Qt::FontRole:
        return index.column() == labelColumn ? textFont() : monospaceFont();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant RankModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(m_headings.value(section)) : QVariant();
}

QTableView* makeRankTable(RankModel* model, const QString& accessibleName)
{
    auto* table = makeScoreTable(model, RankModel::scoreColumn);
    table->setAccessibleName(accessibleName);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(RankModel::labelColumn, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(RankModel::scoreColumn, QHeaderView::Stretch);
    table->verticalHeader()->setDefaultSectionSize(int(30 * std::max(1.0, textScale())));
    return table;
}

QString scoreText(double score)
{
    if (score != 0 && std::abs(score) < 0.0005) return QString::number(score, 'g', 2);
    return QString::number(score, 'f', 3);
}

} // namespace vitrine::widgets
