// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/window_strip.h"

#include "widgets/common/theme.h"
#include "widgets/playground/rank_model.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace vitrine::widgets {
namespace {

constexpr int barHeight = 10, gap = 4;

} // namespace

WindowStrip::WindowStrip(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Windows of the context"));
}

void WindowStrip::setWindows(int length, std::vector<ContextWindow> windows, int answerBegin, int answerEnd)
{
    m_windows = std::move(windows);
    m_length = std::max(1, length);
    m_answerBegin = answerBegin;
    m_answerEnd = answerEnd;
    m_current = -1;
    std::vector<int> ends;
    m_rows.clear();
    for (const ContextWindow& window : m_windows) {
        const auto free =
            std::find_if(ends.begin(), ends.end(), [&](int end) { return end <= window.begin; });
        m_rows.push_back(int(free - ends.begin()));
        if (free == ends.end())
            ends.push_back(window.end);
        else
            *free = window.end;
    }
    m_rowCount = std::max(1, int(ends.size()));
    updateGeometry();
    update();
}

QSize WindowStrip::sizeHint() const
{
    return {200, m_rowCount * (barHeight + gap) + 3 * gap};
}

QRectF WindowStrip::barOf(int window) const
{
    const auto& each = m_windows[std::size_t(window)];
    const double scale = double(width() - 2) / m_length;
    return {1 + each.begin * scale, 2.0 * gap + m_rows[std::size_t(window)] * (barHeight + gap),
            std::max(3.0, (each.end - each.begin) * scale - 1), barHeight};
}

int WindowStrip::windowAt(const QPointF& point) const
{
    for (int i = 0; i < int(m_windows.size()); ++i)
        if (barOf(i).adjusted(0, -gap / 2.0, 0, gap / 2.0).contains(point)) return i;
    return -1;
}

void WindowStrip::choose(int window)
{
    if (window < 0 || window >= int(m_windows.size())) return;
    m_current = window;
    const auto& each = m_windows[std::size_t(window)];
    setAccessibleDescription(
        tr("Window %1 of %2: %3").arg(window + 1).arg(m_windows.size()).arg(each.answer));
    update();
    Q_EMIT windowChosen(window);
}

void WindowStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& colors = theme();
    double most = 0;
    for (const auto& each : m_windows)
        most = std::max(most, each.score);
    for (int i = 0; i < int(m_windows.size()); ++i) {
        const double share = most > 0 ? std::max(0.0, m_windows[std::size_t(i)].score) / most : 0;
        painter.setBrush(blend(colors.raised, colors.accent, 0.15 + 0.7 * share));
        painter.setPen(i == m_current ? QPen(colors.text, 1.5) : QPen(colors.border, 1));
        painter.drawRoundedRect(barOf(i), 3, 3);
    }
    if (m_answerEnd > m_answerBegin) {
        const double scale = double(width() - 2) / m_length;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.line[1]);
        painter.drawRect(
            QRectF(1 + m_answerBegin * scale, 0, std::max(2.0, (m_answerEnd - m_answerBegin) * scale), gap));
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(colors.accent);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void WindowStrip::mousePressEvent(QMouseEvent* event)
{
    choose(windowAt(event->position()));
}

void WindowStrip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Right)
        choose(m_current + 1);
    else if (event->key() == Qt::Key_Left)
        choose(m_current - 1);
    else
        QWidget::keyPressEvent(event);
}

bool WindowStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int window = windowAt(help->pos());
    if (window < 0) {
        QToolTip::hideText();
        return true;
    }
    const auto& each = m_windows[std::size_t(window)];
    const QString text =
        tr("Window %1 of %2, %n token(s)", nullptr, each.tokens).arg(window + 1).arg(m_windows.size()) +
        u'\n' + tr("Its answer: %1 (%2)").arg(each.answer, scoreText(each.score)) + u'\n' +
        tr("No answer: %1").arg(scoreText(each.nullScore));
    QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(text, Qt::WhiteSpacePre), this);
    return true;
}

} // namespace vitrine::widgets
