// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/model_compare_controller.h"

#include "app/window/error_text.h"
#include "app/window/model_agreement.h"
#include "app/window/model_menu.h"
#include "app/window/process_memory.h"
#include "app/window/save_file.h"
#include "app/window/settings.h"
#include "app/window/task_run.h"
#include "backend/core/json.h"
#include "backend/datasets/dataset.h"
#include "widgets/playground/compared_inputs.h"
#include "widgets/playground/compared_models.h"
#include "widgets/playground/models_page.h"
#include "widgets/playground/task_catalogue.h"
#include "widgets/playground/task_copy.h"
#include "widgets/playground/task_form.h"

#include <nlohmann/json.hpp>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLocale>
#include <QMenu>

#include <algorithm>

namespace vitrine::app {
namespace {

using widgets::ComparedChoice;
using widgets::ComparedInputs;
using widgets::ComparedRun;
using widgets::ModelComparison;
using widgets::ModelsPage;

constexpr int summaryMilliseconds = 300;

ComparedInputs::Table readTable(const QString& path, core::RunControl& control)
{
    const auto data = datasets::Dataset::open(path.toStdString(), {}, control).value();
    ComparedInputs::Table table{path, {}, {}, data.rowCount()};
    for (const auto& column : data.columns())
        table.columns.append(QString::fromStdString(column.name));
    data.forEachRow(0, std::min<std::int64_t>(data.rowCount(), ComparedInputs::mostInputs),
                    [&](const core::OrderedJson& row) {
                        table.rows.append(
                            QJsonDocument::fromJson(QByteArray::fromStdString(core::dumpJson(row))).object());
                    });
    return table;
}

QString keyOf(const ComparedChoice& choice)
{
    return choice.specification + u'\n' + choice.dtype;
}

} // namespace

ModelCompareController::ModelCompareController(Session& session)
    : m_session(session), m_page(new ModelsPage), m_menu(std::make_unique<ModelMenu>(session))
{
    const auto addAction = [this](const QString& text, const QString& keys, auto run) {
        auto* action = new QAction(text, this);
        if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
        connect(action, &QAction::triggered, this, run);
        m_actions.append(action);
    };
    addAction(tr("Compare the models"), QStringLiteral("Ctrl+Return"), [this] { run(); });
    addAction(tr("Stop the comparison"), QStringLiteral("Escape"), [this] { stop(); });
    addAction(tr("Copy the comparison as Python"), QStringLiteral("Ctrl+Shift+C"), [this] {
        if (m_shown) QApplication::clipboard()->setText(comparisonPython(*m_shown));
    });
    addAction(tr("Export the comparison"), QStringLiteral("Ctrl+E"), [this] { exportAs(); });

    m_summarize.setSingleShot(true);
    m_summarize.setInterval(summaryMilliseconds);
    connect(&m_summarize, &QTimer::timeout, this, &ModelCompareController::summarizeNow);
    widgets::ComparedModelsList* list = m_page->models();
    connect(list->addMenu(), &QMenu::aboutToShow, this, [this, list] {
        m_menu->fill(list->addMenu(), m_page->inputs()->task(),
                     [this](const QString& chosen) { add(chosen); });
        m_menu->look();
    });
    connect(list, &widgets::ComparedModelsList::removeRequested, this, &ModelCompareController::remove);
    connect(list, &widgets::ComparedModelsList::moveRequested, this, &ModelCompareController::move);
    connect(list, &widgets::ComparedModelsList::dtypeRequested, this, &ModelCompareController::setDtype);
    connect(list, &widgets::ComparedModelsList::unloadRequested, this, [this] {
        m_session.compute().submitLong<engine::Nothing>({[models = m_models](engine::JobContext&) {
            models->clear();
            return engine::Nothing{};
        }});
        m_page->models()->setLoaded(0);
    });
    connect(m_page->inputs(), &ComparedInputs::taskChosen, this, &ModelCompareController::updateChoices);
    connect(m_page->inputs(), &ComparedInputs::fileRequested, this, &ModelCompareController::chooseTable);
    connect(m_page, &ModelsPage::edited, this, &Panel::stateChanged);
    connect(m_page, &ModelsPage::runRequested, this, &ModelCompareController::run);
    connect(m_page, &ModelsPage::stopRequested, this, &ModelCompareController::stop);
    connect(m_page, &ModelsPage::exportRequested, this, [this](ModelsPage::Export what) {
        if (!m_shown || !m_summary) return;
        const QString name = m_shown->task + QStringLiteral("-comparison");
        switch (what) {
        case ModelsPage::Export::Python:
            QApplication::clipboard()->setText(comparisonPython(*m_shown));
            break;
        case ModelsPage::Export::Json:
            saveFile(m_session, m_page, tr("Export the comparison"), tr("Everything (*.json)"),
                     name + QStringLiteral(".json"), comparisonJson(*m_shown, *m_summary));
            break;
        case ModelsPage::Export::AnswersCsv:
            saveFile(m_session, m_page, tr("Export the comparison"), tr("Answers (*.csv)"),
                     name + QStringLiteral(".csv"),
                     widgets::toCsv(answersTable(*m_shown, *m_summary)).toUtf8());
            break;
        case ModelsPage::Export::FiguresCsv:
            saveFile(m_session, m_page, tr("Export the comparison"), tr("Figures (*.csv)"),
                     name + QStringLiteral("-figures.csv"),
                     widgets::toCsv(figuresTable(*m_shown, *m_summary)).toUtf8());
            break;
        }
    });
    connect(&session, &Session::modelChanged, this,
            [this] { m_page->inputs()->setModel(taskModel(m_session)); });
    connect(&session, &Session::tokenizerChanged, this,
            [this] { m_page->inputs()->setModel(taskModel(m_session)); });
    connect(&session.settings(), &Settings::computeChanged, this, [this] {
        m_outlooks.clear(); // "as the window" is something else now
        onModelsChanged();
    });
    m_page->inputs()->setModel(taskModel(session));
}

ModelCompareController::~ModelCompareController()
{
    m_running.drop();
    if (m_job) m_session.jobs().remove(m_job);
    // The weights end on the thread that used them; the job holds them until then.
    m_session.compute().submitLong<engine::Nothing>({[models = std::move(m_models)](engine::JobContext&) {
        models->clear();
        return engine::Nothing{};
    }});
    delete m_page;
}

QWidget* ModelCompareController::widget()
{
    return m_page;
}

void ModelCompareController::activated()
{
    m_page->models()->setAvailableBytes(availableMemory());
    updateChoices();
}

void ModelCompareController::openExample()
{
    m_choices.clear();
    m_page->inputs()->setRequest(
        widgets::taskExamples(QStringLiteral("text-classification")).first().request);
    m_page->inputs()->setLines(QStringLiteral("I've been waiting for a course like this my whole life.\n"
                                              "I hate this so much!\n"
                                              "The room was clean, but the staff was rude.\n"
                                              "She smiled when she saw the old photograph.\n"
                                              "Nobody told me that the shop closes at six.\n"
                                              "What a strange sound that is!\n"
                                              "The train was late again and I missed the meeting.\n"
                                              "Thank you so much for your help yesterday."));
    add(QStringLiteral("starter:sentiment"), QStringLiteral("float32"));
    add(QStringLiteral("starter:sentiment"), QStringLiteral("bfloat16"));
    add(QStringLiteral("starter:ner"), QStringLiteral("float32"));
    run();
}

QJsonObject ModelCompareController::saveState() const
{
    QJsonArray models;
    for (const ComparedChoice& choice : m_choices)
        models.append(QJsonObject{{QStringLiteral("model"), choice.specification},
                                  {QStringLiteral("dtype"), choice.dtype}});
    return {{QStringLiteral("models"), models},
            {QStringLiteral("inputs"), m_page->inputs()->saveState()},
            {QStringLiteral("repetitions"), m_page->repetitions()}};
}

void ModelCompareController::restoreState(const QJsonObject& state)
{
    if (state.isEmpty()) return;
    m_page->inputs()->restoreState(state[QStringLiteral("inputs")].toObject());
    m_page->setRepetitions(state[QStringLiteral("repetitions")].toInt(3));
    m_choices.clear();
    for (const QJsonValue& each : state[QStringLiteral("models")].toArray())
        add(each[QStringLiteral("model")].toString(), each[QStringLiteral("dtype")].toString());
    if (const QString table = m_page->inputs()->tablePath(); QFileInfo::exists(table)) openTable(table);
    m_page->updateState();
}

bool ModelCompareController::takeTable(const QString& path)
{
    if (m_isRunning) return false;
    openTable(path);
    return true;
}

bool ModelCompareController::takeTexts(const QStringList& texts, const QString&)
{
    if (m_isRunning) return false;
    m_page->inputs()->setLines(texts.join(u'\n'));
    return true;
}

void ModelCompareController::setRequest(const widgets::TaskRequest& request)
{
    if (m_isRunning) return;
    m_page->inputs()->setRequest(request);
    if (m_choices.empty() && !m_session.modelSpecification().isEmpty()) add(m_session.modelSpecification());
    updateChoices();
    Q_EMIT stateChanged();
}

ComparedModels::Model ModelCompareController::modelOf(const ComparedChoice& choice) const
{
    models::DTypeChoice dtype = m_session.settings().dtype();
    if (choice.dtype == QLatin1String("float32")) dtype = models::DTypeChoice::Float32;
    if (choice.dtype == QLatin1String("bfloat16")) dtype = models::DTypeChoice::BFloat16;
    if (choice.dtype == QLatin1String("checkpoint")) dtype = models::DTypeChoice::Checkpoint;
    return {choice.specification, dtype};
}

void ModelCompareController::add(const QString& specification, const QString& dtype)
{
    if (specification.isEmpty() || int(m_choices.size()) >= widgets::mostComparedModels) return;
    ComparedChoice choice;
    choice.specification = specification;
    choice.dtype = dtype;
    m_choices.push_back(std::move(choice));
    onModelsChanged();
}

void ModelCompareController::remove(int model)
{
    if (m_isRunning || model < 0 || model >= int(m_choices.size())) return;
    m_choices.erase(m_choices.begin() + model);
    onModelsChanged();
    keepOnly();
}

void ModelCompareController::move(int model, int to)
{
    const int count = int(m_choices.size());
    if (m_isRunning || model < 0 || model >= count || to < 0 || to >= count) return;
    ComparedChoice moved = std::move(m_choices[std::size_t(model)]);
    m_choices.erase(m_choices.begin() + model);
    m_choices.insert(m_choices.begin() + to, std::move(moved));
    onModelsChanged();
}

void ModelCompareController::setDtype(int model, const QString& dtype)
{
    if (m_isRunning || model < 0 || model >= int(m_choices.size())) return;
    m_choices[std::size_t(model)].dtype = dtype;
    onModelsChanged();
}

void ModelCompareController::onModelsChanged()
{
    nameModels();
    for (const ComparedChoice& choice : m_choices)
        if (!m_outlooks.contains(keyOf(choice))) lookAt(choice);
    m_page->models()->setAvailableBytes(availableMemory());
    updateChoices();
    Q_EMIT stateChanged();
}

void ModelCompareController::nameModels()
{
    QHash<QString, int> seen;
    for (ComparedChoice& choice : m_choices) {
        choice.name = displayName(choice.specification);
        const bool isTwice =
            std::ranges::count(m_choices, choice.specification, &ComparedChoice::specification) > 1;
        if (isTwice && !choice.dtype.isEmpty())
            choice.name += QStringLiteral(" · ") +
                           (choice.dtype == QLatin1String("checkpoint") ? tr("as stored") : choice.dtype);
        // Checkpoints of different runs have one name.
        if (const int before = seen[choice.name]++; before > 0)
            choice.name += QStringLiteral(" (%1)").arg(before + 1);
    }
}

void ModelCompareController::lookAt(const ComparedChoice& choice)
{
    const QString key = keyOf(choice);
    m_outlooks[key] = {};
    m_session.workers().submit<ModelOutlook>(
        {[model = modelOf(choice)](engine::JobContext&) { return outlookOf(model); },
         [this, page = m_page, key](engine::Outcome<ModelOutlook> outcome) {
             if (!page || !outcome.done()) return; // the panel was closed; so was this
             m_outlooks[key] = std::move(outcome.value());
             updateChoices();
         }});
}

void ModelCompareController::updateChoices()
{
    const QString task = m_page->inputs()->task();
    const QLocale locale;
    for (ComparedChoice& choice : m_choices) {
        const ModelOutlook outlook = m_outlooks.value(keyOf(choice));
        choice.neededBytes = outlook.neededBytes;
        choice.facts = outlook.parameters < 0
                           ? QString()
                           : tr("%1 M parameters, %2")
                                 .arg(locale.toString(double(outlook.parameters) / 1e6, 'f', 1),
                                      widgets::memorySize(outlook.neededBytes));
        choice.problem = outlook.error;
        choice.problemDetail = {};
        if (!outlook.tasks.isEmpty() && !outlook.tasks.contains(task)) {
            QStringList titles;
            for (const QString& each : outlook.tasks)
                titles.append(widgets::taskText(each).title);
            choice.problem = tr("It has no head for this task.");
            choice.problemDetail = tr("It can: %1").arg(titles.join(QStringLiteral(", ")));
        }
    }
    m_page->models()->setChoices(m_choices);
    if (!m_isRunning) m_page->updateState();
}

void ModelCompareController::chooseTable()
{
    auto* dialog = new QFileDialog(m_page, tr("Choose a table"), m_session.settings().lastFolder(),
                                   tr("Tables (*.csv *.tsv *.jsonl *.json *.parquet *.arrow *.txt)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_session.settings().setLastFolder(QFileInfo(path).absolutePath());
        takeTable(path);
    });
    dialog->open();
}

void ModelCompareController::openTable(const QString& path)
{
    m_isReading = true;
    m_session.workers().submitLatest<ComparedInputs::Table>(
        "comparison table",
        {[path](engine::JobContext& context) { return readTable(path, context); },
         [this, page = m_page, path](engine::Outcome<ComparedInputs::Table> outcome) {
             if (!page) return; // the panel was closed; so was this
             m_isReading = false;
             if (outcome.done()) {
                 page->inputs()->setTable(outcome.value());
             } else if (outcome.failed()) {
                 page->inputs()->showTableError(QString::fromStdString(outcome.error().message));
                 Q_EMIT m_session.failed(tr("%1 could not be opened").arg(QFileInfo(path).fileName()),
                                         outcome.error());
             }
             page->updateState();
             Q_EMIT idleChanged();
         }});
    Q_EMIT idleChanged();
}

void ModelCompareController::keepOnly()
{
    std::vector<ComparedModels::Model> models;
    for (const ComparedChoice& choice : m_choices)
        models.push_back(modelOf(choice));
    m_session.compute().submitLong<std::size_t>({[held = m_models, models](engine::JobContext&) {
                                                     held->keepOnly(models);
                                                     return held->loadedCount();
                                                 },
                                                 [page = m_page](engine::Outcome<std::size_t> outcome) {
                                                     if (page && outcome.done())
                                                         page->models()->setLoaded(int(outcome.value()));
                                                 }});
}

void ModelCompareController::run()
{
    if (m_isRunning || !m_page->missing().isEmpty()) return;
    ComparedModels::Request request;
    request.task = m_page->inputs()->task();
    request.arguments = m_page->inputs()->arguments();
    request.inputs = m_page->inputs()->inputs();
    request.repetitions = m_page->repetitions();
    request.threads = m_session.settings().threads();
    m_comparison = {request.task,        request.arguments,
                    request.inputs,      m_page->inputs()->description(),
                    request.repetitions, {}};
    for (const ComparedChoice& choice : m_choices) {
        request.models.push_back(modelOf(choice));
        ComparedRun run;
        run.name = choice.name;
        run.specification = choice.specification;
        run.answers.resize(std::size_t(request.inputs.size()));
        m_comparison.runs.push_back(std::move(run));
    }
    m_isRunning = true;
    m_page->setRunning(true);
    m_page->showProgress(-1, tr("Waiting for the computer …"));
    m_job = m_session.jobs().add(tr("Comparing %n model(s)", nullptr, int(request.models.size())),
                                 [this] { stop(); });
    Q_EMIT idleChanged();
    summarizeNow();
    const auto receiver = [this](const ComparedModels::Update& update) { receive(update); };
    m_running = m_session.compute().submitLong<engine::Nothing>(
        {[models = m_models, request, backend = m_session.modelBackend(),
          receiver](engine::JobContext& context) {
             models->run(
                 request, backend,
                 [&](ComparedModels::Update update) {
                     context.publish([receiver, update = std::move(update)] { receiver(update); });
                 },
                 context);
             return engine::Nothing{};
         },
         [this](engine::Outcome<engine::Nothing> outcome) { onFinished(outcome); },
         [this](const core::Progress& progress) {
             if (!m_job) return;
             m_session.jobs().update(m_job, progress);
             m_page->showProgress(progress.fraction, QString::fromStdString(progress.text));
         }});
}

void ModelCompareController::stop()
{
    m_running.stop();
}

void ModelCompareController::receive(ComparedModels::Update update)
{
    ComparedRun& run = m_comparison.runs[std::size_t(update.model)];
    update.run.name = run.name;
    update.run.specification = run.specification;
    update.run.answers = std::move(run.answers);
    run = std::move(update.run);
    for (auto& [input, answer] : update.answers)
        run.answers[std::size_t(input)] = std::move(answer);
    summarizeSoon();
}

void ModelCompareController::summarizeSoon()
{
    if (!m_summarize.isActive()) m_summarize.start();
}

void ModelCompareController::summarizeNow()
{
    // One at a time: a newer one would drop the older and, while answers come in quickly, none would end.
    if (m_isSummarizing) {
        m_isStale = true;
        return;
    }
    m_isSummarizing = true;
    m_isStale = false;
    const auto comparison = std::make_shared<const ModelComparison>(m_comparison);
    m_session.workers().submit<widgets::ComparisonSummary>(
        {[comparison](engine::JobContext&) { return summarize(*comparison); },
         [this, page = m_page, comparison](engine::Outcome<widgets::ComparisonSummary> outcome) {
             if (!page) return; // the panel was closed; so was this
             m_isSummarizing = false;
             if (outcome.done()) {
                 m_shown = comparison;
                 m_summary = std::make_shared<const widgets::ComparisonSummary>(std::move(outcome.value()));
                 page->showComparison(m_shown, m_summary);
             } else if (outcome.failed()) {
                 Q_EMIT m_session.failed(tr("The answers could not be compared"), outcome.error());
             }
             if (m_isStale) summarizeNow();
             Q_EMIT idleChanged();
         }});
}

void ModelCompareController::onFinished(const engine::Outcome<engine::Nothing>& outcome)
{
    m_isRunning = false;
    m_session.jobs().remove(std::exchange(m_job, 0));
    for (ComparedRun& run : m_comparison.runs)
        if (run.state != ComparedRun::State::Done && run.state != ComparedRun::State::Failed)
            run.state = ComparedRun::State::Stopped;
    m_page->setRunning(false);
    if (outcome.canceled()) m_page->showState(tr("Stopped; what was done is kept."));
    if (outcome.failed()) Q_EMIT m_session.failed(tr("The models could not be compared"), outcome.error());
    m_summarize.stop();
    summarizeNow();
    m_page->models()->setAvailableBytes(availableMemory());
    keepOnly();
    Q_EMIT idleChanged();
}

void ModelCompareController::exportAs()
{
    if (!m_shown || !m_summary) return;
    auto* dialog = new QFileDialog(m_page, tr("Export the comparison"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Answers (*.csv)"), tr("Everything (*.json)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &ModelCompareController::writeExport);
    dialog->open();
}

void ModelCompareController::writeExport(const QString& path)
{
    if (!m_shown || !m_summary) return;
    writeFile(m_session, tr("Export the comparison"), path,
              path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)
                  ? comparisonJson(*m_shown, *m_summary)
                  : widgets::toCsv(answersTable(*m_shown, *m_summary)).toUtf8());
}

} // namespace vitrine::app
