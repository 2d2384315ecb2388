// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/job_list.h"

#include <algorithm>

namespace vitrine::app {

int JobList::add(const QString& title, std::function<void()> stop, bool outlivesWindow)
{
    m_entries.push_back({++m_lastId, title, {}, std::move(stop), false, outlivesWindow, {}, {}});
    Q_EMIT listChanged();
    return m_lastId;
}

void JobList::update(int id, const core::Progress& progress, const QString& note)
{
    Entry* entry = find(id);
    if (!entry) return;
    entry->progress = progress;
    entry->note = note;
    Q_EMIT progressChanged(id);
}

void JobList::setFailed(int id, const QString& failure, std::function<void()> retry)
{
    Entry* entry = find(id);
    if (!entry) return;
    entry->stopping = false;
    entry->failure = failure;
    entry->retry = std::move(retry);
    Q_EMIT progressChanged(id);
}

void JobList::retry(int id)
{
    // A copy: the job may remove its entry when it starts anew.
    if (const Entry* entry = find(id))
        if (const auto retry = entry->retry) retry();
}

void JobList::remove(int id)
{
    if (std::erase_if(m_entries, [id](const Entry& e) { return e.id == id; }) > 0) Q_EMIT listChanged();
}

void JobList::stop(int id)
{
    Entry* entry = find(id);
    if (!entry || entry->stopping) return;
    entry->stopping = true;
    // A copy: the job may remove its entry while it is being stopped.
    const auto stop = entry->stop;
    Q_EMIT progressChanged(id);
    if (stop) stop();
}

void JobList::stopAll(Which which)
{
    const auto entries = m_entries;
    for (const Entry& entry : entries)
        if (entry.failure.isEmpty() && (which == Which::All || !entry.outlivesWindow)) stop(entry.id);
}

JobList::Entry* JobList::find(int id)
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [id](const Entry& e) { return e.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

} // namespace vitrine::app
