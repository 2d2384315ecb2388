// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/stages_view.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

/// Code points, so that characters that look alike or like nothing are told apart.
QString codePoints(const QString& text)
{
    QStringList codes;
    for (const uint point : text.toUcs4())
        codes.append(QStringLiteral("U+%1").arg(point, 4, 16, QLatin1Char('0')).toUpper());
    return codes.join(u' ');
}

/// "É → e"; in that order, too, where one of them or the window goes from right to left.
QString changeInSigns(const StagesView::Change& change)
{
    const QString before = withVisibleWhitespace(change.before), after = withVisibleWhitespace(change.after);
    if (before.isEmpty()) return QStringLiteral("+ ") + after;
    const bool isPlain =
        !QGuiApplication::isRightToLeft() && !before.isRightToLeft() && !after.isRightToLeft();
    const QString pattern =
        isPlain ? QStringLiteral("%1 → %2") : QStringLiteral("\u2066\u2068%1\u2069 → \u2068%2\u2069\u2069");
    return pattern.arg(before, after.isEmpty() ? QStringLiteral("∅") : after);
}

} // namespace

void ChangesModel::setChanges(std::vector<StagesView::Change> changes)
{
    beginResetModel();
    m_changes = std::move(changes);
    endResetModel();
}

int ChangesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_changes.size());
}

int ChangesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 3;
}

QVariant ChangesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& change = m_changes[std::size_t(index.row())];
    if (role == Qt::ToolTipRole) {
        const QString points =
            change.after.isEmpty() ? codePoints(change.before)
            : change.before.isEmpty()
                ? codePoints(change.after)
                : QString(codePoints(change.before) + QStringLiteral(" → ") + codePoints(change.after));
        //: a stage, what it did, and to which code points
        return tr("%1: %2\n%3").arg(stageText(change.stage), changeText(change.kind), points);
    }
    if (role == Qt::FontRole) return index.column() == 0 ? textFont() : interfaceFont();
    if (role == Qt::ForegroundRole && index.column() == 2) return theme().mutedText;
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == 2 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    if (index.column() == 0) return changeInSigns(change);
    if (index.column() == 1) return QString(changeText(change.kind) + u'\n' + stageText(change.stage));
    return QStringLiteral("×%1").arg(change.count);
}

QVariant ChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return QStringList{tr("Character"), tr("What happened"), tr("Times")}.value(section);
}

StagesPage::StagesPage(QWidget* parent) : QWidget(parent), m_model(new StagesModel(this))
{
    m_table = makeTable(m_model, tr("The stages side by side, a row a word"), {110, 116, 116, 150, 0});
    m_table->setItemDelegate(new StagesDelegate(m_table));
    m_table->verticalHeader()->setDefaultSectionSize(int(32 * textScale()));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (m_isSetting || !current.isValid()) return;
                const auto& row = m_model->stages().rows[std::size_t(current.row())];
                const auto& tokens = row.added.empty() ? row.model : row.added;
                if (!tokens.empty() && tokens.front().index >= 0) Q_EMIT tokenChosen(tokens.front().index);
            });

    auto* side = new QWidget;
    auto* sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(Theme::space, Theme::space, 0, 0);
    sideLayout->addWidget(makeLabel("heading", tr("Changed characters")));
    m_note = makeLabel("caption");
    m_note->setWordWrap(true);
    sideLayout->addWidget(m_note);
    m_changed = new ChangesModel(this);
    m_changes = makeTable(m_changed, tr("What each stage did to which characters"), {84, 0, 50});
    m_changes->horizontalHeader()->hide();
    m_changes->verticalHeader()->setDefaultSectionSize(int(44 * textScale()));
    connect(m_changes->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!current.isValid() || m_isSetting) return;
                m_table->selectRow(m_changed->changes()[std::size_t(current.row())].firstRow);
            });
    sideLayout->addWidget(m_changes, 1);

    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(side);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({int(660 * textScale()), int(280 * textScale())});
    side->setMinimumWidth(int(200 * textScale()));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
}

void StagesPage::setStages(StagesView stages)
{
    QString note = stages.changes.empty() ? tr("No stage changed a character.")
                                          : tr("%n character(s) came out other than they went in.", nullptr,
                                               int(stages.charactersChanged));
    if (stages.isPartial) note += u' ' + tr("Only the beginning of the text is shown here.");
    m_note->setText(note);
    m_isSetting = true;
    m_changed->setChanges(stages.changes);
    m_model->setStages(std::move(stages));
    m_isSetting = false;
}

void StagesPage::showToken(int token)
{
    const int row = m_model->rowOfToken(token);
    if (row < 0) return m_table->clearSelection();
    if (m_table->currentIndex().row() == row && m_table->selectionModel()->isRowSelected(row)) return;
    m_isSetting = true;
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0));
    m_isSetting = false;
}

} // namespace vitrine::widgets
