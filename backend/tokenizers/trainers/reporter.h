// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/trainers/trainer.h"

#include <chrono>

namespace vitrine::tokenizers {

/// Collects what a training tells and passes it on, throttled; the phases' one way to look at the stop token.
class TrainingReporter
{
public:
    TrainingReporter(core::RunControl& control, const TrainingObserver& observer)
        : m_control(control), m_observer(observer)
    {
    }

    core::RunControl& control() { return m_control; }
    const TrainingObserver& observer() const { return m_observer; }
    bool isObserved() const { return m_observer.onEvent != nullptr; }

    void startPhase(TrainingPhase phase, double total);
    /// Whether update() would send now: then what is costly to collect can be put into event().
    bool isDue() const { return Clock::now() >= m_next; }
    TrainingEvent& event() { return m_event; }
    void addMerge(LearnedMerge merge);
    /// A safe point; sends what has come together if it is time. Throws CanceledException after a stop.
    void update(double done, bool force = false);
    void finishPhase() { update(m_event.total, true); }

private:
    using Clock = std::chrono::steady_clock;
    core::RunControl& m_control;
    const TrainingObserver& m_observer;
    TrainingEvent m_event;
    Clock::time_point m_phaseStart = Clock::now(), m_next = Clock::now();
};

} // namespace vitrine::tokenizers
