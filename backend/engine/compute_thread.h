// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/engine/job.h"

#include <condition_variable>
#include <deque>
#include <map>
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
    /// Drops what waits, asks the running job to stop, waits for its safe point. Nothing arrives afterwards.
    ~ComputeThread();
    ComputeThread(const ComputeThread&) = delete;
    ComputeThread& operator=(const ComputeThread&) = delete;

    template <typename T>
    JobHandle submitInteractive(const std::string& slot, Job<T> job)
    {
        auto state = newRequest();
        enqueueInteractive(slot, state, detail::makeTask(std::move(job), state, m_deliver));
        return JobHandle(state);
    }

    template <typename T>
    JobHandle submitLong(Job<T> job)
    {
        auto state = newRequest();
        enqueueLong(state, detail::makeTask(std::move(job), state, m_deliver));
        return JobHandle(state);
    }

    /// As the destructor; further submissions end as Canceled without running. Idempotent.
    void shutdown();

private:
    using StatePointer = std::shared_ptr<detail::RequestState>;
    struct Entry
    {
        StatePointer state;
        detail::Task task;
    };

    StatePointer newRequest();
    void enqueueInteractive(const std::string& slot, StatePointer state, detail::Task task);
    void enqueueLong(StatePointer state, detail::Task task);
    void loop();
    /// Runs every waiting interactive request; takes `lock` held and returns with it held.
    void runInteractive(std::unique_lock<std::mutex>& lock);

    const Executor m_deliver;
    std::uint64_t m_lastId = 0;
    std::map<std::string, StatePointer> m_current; ///< newest request of each slot; receiving thread only
    std::vector<std::weak_ptr<detail::RequestState>> m_alive; ///< receiving thread only, for shutdown

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::pair<std::string, Entry>> m_interactive; ///< at most one entry a slot
    std::deque<Entry> m_long;
    bool m_shutdown = false;
    std::jthread m_thread; // last: starts when everything else stands
};

} // namespace vitrine::engine
