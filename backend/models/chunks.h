// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace vitrine::models {

/// Neighbouring texts `[first, last)` that pass through all layers together.
struct Chunk
{
    std::int64_t first, last;
};

/// Cuts packed texts (starts as in PackedTokens) into chunks for `threads` threads: small enough that the
/// activations stay in a core's cache and that the threads end together, large enough for the kernels.
std::vector<Chunk> planChunks(std::span<const std::int64_t> starts, int threads);

/// Runs every chunk once. Several chunks: each on one thread of the OpenMP team, taken from a common
/// counter, so that a thread whose core is shared with another process takes fewer and no operator waits at
/// a barrier. One chunk: its operators use the threads, unless other processes keep the cores busy.
/// Looks at the stop token between chunks; checkpoints every 100 ms.
void runChunks(std::span<const Chunk> chunks, core::RunControl& control,
               const std::function<void(const Chunk&)>& run);

} // namespace vitrine::models
