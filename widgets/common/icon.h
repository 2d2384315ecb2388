// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace vitrine::widgets {

enum class IconColor { Muted, Text, Accent, OnAccent, Danger, Success };

/// resources/icons/NAME.svg drawn in a colour of the theme in force, at any size. Checked and selected icons
/// take the accent. Follows a change of theme by itself.
QIcon themedIcon(const QString& name, IconColor color = IconColor::Muted);

} // namespace vitrine::widgets
