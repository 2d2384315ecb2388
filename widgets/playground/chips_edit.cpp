// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/chips_edit.h"

#include "widgets/common/flow_layout.h"
#include "widgets/common/icon.h"
#include "widgets/common/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace vitrine::widgets {

ChipsEdit::ChipsEdit(QWidget* parent)
    : QWidget(parent), m_flow(new FlowLayout(this, Theme::space / 2)), m_line(new QLineEdit)
{
    m_line->setMinimumWidth(int(120 * std::min(1.3, textScale())));
    m_flow->insertWidget(0, m_line);
    m_line->installEventFilter(this);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::editingFinished, this, &ChipsEdit::addTyped);
    connect(m_line, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (text.contains(u',') || text.contains(u'\n')) addTyped();
    });
}

void ChipsEdit::setWords(const QStringList& words)
{
    if (words == m_words) return;
    m_words = words;
    rebuild();
}

void ChipsEdit::setPlaceholder(const QString& text)
{
    m_line->setPlaceholderText(text);
    m_line->setAccessibleName(text);
}

void ChipsEdit::addTyped()
{
    bool isNew = false;
    for (const QString& part : m_line->text().split(u',')) {
        const QString word = part.trimmed();
        if (word.isEmpty() || m_words.contains(word)) continue;
        m_words.append(word);
        isNew = true;
    }
    m_line->clear();
    if (!isNew) return;
    rebuild();
    Q_EMIT changed();
}

void ChipsEdit::removeWord(int index)
{
    m_words.removeAt(index);
    rebuild();
    m_line->setFocus();
    Q_EMIT changed();
}

void ChipsEdit::rebuild()
{
    for (QWidget* chip : m_chips) {
        chip->hide();
        chip->deleteLater();
    }
    m_chips.clear();
    for (int i = 0; i < m_words.size(); ++i) {
        auto* chip = new QToolButton;
        chip->setText(m_words[i]);
        chip->setIcon(themedIcon(QStringLiteral("close")));
        chip->setIconSize({12, 12});
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setToolTip(tr("Take “%1” away").arg(m_words[i]));
        chip->setAccessibleName(chip->toolTip());
        connect(chip, &QToolButton::clicked, this, [this, i] { removeWord(i); });
        m_flow->insertWidget(i, chip);
        chip->show();
        m_chips.append(chip);
    }
    updateGeometry();
}

bool ChipsEdit::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Backspace && m_line->text().isEmpty() && !m_words.isEmpty()) {
            removeWord(int(m_words.size()) - 1);
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (static_cast<QKeyEvent*>(event)->modifiers() == Qt::NoModifier) {
                addTyped();
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace vitrine::widgets
