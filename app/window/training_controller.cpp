// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/training_controller.h"

#include "app/window/error_text.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "app/window/training_runs.h"
#include "app/window/training_worker.h"
#include "backend/training/diagnosis.h"
#include "widgets/training/curves_page.h"
#include "widgets/training/data_page.h"
#include "widgets/training/results_page.h"
#include "widgets/training/run_header.h"
#include "widgets/training/runs_page.h"
#include "widgets/training/training_form.h"
#include "widgets/training/training_panel.h"

#include <QAction>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

namespace vitrine::app {

using training::RunState;
using widgets::TrainingPanel;

namespace {

/// Events are looked for twenty times a second; the charts draw at the screen's rate.
constexpr int tickMilliseconds = 50;
constexpr int judgeMilliseconds = 1000, listMilliseconds = 4000;

} // namespace

TrainingController::TrainingController(Session& session)
    : m_session(session),
      m_panel(new TrainingPanel),
      m_worker(new TrainingWorker(session.services().trainingProgram.isEmpty()
                                      ? QCoreApplication::applicationFilePath()
                                      : session.services().trainingProgram,
                                  this))
{
    const auto addAction = [this](const QString& text, const QString& keys, auto run) {
        auto* action = new QAction(text, this);
        if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
        connect(action, &QAction::triggered, this, run);
        m_actions.append(action);
    };
    addAction(tr("Start training"), QStringLiteral("Ctrl+Return"), [this] { start(); });
    addAction(tr("Check before the start"), {}, [this] { check(); });
    addAction(tr("Stop the run"), {}, [this] { stop(); });
    addAction(tr("Resume the run"), {}, [this] { resume(); });
    addAction(tr("Copy as Python"), QStringLiteral("Ctrl+Shift+C"), [this] { copyAsPython(); });
    addAction(tr("Export the curves"), QStringLiteral("Ctrl+E"), [this] { exportCurves(); });
    addAction(tr("Open a table"), {}, [this] { chooseDataset(); });
    addAction(tr("Show the recorded example"), {}, [this] { showRecorded(); });

    m_tick.setInterval(tickMilliseconds);
    connect(&m_tick, &QTimer::timeout, this, &TrainingController::tick);
    m_cutTimer.setSingleShot(true);
    m_cutTimer.setInterval(60);
    connect(&m_cutTimer, &QTimer::timeout, this, &TrainingController::cut);
    connectPanel();
    connect(&session, &Session::tokenizerChanged, this, [this] {
        if (m_session.tokenizer() && !m_session.tokenizerLoading() && m_isActive) preview();
    });
    const auto offerModel = [this] {
        m_panel->form()->setCurrentModel(m_session.modelSpecification(),
                                         displayName(m_session.modelSpecification()));
    };
    connect(&session, &Session::modelChanged, this, offerModel);
    offerModel();
}

TrainingController::~TrainingController()
{
    for (engine::JobHandle* job : {&m_previewJob, &m_cutJob, &m_listJob, &m_loadJob, &m_predictionsJob})
        job->drop();
    if (m_dockJob) m_session.jobs().remove(m_dockJob);
    delete m_panel;
}

void TrainingController::connectPanel()
{
    auto* form = m_panel->form();
    using widgets::TrainingForm;
    connect(form, &TrainingForm::changed, this, &Panel::stateChanged);
    connect(form, &TrainingForm::dataChanged, this, &TrainingController::preview);
    connect(form, &TrainingForm::lengthChanged, this, [this] { m_cutTimer.start(); });
    connect(form, &TrainingForm::datasetWanted, this, &TrainingController::chooseDataset);
    connect(form, &TrainingForm::modelWanted, this, &TrainingController::chooseModel);
    connect(form, &TrainingForm::checkRequested, this, &TrainingController::check);
    connect(form, &TrainingForm::startRequested, this, &TrainingController::start);
    auto* header = m_panel->header();
    using widgets::RunHeader;
    header->setAttentionAvailable(findPanel(QStringLiteral("attention")) != nullptr);
    connect(header, &RunHeader::stopRequested, this, &TrainingController::stop);
    connect(header, &RunHeader::abortRequested, this, &TrainingController::abort);
    connect(header, &RunHeader::resumeRequested, this, &TrainingController::resume);
    connect(header, &RunHeader::playgroundRequested, this, &TrainingController::useInPlayground);
    connect(header, &RunHeader::attentionRequested, this, &TrainingController::lookAtAttention);
    connect(header, &RunHeader::pythonRequested, this, &TrainingController::copyAsPython);
    connect(header, &RunHeader::folderRequested, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_run.folder)); });
    auto* curves = m_panel->curves();
    using widgets::CurvesPage;
    connect(curves, &CurvesPage::exportRequested, this, &TrainingController::exportCurves);
    connect(curves, &CurvesPage::remedyRequested, this, [this](const std::string& code) {
        m_panel->form()->showCheck(m_panel->form()->applyRemedy(code), false);
    });
    connect(m_panel->results(), &widgets::ResultsPage::exportRequested, this,
            &TrainingController::exportPredictions);
    auto* runs = m_panel->runs();
    using widgets::RunsPage;
    connect(runs, &RunsPage::runChosen, this, [this](const QString& id) {
        if (const auto* run = summaryOf(id)) {
            m_panel->showPage(TrainingPanel::Curves);
            follow(run->folder, 0);
        }
    });
    connect(runs, &RunsPage::tickedChanged, this, &TrainingController::overlay);
    connect(runs, &RunsPage::settingsWanted, this, [this](const QString& id) {
        if (const auto* run = summaryOf(id)) m_panel->form()->setJob(widgets::jobOf(run->job));
    });
    connect(runs, &RunsPage::folderWanted, this, [this](const QString& id) {
        if (const auto* run = summaryOf(id)) QDesktopServices::openUrl(QUrl::fromLocalFile(run->folder));
    });
    connect(runs, &RunsPage::deleteRequested, this, &TrainingController::deleteRun);
    connect(m_panel, &TrainingPanel::pageChanged, this, [this] {
        if (m_panel->page() == TrainingPanel::Runs) listRuns();
    });
}

