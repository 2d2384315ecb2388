// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/pipelines/trace.h"

#include <QString>

namespace vitrine::widgets {

/// "Layer 3" for `layer.2`.
QString stageTitle(const std::string& name);
/// What happens in the stage, in a sentence or two, for people who see it for the first time.
QString stageExplanation(const std::string& name);
/// "0.42 ms"
QString durationText(double seconds);

} // namespace vitrine::widgets
