// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/token_times.h"

#include "widgets/common/theme.h"
#include "widgets/playground/generation_values.h"
#include "widgets/playground/token_chips.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

TokenTimes::TokenTimes(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Time of each token"));
    setCursor(Qt::PointingHandCursor);
}

QSize TokenTimes::sizeHint() const
{
    return {200, int(36 * std::min(1.5, textScale()))};
}

void TokenTimes::setSeconds(std::vector<double> seconds)
{
    m_seconds = std::move(seconds);
    m_current = -1;
    m_most = 0;
    double sum = 0;
    for (std::size_t i = 1; i < m_seconds.size(); ++i)
        if (!std::isnan(m_seconds[i])) {
            m_most = std::max(m_most, m_seconds[i]);
            sum += m_seconds[i];
        }
    setAccessibleDescription(
        m_seconds.size() < 2
            ? QString()
            : tr("%1 on average, %2 at most")
                  .arg(millisecondsText(sum / double(m_seconds.size() - 1)), millisecondsText(m_most)));
    update();
}

void TokenTimes::setCurrent(int token)
{
    m_current = token;
    update();
}

int TokenTimes::tokenAt(double x) const
{
    if (m_seconds.empty() || width() < 1) return -1;
    return std::clamp(int(x * count() / width()), 0, count() - 1);
}

void TokenTimes::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& colors = theme();
    const double base = height() - 1;
    painter.fillRect(QRectF(0, base, width(), 1), colors.border);
    if (m_seconds.empty()) return;
    const double step = double(width()) / count();
    const double gap = step >= 4 ? 1 : 0;
    // More tokens than pixels: the slowest of a pixel is what one sees.
    double drawn = -1, highest = 0;
    for (int i = 0; i < count(); ++i) {
        const double seconds = m_seconds[std::size_t(i)];
        if (std::isnan(seconds)) continue;
        const double share = m_most > 0 ? std::min(1.0, seconds / m_most) : i == 0 ? 1.0 : 0.0;
        const double x = step * i, bar = std::max(1.0, share * (base - 2));
        if (x - drawn < 1 && bar <= highest) continue;
        highest = x - drawn < 1 ? std::max(highest, bar) : bar;
        drawn = x;
        const QRectF rect(x, base - bar, std::max(1.0, step - gap), bar);
        if (i == 0)
            painter.fillRect(rect, QBrush(colors.mutedText, Qt::BDiagPattern));
        else
            painter.fillRect(rect,
                             i == m_current ? colors.accent : blend(colors.surface, colors.line[1], 0.75));
    }
    if (m_current >= 0 && m_current < count())
        painter.fillRect(QRectF(step * m_current, 0, std::max(1.0, step - gap), 2), colors.accent);
}

void TokenTimes::mousePressEvent(QMouseEvent* event)
{
    const int token = tokenAt(event->position().x());
    if (token >= 0 && event->button() == Qt::LeftButton) Q_EMIT tokenChosen(token);
}

bool TokenTimes::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int token = tokenAt(help->pos().x());
    if (token < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(
            help->globalPos(),
            tr("Token %1: %2").arg(token + 1).arg(millisecondsText(m_seconds[std::size_t(token)])) +
                (token == 0 ? u'\n' + tr("It waited for the prompt and is not to scale.") : QString()),
            this);
    return true;
}

ColorLegend::ColorLegend(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ColorLegend::setHeat(const QString& low, const QString& high)
{
    m_low = low;
    m_high = high;
    m_marks.clear();
    setAccessibleName(tr("Colours from %1 to %2").arg(low, high));
    updateGeometry();
    update();
}

void ColorLegend::setMarks(const QList<std::pair<int, QString>>& marks)
{
    m_marks = marks;
    m_low.clear();
    m_high.clear();
    QStringList names;
    for (const auto& [mark, name] : marks)
        names.append(name);
    setAccessibleName(names.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize ColorLegend::sizeHint() const
{
    const QFontMetrics metrics(interfaceFont());
    int width = m_marks.isEmpty()
                    ? metrics.horizontalAdvance(m_low + m_high) + int(80 * textScale()) + 2 * Theme::space
                    : 0;
    for (const auto& [mark, name] : m_marks)
        width += metrics.horizontalAdvance(name) + 4 * Theme::space;
    return {width, metrics.height() + 4};
}

void ColorLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(interfaceFont());
    const QFontMetricsF metrics(interfaceFont());
    double x = 0;
    const auto write = [&](const QString& text) {
        painter.setPen(theme().mutedText);
        painter.drawText(QRectF(x, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += metrics.horizontalAdvance(text) + Theme::space;
    };
    for (const auto& [mark, name] : m_marks) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().token[std::size_t(mark) % theme().token.size()]);
        painter.drawRoundedRect(QRectF(x, height() / 2.0 - 7, 14, 14), 3, 3);
        x += 14 + Theme::space / 2.0;
        write(name);
    }
    if (!m_marks.isEmpty() || m_high.isEmpty()) return;
    write(m_low);
    const double wide = 80 * textScale();
    constexpr int steps = 16;
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int i = 0; i < steps; ++i)
        painter.fillRect(QRectF(x + wide * i / steps, height() / 2.0 - 6, wide / steps + 1, 12),
                         heatColor((i + 0.5) / steps));
    x += wide + Theme::space;
    write(m_high);
}

} // namespace vitrine::widgets
