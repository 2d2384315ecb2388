// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/filler_chart.h"

#include "widgets/common/theme.h"
#include "widgets/common/tool_tip.h"
#include "widgets/playground/rank_model.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

/// More names than this would fill the picture; the colours go on.
constexpr int mostLegends = 8;

QColor groupColor(int group)
{
    return theme().line[std::size_t(group) % theme().line.size()];
}

} // namespace

FillerChart::FillerChart(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
}

void FillerChart::setBars(std::vector<Bar> bars, double mean, const QStringList& groups)
{
    m_bars = std::move(bars);
    m_mean = mean;
    m_groups = groups;
    updateScroll();
    viewport()->update();
}

int FillerChart::rowHeight() const
{
    return fontMetrics().height() + 8;
}

int FillerChart::legendHeight() const
{
    return m_groups.size() > 1 && m_groups.size() <= mostLegends ? rowHeight() : 0;
}

void FillerChart::updateScroll()
{
    const int whole = legendHeight() + int(m_bars.size()) * rowHeight();
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(rowHeight());
    verticalScrollBar()->setRange(0, std::max(0, whole - viewport()->height()));
}

int FillerChart::barAt(const QPoint& point) const
{
    const int y = point.y() + verticalScrollBar()->value() - legendHeight();
    const int bar = y / rowHeight();
    return y >= 0 && bar < int(m_bars.size()) ? bar : -1;
}

QSize FillerChart::wholeSize() const
{
    return {std::max(480, viewport()->width()),
            std::min(20'000, legendHeight() + int(m_bars.size()) * rowHeight() + 2 * Theme::space)};
}

void FillerChart::paintWhole(QPainter& painter)
{
    const QSize size = wholeSize();
    painter.fillRect(QRect(QPoint(0, 0), size), theme().surface);
    paint(painter, size, 0);
}

void FillerChart::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme().surface);
    paint(painter, viewport()->size(), verticalScrollBar()->value());
}

void FillerChart::paint(QPainter& painter, QSize size, int scroll)
{
    if (m_bars.empty()) return;
    const Theme& colors = theme();
    const int row = rowHeight(), legend = legendHeight();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    const QFontMetrics metrics(font());
    int labels = 0, numbers = 0;
    double low = std::min(0.0, m_mean), high = std::max(0.0, m_mean);
    for (const Bar& bar : m_bars) {
        labels = std::max(labels, metrics.horizontalAdvance(bar.label) + 2);
        numbers = std::max(numbers, metrics.horizontalAdvance(scoreText(bar.value)));
        const bool hasWhisker = !std::isnan(bar.low);
        // From zero on: a whisker that crosses it says no more there.
        low = std::min({low, bar.value, hasWhisker && bar.value < 0 ? bar.low : bar.value});
        high = std::max({high, bar.value, hasWhisker && bar.value > 0 ? bar.high : bar.value});
    }
    if (high <= low) high = low + 1;
    labels = std::min(labels, size.width() / 3);
    const double left = labels + 2 * Theme::space, right = size.width() - numbers - 3 * Theme::space;
    const auto place = [&](double value) {
        return left + (std::clamp(value, low, high) - low) / (high - low) * std::max(1.0, right - left);
    };
    painter.setPen(QPen(colors.mutedText, 1, Qt::DashLine));
    painter.drawLine(QPointF(place(m_mean), legend), QPointF(place(m_mean), size.height()));
    painter.setPen(QPen(colors.border, 1));
    painter.drawLine(QPointF(place(0), legend), QPointF(place(0), size.height()));
    const int first = std::max(0, (scroll - legend) / row),
              last = std::min(int(m_bars.size()), (scroll + size.height() - legend) / row + 1);
    for (int i = first; i < last; ++i) {
        const Bar& bar = m_bars[std::size_t(i)];
        const int top = legend + i * row - scroll;
        painter.setPen(colors.text);
        painter.drawText(QRect(0, top, labels + Theme::space, row), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(bar.label, Qt::ElideRight, labels));
        const double from = place(0), to = place(bar.value), middle = top + row / 2.0;
        painter.setPen(Qt::NoPen);
        painter.setBrush(groupColor(bar.group));
        painter.drawRoundedRect(
            QRectF(std::min(from, to), middle - row / 4.0, std::abs(to - from), row / 2.0), 2, 2);
        if (!std::isnan(bar.low) && bar.high > bar.low) {
            const double a = place(bar.low), b = place(bar.high);
            painter.setPen(QPen(colors.text, 1.5));
            painter.drawLine(QPointF(a, middle), QPointF(b, middle));
            for (const double end : {a, b})
                painter.drawLine(QPointF(end, middle - 3), QPointF(end, middle + 3));
        }
        painter.setPen(colors.mutedText);
        painter.drawText(QRectF(right + Theme::space, top, numbers + 2 * Theme::space, row),
                         Qt::AlignLeft | Qt::AlignVCenter, scoreText(bar.value));
    }
    if (legend == 0) return;
    painter.fillRect(QRect(0, 0, size.width(), legend), colors.surface);
    int x = labels + 2 * Theme::space;
    for (int group = 0; group < int(m_groups.size()); ++group) {
        if (x + 16 + metrics.horizontalAdvance(m_groups[group]) > size.width()) break;
        painter.setPen(Qt::NoPen);
        painter.setBrush(groupColor(group));
        painter.drawRoundedRect(QRectF(x, row / 2.0 - 5, 10, 10), 2, 2);
        x += 16;
        painter.setPen(colors.mutedText);
        painter.drawText(QRect(x, 0, size.width() - x, row), Qt::AlignLeft | Qt::AlignVCenter,
                         m_groups[group]);
        x += metrics.horizontalAdvance(m_groups[group]) + 2 * Theme::space;
    }
}

void FillerChart::resizeEvent(QResizeEvent*)
{
    updateScroll();
}

void FillerChart::mousePressEvent(QMouseEvent* event)
{
    if (const int bar = barAt(event->pos()); bar >= 0) Q_EMIT barClicked(bar);
}

bool FillerChart::viewportEvent(QEvent* event)
{
    const auto textAt = [this](const QPoint& place) {
        const int bar = barAt(place);
        return bar < 0 ? QString() : m_bars[std::size_t(bar)].tip;
    };
    return showToolTip(event, viewport(), textAt) || QAbstractScrollArea::viewportEvent(event);
}

void FillerChart::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) updateScroll();
    if (event->type() == QEvent::PaletteChange) viewport()->update();
}

} // namespace vitrine::widgets
