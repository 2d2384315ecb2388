// SPDX-License-Identifier: Apache-2.0
#include "backend/engine/compute_thread.h"

#include "tests/backend/engine/receiver.h"

#include <doctest/doctest.h>

#include <barrier>
#include <latch>
#include <new>
#include <vector>

using namespace vitrine;
using engine::ComputeThread;
using engine::Job;
using engine::JobContext;
using engine::Nothing;
using engine::Outcome;

namespace {

/// A job that says it has started and then waits at safe points until it is stopped.
Job<Nothing> endlessJob(std::latch& started, std::function<void(Outcome<Nothing>)> finished = {})
{
    const auto run = [&started](JobContext& context) -> Nothing {
        started.count_down();
        for (;;) {
            context.checkpoint();
            std::this_thread::yield();
        }
    };
    return {.run = run, .finished = std::move(finished)};
}

} // namespace

TEST_CASE("a job's value arrives on the receiving thread")
{
    Receiver receiver;
    ComputeThread compute(receiver.executor());
    std::optional<int> answer;
    std::thread::id computed, received;
    const auto run = [&](JobContext&) {
        computed = std::this_thread::get_id();
        return 42;
    };
    const auto finished = [&](Outcome<int> outcome) {
        received = std::this_thread::get_id();
        REQUIRE(outcome.done());
        answer = outcome.value();
    };
    compute.submitLong<int>({.run = run, .finished = finished});
    receiver.runUntil([&] { return answer.has_value(); });
    CHECK(answer == 42);
    CHECK(received == std::this_thread::get_id());
    CHECK(computed != received);
}

TEST_CASE("a value that can only be moved crosses the border")
{
    Receiver receiver;
    ComputeThread compute(receiver.executor());
    std::unique_ptr<int> answer;
    compute.submitLong<std::unique_ptr<int>>(
        {.run = [](JobContext&) { return std::make_unique<int>(7); },
         .finished = [&](Outcome<std::unique_ptr<int>> outcome) { answer = std::move(outcome.value()); }});
    receiver.runUntil([&] { return answer != nullptr; });
    CHECK(*answer == 7);
}

TEST_CASE("every kind of exception becomes a Failed value with one line")
{
    struct Case
    {
        std::function<void()> thrower;
        core::ErrorCode code;
        std::string message;
    };
    const std::vector<Case> cases{
        {[] { throw core::Exception(core::ErrorCode::InvalidFormat, "x.json: byte 3"); },
         core::ErrorCode::InvalidFormat, "x.json: byte 3"},
        {[] { throw std::bad_alloc(); }, core::ErrorCode::OutOfMemory, "not enough memory"},
        {[] { throw std::out_of_range("first line\nsecond line"); }, core::ErrorCode::Internal, "first line"},
        {[] { throw 3; }, core::ErrorCode::Internal, "an exception of unknown type"},
    };
    Receiver receiver;
    ComputeThread compute(receiver.executor());
    for (const auto& each : cases) {
        std::optional<core::Error> error;
        const auto run = [&](JobContext&) {
            each.thrower();
            return Nothing{};
        };
        const auto finished = [&](Outcome<Nothing> outcome) {
            REQUIRE(outcome.failed());
            error = outcome.error();
        };
        compute.submitLong<Nothing>({.run = run, .finished = finished});
        receiver.runUntil([&] { return error.has_value(); });
        CHECK(error->code == each.code);
        CHECK(error->message == each.message);
    }
}

TEST_CASE("a stopped job ends as Canceled, which is no error")
{
    Receiver receiver;
    ComputeThread compute(receiver.executor());
    std::latch started(1);
    bool canceled = false;
    auto handle = compute.submitLong(
        endlessJob(started, [&](Outcome<Nothing> outcome) { canceled = outcome.canceled(); }));
    started.wait();
    handle.stop();
    receiver.runUntil([&] { return canceled; });
}

TEST_CASE("a job stopped while it waits never runs")
{
    Receiver receiver;
    ComputeThread compute(receiver.executor());
    std::latch started(1);
    bool canceled = false;
    auto first = compute.submitLong(endlessJob(started));
    auto second = compute.submitLong<Nothing>(
        {.run = mustNotRun, .finished = [&](Outcome<Nothing> outcome) { canceled = outcome.canceled(); }});
    started.wait();
    second.stop();
    first.stop();
    receiver.runUntil([&] { return canceled; });
}

TEST_CASE("long jobs run first in, first out")
{
    Receiver receiver;
    ComputeThread compute(receiver.executor());
    std::vector<int> order, expected;
    for (int i = 0; i < 20; ++i) {
        expected.push_back(i);
        compute.submitLong<int>(
            {.run = [i](JobContext&) { return i; },
             .finished = [&](Outcome<int> outcome) { order.push_back(outcome.value()); }});
    }
    receiver.runUntil([&] { return order.size() == 20; });
    CHECK(order == expected);
}

