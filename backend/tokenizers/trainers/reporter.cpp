// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/trainers/reporter.h"

#include <cstdio>

namespace vitrine::tokenizers {
namespace {

const char* unitOf(TrainingPhase phase)
{
    switch (phase) {
    case TrainingPhase::Reading:
        return "files";
    case TrainingPhase::Counting:
    case TrainingPhase::Judging:
        return "texts";
    case TrainingPhase::Merging:
        return "words";
    case TrainingPhase::Seeding:
        return "characters";
    case TrainingPhase::Learning:
        return "steps";
    }
    return "";
}

} // namespace

std::string_view phaseName(TrainingPhase phase)
{
    switch (phase) {
    case TrainingPhase::Reading:
        return "reading files";
    case TrainingPhase::Counting:
        return "counting words";
    case TrainingPhase::Merging:
        return "merging counts";
    case TrainingPhase::Seeding:
        return "finding frequent substrings";
    case TrainingPhase::Learning:
        return "learning the vocabulary";
    case TrainingPhase::Judging:
        return "measuring the effect";
    }
    return "";
}

void TrainingReporter::startPhase(TrainingPhase phase, double total)
{
    m_event.phase = phase;
    m_event.total = total;
    m_phaseStart = Clock::now();
    update(0, true);
}

void TrainingReporter::addMerge(LearnedMerge merge)
{
    if (!isObserved()) return;
    // the newest stay; halving keeps this linear
    if (m_event.merges.size() >= 2 * m_observer.maxMerges)
        m_event.merges.erase(m_event.merges.begin(),
                             m_event.merges.end() - std::ptrdiff_t(m_observer.maxMerges));
    m_event.merges.push_back(std::move(merge));
}

void TrainingReporter::update(double done, bool force)
{
    m_control.checkpoint();
    const auto now = Clock::now();
    if (!force && now < m_next) return;
    m_next = now + std::chrono::duration_cast<Clock::duration>(
                       std::chrono::duration<double>(m_observer.intervalSeconds));
    const double seconds = std::chrono::duration<double>(now - m_phaseStart).count();
    m_event.done = done;
    m_event.ratePerSecond = seconds > 0.2 ? done / seconds : 0;
    m_event.secondsRemaining =
        m_event.ratePerSecond > 0 && m_event.total > 0 ? (m_event.total - done) / m_event.ratePerSecond : -1;
    if (m_event.merges.size() > m_observer.maxMerges)
        m_event.merges.erase(m_event.merges.begin(),
                             m_event.merges.end() - std::ptrdiff_t(m_observer.maxMerges));

    core::Progress progress;
    progress.fraction = m_event.total > 0 ? done / m_event.total : -1;
    progress.text = phaseName(m_event.phase);
    if (m_event.ratePerSecond > 0) {
        char rate[64];
        std::snprintf(rate, sizeof rate, m_event.ratePerSecond < 10 ? ", %.1f %s/s" : ", %.0f %s/s",
                      m_event.ratePerSecond, unitOf(m_event.phase));
        progress.text += rate;
    }
    progress.secondsRemaining = m_event.secondsRemaining;
    m_control.progress(progress);

    if (isObserved()) m_observer.onEvent(m_event);
    m_event.topPairs.clear();
    m_event.merges.clear();
    m_event.rounds.clear();
    m_event.compression.clear();
}

} // namespace vitrine::tokenizers
