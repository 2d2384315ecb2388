// SPDX-License-Identifier: GPL-3.0-or-later
// What the Training panel does before a run: reads the table, measures texts, tries a step.
#include "app/window/error_text.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "app/window/training_controller.h"
#include "app/window/training_data.h"
#include "app/window/training_worker.h"
#include "widgets/training/data_page.h"
#include "widgets/training/training_form.h"
#include "widgets/training/training_panel.h"

#include <QFileDialog>
#include <QLocale>

namespace vitrine::app {

void TrainingController::preview()
{
    const auto tokenizer = m_session.tokenizer();
    if (!m_isActive || !tokenizer || m_session.tokenizerLoading()) return;
    m_isPreviewing = true;
    m_hasPreview = false;
    m_panel->data()->showBusy();
    const widgets::TrainingJob job = m_panel->form()->job();
    m_previewJob = m_session.workers().submitLatest<widgets::DataPreview>(
        "training-data",
        {[job, tokenizer](engine::JobContext& context) { return readPreview(job, *tokenizer, context); },
         [this, job](engine::Outcome<widgets::DataPreview> outcome) {
             m_isPreviewing = false;
             m_preview = {};
             m_preview.dataset = job.dataset;
             if (outcome.done()) {
                 m_preview = std::move(outcome.value());
             } else if (outcome.failed()) {
                 m_preview.problem = QString::fromStdString(outcome.error().message);
                 m_preview.nextStep = tr("Correct the file or choose another one.");
             }
             m_hasPreview = true;
             m_panel->form()->setPreview(m_preview);
             m_panel->data()->showPreview(m_preview);
             m_panel->data()->setCut(m_panel->form()->job().maxLength);
             if (m_isStartWanted) start();
             Q_EMIT idleChanged();
         }});
}

void TrainingController::cut()
{
    const auto tokenizer = m_session.tokenizer();
    if (!tokenizer || m_preview.sample.empty()) return;
    m_cutJob = m_session.workers().submitLatest<std::vector<widgets::PreviewRow>>(
        "training-cut",
        {[rows = m_preview.sample, length = m_panel->form()->job().maxLength,
          tokenizer](engine::JobContext& context) { return cutRows(rows, length, *tokenizer, context); },
         [this](engine::Outcome<std::vector<widgets::PreviewRow>> outcome) {
             if (outcome.done()) m_panel->data()->setRows(std::move(outcome.value()));
         }});
}

void TrainingController::check()
{
    auto* form = m_panel->form();
    if (m_worker->isChecking()) {
        m_worker->cancelCheck();
        form->setChecking(false);
        return form->showCheck({}, false);
    }
    form->showCheck(tr("Reading all rows and trying a step …"), false);
    form->setChecking(true);
    m_worker->check(widgets::jobFile(form->job(), m_preview.rows),
                    [this](core::Result<widgets::DryRun> found) {
                        m_panel->form()->setChecking(false);
                        showCheck(found);
                    });
}

void TrainingController::showCheck(const core::Result<widgets::DryRun>& found)
{
    auto* form = m_panel->form();
    if (!found.ok()) {
        const ErrorText text = explain(found.error());
        return form->showCheck(text.fact + QLatin1Char(' ') + text.nextStep, true);
    }
    const widgets::DryRun& dry = found.value();
    const QLocale locale;
    QStringList parts{tr("%1 steps of %2 s: done in about %3.")
                          .arg(locale.toString(dry.totalSteps), locale.toString(dry.stepSeconds, 'f', 2),
                               widgets::remainingText(dry.totalSeconds)),
                      tr("Memory at most %1.").arg(locale.formattedDataSize(qint64(dry.peakBytes))),
                      tr("%1 rows to train on, %2 held out; %3 are cut.")
                          .arg(locale.toString(dry.rows), locale.toString(dry.evalRows),
                               locale.toString(dry.truncatedRows))};
    if (dry.emptyRows > 0) parts.append(tr("%1 have no text.").arg(locale.toString(dry.emptyRows)));
    form->showCheck(parts.join(QLatin1Char(' ')), false);
}

void TrainingController::chooseDataset()
{
    auto* dialog =
        new QFileDialog(m_panel, tr("Open a table"), m_session.settings().lastFolder(),
                        tr("Tables (*.csv *.tsv *.json *.jsonl *.parquet *.arrow);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_session.settings().setLastFolder(QFileInfo(path).absolutePath());
        takeTable(path);
    });
    dialog->open();
}

void TrainingController::chooseModel()
{
    auto* dialog = new QFileDialog(m_panel, tr("Open a model folder"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { m_panel->form()->setModel(path); });
    dialog->open();
}

} // namespace vitrine::app
