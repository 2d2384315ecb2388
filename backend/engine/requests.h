// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/engine/job.h"

#include <map>
#include <string>
#include <vector>

namespace vitrine::engine::detail {

/// A request's state and what is to be done for it.
struct Entry
{
    StatePointer state;
    Task task;
};

/// The submitter's side of a queue: numbers the requests and knows which are still alive. Receiving thread
/// only.
class Requests
{
public:
    StatePointer create()
    {
        auto state = std::make_shared<RequestState>();
        state->id = {++m_lastId};
        std::erase_if(m_alive, [](const auto& weak) { return weak.expired(); });
        m_alive.push_back(state);
        return state;
    }

    /// The slot's newest request; the one before is stopped and its answers are dropped.
    StatePointer createLatest(const std::string& slot)
    {
        auto state = create();
        if (const auto former = m_latest[slot].lock()) former->drop();
        m_latest[slot] = state;
        return state;
    }

    void dropAll()
    {
        for (const auto& weak : m_alive)
            if (const auto state = weak.lock()) state->drop();
    }

private:
    std::uint64_t m_lastId = 0;
    std::map<std::string, std::weak_ptr<RequestState>> m_latest;
    std::vector<std::weak_ptr<RequestState>> m_alive;
};

} // namespace vitrine::engine::detail
