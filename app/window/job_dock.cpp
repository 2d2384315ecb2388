// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/job_dock.h"

#include "app/window/job_list.h"
#include "widgets/common/icon.h"
#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>

namespace vitrine::app {

JobDock::JobDock(JobList& jobs, QWidget* parent)
    : QFrame(parent), m_jobs(jobs), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("jobDock"));
    setAccessibleName(tr("Running jobs"));
    widgets::setRole(this, "dock");
    m_layout->setContentsMargins(16, 4, 16, 4);
    m_layout->setSpacing(0);
    connect(&jobs, &JobList::listChanged, this, &JobDock::rebuild);
    connect(&jobs, &JobList::progressChanged, this, &JobDock::update);
    rebuild();
}

void JobDock::rebuild()
{
    const auto& entries = m_jobs.entries();
    for (auto it = m_rows.begin(); it != m_rows.end();) {
        const bool alive =
            std::any_of(entries.begin(), entries.end(), [&](const auto& e) { return e.id == it.key(); });
        if (!alive) {
            it->widget->hide();
            it->widget->deleteLater();
            it = m_rows.erase(it);
        } else
            ++it;
    }
    for (const auto& entry : entries) {
        const int id = entry.id;
        if (m_rows.contains(id)) continue;
        Row row{new QWidget, new QLabel(entry.title), new QProgressBar,
                new QLabel,  new QToolButton,         new QToolButton};
        widgets::setRole(row.remaining, "caption");
        widgets::setRole(row.stop, "flat");
        row.retry->setObjectName(QStringLiteral("retry"));
        row.stop->setObjectName(QStringLiteral("stop"));
        row.bar->setTextVisible(false);
        row.bar->setFixedWidth(240);
        row.bar->setAccessibleName(entry.title);
        row.retry->setIcon(widgets::themedIcon(QStringLiteral("retry")));
        row.retry->setToolTip(tr("Try again"));
        row.retry->setAccessibleName(tr("Try again: %1").arg(entry.title));
        widgets::setRole(row.retry, "flat");
        auto* line = new QHBoxLayout(row.widget);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(16);
        line->addWidget(row.title);
        line->addWidget(row.bar);
        line->addWidget(row.remaining);
        line->addStretch();
        line->addWidget(row.retry);
        line->addWidget(row.stop);
        connect(row.retry, &QToolButton::clicked, this, [this, id] { m_jobs.retry(id); });
        connect(row.stop, &QToolButton::clicked, this, [this, id] { m_jobs.stop(id); });
        m_layout->addWidget(row.widget);
        m_rows.insert(id, row);
        update(id);
    }
    setVisible(!entries.empty());
}

void JobDock::update(int id)
{
    const auto row = m_rows.constFind(id);
    const auto& entries = m_jobs.entries();
    const auto entry =
        std::find_if(entries.begin(), entries.end(), [id](const auto& e) { return e.id == id; });
    if (row == m_rows.constEnd() || entry == entries.end()) return;
    const bool failed = !entry->failure.isEmpty();
    row->retry->setVisible(failed);
    row->bar->setVisible(!failed);
    row->stop->setIcon(widgets::themedIcon(failed ? QStringLiteral("close") : QStringLiteral("stop")));
    row->stop->setToolTip(failed ? tr("Dismiss") : tr("Stop"));
    row->stop->setAccessibleName((failed ? tr("Dismiss: %1") : tr("Stop: %1")).arg(entry->title));
    const double fraction = entry->progress.fraction;
    row->bar->setRange(0, fraction < 0 ? 0 : 1000);
    if (fraction >= 0) row->bar->setValue(int(fraction * 1000));
    row->widget->setToolTip(QString::fromStdString(entry->progress.text));
    row->stop->setEnabled(!entry->stopping);
    if (failed) {
        row->remaining->setText(fontMetrics().elidedText(entry->failure, Qt::ElideRight, width() / 2));
        row->widget->setToolTip(entry->failure);
    } else if (entry->stopping)
        row->remaining->setText(tr("stopping after this step"));
    else if (!entry->note.isEmpty())
        row->remaining->setText(entry->note);
    else if (entry->progress.secondsRemaining >= 0)
        row->remaining->setText(
            tr("%n second(s) left", nullptr, int(entry->progress.secondsRemaining + 0.5)));
    else
        row->remaining->setText(fraction >= 0 ? QStringLiteral("%1 %").arg(int(fraction * 100)) : QString());
}

} // namespace vitrine::app
