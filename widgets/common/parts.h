// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

#include <functional>

class QFrame;
class QLabel;
class QPaintDevice;
class QPainter;
class QToolButton;

namespace vitrine::widgets {

// The pieces that every panel is put together from; all are styled by their role (theme.h).

QFrame* makeCard();
QLabel* makeLabel(const char* role, const QString& text = {});
/// A flat button with an icon of resources/icons; `text` is its tool tip and its name for screen readers.
QToolButton* makeIconButton(const QString& icon, const QString& text);

/// A checkable button of a row of which one is chosen.
QToolButton* makeSegment(const QString& text);

/// Writes what `paint` draws as SVG (a path that ends with .svg) or as PNG of twice the size; false if the
/// file can't be written, and then nothing is left of it.
bool savePicture(const QString& path, QSize size, const std::function<void(QPainter&)>& paint);
/// The same for what needs a painter of its own kind; also PDF (a path that ends with .pdf), whose device has
/// the size in points times its resolution over 72.
bool saveOnDevice(const QString& path, QSize size, const std::function<void(QPaintDevice*)>& paint);

} // namespace vitrine::widgets
