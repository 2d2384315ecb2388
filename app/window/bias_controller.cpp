// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/bias_controller.h"

#include "app/window/bias_job.h"
#include "app/window/error_text.h"
#include "app/window/save_file.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "app/window/task_run.h"
#include "backend/hub/starters.h"
#include "widgets/playground/bias_page.h"
#include "widgets/playground/bias_view.h"
#include "widgets/playground/task_catalogue.h"
#include "widgets/playground/task_copy.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QPlainTextEdit>

namespace vitrine::app {
namespace {

using widgets::BiasPage;
using widgets::BiasSummary;
using widgets::BiasValues;

QString starterOf(const QString& task)
{
    const auto name = hub::starterFor(task.toStdString());
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

} // namespace

BiasController::BiasController(Session& session) : m_session(session), m_page(new BiasPage)
{
    const auto addAction = [this](const QString& text, const QString& keys, auto run) {
        auto* action = new QAction(text, this);
        if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
        connect(action, &QAction::triggered, this, run);
        m_actions.append(action);
    };
    const auto copyPython = [this] {
        QApplication::clipboard()->setText(
            biasPython(m_page->setup(), taskModel(m_session).location,
                       m_session.modelInfo() ? dtypeName(m_session.modelInfo()->dtype) : QString()));
    };
    addAction(tr("Measure bias"), QStringLiteral("Ctrl+Return"), [this] { run(); });
    addAction(tr("Stop measuring"), QStringLiteral("Escape"), [this] { stop(); });
    addAction(tr("Copy the bias probe as Python"), QStringLiteral("Ctrl+Shift+C"), copyPython);
    addAction(tr("Export the bias probe"), QStringLiteral("Ctrl+E"), [this] { exportAs(); });
    addAction(tr("Go to the sentences"), QStringLiteral("Ctrl+L"),
              [this] { m_page->templates()->setFocus(); });

    connect(m_page, &BiasPage::edited, this, &Panel::stateChanged);
    connect(m_page, &BiasPage::questionChanged, this, &BiasController::onSessionChanged);
    connect(m_page, &BiasPage::runRequested, this, &BiasController::run);
    connect(m_page, &BiasPage::stopRequested, this, &BiasController::stop);
    connect(m_page, &BiasPage::modelRequested, this, &BiasController::openStarter);
    connect(m_page, &BiasPage::groupsChosen, this, [this] {
        if (!m_values) return;
        auto values = std::make_shared<BiasValues>(*m_values);
        values->setup.first = m_page->firstGroup()->currentText();
        values->setup.second = m_page->secondGroup()->currentText();
        m_values = std::move(values);
        summarize();
    });
    connect(m_page, &BiasPage::exportRequested, this, [this, copyPython](BiasPage::Export what) {
        if (what == BiasPage::Export::Python) return copyPython();
        if (!m_values || !m_summary) return;
        const QString title = tr("Export the bias probe"), name = QStringLiteral("bias-") + m_values->model;
        switch (what) {
        case BiasPage::Export::DifferencesCsv:
            saveFile(m_session, m_page, title, tr("Table (*.csv)"), name + QStringLiteral("-differences.csv"),
                     widgets::toCsv(biasDifferencesTable(*m_values, *m_summary)).toUtf8());
            break;
        case BiasPage::Export::ValuesCsv:
            saveFile(m_session, m_page, title, tr("Table (*.csv)"), name + QStringLiteral(".csv"),
                     widgets::toCsv(biasValuesTable(*m_values)).toUtf8());
            break;
        case BiasPage::Export::Picture:
        case BiasPage::Export::Python:
            exportAs();
            break;
        }
    });
    connect(&session, &Session::modelChanged, this, &BiasController::onSessionChanged);
    connect(&session, &Session::tokenizerChanged, this, &BiasController::onSessionChanged);
    onSessionChanged();
}

BiasController::~BiasController()
{
    m_running.drop();
    if (m_job) m_session.jobs().remove(m_job);
    delete m_page;
}

QWidget* BiasController::widget()
{
    return m_page;
}

void BiasController::activated()
{
    m_isActive = true;
    onSessionChanged();
    if (m_isWanted) run();
}

void BiasController::openExample()
{
    const auto sets = widgets::biasSets();
    if (!sets.isEmpty()) m_page->openSet(sets.first());
    if (!whyNot().isEmpty()) openStarter();
    run();
}

QJsonObject BiasController::saveState() const
{
    return m_page->saveState();
}

void BiasController::restoreState(const QJsonObject& state)
{
    m_page->restoreState(state);
}

bool BiasController::takeTexts(const QStringList& texts, const QString&)
{
    m_page->templates()->setPlainText(texts.join(u'\n'));
    return true;
}

QString BiasController::whyNot() const
{
    const QString task = widgets::biasTask(m_page->setup().question);
    QStringList tasks = m_knownTasks;
    if (m_session.modelState() == Session::ModelState::Ready) tasks = taskModel(m_session).tasks;
    if (m_session.modelSpecification().isEmpty()) return tr("No model is open.");
    if (tasks.isEmpty() || tasks.contains(task)) return {};
    return tr("%1 has no head for “%2”.")
        .arg(displayName(m_session.modelSpecification()), widgets::taskText(task).title);
}

void BiasController::onSessionChanged()
{
    const QString model = m_session.modelSpecification();
    if (model != m_knownModel) {
        m_knownModel = model;
        m_knownTasks = tasksOfModel(model);
    }
    if (m_isRunning && model != m_runModel) stop(); // its answers would be another model's
    const QString why = whyNot(), starter = starterOf(widgets::biasTask(m_page->setup().question));
    m_page->setModel(displayName(model), why,
                     why.isEmpty() || starter.isEmpty() ? QString()
                                                        : tr("Open the starter model %1").arg(starter));
    if (!m_isWanted) return;
    if (m_session.modelState() == Session::ModelState::Failed) {
        m_isWanted = false;
        const ErrorText text = explain(*m_session.modelError());
        m_page->showError(text.kind, text.fact, text.nextStep);
        Q_EMIT idleChanged();
    } else if (m_session.modelState() == Session::ModelState::Ready && m_session.tokenizer() &&
               !m_session.tokenizerLoading()) {
        run();
    }
}

void BiasController::openStarter()
{
    const QString starter = starterOf(widgets::biasTask(m_page->setup().question));
    if (!starter.isEmpty()) m_session.openModel(QStringLiteral("starter:") + starter);
}

void BiasController::run()
{
    if (m_isRunning || !m_page->missing().isEmpty() || !whyNot().isEmpty()) {
        m_isWanted = false;
        Q_EMIT idleChanged();
        return;
    }
    const auto tokenizer = m_session.tokenizer();
    if (m_session.modelState() != Session::ModelState::Ready || !tokenizer || m_session.tokenizerLoading()) {
        m_isWanted = true;
        m_page->showState(tr("Loading the model …"));
        m_session.ensureModel();
        Q_EMIT idleChanged();
        return;
    }
    m_isWanted = false;
    m_isRunning = true;
    m_runModel = m_session.modelSpecification();
    m_page->setRunning(true);
    m_job = m_session.jobs().add(tr("Measuring bias"), [this] { stop(); });
    Q_EMIT idleChanged();
    m_running = m_session.runLongOnModel<BiasValues>(
        [tokenizer, setup = m_page->setup()](LoadedModel& model, engine::JobContext& context) {
            return probeBias(model, tokenizer, setup, context);
        },
        [this, name = displayName(m_runModel)](engine::Outcome<BiasValues> outcome) {
            m_isRunning = false;
            m_session.jobs().remove(std::exchange(m_job, 0));
            m_page->setRunning(false);
            if (outcome.done()) {
                outcome.value().model = name;
                m_values = std::make_shared<const BiasValues>(std::move(outcome.value()));
                summarize();
            } else if (outcome.canceled()) {
                m_page->showState(tr("Stopped; what was there before stays."));
            } else {
                const ErrorText text = explain(outcome.error());
                m_page->showError(text.kind, text.fact, text.nextStep);
            }
            Q_EMIT idleChanged();
        },
        [this](const core::Progress& progress) {
            if (!m_job) return;
            m_session.jobs().update(m_job, progress);
            m_page->showProgress(progress.fraction,
                                 tr("%1 sentences").arg(QString::fromStdString(progress.text)));
        });
}

void BiasController::stop()
{
    m_isWanted = false;
    m_running.stop();
    Q_EMIT idleChanged();
}

void BiasController::summarize()
{
    m_isSummarizing = true;
    m_session.workers().submitLatest<BiasSummary>(
        "bias summary", {[values = m_values](engine::JobContext&) { return summarizeBias(*values); },
                         [this, page = m_page, values = m_values](engine::Outcome<BiasSummary> outcome) {
                             if (!page) return; // the panel was closed; so was this
                             m_isSummarizing = false;
                             if (outcome.done()) {
                                 m_summary = std::make_shared<const BiasSummary>(std::move(outcome.value()));
                                 page->showValues(values, m_summary);
                             } else if (outcome.failed()) {
                                 Q_EMIT m_session.failed(tr("The figures could not be compared"),
                                                         outcome.error());
                             }
                             Q_EMIT idleChanged();
                         }});
    Q_EMIT idleChanged();
}

void BiasController::exportAs()
{
    if (!m_values || !m_summary) return;
    auto* dialog = new QFileDialog(m_page, tr("Export the bias probe"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(
        {tr("Picture of the chart (*.png)"), tr("Drawing of the chart (*.svg)"), tr("Table (*.csv)")});
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_session.settings().setLastFolder(QFileInfo(path).absolutePath());
        writeExport(path);
    });
    dialog->open();
}

void BiasController::writeExport(const QString& path)
{
    if (!m_values || !m_summary) return;
    const auto endsWith = [&](const char* suffix) {
        return path.endsWith(QLatin1String(suffix), Qt::CaseInsensitive);
    };
    const QString title = tr("Export the bias probe");
    if (endsWith(".png") || endsWith(".svg")) {
        if (!m_page->view()->exportPicture(path))
            Q_EMIT m_session.failed(title,
                                    {core::ErrorCode::Io, path.toStdString() + ": cannot be written", {}});
        return;
    }
    writeFile(m_session, title, path, widgets::toCsv(biasValuesTable(*m_values)).toUtf8());
}

} // namespace vitrine::app