TEST_CASE("an interactive request runs between two steps of a long job")
{
    Receiver receiver;
    ComputeThread compute(receiver.executor());
    std::barrier step(2);
    std::vector<std::string> order; // written on the compute thread, read when both have finished
    int finished = 0;
    const auto longRun = [&](JobContext& context) {
        order.push_back("long 1");
        step.arrive_and_wait(); // started
        step.arrive_and_wait(); // the request waits
        context.checkpoint();
        order.push_back("long 2");
        return Nothing{};
    };
    const auto interactiveRun = [&](JobContext&) {
        order.push_back("interactive");
        return Nothing{};
    };
    const auto count = [&](Outcome<Nothing>) { ++finished; };
    compute.submitLong<Nothing>({.run = longRun, .finished = count});
    step.arrive_and_wait();
    compute.submitInteractive<Nothing>("panel", {.run = interactiveRun, .finished = count});
    step.arrive_and_wait();
    receiver.runUntil([&] { return finished == 2; });
    CHECK(order == std::vector<std::string>{"long 1", "interactive", "long 2"});
}

TEST_CASE("the newest request of a slot wins and nothing of the older ones arrives")
{
    Receiver receiver;
    ComputeThread compute(receiver.executor());
    std::latch started(1);
    std::vector<int> answers;
    bool otherSlot = false;
    compute.submitInteractive("panel", endlessJob(started, mustNotArrive));
    started.wait();
    compute.submitInteractive<Nothing>("other", {.run = [](JobContext&) { return Nothing{}; },
                                                 .finished = [&](Outcome<Nothing>) { otherSlot = true; }});
    for (int i = 1; i <= 5; ++i)
        compute.submitInteractive<int>(
            "panel", {.run = [i](JobContext&) { return i; },
                      .finished = [&](Outcome<int> outcome) { answers.push_back(outcome.value()); }});
    receiver.runUntil([&] { return !answers.empty() && otherSlot; });
    receiver.runPosted();
    CHECK(answers == std::vector<int>{5});
}

TEST_CASE("an answer already on its way is dropped when a newer request was made")
{
    Receiver receiver;
    ComputeThread compute(receiver.executor());
    std::latch published(1);
    std::vector<int> seen;
    bool done = false;
    const auto first = [&](JobContext& context) {
        context.publish([&] { seen.push_back(1); });
        published.count_down();
        return Nothing{};
    };
    const auto second = [&](JobContext& context) {
        context.publish([&] { seen.push_back(2); });
        return Nothing{};
    };
    compute.submitInteractive<Nothing>("panel", {.run = first});
    published.wait(); // posted, not yet received
    compute.submitInteractive<Nothing>("panel",
                                       {.run = second, .finished = [&](Outcome<Nothing>) { done = true; }});
    receiver.runUntil([&] { return done; });
    CHECK(seen == std::vector<int>{2});
}

TEST_CASE("progress arrives in order, before the outcome")
{
    Receiver receiver;
    ComputeThread compute(receiver.executor());
    std::vector<double> fractions;
    std::optional<std::size_t> seenAtEnd;
    const auto run = [](JobContext& context) {
        for (int i = 0; i < 5; ++i)
            context.progress({i / 5.0, "step", -1});
        return Nothing{};
    };
    compute.submitLong<Nothing>(
        {.run = run,
         .finished = [&](Outcome<Nothing>) { seenAtEnd = fractions.size(); },
         .onProgress = [&](const core::Progress& progress) { fractions.push_back(progress.fraction); }});
    receiver.runUntil([&] { return seenAtEnd.has_value(); });
    CHECK(seenAtEnd == 5);
    CHECK(fractions == std::vector<double>{0.0, 0.2, 0.4, 0.6, 0.8});
}

TEST_CASE("shutdown while a job runs: the job stops, nothing arrives, later requests are dropped")
{
    Receiver receiver;
    auto compute = std::make_unique<ComputeThread>(receiver.executor());
    std::latch started(1);
    compute->submitLong(endlessJob(started, mustNotArrive));
    started.wait();
    compute->submitLong<Nothing>({.run = mustNotRun, .finished = mustNotArrive});
    compute->shutdown();
    compute->submitLong<Nothing>({.run = mustNotRun, .finished = mustNotArrive});
    compute->submitInteractive<Nothing>("panel", {.run = mustNotRun, .finished = mustNotArrive});
    compute->shutdown();
    compute.reset();
    receiver.runPosted();
}

TEST_CASE("what a job captured is destroyed before shutdown returns")
{
    Receiver receiver;
    auto resource = std::make_shared<int>(1);
    {
        ComputeThread compute(receiver.executor());
        std::latch started(1);
        const auto run = [resource, &started](JobContext& context) -> Nothing {
            started.count_down();
            for (;;)
                context.checkpoint();
        };
        compute.submitLong<Nothing>({.run = run});
        compute.submitLong<Nothing>({.run = [resource](JobContext&) { return Nothing{}; }});
        started.wait();
    }
    CHECK(resource.use_count() == 1);
}