QWidget* TrainingController::widget()
{
    return m_panel;
}

bool TrainingController::idle() const
{
    return (m_hasPreview || !m_isActive) && !m_isLoading && !m_isListing && !m_isStartWanted;
}

void TrainingController::activated()
{
    if (!m_isActive) {
        m_isActive = true;
        preview();
    }
    listRuns();
}

QJsonObject TrainingController::saveState() const
{
    return {{QStringLiteral("job"), widgets::jobState(m_panel->form()->job())},
            {QStringLiteral("run"), m_run.isExample ? QString() : m_run.id}};
}

void TrainingController::restoreState(const QJsonObject& state)
{
    m_wantedRun = state[QStringLiteral("run")].toString();
    m_panel->form()->setJob(widgets::jobOfState(state[QStringLiteral("job")].toObject()));
}

bool TrainingController::takeTable(const QString& path)
{
    m_panel->form()->setDataset(path);
    m_panel->showPage(TrainingPanel::Data);
    return true;
}

void TrainingController::openRun(const QString& folder)
{
    m_panel->showPage(TrainingPanel::Curves);
    follow(folder, 0);
}

void TrainingController::openExample()
{
    m_isActive = true;
    preview();
    showRecorded();
}

// --- Processes -------------------------------------------------------------------------------------

void TrainingController::start()
{
    m_isStartWanted = !m_hasPreview;
    if (m_isStartWanted) {
        // What the steps of an epoch are is known when the table is.
        if (!m_isPreviewing) preview();
        return m_panel->form()->showCheck(tr("Starts as soon as the table is read …"), false);
    }
    if (!m_preview.problem.isEmpty())
        return m_panel->form()->showCheck(m_preview.problem + QLatin1Char(' ') + m_preview.nextStep, true);
    m_worker->cancelCheck();
    m_panel->form()->setChecking(false);
    m_panel->form()->showCheck({}, false);
    const widgets::TrainingJob job = m_panel->form()->job();
    const QString folder = newRunFolder(runsFolder(), job.dataset);
    const auto made = core::capture([&] {
        if (!QDir().mkpath(folder))
            throw core::Exception(core::ErrorCode::Io, folder.toStdString() + ": the folder cannot be made");
        writeJob(folder, widgets::jobFile(job, m_preview.rows));
        return true;
    });
    if (!made.ok()) return say(tr("The run could not be started"), made.error());
    launch(folder, false);
}

void TrainingController::launch(QString folder, bool resume)
{
    if (const auto writer = training::writerOf(folder.toStdString()); writer != 0)
        return say(tr("The run could not be started"),
                   {core::ErrorCode::Io,
                    folder.toStdString() + ": process " + std::to_string(writer) + " trains in this folder",
                    {}});
    const auto pid = m_worker->start(folder, resume);
    if (!pid.ok()) return say(tr("The run could not be started"), pid.error());
    m_panel->showPage(TrainingPanel::Curves);
    follow(folder, pid.value());
}

void TrainingController::resume()
{
    if (!m_run.folder.isEmpty() && !m_run.isLive()) launch(m_run.folder, true);
}

