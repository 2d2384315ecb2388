// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vitrine::models {

/// How many cores no other process wants at this moment; at least 1. An operator split over two threads ends
/// with a barrier: when another process holds the second core, each costs up to a time slice (measured:
/// 8 ms instead of 0.2), so that one thread is faster then. Takes about 30 µs.
int freeCores();

} // namespace vitrine::models
