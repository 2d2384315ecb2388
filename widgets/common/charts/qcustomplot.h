// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The only include of QCustomPlot. Its header needs Qt's keywords, which the project switches off because
// libtorch can't live with them.
// NOLINTBEGIN
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach
// NOLINTEND