void TrainingController::stop()
{
    if (!m_run.isLive()) return;
    const auto writer = training::writerOf(m_run.folder.toStdString());
    if (!TrainingWorker::stop(writer != 0 ? writer : m_run.startedPid)) refresh(true);
}

void TrainingController::abort()
{
    if (!m_run.isLive()) return;
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Abort the run?"),
                                tr("What came after the last checkpoint is lost. Stop saves one first."),
                                QMessageBox::Cancel, m_panel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto* yes = box->addButton(tr("Abort"), QMessageBox::DestructiveRole);
    connect(yes, &QAbstractButton::clicked, this, [this, folder = m_run.folder, pid = m_run.startedPid] {
        const auto writer = training::writerOf(folder.toStdString());
        TrainingWorker::abort(writer != 0 ? writer : pid);
    });
    box->open();
}

// --- Runs ------------------------------------------------------------------------------------------

QString TrainingController::runsFolder() const
{
    return QDir(m_session.settings().dataFolder()).filePath(QStringLiteral("runs"));
}

void TrainingController::listRuns()
{
    m_listed.start();
    m_isListing = true;
    m_listJob = m_session.workers().submitLatest<std::vector<widgets::RunSummary>>(
        "training-runs", {[folder = runsFolder()](engine::JobContext&) { return summarizeRuns(folder); },
                          [this](engine::Outcome<std::vector<widgets::RunSummary>> outcome) {
                              m_isListing = false;
                              if (outcome.done()) onRunsListed(std::move(outcome.value()));
                              Q_EMIT idleChanged();
                          }});
}

void TrainingController::onRunsListed(std::vector<widgets::RunSummary> runs)
{
    m_runs = std::move(runs);
    m_panel->runs()->setRuns(m_runs);
    updateLive();
    if (m_run.reader || m_isLoading) return m_panel->runs()->setCurrentRun(m_run.id);
    // The run that still goes on, else that of the last time, else the newest.
    const widgets::RunSummary* chosen = nullptr;
    for (const auto& run : m_runs)
        if (run.state == RunState::Running && !chosen) chosen = &run;
    if (!chosen) chosen = summaryOf(m_wantedRun);
    if (!chosen && !m_runs.empty()) chosen = &m_runs.front();
    if (!chosen) return;
    m_panel->showPage(TrainingPanel::Curves);
    follow(chosen->folder, 0);
}

const widgets::RunSummary* TrainingController::summaryOf(const QString& id) const
{
    for (const auto& run : m_runs)
        if (run.id == id) return &run;
    return nullptr;
}

void TrainingController::showRecorded()
{
    m_loadJob.drop();
    m_isLoading = false;
    RecordedRun recorded = recordedRun();
    m_run = {};
    m_run.id = QStringLiteral("example");
    m_run.isExample = m_run.hasPredictions = true;
    m_run.reader = recorded.reader;
    m_run.job = recorded.job;
    m_run.state = recorded.reader->state();
    const auto& log = m_run.reader->log();
    m_panel->results()->setPredictions(std::move(recorded.predictions), labelNames(log),
                                       log.evaluations.empty() ? std::vector<std::vector<std::int64_t>>()
                                                               : log.evaluations.back().confusion);
    m_panel->showPage(TrainingPanel::Curves);
    overlay();
    refresh(true);
    updateLive();
}

void TrainingController::follow(QString folder, qint64 startedPid)
{
    m_run = {};
    m_run.id = QFileInfo(folder).fileName();
    m_run.folder = folder;
    m_run.startedPid = startedPid;
    m_run.job = readJob(folder);
    m_isLoading = true;
    m_panel->results()->showEmpty(tr("They appear here after the first evaluation."));
    // The log of a long run takes a while: not on this thread.
    m_loadJob.drop();
    using Reader = std::shared_ptr<training::RunReader>;
    m_loadJob =
        m_session.workers().submit<Reader>({[path = folder.toStdString()](engine::JobContext&) {
                                                auto reader = std::make_shared<training::RunReader>(path);
                                                reader->readAll();
                                                return reader;
                                            },
                                            [this](engine::Outcome<Reader> outcome) {
                                                m_isLoading = false;
                                                if (outcome.failed())
                                                    say(tr("The run could not be read"), outcome.error());
                                                if (outcome.done()) {
                                                    m_run.reader = outcome.value();
                                                    m_run.state = m_run.reader->state();
                                                    overlay();
                                                    refresh(true);
                                                    loadPredictions();
                                                    updateLive();
                                                    listRuns();
                                                }
                                                Q_EMIT idleChanged();
                                            }});
    Q_EMIT stateChanged();
}

