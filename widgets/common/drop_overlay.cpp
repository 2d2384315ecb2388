// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/drop_overlay.h"

#include "widgets/common/theme.h"

#include <QPainter>

namespace vitrine::widgets {

DropOverlay::DropOverlay(const QString& text, QWidget* parent) : QWidget(parent), m_text(text)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(text);
    hide();
}

void DropOverlay::showEvent(QShowEvent*)
{
    setGeometry(parentWidget()->rect());
}

void DropOverlay::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = t.window;
    veil.setAlphaF(0.86F);
    painter.fillRect(rect(), veil);
    painter.setPen(QPen(t.accent, 2, Qt::DashLine));
    painter.drawRoundedRect(rect().adjusted(24, 24, -24, -24), 12, 12);
    QFont font = interfaceFont();
    font.setPixelSize(font.pixelSize() * 3 / 2);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(t.text);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_text);
}

} // namespace vitrine::widgets
