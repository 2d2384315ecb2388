// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/attention/attention_source.h"

#include <QColor>
#include <QImage>
#include <QRectF>

#include <span>

class QPainter;

namespace vitrine::widgets {

/// The colour of a value in the theme in force.
QColor attentionColor(double value, const ValueRange& range);
/// One pixel a cell. `values`: [rows, columns], row-major.
QImage attentionImage(std::span<const float> values, QSize size, const ValueRange& range);
/// At most `pixels` a side; where several cells share a pixel, the strongest shows.
QImage attentionThumbnail(std::span<const float> values, QSize size, int pixels, const ValueRange& range);
/// Draws a picture of whole pixels without blurring them, also into a vector file.
void paintPixels(QPainter& painter, const QRectF& target, const QImage& image);

/// The colour bar with its ends; about 200 × 16 pixels.
void paintLegend(QPainter& painter, const QRectF& rect, const ValueRange& range);
/// "0.23", "−1.4", "0".
QString valueText(double value);

/// One of `count` colours that keep apart, strong enough for a thin line.
QColor headColor(int head, int count);

} // namespace vitrine::widgets