void TrainingController::tick()
{
    if (m_listed.isValid() && m_listed.elapsed() > listMilliseconds && !m_isListing) listRuns();
    if (!m_run.reader || m_run.isExample || !m_run.isLive()) return;
    const auto polled = core::capture([this] { return m_run.reader->poll(1); });
    const bool changed = polled.ok() && polled.value();
    const auto& log = m_run.reader->log();
    const RunState before = m_run.state;
    m_run.state = m_run.reader->state();
    // A worker that this window started counts as living until it has written something or is gone.
    if (m_run.startedPid != 0) {
        const bool spoke =
            m_run.state == RunState::Running || (changed && (log.end.has_value() || log.error.has_value()));
        if (spoke || !TrainingWorker::isAlive(m_run.startedPid)) m_run.startedPid = 0;
    }
    if (changed || before != m_run.state || m_run.startedPid == 0) refresh(changed);
    if (!m_run.isLive()) onEnded();
}

void TrainingController::refresh(bool changed)
{
    m_panel->showRun(view());
    if (!changed || !m_run.reader) return;
    const auto& log = m_run.reader->log();
    m_panel->curves()->update();
    const bool isDue = !m_judged.isValid() || m_judged.elapsed() > judgeMilliseconds || !m_run.isLive();
    if (isDue || m_judgedEvaluations != log.evaluations.size()) {
        m_judged.start();
        m_judgedEvaluations = log.evaluations.size();
        m_panel->curves()->showVerdict(training::judge(log.curves));
        if (!m_run.hasPredictions && !log.evaluations.empty() && !log.evaluations.back().confusion.empty())
            m_panel->results()->setConfusion(log.evaluations.back().confusion, labelNames(log));
    }
    if (m_dockJob && log.start && log.start->maxSteps > 0)
        m_session.jobs().update(m_dockJob, {double(log.step) / double(log.start->maxSteps),
                                            "step " + std::to_string(log.step), log.speed.secondsRemaining});
}

void TrainingController::onEnded()
{
    refresh(true);
    updateLive();
    loadPredictions();
    listRuns();
}

void TrainingController::loadPredictions()
{
    if (m_run.isExample || m_run.isLive()) return;
    using Rows = std::vector<training::RunPrediction>;
    m_predictionsJob = m_session.workers().submitLatest<Rows>(
        "training-predictions",
        {[path =
              std::filesystem::path(m_run.folder.toStdString()) / "predictions.jsonl"](engine::JobContext&) {
             return std::filesystem::exists(path) ? training::readPredictions(path) : Rows();
         },
         [this, folder = m_run.folder](engine::Outcome<Rows> outcome) {
             if (folder != m_run.folder || !outcome.done() || outcome.value().empty() || !m_run.reader)
                 return;
             m_run.hasPredictions = true;
             m_panel->results()->setPredictions(std::move(outcome.value()), labelNames(m_run.reader->log()));
         }});
}

void TrainingController::overlay()
{
    if (!m_run.reader) return;
    const auto logOf = [](const std::shared_ptr<training::RunReader>& reader) {
        return std::shared_ptr<const training::RunLog>(reader, &reader->log());
    };
    std::vector<widgets::CurveRun> runs{{m_run.isExample ? tr("Example") : m_run.id, logOf(m_run.reader)}};
    std::map<QString, std::shared_ptr<training::RunReader>> wanted;
    for (const QString& id : m_panel->runs()->ticked()) {
        const auto* run = summaryOf(id);
        if (!run || run->folder == m_run.folder) continue;
        auto& reader = wanted[run->folder];
        if (const auto known = m_overlaid.find(run->folder); known != m_overlaid.end()) {
            reader = known->second;
            runs.push_back({id, logOf(reader)});
            continue;
        }
        reader = std::make_shared<training::RunReader>(run->folder.toStdString());
        // Read elsewhere; drawn when it is there.
        m_session.workers().submitLatest<std::shared_ptr<training::RunReader>>(
            "training-overlay-" + run->folder.toStdString(),
            {[path = run->folder.toStdString()](engine::JobContext&) {
                 auto read = std::make_shared<training::RunReader>(path);
                 read->readAll();
                 return read;
             },
             [self = QPointer(this),
              folder = run->folder](engine::Outcome<std::shared_ptr<training::RunReader>> outcome) {
                 if (!self || !outcome.done() || !self->m_overlaid.contains(folder)) return;
                 self->m_overlaid[folder] = outcome.value();
                 self->overlay();
             }});
    }
    m_overlaid = std::move(wanted);
    m_panel->curves()->setRuns(std::move(runs));
}

