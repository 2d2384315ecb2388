// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/engine/job.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace vitrine::engine {

/// Threads for work without torch: live tokenization (a last-wins slot a panel), scans, downloads.
/// The thread rules are those of ComputeThread; a slot has at most one request running at a time.
class WorkerPool
{
public:
    WorkerPool(Executor deliver, unsigned threadCount);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// Replaces the slot's waiting request, stops its running one; the older one's answers are dropped.
    template <typename T>
    JobHandle submitLatest(const std::string& slot, Job<T> job)
    {
        auto state = newRequest();
        JobHandle(std::exchange(m_current[slot], state)).drop();
        enqueue(slot, {state, detail::makeTask(std::move(job), state, m_deliver)});
        return JobHandle(state);
    }

    template <typename T>
    JobHandle submit(Job<T> job)
    {
        auto state = newRequest();
        enqueue({}, {state, detail::makeTask(std::move(job), state, m_deliver)});
        return JobHandle(state);
    }

    void shutdown();

private:
    using StatePointer = std::shared_ptr<detail::RequestState>;
    struct Entry
    {
        StatePointer state;
        detail::Task task;
    };

    StatePointer newRequest();
    void enqueue(const std::string& slot, Entry entry);
    void loop();

    const Executor m_deliver;
    std::uint64_t m_lastId = 0;
    std::map<std::string, StatePointer> m_current;            ///< receiving thread only
    std::vector<std::weak_ptr<detail::RequestState>> m_alive; ///< receiving thread only

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::pair<std::string, Entry>> m_waiting; ///< slot ("" for none) and request
    std::vector<std::string> m_busySlots;
    bool m_shutdown = false;
    std::vector<std::jthread> m_threads;
};

} // namespace vitrine::engine
