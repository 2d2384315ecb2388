// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/thread_team.h"

namespace vitrine::layers {
namespace {

/// Looks for about this long before it gives its core away.
constexpr int patience = 4000;

void relax()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

template <typename Condition>
void spinUntil(Condition&& holds)
{
    for (int i = 0; !holds(); ++i) {
        if (i < patience)
            relax();
        else
            std::this_thread::yield();
    }
}

} // namespace

ThreadTeam::ThreadTeam(int size)
{
    for (int thread = 1; thread < size; ++thread)
        m_workers.emplace_back([this, thread] { serve(thread); });
}

ThreadTeam::~ThreadTeam()
{
    m_ends = true;
    m_piece.fetch_add(1);
    m_piece.notify_all();
}

void ThreadTeam::run(int threads, const std::function<void(int)>& work)
{
    if (threads < 2) {
        m_threads = 1;
        return work(0);
    }
    m_work = &work;
    m_threads = threads;
    m_busy = threads - 1;
    m_piece.fetch_add(1, std::memory_order_release);
    m_piece.notify_all();
    work(0);
    spinUntil([&] { return m_busy.load(std::memory_order_acquire) == 0; });
}

void ThreadTeam::serve(int thread)
{
    unsigned done = 0;
    for (;;) {
        for (int i = 0; i < patience && m_piece.load(std::memory_order_acquire) == done; ++i)
            relax();
        m_piece.wait(done, std::memory_order_acquire);
        done = m_piece.load(std::memory_order_acquire);
        if (m_ends) return;
        if (thread >= m_threads) continue;
        (*m_work)(thread);
        m_busy.fetch_sub(1, std::memory_order_release);
    }
}

void ThreadTeam::barrier()
{
    const int threads = m_threads.load(std::memory_order_relaxed);
    if (threads < 2) return;
    const auto phase = m_phase.load(std::memory_order_relaxed);
    if (m_arrived.fetch_add(1, std::memory_order_acq_rel) == threads - 1) {
        m_arrived.store(0, std::memory_order_relaxed);
        m_phase.store(phase + 1, std::memory_order_release);
        return;
    }
    spinUntil([&] { return m_phase.load(std::memory_order_acquire) != phase; });
}

} // namespace vitrine::layers
