// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace vitrine::tokenizers {

/// Hands batches to threads; add() waits while two for each thread are on their way, which bounds the memory.
/// An exception of a thread comes out of the next add() or drain().
template <typename Batch>
class BatchQueue
{
public:
    using Work = std::function<void(std::size_t thread, Batch batch)>;

    BatchQueue(std::size_t threads, Work work) : m_work(std::move(work)), m_limit(2 * threads)
    {
        for (std::size_t i = 0; i < threads; ++i)
            m_threads.emplace_back([this, i] { run(i); });
    }
    ~BatchQueue()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isOver = true;
            m_batches.clear();
        }
        m_changed.notify_all();
        for (auto& thread : m_threads)
            thread.join();
    }
    BatchQueue(const BatchQueue&) = delete;
    BatchQueue& operator=(const BatchQueue&) = delete;

    void add(Batch batch)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_error || m_batches.size() + m_busy < m_limit; });
        if (m_error) std::rethrow_exception(m_error);
        m_batches.push_back(std::move(batch));
        lock.unlock();
        m_changed.notify_all();
    }
    /// Returns when every batch is done.
    void drain()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_error || (m_batches.empty() && m_busy == 0); });
        if (m_error) std::rethrow_exception(m_error);
    }

private:
    void run(std::size_t thread)
    {
        for (std::unique_lock lock(m_mutex);;) {
            m_changed.wait(lock, [this] { return m_isOver || !m_batches.empty(); });
            if (m_batches.empty()) return;
            Batch batch = std::move(m_batches.front());
            m_batches.pop_front();
            ++m_busy;
            lock.unlock();
            std::exception_ptr error;
            try {
                m_work(thread, std::move(batch));
            } catch (...) {
                error = std::current_exception();
            }
            lock.lock();
            --m_busy;
            if (error) {
                m_error = error;
                m_batches.clear();
            }
            m_changed.notify_all();
        }
    }

    Work m_work;
    std::size_t m_limit, m_busy = 0;
    bool m_isOver = false;
    std::exception_ptr m_error;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_batches;
    std::vector<std::thread> m_threads;
};

} // namespace vitrine::tokenizers
