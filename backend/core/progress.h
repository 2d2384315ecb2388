// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/result.h"

#include <stop_token>
#include <string>

namespace vitrine::core {

/// How far a piece of work is.
struct Progress
{
    double fraction = -1;         ///< 0 … 1, negative when unknown
    std::string text;             ///< what is being done, one line, English
    double secondsRemaining = -1; ///< negative when unknown
};

/// What a piece of work may ask and tell while it runs. The engine's JobContext is one, the command line
/// has another; long functions take a reference and call `checkpoint()` at least every 200 ms.
class RunControl
{
public:
    virtual ~RunControl() = default;

    virtual std::stop_token stopToken() const { return {}; }
    /// Thread-safe; may be called often, the receiver coalesces.
    virtual void progress(const Progress&) {}
    /// Lets a waiting interactive request run first. Called between steps, holding no lock.
    virtual void yield() {}

    bool stopRequested() const { return stopToken().stop_requested(); }
    /// A safe point: yields, then throws CanceledException if a stop was requested.
    void checkpoint()
    {
        yield();
        if (stopRequested()) throw CanceledException();
    }
};

} // namespace vitrine::core
