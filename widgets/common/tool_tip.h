// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHelpEvent>
#include <QTextDocument>
#include <QToolTip>
#include <QWidget>

namespace vitrine::widgets {

/// Answers the event of a tool tip: `textAt(position)` is shown as plain text, none where it is empty. False
/// for any other event.
template <typename TextAt>
bool showToolTip(QEvent* event, QWidget* widget, TextAt&& textAt,
                 Qt::WhiteSpaceMode spaces = Qt::WhiteSpaceNormal)
{
    if (event->type() != QEvent::ToolTip) return false;
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString text = textAt(help->pos());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(text, spaces), widget);
    return true;
}

} // namespace vitrine::widgets
