// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/answers_model.h"

#include "widgets/common/theme.h"
#include "widgets/playground/compared_models.h"
#include "widgets/playground/task_catalogue.h"

#include <QTextDocument>

#include <algorithm>

namespace vitrine::widgets {

void AnswersModel::setComparison(ComparisonPointer comparison, SummaryPointer summary)
{
    // While answers come in, rows only change their cells: what is chosen and scrolled to stays.
    const bool isOther = !m_comparison || !comparison || m_comparison->runs.size() != comparison->runs.size();
    std::swap(m_comparison, comparison);
    std::swap(m_summary, summary);
    const std::vector<int> rows = shownRows();
    if (isOther || rows != m_rows) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    } else if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

void AnswersModel::setOnlyDifferent(bool only)
{
    if (m_onlyDifferent == only) return;
    beginResetModel();
    m_onlyDifferent = only;
    m_rows = shownRows();
    endResetModel();
}

std::vector<int> AnswersModel::shownRows() const
{
    std::vector<int> rows;
    if (m_comparison)
        for (int i = 0; i < int(m_comparison->inputs.size()); ++i)
            if (!m_onlyDifferent || isDifferent(i)) rows.push_back(i);
    return rows;
}

bool AnswersModel::isDifferent(int input) const
{
    if (!m_summary) return false;
    return std::ranges::any_of(m_summary->answers, [&](const std::vector<AnswerAgreement>& answers) {
        if (std::size_t(input) >= answers.size()) return false;
        const AnswerAgreement& each = answers[std::size_t(input)];
        return each.isKnown && !each.isSame;
    });
}

int AnswersModel::differentCount() const
{
    int count = 0;
    for (int i = 0; m_comparison && i < int(m_comparison->inputs.size()); ++i)
        count += isDifferent(i);
    return count;
}

int AnswersModel::rowOfInput(int input) const
{
    const auto found = std::ranges::find(m_rows, input);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int AnswersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int AnswersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_comparison ? 0 : 1 + int(m_comparison->runs.size());
}

QVariant AnswersModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto input = std::size_t(m_rows[std::size_t(index.row())]);
    if (index.column() == inputColumn) {
        const QString text = summary(m_comparison->inputs[qsizetype(input)]);
        if (role == Qt::DisplayRole) return QStringLiteral("%1  %2").arg(input + 1).arg(text);
        if (role == Qt::ToolTipRole) return Qt::convertFromPlainText(text);
        return role == Qt::FontRole ? QVariant(textFont()) : QVariant();
    }
    const auto model = std::size_t(index.column() - 1);
    const ComparedRun& run = m_comparison->runs[model];
    if (input >= run.answers.size() || !run.answers[input].isDone) return {};
    const ComparedAnswer& answer = run.answers[input];
    const AnswerAgreement agreement =
        m_summary && model < m_summary->answers.size() && input < m_summary->answers[model].size()
            ? m_summary->answers[model][input]
            : AnswerAgreement();
    const bool isOdd = agreement.isKnown && !agreement.isSame;
    switch (role) {
    case Qt::DisplayRole:
        if (!answer.error.isEmpty()) return answer.error;
        return isOdd ? QStringLiteral("≠  ") + agreement.text : agreement.text;
    case Qt::ToolTipRole:
        if (!answer.error.isEmpty()) return Qt::convertFromPlainText(answer.error);
        return Qt::convertFromPlainText(agreement.text +
                                        (agreement.note.isEmpty() ? QString() : u'\n' + agreement.note));
    case Qt::ForegroundRole:
        return answer.error.isEmpty() ? QVariant() : QVariant(theme().danger);
    case Qt::BackgroundRole:
        return isOdd ? QVariant(blend(theme().surface, theme().warning, theme().dark ? 0.22 : 0.14))
                     : QVariant();
    case Qt::FontRole:
        return textFont();
    default:
        return {};
    }
}

QVariant AnswersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !m_comparison) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section != inputColumn)
        return m_comparison->runs[std::size_t(section - 1)].name;
    if (role != Qt::DisplayRole) return {};
    if (section == inputColumn) return tr("Input");
    return QString(comparedLetter(section - 1) + QStringLiteral("  ") +
                   m_comparison->runs[std::size_t(section - 1)].name);
}

} // namespace vitrine::widgets
