// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/message_view.h"

#include "widgets/common/icon.h"
#include "widgets/common/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace vitrine::widgets {

MessageView::MessageView(QWidget* parent)
    : QWidget(parent),
      m_icon(new QLabel),
      m_title(new QLabel),
      m_text(new QLabel),
      m_detail(new QLabel),
      m_action(new QPushButton)
{
    setRole(m_title, "heading");
    setRole(m_text, "caption");
    setRole(m_detail, "caption");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * Theme::space, 2 * Theme::space, 4 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);
    layout->addStretch(2);
    for (QLabel* label : {m_icon, m_title, m_text, m_detail}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(label != m_icon);
        layout->addWidget(label);
    }
    for (QLabel* label : {m_text, m_detail})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addSpacing(Theme::space);
    layout->addWidget(m_action, 0, Qt::AlignCenter);
    layout->addStretch(3);
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &MessageView::actionTriggered);
}

void MessageView::showEmpty(const QString& icon, const QString& title, const QString& text)
{
    set(icon, false, title, text, {});
}

void MessageView::showBusy(const QString& text)
{
    set({}, false, text, {}, {});
}

void MessageView::showError(const QString& what, const QString& reason, const QString& nextStep)
{
    set(QStringLiteral("warning"), true, what, reason, nextStep);
}

void MessageView::setAction(const QString& label)
{
    m_action->setText(label);
    m_action->setVisible(!label.isEmpty());
}

void MessageView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) drawIcon();
}

void MessageView::set(const QString& icon, bool danger, const QString& title, const QString& text,
                      const QString& detail)
{
    m_iconName = icon;
    m_danger = danger;
    drawIcon();
    m_icon->setVisible(!icon.isEmpty());
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text + QLatin1Char(' ') + detail);
}

void MessageView::drawIcon()
{
    if (m_iconName.isEmpty()) return;
    m_icon->setPixmap(
        themedIcon(m_iconName, m_danger ? IconColor::Danger : IconColor::Muted).pixmap(QSize(32, 32)));
}

} // namespace vitrine::widgets
