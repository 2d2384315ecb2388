// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace vitrine::layers {

/// Threads that take a piece of work together which has many short phases: a barrier between them costs a
/// fraction of a microsecond, where opening a parallel region for each costs several. They sleep between
/// pieces of work that are far apart.
class ThreadTeam
{
public:
    explicit ThreadTeam(int size);
    ~ThreadTeam();
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;

    int size() const { return int(m_workers.size()) + 1; }
    /// Calls `work(thread)` for the threads 0 to `threads` - 1 at once, the calling one is 0. `work` must not
    /// throw.
    void run(int threads, const std::function<void(int)>& work);
    /// Inside work: nobody goes on before all are here.
    void barrier();

private:
    void serve(int thread);

    std::vector<std::jthread> m_workers;
    const std::function<void(int)>* m_work = nullptr;
    std::atomic<unsigned> m_piece = 0; ///< counts up with every piece of work
    std::atomic<int> m_threads = 0, m_busy = 0;
    std::atomic<bool> m_ends = false;
    std::atomic<int> m_arrived = 0;
    std::atomic<unsigned> m_phase = 0;
};

} // namespace vitrine::layers
