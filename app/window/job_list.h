// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/progress.h"

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

namespace vitrine::app {

/// The jobs that the dock shows. GUI thread.
class JobList : public QObject
{
    Q_OBJECT

public:
    struct Entry
    {
        int id;
        QString title; ///< translated: "Loading all-MiniLM-L6-v2"
        core::Progress progress;
        std::function<void()> stop;
        bool stopping = false;
        bool outlivesWindow = false; ///< a process of its own, which goes on when the window closes
        QString note;    ///< translated, instead of the time left
        QString failure; ///< not empty: it ended so, and waits for a retry or to be dismissed
        std::function<void()> retry = {};
    };

    using QObject::QObject;

    /// `stop` asks the job to end; it stays listed until remove().
    int add(const QString& title, std::function<void()> stop, bool outlivesWindow = false);
    void update(int id, const core::Progress& progress, const QString& note = {});
    /// It failed and stays listed; `stop` of add() then dismisses it.
    void setFailed(int id, const QString& failure, std::function<void()> retry);
    void retry(int id);
    void remove(int id);
    void stop(int id);
    enum class Which { OfTheWindow, All };
    void stopAll(Which which = Which::OfTheWindow);

    const std::vector<Entry>& entries() const { return m_entries; }

Q_SIGNALS:
    void listChanged();
    void progressChanged(int id);

private:
    Entry* find(int id);

    std::vector<Entry> m_entries;
    int m_lastId = 0;
};

} // namespace vitrine::app
