// SPDX-License-Identifier: Apache-2.0
#include "backend/engine/compute_thread.h"

namespace vitrine::engine {

ComputeThread::ComputeThread(Executor deliver) : m_deliver(std::move(deliver)), m_thread([this] { loop(); })
{
}

ComputeThread::~ComputeThread()
{
    shutdown();
}

void ComputeThread::shutdown()
{
    {
        const std::lock_guard lock(m_mutex);
        m_shutdown = true;
        m_interactive.clear();
        m_long.clear();
    }
    m_requests.dropAll();
    m_wake.notify_one();
    if (m_thread.joinable()) m_thread.join();
}

void ComputeThread::enqueueInteractive(const std::string& slot, detail::Entry entry)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_shutdown) return entry.state->drop();
        std::erase_if(m_interactive, [&](const auto& waiting) { return waiting.first == slot; });
        m_interactive.emplace_back(slot, std::move(entry));
    }
    m_wake.notify_one();
}

void ComputeThread::enqueueLong(detail::Entry entry)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_shutdown) return entry.state->drop();
        m_long.push_back(std::move(entry));
    }
    m_wake.notify_one();
}

void ComputeThread::runInteractive(std::unique_lock<std::mutex>& lock)
{
    while (!m_interactive.empty()) {
        detail::Entry entry = std::move(m_interactive.front().second);
        m_interactive.pop_front();
        lock.unlock();
        entry.task({}); // an interactive request yields to nobody
        entry = {};
        lock.lock();
    }
}

void ComputeThread::loop()
{
    const auto yieldToInteractive = [this] {
        std::unique_lock lock(m_mutex);
        runInteractive(lock);
    };
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_shutdown || !m_interactive.empty() || !m_long.empty(); });
        runInteractive(lock);
        if (m_shutdown) return;
        if (m_long.empty()) continue;
        detail::Entry entry = std::move(m_long.front());
        m_long.pop_front();
        lock.unlock();
        entry.task(yieldToInteractive);
        entry = {};
        lock.lock();
    }
}

} // namespace vitrine::engine
