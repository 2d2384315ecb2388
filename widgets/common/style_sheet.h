// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace vitrine::widgets {

struct Theme;

/// The application's style sheet for a theme; font sizes are multiplied by `scale`.
QString makeStyleSheet(const Theme& theme, double scale);

} // namespace vitrine::widgets
