// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/label_model.h"

#include "widgets/common/theme.h"
#include "widgets/playground/score_table.h"

#include <QTextDocument>

namespace vitrine::widgets {
namespace {

/// More would cover the window.
constexpr std::size_t mostLabelsInTip = 16;

QString scoreText(float score)
{
    return QString::number(double(score), 'f', 3);
}

/// A label a line, the best first.
QString labelsTip(const Prediction& prediction)
{
    QStringList lines;
    for (const LabelScore& each : prediction) {
        if (std::size_t(lines.size()) == mostLabelsInTip) {
            lines.append(QStringLiteral("…"));
            break;
        }
        lines.append(scoreText(each.score) + QStringLiteral("  ") + each.label);
    }
    // Names may look like markup; a tool tip would guess.
    return Qt::convertFromPlainText(lines.join(u'\n'), Qt::WhiteSpacePre);
}

} // namespace

void LabelModel::setPredictions(std::vector<Prediction> predictions, const QStringList& texts)
{
    beginResetModel();
    m_predictions = std::move(predictions);
    m_texts = texts;
    endResetModel();
}

int LabelModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_predictions.size());
}

int LabelModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant LabelModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Prediction& prediction = m_predictions[std::size_t(index.row())];
    const LabelScore& best = prediction.front();
    const QString text = m_texts.value(index.row());
    switch (role) {
    case scoreRole:
        return double(best.score);
    case Qt::DisplayRole:
        if (index.column() == Score) return scoreText(best.score);
        if (index.column() == Label) return best.label;
        return QStringLiteral("%1  %2").arg(index.row() + 1).arg(text.simplified());
    case Qt::ToolTipRole:
        return index.column() == Text ? text : labelsTip(prediction);
    case Qt::FontRole:
        return index.column() == Score ? monospaceFont() : textFont();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant LabelModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (Column(section)) {
    case Text:
        return tr("Text");
    case Label:
        return tr("Label");
    case Score:
        return tr("Score");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vitrine::widgets
