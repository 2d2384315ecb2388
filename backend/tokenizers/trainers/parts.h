// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/trainers/reporter.h"

#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <thread>
#include <vector>

namespace vitrine::tokenizers {

/// Runs `work(part, tick)` for each part on up to `threads` threads. `tick(amount)` is called for every small
/// piece of work and leaves by an exception after a stop. The reporter is used on this thread alone.
template <typename Work>
void forEachPart(std::size_t parts, unsigned threads, TrainingReporter& reporter, std::size_t done, Work work)
{
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> isOver = false;
    const auto run = [&](const auto& pause) {
        std::size_t amount = 0;
        const auto tick = [&](std::size_t more) {
            if ((amount += more) < 4096) return;
            amount = 0;
            if (isOver) throw core::CanceledException();
            pause();
        };
        for (std::size_t part = next++; part < parts; part = next++)
            work(part, tick);
    };
    std::vector<std::future<void>> others;
    for (unsigned i = 1; i < threads; ++i)
        others.push_back(std::async(std::launch::async, [&] { run([] {}); }));
    std::exception_ptr error;
    try {
        run([&] { reporter.update(double(done)); });
    } catch (...) {
        error = std::current_exception();
        isOver = true;
    }
    for (auto& other : others)
        try {
            while (other.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready)
                if (!error) reporter.update(double(done));
            other.get();
        } catch (...) {
            if (!error) error = std::current_exception();
            isOver = true;
        }
    if (error) std::rethrow_exception(error);
}

} // namespace vitrine::tokenizers
