// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <future>
#include <thread>

namespace vitrine::datasets {

/// Runs tasks on as many threads as there are processors (four at most, which bounds the memory) and hands
/// their results to `receive` in the order in which they were added. Exceptions come out in that order, too.
template <typename Value>
class Ordered
{
public:
    explicit Ordered(std::function<void(Value)> receive) : m_receive(std::move(receive)) {}

    void add(std::function<Value()> task)
    {
        if (m_running.size() >= limit) takeFirst();
        m_running.push_back(std::async(std::launch::async, std::move(task)));
    }
    void finish()
    {
        while (!m_running.empty())
            takeFirst();
    }

private:
    void takeFirst()
    {
        std::future<Value> first = std::move(m_running.front());
        m_running.pop_front();
        m_receive(first.get());
    }

    const std::size_t limit = std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
    std::function<void(Value)> m_receive;
    std::deque<std::future<Value>> m_running; ///< their destructors wait
};

} // namespace vitrine::datasets
