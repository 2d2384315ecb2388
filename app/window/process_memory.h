// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace vitrine::app {

// Bytes, as the kernel tells them; -1 where it does not. Any thread.

/// What programs can still take without swapping.
std::int64_t availableMemory();
/// What this process holds now, mapped files that were read included.
std::int64_t residentMemory();
/// The most that this process held since its start or resetPeakMemory().
std::int64_t peakMemory();
/// Begins peakMemory() anew; false where that is not possible.
bool resetPeakMemory();

} // namespace vitrine::app
