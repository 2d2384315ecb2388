// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/command_palette.h"

#include "widgets/common/theme.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::app {

int fuzzyScore(const QString& pattern, const QString& text)
{
    int score = 0, position = 0, streak = 0;
    for (const QChar wanted : pattern) {
        if (wanted.isSpace()) continue;
        const qsizetype found = text.indexOf(wanted, position, Qt::CaseInsensitive);
        if (found < 0) return -1;
        streak = found == position && position > 0 ? streak + 1 : 0;
        const bool wordStart = found == 0 || !text[found - 1].isLetterOrNumber();
        score += 1 + 3 * streak + (wordStart ? 6 : 0);
        position = int(found) + 1;
    }
    return score * 100 - int(std::min<qsizetype>(text.size(), 99));
}

CommandPalette::CommandPalette(QWidget* parent)
    : QFrame(parent), m_input(new QLineEdit), m_list(new QListWidget)
{
    setObjectName(QStringLiteral("commandPalette"));
    widgets::setRole(this, "card");
    m_input->setPlaceholderText(tr("Type the name of an action"));
    m_input->setAccessibleName(tr("Search actions"));
    m_list->setAccessibleName(tr("Actions found"));
    m_list->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_input);
    layout->addWidget(m_list);
    m_input->installEventFilter(this);
    parent->installEventFilter(this);
    widgets::liftAbove(this);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    hide();
}

void CommandPalette::open(std::vector<Command> commands)
{
    m_commands = std::move(commands);
    m_focusBefore = QApplication::focusWidget();
    m_input->clear();
    filter();
    place();
    show();
    raise();
    m_input->setFocus();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::Resize) place();
    if (watched != m_input) return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) hide();
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int rows = m_list->count();
    if (key == Qt::Key_Down && rows > 0)
        m_list->setCurrentRow((m_list->currentRow() + 1) % rows);
    else if (key == Qt::Key_Up && rows > 0)
        m_list->setCurrentRow((m_list->currentRow() + rows - 1) % rows);
    else if (key == Qt::Key_Return || key == Qt::Key_Enter)
        runCurrent();
    else if (key == Qt::Key_Escape) {
        hide();
        if (m_focusBefore) m_focusBefore->setFocus();
    } else
        return QFrame::eventFilter(watched, event);
    return true;
}

void CommandPalette::filter()
{
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        const QAction* action = m_commands[i].action;
        if (!action || !action->isEnabled()) continue;
        if (const int score = fuzzyScore(m_input->text(), m_commands[i].name);
            score >= 0 || m_input->text().isEmpty())
            found.emplace_back(m_input->text().isEmpty() ? 0 : -score, i);
    }
    std::stable_sort(found.begin(), found.end());
    m_list->clear();
    for (const auto& [score, index] : found) {
        const Command& command = m_commands[index];
        const QString keys = command.action->shortcut().toString(QKeySequence::NativeText);
        auto* item =
            new QListWidgetItem(keys.isEmpty() ? command.name : command.name + QStringLiteral("   ") + keys);
        item->setData(Qt::UserRole, qulonglong(index));
        m_list->addItem(item);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (!item) return;
    const QPointer<QAction> action = m_commands[item->data(Qt::UserRole).toULongLong()].action;
    hide();
    if (m_focusBefore) m_focusBefore->setFocus();
    if (action) action->trigger();
}

void CommandPalette::place()
{
    const int width = std::min(560, parentWidget()->width() - 48);
    setGeometry((parentWidget()->width() - width) / 2, 72, width,
                std::min(400, parentWidget()->height() - 96));
}

} // namespace vitrine::app
