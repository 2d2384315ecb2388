// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QHash>

class QLabel;
class QProgressBar;
class QToolButton;
class QVBoxLayout;

namespace vitrine::app {

class JobList;

/// The running jobs at the bottom of the window: progress, time left, stop. Gone while nothing runs.
class JobDock : public QFrame
{
    Q_OBJECT

public:
    explicit JobDock(JobList& jobs, QWidget* parent = nullptr);

private:
    struct Row
    {
        QWidget* widget;
        QLabel* title;
        QProgressBar* bar;
        QLabel* remaining;
        QToolButton* retry;
        QToolButton* stop;
    };

    void rebuild();
    void update(int id);

    JobList& m_jobs;
    QVBoxLayout* m_layout;
    QHash<int, Row> m_rows;
};

} // namespace vitrine::app
