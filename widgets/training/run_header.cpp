// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/training/run_header.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

using training::RunLog;
using training::RunState;

QString progressOf(const RunView& run)
{
    if (run.isStarting) return RunHeader::tr("The worker reads the model and the data …");
    if (!run.log || !run.log->start) return {};
    const RunLog& log = *run.log;
    const QLocale locale;
    QStringList parts{
        RunHeader::tr("step %1 of %2")
            .arg(locale.toString(qint64(log.step)), locale.toString(qint64(log.start->maxSteps))),
        RunHeader::tr("epoch %1").arg(locale.toString(log.epoch, 'f', 2))};
    if (run.state == RunState::Running) {
        if (log.speed.rowsPerSecond > 0)
            parts.append(RunHeader::tr("%1 rows/s").arg(locale.toString(log.speed.rowsPerSecond, 'f', 0)));
        if (log.speed.tokensPerSecond > 0)
            parts.append(
                RunHeader::tr("%1 tokens/s").arg(locale.toString(log.speed.tokensPerSecond, 'f', 0)));
        if (log.speed.secondsRemaining > 0)
            parts.append(RunHeader::tr("%1 left").arg(remainingText(log.speed.secondsRemaining)));
    } else {
        const double seconds =
            log.end && log.end->seconds > 0 ? log.end->seconds : log.time - log.start->time;
        if (seconds > 0) parts.append(RunHeader::tr("took %1").arg(remainingText(seconds)));
    }
    parts.append(RunHeader::tr("%1 parameters").arg(locale.toString(qint64(log.start->parameters))));
    if (!log.start->dtype.empty()) parts.append(QString::fromStdString(log.start->dtype));
    if (log.badLines > 0)
        parts.append(RunHeader::tr("%n unreadable line(s) in its log", nullptr, int(log.badLines)));
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace

RunHeader::RunHeader(QWidget* parent) : QFrame(parent)
{
    setRole(this, "card");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::space, Theme::space, Theme::space, Theme::space);
    layout->setSpacing(6);
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::space);
    m_name = makeLabel("heading");
    m_state = makeLabel("caption");
    m_state->setObjectName(QStringLiteral("runState"));
    row->addWidget(m_name);
    row->addWidget(m_state);
    row->addStretch();
    const auto button = [&](const QString& text, const QString& tip, void (RunHeader::*signal)()) {
        auto* made = new QPushButton(text);
        made->setToolTip(tip);
        connect(made, &QPushButton::clicked, this, signal);
        row->addWidget(made);
        return made;
    };
    m_stop = button(tr("Stop"), tr("Finishes the step, saves a checkpoint and ends; resume later."),
                    &RunHeader::stopRequested);
    m_abort =
        button(tr("Abort …"), tr("Ends the worker at once; what came after the last checkpoint is lost."),
               &RunHeader::abortRequested);
    m_resume = button(tr("Resume"), tr("Goes on from the last checkpoint, as if it had never stopped."),
                      &RunHeader::resumeRequested);
    m_playground = button(tr("Use in Playground"), tr("Makes the trained model the window's model."),
                          &RunHeader::playgroundRequested);
    m_attention = button(tr("Look at attention"), tr("Opens the trained model in the Attention panel."),
                         &RunHeader::attentionRequested);
    m_python = makeIconButton(QStringLiteral("code"), tr("Copy as Python"));
    connect(m_python, &QToolButton::clicked, this, &RunHeader::pythonRequested);
    m_folder = makeIconButton(QStringLiteral("folder"), tr("Open the run's folder"));
    connect(m_folder, &QToolButton::clicked, this, &RunHeader::folderRequested);
    row->addWidget(m_python);
    row->addWidget(m_folder);
    layout->addLayout(row);
    m_bar = new QProgressBar;
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the run"));
    layout->addWidget(m_bar);
    m_progressText = makeLabel("caption");
    m_progressText->setObjectName(QStringLiteral("runProgress"));
    layout->addWidget(m_progressText);
    m_problem = makeLabel("error");
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("runProblem"));
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_problem);
    showNone();
}

void RunHeader::showNone()
{
    m_name->setText(tr("No run yet"));
    m_state->clear();
    m_progressText->setText(tr("Everything at the left has a default: press Start training."));
    m_problem->hide();
    m_bar->hide();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_stop, m_abort, m_resume, m_playground,
                                                           m_attention, m_python, m_folder})
        widget->hide();
}

void RunHeader::showRun(const RunView& run)
{
    const bool runs = run.state == RunState::Running || run.isStarting;
    const bool isDone = run.state == RunState::Finished || run.state == RunState::EarlyStopped;
    const bool hasFolder = !run.folder.isEmpty();
    const bool hasCheckpoint = run.log && !run.log->checkpoints.empty();
    m_name->setText(run.isExample ? tr("Recorded example") : run.id);
    m_state->setText(run.isStarting  ? tr("Starting …")
                     : run.isExample ? tr("a run on the starter e-mails, kept to look at")
                                     : widgets::stateText(run.state));
    m_progressText->setText(progressOf(run));
    const double steps = run.log && run.log->start ? double(run.log->start->maxSteps) : 0;
    m_bar->setVisible(runs);
    m_bar->setRange(0, steps > 0 && !run.isStarting ? 1000 : 0);
    if (steps > 0) m_bar->setValue(int(1000 * double(run.log->step) / steps));
    m_problem->setText(run.problem.isEmpty() ? QString() : run.problem + QLatin1Char(' ') + run.nextStep);
    m_problem->setVisible(!run.problem.isEmpty());
    m_stop->setVisible(runs);
    m_abort->setVisible(runs);
    m_resume->setVisible(!runs && !isDone && hasFolder);
    m_playground->setVisible(hasFolder && !runs && (isDone || hasCheckpoint));
    m_attention->setVisible(m_hasAttention && m_playground->isVisibleTo(this));
    m_python->setVisible(!run.job.isEmpty());
    m_folder->setVisible(hasFolder);
}

void RunHeader::setAttentionAvailable(bool available)
{
    m_hasAttention = available;
}

QString RunHeader::stateText() const
{
    return m_state->text();
}

QString RunHeader::progressText() const
{
    return m_progressText->text();
}

} // namespace vitrine::widgets
