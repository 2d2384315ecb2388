// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/toast.h"

#include "widgets/common/icon.h"
#include "widgets/common/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>

namespace vitrine::widgets {

Toast::Toast(QWidget* parent)
    : QFrame(parent),
      m_icon(new QLabel),
      m_title(new QLabel),
      m_reason(new QLabel),
      m_nextStep(new QLabel),
      m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("toast"));
    setRole(this, "card");
    setRole(m_title, "heading");
    setRole(m_reason, "caption");
    auto* close = new QToolButton;
    setRole(close, "flat");
    close->setIcon(themedIcon(QStringLiteral("close")));
    close->setAccessibleName(tr("Close message"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(16, 12, 8, 12);
    layout->setHorizontalSpacing(12);
    layout->setVerticalSpacing(4);
    layout->addWidget(m_icon, 0, 0, Qt::AlignTop);
    layout->addWidget(m_title, 0, 1);
    layout->addWidget(close, 0, 2, Qt::AlignTop);
    layout->addWidget(m_reason, 1, 1);
    layout->addWidget(m_nextStep, 2, 1);
    layout->setColumnStretch(1, 1);
    for (QLabel* label : {m_title, m_reason, m_nextStep})
        label->setWordWrap(true);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_timer->setSingleShot(true);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_timer, &QTimer::timeout, this, &QWidget::hide);
    parent->installEventFilter(this);
    liftAbove(this);
    hide();
}

void Toast::showInformation(const QString& text)
{
    m_title->setText(text);
    m_reason->clear();
    m_nextStep->clear();
    present(false);
}

void Toast::showError(const QString& what, const QString& why, const QString& nextStep)
{
    m_title->setText(what);
    m_reason->setText(why);
    m_nextStep->setText(nextStep);
    present(true);
}

QString Toast::text() const
{
    return m_title->text() + QLatin1Char('\n') + m_reason->text() + QLatin1Char('\n') + m_nextStep->text();
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible()) place();
    return QFrame::eventFilter(watched, event);
}

void Toast::present(bool error)
{
    m_icon->setPixmap(themedIcon(error ? QStringLiteral("warning") : QStringLiteral("info"),
                                 error ? IconColor::Danger : IconColor::Accent)
                          .pixmap(QSize(20, 20)));
    m_reason->setVisible(!m_reason->text().isEmpty());
    m_nextStep->setVisible(!m_nextStep->text().isEmpty());
    setAccessibleName(text());
    show();
    place();
    raise();
    if (error)
        m_timer->stop();
    else
        m_timer->start(4000);
}

void Toast::place()
{
    const int width = std::min(560, parentWidget()->width() - 6 * Theme::space);
    const int height = std::max(layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : 0,
                                layout()->minimumSize().height());
    setGeometry((parentWidget()->width() - width) / 2, parentWidget()->height() - height - 3 * Theme::space,
                width, height);
}

} // namespace vitrine::widgets
