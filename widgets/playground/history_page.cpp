// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/history_page.h"

#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {

HistoryPage::HistoryPage(QWidget* parent)
    : QWidget(parent),
      m_model(new HistoryModel(this)),
      m_found(new QSortFilterProxyModel(this)),
      m_search(new QLineEdit),
      m_table(new QTableView),
      m_open(new QPushButton(tr("Open again"))),
      m_pin(makeIconButton(QStringLiteral("pin"), tr("Pin or unpin"))),
      m_delete(makeIconButton(QStringLiteral("close"), tr("Delete from the history"))),
      m_export(makeIconButton(QStringLiteral("export"), tr("Export the history …"))),
      m_stack(new QStackedWidget),
      m_message(new MessageView)
{
    m_found->setSourceModel(m_model);
    m_found->setFilterKeyColumn(-1);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search->setPlaceholderText(tr("Search in tasks, inputs, results and models"));
    m_search->setAccessibleName(tr("Search the history"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_found->setFilterFixedString(text);
        updateState();
    });
    setRole(m_open, "primary");
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::space);
    row->addWidget(m_search, 1);
    row->addWidget(m_pin);
    row->addWidget(m_delete);
    row->addWidget(m_export);
    row->addWidget(m_open);

    m_table->setModel(m_found);
    m_table->setAccessibleName(tr("Runs, the pinned ones first, then the newest"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(int(32 * std::max(1.0, textScale())));
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(HistoryModel::Input, QHeaderView::Stretch);
    header->setSectionResizeMode(HistoryModel::Result, QHeaderView::Stretch);
    header->resizeSection(HistoryModel::Task, int(190 * textScale()));
    header->resizeSection(HistoryModel::Model, int(140 * textScale()));
    header->resizeSection(HistoryModel::Time, int(190 * textScale()));
    auto* card = makeCard();
    auto* cardLayout = new QVBoxLayout(card);
    cardLayout->setContentsMargins(1, 1, 1, 1);
    cardLayout->addWidget(m_table);
    m_stack->addWidget(m_message);
    m_stack->addWidget(card);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(Theme::space);
    layout->addLayout(row);
    layout->addWidget(m_stack, 1);

    const auto open = [this] {
        const QList<int> rows = chosen();
        if (!rows.isEmpty()) Q_EMIT openRequested(m_model->entries()[std::size_t(rows.first())]);
    };
    connect(m_open, &QPushButton::clicked, this, open);
    connect(m_table, &QTableView::activated, this, open);
    connect(m_pin, &QToolButton::clicked, this, [this] {
        const QList<int> rows = chosen();
        if (rows.isEmpty()) return;
        m_model->setPinned(rows.first(), !m_model->entries()[std::size_t(rows.first())].isPinned);
        Q_EMIT changed();
    });
    connect(m_delete, &QToolButton::clicked, this, [this] {
        m_model->remove(chosen());
        Q_EMIT changed();
    });
    auto* remove = new QAction(this);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    connect(remove, &QAction::triggered, m_delete, &QToolButton::click);
    m_table->addAction(remove);
    connect(m_export, &QToolButton::clicked, this, &HistoryPage::exportRequested);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &HistoryPage::updateState);
    connect(m_found, &QAbstractItemModel::modelReset, this, &HistoryPage::updateState);
    connect(m_found, &QAbstractItemModel::rowsInserted, this, &HistoryPage::updateState);
    connect(m_found, &QAbstractItemModel::rowsRemoved, this, &HistoryPage::updateState);
    updateState();
}

QList<int> HistoryPage::chosen() const
{
    QList<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        rows.append(m_found->mapToSource(index).row());
    return rows;
}

void HistoryPage::updateState()
{
    const bool hasChosen = m_table->selectionModel()->hasSelection();
    for (QWidget* button :
         {static_cast<QWidget*>(m_open), static_cast<QWidget*>(m_pin), static_cast<QWidget*>(m_delete)})
        button->setEnabled(hasChosen);
    m_export->setEnabled(m_model->rowCount() > 0);
    if (m_model->rowCount() == 0)
        m_message->showEmpty(QStringLiteral("history"), tr("No run yet"),
                             tr("Every run of a task is kept here, with its input, arguments and result."));
    else if (m_found->rowCount() == 0)
        m_message->showEmpty(QStringLiteral("search"), tr("Nothing found"), tr("Search for another word."));
    m_stack->setCurrentIndex(m_found->rowCount() > 0 ? 1 : 0);
}

} // namespace vitrine::widgets
