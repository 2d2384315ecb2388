// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/engine/requests.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

namespace vitrine::engine {

/// The one thread that owns every model. Two lanes:
/// - interactive: one last-wins slot per name (a panel); a newer request replaces a waiting one and asks a
///   running one to stop, and nothing of the older one arrives any more;
/// - long: first in, first out; between its steps (RunControl::yield) a long job lets waiting interactive
///   requests run, nested on its stack.
/// All public functions are called on the receiving thread, the one that `deliver` posts to.
class ComputeThread
{
public:
    explicit ComputeThread(Executor deliver);
    ~ComputeThread(); ///< shutdown()
    ComputeThread(const ComputeThread&) = delete;
    ComputeThread& operator=(const ComputeThread&) = delete;

    template <typename T>
    JobHandle submitInteractive(const std::string& slot, Job<T> job)
    {
        auto state = m_requests.createLatest(slot);
        enqueueInteractive(slot, {state, detail::makeTask(std::move(job), state, m_deliver)});
        return JobHandle(state);
    }

    template <typename T>
    JobHandle submitLong(Job<T> job)
    {
        auto state = m_requests.create();
        enqueueLong({state, detail::makeTask(std::move(job), state, m_deliver)});
        return JobHandle(state);
    }

    /// Drops what waits, asks the running job to stop and waits for its safe point. Nothing arrives
    /// afterwards, neither of earlier nor of later requests. Idempotent.
    void shutdown();

private:
    void enqueueInteractive(const std::string& slot, detail::Entry entry);
    void enqueueLong(detail::Entry entry);
    void loop();
    /// Runs every waiting interactive request; takes `lock` held and returns with it held.
    void runInteractive(std::unique_lock<std::mutex>& lock);

    const Executor m_deliver;
    detail::Requests m_requests;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::pair<std::string, detail::Entry>> m_interactive; ///< at most one a slot
    std::deque<detail::Entry> m_long;
    bool m_shutdown = false;
    std::jthread m_thread; // last: starts when everything else stands
};

} // namespace vitrine::engine
