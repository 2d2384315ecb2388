// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/length_histogram.h"

#include "widgets/common/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

std::vector<LengthHistogram::Bar> lengthBars(const std::map<std::uint32_t, std::uint64_t>& lengths,
                                             std::size_t count)
{
    std::vector<LengthHistogram::Bar> bars;
    if (lengths.empty()) return bars;
    // The smallest of 1, 2, 5, 10, 20 … tokens a bar with which all lengths fit into so many bars.
    const std::uint64_t range = std::uint64_t(lengths.rbegin()->first) + 1;
    std::uint64_t width = 1;
    for (std::uint64_t power = 1; width * count < range; power *= 10)
        for (const std::uint64_t factor : {1, 2, 5})
            if (width * count < range) width = power * factor;
    for (std::uint64_t begin = 0; begin < range; begin += width)
        bars.push_back({std::uint32_t(begin), std::uint32_t(begin + width), 0});
    for (const auto& [length, texts] : lengths)
        bars[length / width].texts += texts;
    return bars;
}

LengthHistogram::LengthHistogram(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Histogram of the lengths of the texts in tokens"));
}

void LengthHistogram::setLengths(const std::map<std::uint32_t, std::uint64_t>& lengths,
                                 std::uint32_t longestOfModel)
{
    m_bars = lengthBars(lengths, 40);
    m_longestOfModel = longestOfModel;
    QStringList spoken;
    for (const Bar& bar : m_bars)
        if (bar.texts)
            spoken.append(tr("%1 to %2 tokens: %3").arg(bar.begin).arg(bar.end - 1).arg(bar.texts));
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    update();
}

QRectF LengthHistogram::plot(const QRectF& area) const
{
    const double label = QFontMetricsF(interfaceFont()).height() + Theme::space / 2.0;
    return area.adjusted(Theme::space, label, -Theme::space, -label);
}

void LengthHistogram::paint(QPainter& painter, const QRectF& area) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(interfaceFont());
    const QRectF inner = plot(area);
    painter.setPen(QPen(theme().border, 1));
    painter.drawLine(inner.bottomLeft(), inner.bottomRight());
    if (m_bars.empty()) return;
    std::uint64_t most = 1;
    for (const Bar& bar : m_bars)
        most = std::max(most, bar.texts);
    const double width = inner.width() / double(m_bars.size());
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        if (m_bars[i].texts == 0) continue;
        const double height = std::max(1.0, inner.height() * double(m_bars[i].texts) / double(most));
        const bool isTooLong = m_longestOfModel > 0 && m_bars[i].begin >= m_longestOfModel;
        painter.setBrush(isTooLong ? theme().warning : theme().line[0]);
        painter.drawRoundedRect(QRectF(inner.left() + double(i) * width + 0.5, inner.bottom() - height,
                                       std::max(1.0, width - 1), height),
                                2, 2);
    }
    const double end = m_bars.back().end;
    painter.setPen(theme().mutedText);
    const QLocale locale;
    const double below = inner.bottom() + Theme::space / 2.0;
    painter.drawText(QRectF(inner.left(), below, inner.width(), area.bottom() - below),
                     Qt::AlignLeft | Qt::AlignTop, QStringLiteral("0"));
    painter.drawText(QRectF(inner.left(), below, inner.width(), area.bottom() - below),
                     Qt::AlignRight | Qt::AlignTop, tr("%1 tokens").arg(locale.toString(end, 'f', 0)));
    painter.drawText(QRectF(inner.left(), area.top(), inner.width(), inner.top() - area.top()),
                     Qt::AlignLeft | Qt::AlignTop, tr("%1 texts").arg(locale.toString(qulonglong(most))));
    if (m_longestOfModel > 0 && m_longestOfModel < end) {
        const double x = inner.left() + inner.width() * m_longestOfModel / end;
        painter.setPen(QPen(theme().warning, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, inner.top()), QPointF(x, inner.bottom()));
        painter.drawText(QRectF(x + 4, inner.top(), inner.right() - x, 24 * textScale()),
                         Qt::AlignLeft | Qt::AlignTop, tr("the model's %1").arg(m_longestOfModel));
    }
}

void LengthHistogram::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paint(painter, rect());
}

bool LengthHistogram::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QRectF inner = plot(rect());
    const auto bar = std::floor((help->pos().x() - inner.left()) / inner.width() * double(m_bars.size()));
    if (bar < 0 || bar >= double(m_bars.size())) {
        QToolTip::hideText();
        return true;
    }
    const Bar& shown = m_bars[std::size_t(bar)];
    QToolTip::showText(help->globalPos(),
                       tr("%1 to %2 tokens: %3 texts")
                           .arg(shown.begin)
                           .arg(shown.end - 1)
                           .arg(QLocale().toString(qulonglong(shown.texts))),
                       this);
    return true;
}

} // namespace vitrine::widgets
