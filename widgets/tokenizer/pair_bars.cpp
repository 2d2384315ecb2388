// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/pair_bars.h"

#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {

PairBars::PairBars(QWidget* parent) : QWidget(parent)
{
    setMinimumHeight(120);
    setAccessibleName(tr("The most frequent pairs"));
}

void PairBars::setPairs(std::vector<TrainNews::Pair> pairs)
{
    m_pairs = std::move(pairs);
    QStringList lines;
    for (const auto& pair : m_pairs)
        lines.append(QStringLiteral("%1 + %2: %3").arg(pair.left, pair.right).arg(pair.count));
    setAccessibleDescription(lines.mid(0, 5).join(QStringLiteral("; ")));
    update();
}

void PairBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(monospaceFont());
    const QFontMetricsF metrics(monospaceFont());
    const QLocale locale;
    const double row = std::ceil(metrics.height()) + 6;
    double most = 1, labels = 0, counts = 0;
    const auto shown = std::min(m_pairs.size(), std::size_t(std::max(0.0, height() / row)));
    const auto label = [](const TrainNews::Pair& pair) {
        return QString(withVisibleWhitespace(pair.left) + QStringLiteral(" + ") +
                       withVisibleWhitespace(pair.right));
    };
    const auto count = [&](const TrainNews::Pair& pair) { return locale.toString(pair.count, 'f', 0); };
    for (std::size_t i = 0; i < shown; ++i) {
        most = std::max(most, m_pairs[i].count);
        labels = std::max(labels, metrics.horizontalAdvance(label(m_pairs[i])));
        counts = std::max(counts, metrics.horizontalAdvance(count(m_pairs[i])));
    }
    labels = std::min(labels, width() * 0.45);
    const double left = labels + Theme::space, right = width() - counts - Theme::space;
    for (std::size_t i = 0; i < shown; ++i) {
        const double y = row * double(i);
        painter.setPen(theme().text);
        painter.drawText(QRectF(0, y, labels, row), Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(label(m_pairs[i]), Qt::ElideMiddle, labels));
        painter.setPen(Qt::NoPen);
        painter.setBrush(i == 0 ? theme().accent : blend(theme().surface, theme().accent, 0.45));
        painter.drawRoundedRect(
            QRectF(left, y + 4, std::max(2.0, (right - left) * m_pairs[i].count / most), row - 8), 3, 3);
        painter.setPen(theme().mutedText);
        painter.drawText(QRectF(right, y, counts + Theme::space, row), Qt::AlignRight | Qt::AlignVCenter,
                         count(m_pairs[i]));
    }
}

} // namespace vitrine::widgets
