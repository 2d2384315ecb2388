// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tasks_controller.h"

#include "app/window/error_text.h"
#include "app/window/save_file.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "app/window/similarity_controller.h"
#include "app/window/task_run.h"
#include "backend/hub/starters.h"
#include "widgets/playground/playground_view.h"
#include "widgets/playground/task_catalogue.h"
#include "widgets/playground/task_copy.h"
#include "widgets/playground/task_form.h"
#include "widgets/playground/task_gallery.h"
#include "widgets/playground/task_page.h"
#include "widgets/playground/task_view.h"
#include "widgets/playground/tasks_panel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>

namespace vitrine::app {
namespace {

using widgets::TaskPage;
using widgets::TaskRequest;
using widgets::TaskResult;
using widgets::TasksPanel;

constexpr auto slot = "task";
/// A run as you type may take so long; a longer one waits for a pause.
constexpr double budgetMilliseconds = 300;
constexpr int shortPause = 120, longPause = 900;

QString starterOf(const QString& task)
{
    const auto name = hub::starterFor(task.toStdString());
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

} // namespace

TasksController::TasksController(Session& session)
    : m_session(session),
      m_similarity(std::make_unique<SimilarityController>(session)),
      m_panel(new TasksPanel(m_similarity->widget()))
{
    const auto addAction = [this](const QString& text, const QString& keys, auto run) {
        auto* action = new QAction(text, this);
        if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
        connect(action, &QAction::triggered, this, run);
        m_actions.append(action);
    };
    addAction(tr("Run"), QStringLiteral("Ctrl+Return"), [this] { run(); });
    addAction(tr("Stop"), QStringLiteral("Escape"), [this] { m_running.stop(); });
    addAction(tr("All tasks"), QStringLiteral("Ctrl+Home"), [this] { showGallery(); });
    addAction(tr("Go to the text"), QStringLiteral("Ctrl+L"),
              [this] { page()->form()->firstEditor()->setFocus(); });
    addAction(tr("Copy as Python"), QStringLiteral("Ctrl+Shift+C"),
              [this] { copy(widgets::TaskCopy::Python); });
    addAction(tr("Export the result"), QStringLiteral("Ctrl+E"), [this] { exportAs(QStringLiteral("csv")); });

    m_debounce.setSingleShot(true);
    m_debounce.setInterval(shortPause);
    connect(&m_debounce, &QTimer::timeout, this, &TasksController::run);
    connect(m_panel, &TasksPanel::galleryRequested, this, &TasksController::showGallery);
    connect(m_panel->gallery(), &widgets::TaskGallery::taskChosen, this, &TasksController::chooseTask);
    connect(m_panel, &TasksPanel::taskChosen, this, [this](const QString& task) {
        if (task != m_panel->task()) openTask(task);
    });
    TaskPage* page = m_panel->page();
    connect(page, &TaskPage::edited, this, &Panel::stateChanged);
    connect(page, &TaskPage::exampleChosen, page, &TaskPage::openExample);
    connect(page, &TaskPage::runRequested, this, &TasksController::requestRun);
    connect(page, &TaskPage::runNowRequested, this, &TasksController::run);
    connect(page, &TaskPage::stopRequested, this, [this] {
        m_isWanted = false;
        m_debounce.stop();
        m_running.stop();
        if (m_session.modelState() != Session::ModelState::Ready) setWaiting(false);
    });
    connect(page, &TaskPage::unableActionRequested, this, &TasksController::openStarter);
    connect(page, &TaskPage::copyRequested, this, &TasksController::copy);
    connect(page, &TaskPage::exportRequested, this, &TasksController::exportAs);
    connect(page, &TaskPage::pinRequested, this,
            [this] { Q_EMIT pinRequested(this->page()->result(), resultSummary()); });
    connect(page, &TaskPage::batchRequested, this, [this] {
        Q_EMIT batchRequested(this->page()->task(), this->page()->form()->request().arguments);
    });
    connect(page, &TaskPage::comparisonRequested, this,
            [this] { Q_EMIT comparisonRequested(this->page()->request()); });
    connect(page, &TaskPage::quizRequested, m_similarity.get(), &SimilarityController::openQuiz);
    connect(page, &TaskPage::arrayExportRequested, this,
            [this](const core::FloatArray& array, const QString& name) {
                saveFile(m_session, m_panel, tr("Save the values"), tr("NumPy array (*.npy)"),
                         name + QStringLiteral(".npy"), widgets::toNpy(array));
            });
    connect(m_similarity.get(), &Panel::idleChanged, this, &Panel::idleChanged);
    connect(m_similarity.get(), &Panel::stateChanged, this, &Panel::stateChanged);
    connect(&session, &Session::modelChanged, this, &TasksController::onSessionChanged);
    connect(&session, &Session::tokenizerChanged, this, &TasksController::onSessionChanged);
    showGallery();
}

TasksController::~TasksController()
{
    m_running.drop();
    m_similarity.reset(); // its widget is a child of the panel
    delete m_panel;
}

QWidget* TasksController::widget()
{
    return m_panel;
}

TaskPage* TasksController::page() const
{
    return m_panel->page();
}

QList<QAction*> TasksController::actions() const
{
    return m_actions + m_similarity->actions();
}

QStringList TasksController::pages() const
{
    return widgets::taskOrder();
}

bool TasksController::showPage(const QString& id)
{
    if (!widgets::taskOrder().contains(id)) return false;
    openTask(id);
    return true;
}

void TasksController::openExample()
{
    if (m_panel->task().isEmpty()) return;
    if (TasksPanel::isSimilarity(m_panel->task())) return m_similarity->openExample();
    if (!canRun(m_panel->task())) openStarter();
    page()->openExample(0);
    run();
}

bool TasksController::idle() const
{
    if (m_panel->task().isEmpty()) return true;
    return TasksPanel::isSimilarity(m_panel->task()) ? m_similarity->idle()
                                                     : !m_isWaiting && !m_debounce.isActive();
}

void TasksController::activated()
{
    m_isActive = true;
    if (m_panel->task().isEmpty()) return updateCards();
    if (TasksPanel::isSimilarity(m_panel->task())) return m_similarity->activated();
    m_session.ensureModel();
    if (m_isWanted) run();
}

QJsonObject TasksController::saveState() const
{
    QJsonObject drafts;
    for (auto it = m_drafts.begin(); it != m_drafts.end(); ++it)
        drafts[it.key()] = it.value();
    if (!page()->task().isEmpty()) drafts[page()->task()] = page()->draft();
    return {{QStringLiteral("task"), m_panel->task()},
            {QStringLiteral("drafts"), drafts},
            {QStringLiteral("asYouType"), page()->runsAsYouType()},
            {QStringLiteral("stages"), page()->showsStages()},
            {QStringLiteral("similarity"), m_similarity->saveState()}};
}

void TasksController::restoreState(const QJsonObject& state)
{
    // A state from before there were tasks is that of the similarities.
    const bool hasTasks = state.contains(QStringLiteral("drafts"));
    m_similarity->restoreState(hasTasks ? state[QStringLiteral("similarity")].toObject() : state);
    const QJsonObject drafts = state[QStringLiteral("drafts")].toObject();
    for (auto it = drafts.begin(); it != drafts.end(); ++it)
        m_drafts[it.key()] = it.value().toObject();
    page()->setRunsAsYouType(state[QStringLiteral("asYouType")].toBool(true));
    page()->setShowsStages(state[QStringLiteral("stages")].toBool(true));
    const QString task = hasTasks                                 ? state[QStringLiteral("task")].toString()
                         : state.contains(QStringLiteral("text")) ? QStringLiteral("sentence-similarity")
                                                                  : QString();
    if (task.isEmpty() || !showPage(task)) showGallery();
}

bool TasksController::takeTexts(const QStringList& texts, const QString& origin)
{
    const QString task = m_panel->task();
    if (task.isEmpty() || TasksPanel::isSimilarity(task)) {
        openTask(QStringLiteral("sentence-similarity"));
        return m_similarity->takeTexts(texts, origin);
    }
    QJsonObject draft = page()->draft();
    const QString key = widgets::mainInput(task);
    draft[key] = texts.join(u'\n');
    page()->setDraft(draft);
    return true;
}

void TasksController::showGallery()
{
    keepDraft();
    m_panel->showGallery();
    updateCards();
    updateActions();
    Q_EMIT idleChanged();
    Q_EMIT stateChanged();
}

void TasksController::chooseTask(const QString& task)
{
    openTask(task);
    if (!canRun(task) && !starterOf(task).isEmpty()) openStarter();
}

void TasksController::openTask(const QString& task)
{
    keepDraft();
    m_running.drop();
    m_debounce.stop();
    m_isWanted = false;
    setWaiting(false);
    const bool isOther = task != page()->task();
    m_panel->showTask(task);
    if (TasksPanel::isSimilarity(task)) {
        if (m_isActive) m_similarity->activated();
    } else if (isOther) {
        page()->setModel(taskModel(m_session));
        if (m_drafts.contains(task))
            page()->setDraft(m_drafts[task]);
        else
            page()->openExample(0);
        m_debounce.setInterval(shortPause);
        onSessionChanged();
    } else if (m_isActive) {
        m_session.ensureModel();
    }
    updateActions();
    Q_EMIT idleChanged();
    Q_EMIT stateChanged();
}

void TasksController::openRequest(const TaskRequest& request)
{
    openTask(request.task);
    page()->setRequest(request);
    run();
}

void TasksController::openStarter()
{
    const QString starter = starterOf(m_panel->task());
    if (starter.isEmpty()) return;
    m_isWanted = true;
    page()->showBusy(tr("Loading the model …"));
    m_session.openModel(QStringLiteral("starter:") + starter);
}

void TasksController::keepDraft()
{
    if (!page()->task().isEmpty()) m_drafts[page()->task()] = page()->draft();
}

void TasksController::requestRun()
{
    m_debounce.start();
    Q_EMIT idleChanged();
}

void TasksController::run()
{
    m_debounce.stop();
    if (m_panel->task().isEmpty() || TasksPanel::isSimilarity(m_panel->task())) return;
    const TaskRequest request = page()->request();
    if (request.input.isNull()) {
        m_isWanted = false;
        m_running.drop();
        return setWaiting(false);
    }
    m_isWanted = true;
    const auto tokenizer = m_session.tokenizer();
    if (m_session.modelState() != Session::ModelState::Ready || !tokenizer || m_session.tokenizerLoading()) {
        if (m_isActive) m_session.ensureModel();
        return onSessionChanged();
    }
    m_isWanted = false;
    if (!canRun(request.task)) {
        setWaiting(false);
        const QString starter = starterOf(request.task);
        return page()->showUnable(whyNot(request.task), starter.isEmpty()
                                                            ? QString()
                                                            : tr("Open the starter model %1").arg(starter));
    }
    setWaiting(true);
    page()->startStream(request);
    const auto onTokens = [this](const QList<widgets::StreamedToken>& tokens) { page()->addTokens(tokens); };
    m_running = m_session.runOnModel<TaskResult>(
        slot,
        [request, tokenizer, stages = page()->showsStages(), onTokens](LoadedModel& model,
                                                                       engine::JobContext& context) {
            return runTask(model, tokenizer, request, stages, context, onTokens);
        },
        [this, name = displayName(m_session.modelSpecification())](engine::Outcome<TaskResult> outcome) {
            if (outcome.done()) {
                outcome.value().model = name;
                const bool slow = outcome.value().milliseconds > budgetMilliseconds;
                m_debounce.setInterval(slow ? longPause : shortPause);
                page()->showResult(outcome.value());
                page()->setSlow(slow);
                Q_EMIT ran(outcome.value(), resultSummary());
            } else if (outcome.failed()) {
                const ErrorText text = explain(outcome.error());
                page()->showError(text.kind, text.fact, text.nextStep);
            }
            setWaiting(false);
        });
}

void TasksController::onSessionChanged()
{
    page()->setModel(taskModel(m_session));
    updateCards();
    const QString task = m_panel->task();
    if (task.isEmpty() || TasksPanel::isSimilarity(task)) return;
    if (m_session.modelState() == Session::ModelState::Failed || m_session.tokenizerError()) {
        const ErrorText text = explain(m_session.modelState() == Session::ModelState::Failed
                                           ? m_session.modelError().value_or(core::Error{})
                                           : *m_session.tokenizerError());
        page()->showError(tr("The model could not be opened"), text.fact, text.nextStep);
        return setWaiting(false);
    }
    const bool ready = m_session.modelState() == Session::ModelState::Ready && m_session.tokenizer() &&
                       !m_session.tokenizerLoading();
    if (ready) {
        run(); // also what is on screen, since the model is another one
    } else if (!canRun(task)) {
        const QString starter = starterOf(task);
        page()->showUnable(whyNot(task),
                           starter.isEmpty() ? QString() : tr("Open the starter model %1").arg(starter));
        setWaiting(false);
    } else if (m_isWanted) {
        page()->showBusy(tr("Loading the model …"));
        setWaiting(true);
        if (m_isActive) m_session.ensureModel();
    }
}

bool TasksController::canRun(const QString& task) const
{
    return m_knownTasks.isEmpty() || m_knownTasks.contains(task);
}

QString TasksController::whyNot(const QString& task) const
{
    const QString name = displayName(m_session.modelSpecification());
    QStringList titles;
    for (const QString& other : widgets::taskOrder())
        if (m_knownTasks.contains(other)) titles.append(widgets::taskText(other).title);
    return tr("“%1” needs a model that was trained for it. %2 can do: %3.")
        .arg(widgets::taskText(task).title, name, titles.join(QStringLiteral(", ")));
}

void TasksController::updateCards()
{
    if (m_session.modelInfo()) {
        m_knownTasks = taskModel(m_session).tasks;
        m_knownModel.clear();
    } else if (m_knownModel != m_session.modelSpecification() || m_knownModel.isEmpty()) {
        m_knownModel = m_session.modelSpecification();
        m_knownTasks = tasksOfModel(m_knownModel);
    }
    if (!m_panel->task().isEmpty()) return;
    QList<widgets::TaskCard> cards;
    for (const QString& task : widgets::taskOrder()) {
        const auto examples = widgets::taskExamples(task);
        widgets::TaskCard card{task, canRun(task), {}, starterOf(task), {}};
        if (!card.runs) card.why = whyNot(task);
        if (!examples.isEmpty()) card.exampleText = widgets::summary(examples.first().request.input);
        cards.append(card);
    }
    m_panel->gallery()->setCards(cards, displayName(m_session.modelSpecification()));
}

void TasksController::updateActions()
{
    const QString task = m_panel->task();
    const bool isSimilarity = TasksPanel::isSimilarity(task);
    for (QAction* action : m_actions)
        action->setEnabled(!task.isEmpty() && !isSimilarity);
    m_actions[2]->setEnabled(!task.isEmpty()); // all tasks
    for (QAction* action : m_similarity->actions())
        action->setEnabled(isSimilarity);
}

QString TasksController::resultSummary() const
{
    return page()->view()->plainText().section(u'\n', 0, 0).replace(u'\t', QStringLiteral("  "));
}

void TasksController::setWaiting(bool waiting)
{
    if (m_isWaiting == waiting) return;
    m_isWaiting = waiting;
    page()->setRunning(waiting);
    Q_EMIT idleChanged();
}

void TasksController::copy(widgets::TaskCopy what)
{
    using widgets::TaskCopy;
    const QString location = taskModel(m_session).location;
    const TaskRequest request = page()->request();
    QString text;
    switch (what) {
    case TaskCopy::Result:
        text = page()->hasResult() ? page()->view()->plainText() : QString();
        break;
    case TaskCopy::Python:
        text = widgets::taskPython(request, location);
        break;
    case TaskCopy::Curl:
        text = widgets::taskCurl(request, location);
        break;
    case TaskCopy::Json:
        text = widgets::taskJson(page()->result());
        break;
    case TaskCopy::Command:
        text = widgets::taskCommand(request, m_session.modelSpecification());
        break;
    }
    if (!text.isEmpty()) QApplication::clipboard()->setText(text);
}

void TasksController::exportAs(const QString& suffix)
{
    if (!page()->hasResult()) return;
    if (suffix == QLatin1String("svg")) {
        if (const QByteArray picture = page()->view()->picture(); !picture.isEmpty())
            saveFile(m_session, m_panel, tr("Export the drawing"), tr("Drawing (*.svg)"),
                     page()->task() + QStringLiteral(".svg"), picture);
        return;
    }
    const bool isCsv = suffix == QLatin1String("csv") && !page()->view()->table().isEmpty();
    saveFile(m_session, m_panel, tr("Export the result"),
             isCsv ? tr("Table (*.csv)") : tr("Request, result and details (*.json)"),
             page()->task() + (isCsv ? QStringLiteral(".csv") : QStringLiteral(".json")),
             isCsv ? widgets::toCsv(page()->view()->table()).toUtf8()
                   : widgets::taskJson(page()->result()).toUtf8());
}

} // namespace vitrine::app
