// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/engine/requests.h"

#include <condition_variable>
#include <deque>
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
    ~WorkerPool(); ///< shutdown()
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// Replaces the slot's waiting request, stops its running one; the older one's answers are dropped.
    template <typename T>
    JobHandle submitLatest(const std::string& slot, Job<T> job)
    {
        auto state = m_requests.createLatest(slot);
        enqueue(slot, {state, detail::makeTask(std::move(job), state, m_deliver)});
        return JobHandle(state);
    }

    template <typename T>
    JobHandle submit(Job<T> job)
    {
        auto state = m_requests.create();
        enqueue({}, {state, detail::makeTask(std::move(job), state, m_deliver)});
        return JobHandle(state);
    }

    /// As ComputeThread::shutdown.
    void shutdown();

private:
    void enqueue(const std::string& slot, detail::Entry entry);
    void loop();

    const Executor m_deliver;
    detail::Requests m_requests;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::pair<std::string, detail::Entry>> m_waiting; ///< with the slot, "" for none
    std::vector<std::string> m_busySlots;
    bool m_shutdown = false;
    std::vector<std::jthread> m_threads;
};

} // namespace vitrine::engine