void TrainingController::deleteRun(const QString& id)
{
    const auto* run = summaryOf(id);
    if (!run || QFileInfo(run->folder).absolutePath() != QFileInfo(runsFolder()).absoluteFilePath()) return;
    auto* box =
        new QMessageBox(QMessageBox::Warning, tr("Delete the run %1?").arg(id),
                        tr("Its curves, checkpoints and the trained model are removed from the disk."),
                        QMessageBox::Cancel, m_panel);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto* yes = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    connect(yes, &QAbstractButton::clicked, this, [this, folder = run->folder] {
        if (training::writerOf(folder.toStdString()) != 0) return;
        if (m_run.folder == folder) {
            m_run = {};
            m_panel->curves()->setRuns({});
            m_panel->curves()->showVerdict({});
            m_panel->showNoRun();
        }
        m_session.workers().submit<engine::Nothing>(
            {[path = folder.toStdString()](engine::JobContext&) {
                 std::filesystem::remove_all(path);
                 return engine::Nothing{};
             },
             [self = QPointer(this)](engine::Outcome<engine::Nothing> outcome) {
                 if (!self) return;
                 if (outcome.failed()) self->say(tr("The run could not be deleted"), outcome.error());
                 self->listRuns();
             }});
    });
    box->open();
}

void TrainingController::updateLive()
{
    bool others = false;
    for (const auto& run : m_runs)
        others = others || (run.state == RunState::Running && run.folder != m_run.folder);
    const bool live = m_run.isLive();
    m_session.setProcessorShared(live || others);
    if (live || others)
        m_tick.start();
    else
        m_tick.stop();
    if (live && m_dockJob == 0)
        m_dockJob = m_session.jobs().add(
            tr("Training %1").arg(m_run.id), [this] { stop(); }, true);
    if (!live && m_dockJob != 0) m_session.jobs().remove(std::exchange(m_dockJob, 0));
}

widgets::RunView TrainingController::view() const
{
    widgets::RunView view{m_run.id, m_run.folder, m_run.state, {}, m_run.job, m_run.isExample};
    if (m_run.reader) view.log = {m_run.reader, &m_run.reader->log()};
    view.isStarting = m_run.startedPid != 0 && m_run.state != RunState::Running;
    if (view.isStarting || !view.log) return view;
    const bool hasCheckpoint = !view.log->checkpoints.empty();
    if (view.state == RunState::Failed) {
        const ErrorText text =
            explain({TrainingWorker::codeOf(view.log->error->code), view.log->error->message, {}});
        view.problem = text.fact;
        view.nextStep = hasCheckpoint ? tr("Then resume from the last checkpoint.") : text.nextStep;
    } else if (view.state == RunState::Died) {
        view.problem = tr("The worker ended without a word: it was killed, or the machine went down.");
        view.nextStep =
            hasCheckpoint
                ? tr("Resume goes on from %1.").arg(QString::fromStdString(view.log->checkpoints.back().name))
                : tr("Resume starts again: there was no checkpoint yet.");
    } else if (view.state == RunState::Waiting) {
        const QString words = TrainingWorker::lastWords(m_run.folder);
        view.problem = words.isEmpty() ? tr("The worker ended before its first step.") : words;
        view.nextStep = tr("Check the settings at the left and start again.");
    }
    return view;
}

// --- What is done with a run -----------------------------------------------------------------------

QString TrainingController::modelFolder() const
{
    const QDir folder(m_run.folder);
    if (folder.exists(QStringLiteral("model.safetensors"))) return m_run.folder;
    if (m_run.reader) {
        const auto& checkpoints = m_run.reader->log().checkpoints;
        for (auto one = checkpoints.rbegin(); one != checkpoints.rend(); ++one)
            if (const QString path = folder.filePath(QString::fromStdString(one->name)); QDir(path).exists())
                return path;
    }
    return {};
}

void TrainingController::useInPlayground()
{
    const QString folder = modelFolder();
    if (folder.isEmpty())
        return say(
            tr("The model could not be opened"),
            {core::ErrorCode::NotFound, m_run.folder.toStdString() + ": no model and no checkpoint", {}});
    m_session.openModel(folder);
    Q_EMIT m_session.panelRequested(QStringLiteral("playground"), {});
}

void TrainingController::lookAtAttention()
{
    Q_EMIT m_session.panelRequested(QStringLiteral("attention"), m_run.folder);
}

void TrainingController::say(const QString& what, const core::Error& error)
{
    Q_EMIT m_session.failed(what, error);
}

} // namespace vitrine::app
