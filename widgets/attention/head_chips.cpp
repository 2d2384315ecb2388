// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention/head_chips.h"

#include "widgets/attention/attention_paint.h"
#include "widgets/common/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace vitrine::widgets {

HeadChips::HeadChips(AttentionState& state, QWidget* parent) : QWidget(parent), m_state(state)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Heads"));
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&state, &AttentionState::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void HeadChips::setExclusive(bool exclusive)
{
    m_isExclusive = exclusive;
    update();
}

QSize HeadChips::chip() const
{
    return QSize(30, 24) * textScale();
}

int HeadChips::perRow(int width) const
{
    return std::max(1, (width + 4) / (chip().width() + 4));
}

QRect HeadChips::chipRect(int head) const
{
    const int columns = perRow(width());
    return {QPoint(head % columns * (chip().width() + 4), head / columns * (chip().height() + 4)), chip()};
}

int HeadChips::heightForWidth(int width) const
{
    const int columns = perRow(width), rows = (std::max(1, m_state.headCount()) + columns - 1) / columns;
    return rows * (chip().height() + 4) - 4;
}

QSize HeadChips::sizeHint() const
{
    return {std::min(16, std::max(1, m_state.headCount())) * (chip().width() + 4), chip().height()};
}

QSize HeadChips::minimumSizeHint() const
{
    return chip();
}

int HeadChips::headAt(const QPoint& position) const
{
    for (int head = 0; head < m_state.headCount(); ++head)
        if (chipRect(head).contains(position)) return head;
    return -1;
}

void HeadChips::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font = interfaceFont();
    font.setPixelSize(int(12 * textScale()));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const Theme& t = theme();
    for (int head = 0; head < m_state.headCount(); ++head) {
        const QColor color = headColor(head, m_state.headCount());
        const bool isOn = m_isExclusive ? head == m_state.head() : m_state.isOn(head);
        const QRectF rect = QRectF(chipRect(head)).adjusted(1, 1, -1, -1);
        painter.setBrush(isOn ? color : t.surface);
        painter.setPen(QPen(isOn ? color : blend(t.surface, color, 0.55), 1.5));
        painter.drawRoundedRect(rect, 6, 6);
        if (hasFocus() && head == m_cursor) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(t.text, 1.5));
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 4, 4);
        }
        const bool darkInk = contrastRatio(color, Qt::black) > contrastRatio(color, Qt::white);
        painter.setPen(isOn ? QColor(darkInk ? Qt::black : Qt::white) : t.text);
        painter.drawText(rect, Qt::AlignCenter, QString::number(head + 1));
    }
}

void HeadChips::click(int head)
{
    if (head < 0) return;
    m_cursor = head;
    if (m_isExclusive)
        m_state.chooseHead(head);
    else
        m_state.toggleHead(head);
    update();
}

void HeadChips::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) click(headAt(event->pos()));
}

void HeadChips::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_state.chooseHead(headAt(event->pos()));
}

void HeadChips::keyPressEvent(QKeyEvent* event)
{
    const int last = std::max(0, m_state.headCount() - 1);
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        m_cursor = std::clamp(m_cursor + (event->key() == Qt::Key_Left ? -1 : 1), 0, last);
        if (m_isExclusive) m_state.chooseHead(m_cursor);
        update();
    } else if (event->key() == Qt::Key_Space) {
        click(m_cursor);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        m_state.chooseHead(m_cursor);
    } else {
        QWidget::keyPressEvent(event);
    }
}

bool HeadChips::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int head = headAt(help->pos());
        if (head >= 0)
            QToolTip::showText(help->globalPos(),
                               m_isExclusive
                                   ? tr("Show head %1").arg(head + 1)
                                   : tr("Head %1 on or off; double-click for it alone").arg(head + 1),
                               this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace vitrine::widgets
