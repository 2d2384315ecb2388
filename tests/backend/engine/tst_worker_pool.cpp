// SPDX-License-Identifier: Apache-2.0
#include "backend/engine/worker_pool.h"

#include "tests/backend/engine/receiver.h"

#include <doctest/doctest.h>

#include <atomic>
#include <barrier>
#include <latch>

using namespace vitrine;
using engine::JobContext;
using engine::Nothing;
using engine::Outcome;
using engine::WorkerPool;

TEST_CASE("two jobs run at the same time")
{
    Receiver receiver;
    WorkerPool pool(receiver.executor(), 2);
    std::barrier together(2); // passes only if both run
    int finished = 0;
    const auto run = [&](JobContext&) {
        together.arrive_and_wait();
        return Nothing{};
    };
    for (int i = 0; i < 2; ++i)
        pool.submit<Nothing>({.run = run, .finished = [&](Outcome<Nothing>) { ++finished; }});
    receiver.runUntil([&] { return finished == 2; });
}

TEST_CASE("a slot runs one request at a time and only the newest answers")
{
    Receiver receiver;
    WorkerPool pool(receiver.executor(), 4);
    std::atomic<int> running = 0, most = 0;
    std::vector<int> answers;
    for (int i = 1; i <= 200; ++i) {
        const auto run = [&, i](JobContext&) {
            const int now = ++running;
            if (now > most) most = now;
            std::this_thread::yield();
            --running;
            return i;
        };
        pool.submitLatest<int>("panel", {.run = run, .finished = [&](Outcome<int> outcome) {
                                             answers.push_back(outcome.value());
                                         }});
    }
    receiver.runUntil([&] { return !answers.empty(); });
    CHECK(answers == std::vector<int>{200});
    CHECK(most == 1);
}

TEST_CASE("a newer request stops the running one of its slot")
{
    Receiver receiver;
    WorkerPool pool(receiver.executor(), 1);
    std::latch started(1);
    const auto endless = [&](JobContext& context) -> Nothing {
        started.count_down();
        for (;;)
            context.checkpoint();
    };
    pool.submitLatest<Nothing>("panel", {.run = endless, .finished = mustNotArrive});
    started.wait();
    bool done = false;
    pool.submitLatest<Nothing>("panel",
                               {.run = [](JobContext&) { return Nothing{}; },
                                .finished = [&](Outcome<Nothing> outcome) { done = outcome.done(); }});
    receiver.runUntil([&] { return done; });
}

TEST_CASE("shutdown while all workers are busy")
{
    Receiver receiver;
    WorkerPool pool(receiver.executor(), 3);
    std::latch started(3);
    const auto endless = [&](JobContext& context) -> Nothing {
        started.count_down();
        for (;;)
            context.checkpoint();
    };
    for (int i = 0; i < 3; ++i)
        pool.submit<Nothing>({.run = endless, .finished = mustNotArrive});
    started.wait();
    for (int i = 0; i < 10; ++i)
        pool.submit<Nothing>({.run = mustNotRun});
    pool.shutdown();
    pool.submit<Nothing>({.run = mustNotRun});
    receiver.runPosted();
}
