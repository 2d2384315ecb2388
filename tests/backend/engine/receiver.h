// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/engine/job.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <deque>
#include <mutex>

/// The receiving thread of a test: runs what is posted to it, here and now, until a condition holds.
class Receiver
{
public:
    vitrine::engine::Executor executor()
    {
        return [this](std::function<void()> function) {
            const std::lock_guard lock(m_mutex);
            m_posted.push_back(std::move(function));
            m_wake.notify_one();
        };
    }

    template <typename Condition>
    void runUntil(Condition condition)
    {
        while (!condition()) {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return !m_posted.empty(); });
            runOne(lock);
        }
    }

    void runPosted()
    {
        std::unique_lock lock(m_mutex);
        while (!m_posted.empty())
            runOne(lock);
    }

private:
    void runOne(std::unique_lock<std::mutex>& lock)
    {
        auto function = std::move(m_posted.front());
        m_posted.pop_front();
        lock.unlock();
        function();
        lock.lock();
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_posted;
};

inline vitrine::engine::Nothing mustNotRun(vitrine::engine::JobContext&)
{
    FAIL("a job ran that should not");
    return {};
}

inline void mustNotArrive(vitrine::engine::Outcome<vitrine::engine::Nothing>)
{
    FAIL("an answer arrived that should not");
}
