// SPDX-License-Identifier: Apache-2.0
#include "backend/engine/worker_pool.h"

#include <algorithm>

namespace vitrine::engine {

WorkerPool::WorkerPool(Executor deliver, unsigned threadCount) : m_deliver(std::move(deliver))
{
    for (unsigned i = 0; i < std::max(1u, threadCount); ++i)
        m_threads.emplace_back([this] { loop(); });
}

WorkerPool::~WorkerPool()
{
    shutdown();
}

void WorkerPool::shutdown()
{
    {
        const std::lock_guard lock(m_mutex);
        m_shutdown = true;
        m_waiting.clear();
    }
    m_requests.dropAll();
    m_wake.notify_all();
    m_threads.clear(); // joins
}

void WorkerPool::enqueue(const std::string& slot, detail::Entry entry)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_shutdown) return entry.state->drop();
        if (!slot.empty())
            std::erase_if(m_waiting, [&](const auto& waiting) { return waiting.first == slot; });
        m_waiting.emplace_back(slot, std::move(entry));
    }
    m_wake.notify_one();
}

void WorkerPool::loop()
{
    const auto runnable = [this](const auto& waiting) {
        return waiting.first.empty() || std::ranges::find(m_busySlots, waiting.first) == m_busySlots.end();
    };
    std::unique_lock lock(m_mutex);
    for (;;) {
        auto next = m_waiting.end();
        m_wake.wait(lock, [&] {
            next = std::ranges::find_if(m_waiting, runnable);
            return m_shutdown || next != m_waiting.end();
        });
        if (m_shutdown) return;
        auto [slot, entry] = std::move(*next);
        m_waiting.erase(next);
        if (!slot.empty()) m_busySlots.push_back(slot);
        lock.unlock();
        entry.task({});
        entry = {};
        lock.lock();
        if (slot.empty()) continue;
        std::erase(m_busySlots, slot);
        m_wake.notify_all(); // a waiting request of this slot may run now
    }
}

} // namespace vitrine::engine
