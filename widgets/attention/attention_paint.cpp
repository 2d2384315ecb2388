// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention/attention_paint.h"

#include "widgets/common/theme.h"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr int shades = 512;

/// Where a value lies on the scale, 0 … 1.
double position(double value, const ValueRange& range)
{
    return std::clamp((value - range.minimum) / (range.maximum - range.minimum), 0.0, 1.0);
}

std::array<QRgb, shades> makeShades(const ValueRange& range)
{
    std::array<QRgb, shades> table;
    for (int i = 0; i < shades; ++i) {
        const double at = double(i) / (shades - 1);
        table[std::size_t(i)] =
            (range.diverging ? theme().diverging(2 * at - 1) : theme().sequential(at)).rgb();
    }
    return table;
}

QRgb shade(const std::array<QRgb, shades>& table, float value, const ValueRange& range)
{
    if (isHiddenScore(value)) value = 0;
    return table[std::size_t(position(double(value), range) * (shades - 1) + 0.5)];
}

} // namespace

QColor attentionColor(double value, const ValueRange& range)
{
    const double at = position(isHiddenScore(float(value)) ? 0 : value, range);
    return range.diverging ? theme().diverging(2 * at - 1) : theme().sequential(at);
}

QImage attentionImage(std::span<const float> values, QSize size, const ValueRange& range)
{
    const auto table = makeShades(range);
    QImage image(size, QImage::Format_RGB32);
    for (int row = 0; row < size.height(); ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        const float* source = values.data() + std::size_t(row) * std::size_t(size.width());
        for (int column = 0; column < size.width(); ++column)
            line[column] = shade(table, source[column], range);
    }
    return image;
}

QImage attentionThumbnail(std::span<const float> values, QSize size, int pixels, const ValueRange& range)
{
    if (size.width() <= pixels && size.height() <= pixels) return attentionImage(values, size, range);
    const QSize small = size.boundedTo({pixels, pixels});
    std::vector<float> strongest(std::size_t(small.width()) * std::size_t(small.height()), 0.0F);
    for (int row = 0; row < size.height(); ++row) {
        float* line =
            strongest.data() + std::size_t(row * small.height() / size.height()) * std::size_t(small.width());
        const float* source = values.data() + std::size_t(row) * std::size_t(size.width());
        for (int column = 0; column < size.width(); ++column) {
            float& kept = line[column * small.width() / size.width()];
            if (!isHiddenScore(source[column]) && std::abs(source[column]) > std::abs(kept))
                kept = source[column];
        }
    }
    return attentionImage(strongest, small, range);
}

void paintPixels(QPainter& painter, const QRectF& target, const QImage& image)
{
    if (image.isNull()) return;
    // Readers of vector files smooth pictures that they enlarge: given at several pixels a cell, cells keep
    // their edges.
    const int factor = std::max(1, int(std::ceil(2 * target.width() / image.width())));
    const bool isVector = painter.paintEngine()->type() == QPaintEngine::SVG;
    painter.drawImage(target, isVector ? image.scaled(image.size() * factor) : image);
}

void paintLegend(QPainter& painter, const QRectF& rect, const ValueRange& range)
{
    QFont font = interfaceFont();
    font.setPixelSize(int(11 * textScale()));
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    QString low = valueText(range.minimum), high = valueText(range.maximum);
    if (range.isCut) high.prepend(QStringLiteral("≥ "));
    if (range.isCut && range.diverging) low.prepend(QStringLiteral("≤ "));
    const double left = metrics.horizontalAdvance(low) + Theme::space,
                 right = metrics.horizontalAdvance(high) + Theme::space;
    const QRectF bar(rect.left() + left, rect.center().y() - 4, rect.width() - left - right, 8);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (int stop = 0; stop <= 10; ++stop)
        gradient.setColorAt(
            stop / 10.0, attentionColor(range.minimum + (range.maximum - range.minimum) * stop / 10, range));
    painter.setPen(Qt::NoPen);
    painter.setBrush(gradient);
    painter.drawRoundedRect(bar, 4, 4);
    painter.setPen(theme().mutedText);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, low);
    painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, high);
}

QString valueText(double value)
{
    if (value == 0) return QStringLiteral("0");
    const QString text = QString::number(std::abs(value), 'f', std::abs(value) < 0.001 ? 4 : 3);
    return value < 0 ? QStringLiteral("−") + text : text;
}

QColor headColor(int head, int count)
{
    // Hues around the circle; neighbours differ in lightness, too, for those who see fewer hues.
    const double hue = std::fmod(0.60 + double(head) / std::max(1, count), 1.0);
    const bool isOdd = head % 2 == 1;
    return theme().dark ? QColor::fromHslF(float(hue), 0.78F, isOdd ? 0.74F : 0.62F)
                        : QColor::fromHslF(float(hue), 0.72F, isOdd ? 0.34F : 0.46F);
}

} // namespace vitrine::widgets
