// SPDX-License-Identifier: Apache-2.0
#include "backend/models/chunks.h"

#include "backend/models/free_cores.h"

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <atomic>
#include <chrono>

namespace vitrine::models {
namespace {

constexpr std::int64_t minTokens = 48, maxTokens = 128;

} // namespace

std::vector<Chunk> planChunks(std::span<const std::int64_t> starts, int threads)
{
    const auto count = std::int64_t(starts.size()) - 1;
    const std::int64_t total = starts.back() - starts.front();
    const std::int64_t target = std::clamp(total / (std::int64_t(threads) * 3), minTokens, maxTokens);
    std::vector<Chunk> chunks;
    for (std::int64_t text = 0; text < count; ++text) {
        const bool fits = !chunks.empty() && starts[text + 1] - starts[chunks.back().first] <= target;
        if (fits)
            chunks.back().last = text + 1;
        else
            chunks.push_back({text, text + 1});
    }
    return chunks;
}

void runChunks(std::span<const Chunk> chunks, core::RunControl& control,
               const std::function<void(const Chunk&)>& run)
{
    const int threads = at::get_num_threads();
    if (threads == 1 || chunks.size() < 2) {
        const ThreadCount count(threads == 1 ? 1 : std::min(threads, freeCores()));
        for (const auto& chunk : chunks) {
            control.checkpoint();
            run(chunk);
        }
        return;
    }
    std::atomic<std::size_t> next = 0;
    const auto stop = control.stopToken();
    while (next < chunks.size()) {
        control.checkpoint();
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(100);
        const auto work = [&](std::int64_t, std::int64_t) {
            const c10::InferenceMode noGradients; // thread-local, and this may be a thread of the team
            while (!stop.stop_requested() && std::chrono::steady_clock::now() < deadline) {
                const auto index = next.fetch_add(1);
                if (index >= chunks.size()) return;
                run(chunks[index]);
            }
        };
        // A thread without a core of its own would make the others wait for it at the end.
        const int free = std::min(threads, freeCores());
        const ThreadCount count(free);
        at::parallel_for(0, free, 1, work);
    }
    control.checkpoint();
}

} // namespace vitrine::models
