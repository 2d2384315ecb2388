// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/ids.h"
#include "backend/core/progress.h"
#include "backend/core/result.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <utility>
#include <variant>

namespace vitrine::engine {

struct Canceled
{
};

/// How a job ended: Done with its value, Canceled (not an error), or Failed with a one-line Error.
template <typename T>
class Outcome
{
public:
    Outcome(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Outcome(Canceled) : m_state(std::in_place_index<1>) {}
    Outcome(core::Error error) : m_state(std::in_place_index<2>, std::move(error)) {}

    bool done() const { return m_state.index() == 0; }
    bool canceled() const { return m_state.index() == 1; }
    bool failed() const { return m_state.index() == 2; }
    const T& value() const { return std::get<0>(m_state); }
    T& value() { return std::get<0>(m_state); }
    const core::Error& error() const { return std::get<2>(m_state); }

private:
    std::variant<T, Canceled, core::Error> m_state;
};

/// The value of a job that only has effects.
using Nothing = std::monostate;

/// Runs a function on the thread that receives answers (the window's event loop, a test's queue).
/// Must be callable from any thread, must not run the function inline, and must keep the order.
using Executor = std::function<void(std::function<void()>)>;

namespace detail {

/// What submitter, queue and delivery share about one request.
struct RequestState
{
    core::RequestId id;
    std::stop_source stop;
    /// Set on the receiving thread when a newer request of the slot took over or the owner lost interest:
    /// whatever is still on its way is dropped there.
    bool dropped = false;

    void drop()
    {
        dropped = true;
        stop.request_stop();
    }
};

using StatePointer = std::shared_ptr<RequestState>;

} // namespace detail

/// What a running job may do. Lives on the job's thread, as long as the job runs.
class JobContext final : public core::RunControl
{
public:
    using Yield = std::function<void()>;

    JobContext(detail::StatePointer state, Executor deliver,
               std::function<void(const core::Progress&)> onProgress, Yield yield)
        : m_state(std::move(state)),
          m_deliver(std::move(deliver)),
          m_onProgress(std::move(onProgress)),
          m_yield(std::move(yield))
    {
    }

    core::RequestId id() const { return m_state->id; }
    std::stop_token stopToken() const override { return m_state->stop.get_token(); }
    void progress(const core::Progress& progress) override
    {
        if (m_onProgress) publish([onProgress = m_onProgress, progress] { onProgress(progress); });
    }
    void yield() override
    {
        if (m_yield) m_yield();
    }

    /// Runs `receive` on the receiving thread, in order, unless the request was dropped by then.
    void publish(std::function<void()> receive)
    {
        m_deliver([state = m_state, receive = std::move(receive)] {
            if (!state->dropped) receive();
        });
    }

private:
    detail::StatePointer m_state;
    Executor m_deliver;
    std::function<void(const core::Progress&)> m_onProgress;
    Yield m_yield;
};

/// A piece of work for the compute thread or the worker pool.
template <typename T>
struct Job
{
    std::function<T(JobContext&)> run;             ///< on the job's thread; may throw anything
    std::function<void(Outcome<T>)> finished = {}; ///< on the receiving thread, once, unless dropped
    std::function<void(const core::Progress&)> onProgress = {}; ///< on the receiving thread
};

/// The submitter's hold on a request; used on the receiving thread only.
class JobHandle
{
public:
    JobHandle() = default;
    explicit JobHandle(detail::StatePointer state) : m_state(std::move(state)) {}

    core::RequestId id() const { return m_state ? m_state->id : core::RequestId{}; }
    /// Asks the job to stop at its next safe point; `finished` still comes, with Canceled or Done.
    void stop()
    {
        if (m_state) m_state->stop.request_stop();
    }
    /// Stops, and nothing of this request arrives any more.
    void drop()
    {
        if (m_state) m_state->drop();
    }

private:
    detail::StatePointer m_state;
};

namespace detail {

/// A job with its type forgotten: run() does everything, delivery included, and never throws.
/// A request whose stop came before its start ends as Canceled without running.
using Task = std::function<void(JobContext::Yield)>;

template <typename T>
Task makeTask(Job<T> job, StatePointer state, Executor deliver)
{
    return [job = std::move(job), state = std::move(state),
            deliver = std::move(deliver)](JobContext::Yield yield) {
        JobContext context(state, deliver, job.onProgress, std::move(yield));
        auto outcome = [&]() -> Outcome<T> {
            try {
                if (context.stopRequested()) return Canceled{};
                return job.run(context);
            } catch (const core::CanceledException&) {
                return Canceled{};
            } catch (...) {
                return core::describe(std::current_exception());
            }
        }();
        if (!job.finished) return;
        // std::function wants a copyable lambda; the outcome need not be copyable.
        auto shared = std::make_shared<Outcome<T>>(std::move(outcome));
        context.publish([finished = job.finished, shared] { finished(std::move(*shared)); });
    };
}

} // namespace detail

} // namespace vitrine::engine
