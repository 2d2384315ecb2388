// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/similarity_controller.h"

#include "app/window/error_text.h"
#include "app/window/save_file.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "backend/core/file.h"
#include "backend/hub/locate.h"
#include "backend/pipelines/pipeline.h"
#include "widgets/playground/playground_panel.h"
#include "widgets/playground/quiz_view.h"

#include <nlohmann/json.hpp>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>

namespace vitrine::app {
namespace {

using widgets::PlaygroundRequest;
using widgets::PlaygroundResult;

constexpr auto slot = "similarity";
constexpr int debounceMilliseconds = 120;
/// What the trace keeps every stage's values of: more would fill the memory with what nobody can look at.
constexpr std::size_t tracedTexts = 64, tracedTokens = 8192;
constexpr std::size_t batchSize = 32;

/// How many of the texts are traced: few enough that their padded batch stays within the limits.
std::size_t tracedCount(const std::vector<int>& lengths)
{
    std::size_t longest = 1, count = 0;
    for (; count < std::min(lengths.size(), tracedTexts); ++count) {
        longest = std::max(longest, std::size_t(lengths[count]));
        if (longest * (count + 1) > tracedTokens) break;
    }
    return std::max<std::size_t>(1, count);
}

/// What a model with a classification head answers, all labels of every text.
std::vector<widgets::Prediction> predict(pipelines::Pipeline& classifier, std::span<const core::Json> inputs,
                                         const PlaygroundRequest& request, engine::JobContext& context)
{
    pipelines::PipelineOptions options;
    options.arguments = R"({"top_k": null})";
    options.batchSize = batchSize;
    if (request.fixedLength > 0) options.fixedLength = std::size_t(request.fixedLength);
    std::vector<widgets::Prediction> predictions;
    for (const auto& output : classifier.run(inputs, options, context).outputs) {
        auto& prediction = predictions.emplace_back();
        for (const auto& [label, score] : std::get<pipelines::LabelScores>(output).entries)
            prediction.push_back({QString::fromStdString(label), score});
    }
    return predictions;
}

PlaygroundResult compute(LoadedModel& model, const Session::TokenizerPointer& tokenizer,
                         const PlaygroundRequest& request, const QString& modelName,
                         engine::JobContext& context)
{
    QElapsedTimer timer;
    timer.start();
    auto& pipeline = model.pipeline("feature-extraction", tokenizer);
    pipelines::PipelineOptions options;
    options.arguments = R"({"pooling": true})";
    if (request.fixedLength > 0) options.fixedLength = std::size_t(request.fixedLength);

    PlaygroundResult result;
    result.texts = request.texts;
    auto limit = std::size_t(model.model().info().maxPositions);
    if (tokenizer->info().modelMaxLength) limit = std::min(limit, *tokenizer->info().modelMaxLength);
    if (options.fixedLength) limit = std::min(limit, *options.fixedLength);
    std::vector<core::Json> inputs;
    for (const QString& text : request.texts) {
        context.checkpoint();
        inputs.emplace_back(text.toStdString());
        const auto encoding = tokenizer->encode(tokenizers::EncodeInput::text(text.toStdString()));
        result.lengths.push_back(int(std::min(encoding.size(), limit)));
    }
    result.model = modelName;
    const auto collect = [&](pipelines::PipelineResult part) {
        for (auto& output : part.outputs) {
            auto& features = std::get<pipelines::Features>(output);
            result.embeddings.values.insert(result.embeddings.values.end(), features.values.begin(),
                                            features.values.end());
        }
    };
    const std::span all(inputs);
    const std::size_t traced = tracedCount(result.lengths);
    result.tracedTexts = int(traced);
    options.trace = options.traceData = true;
    options.batchSize = traced;
    auto first = pipeline.run(all.first(traced), options, context);
    result.trace = std::move(first.trace);
    collect(std::move(first));
    if (traced < all.size()) {
        options.trace = options.traceData = false;
        options.batchSize = batchSize;
        collect(pipeline.run(all.subspan(traced), options, context));
    }
    const auto count = std::int64_t(inputs.size());
    result.embeddings.shape = {count, std::int64_t(result.embeddings.values.size()) / count};
    result.similarity = pipelines::cosineSimilarity(result.embeddings);
    if (!model.model().info().labels.empty())
        result.predictions =
            predict(model.pipeline("text-classification", tokenizer), inputs, request, context);
    result.milliseconds = double(timer.nsecsElapsed()) / 1e6;
    return result;
}

} // namespace

SimilarityController::SimilarityController(Session& session)
    : m_session(session), m_panel(new widgets::PlaygroundPanel)
{
    const auto addAction = [this](const QString& text, const QString& keys, auto run) {
        auto* action = new QAction(text, this);
        if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
        connect(action, &QAction::triggered, this, run);
        m_actions.append(action);
    };
    addAction(tr("Run"), QStringLiteral("Ctrl+Return"), [this] { run(); });
    addAction(tr("Copy as Python"), QStringLiteral("Ctrl+Shift+C"), [this] { copyAsPython(); });
    addAction(tr("Export similarities"), QStringLiteral("Ctrl+E"), [this] { exportAs(); });
    addAction(tr("Go to the texts"), QStringLiteral("Ctrl+L"), [this] { m_panel->editor()->setFocus(); });
    addAction(tr("Check yourself"), {}, [this] { openQuiz(); });

    m_debounce.setSingleShot(true);
    m_debounce.setInterval(debounceMilliseconds);
    connect(&m_debounce, &QTimer::timeout, this, &SimilarityController::run);
    using widgets::PlaygroundPanel;
    connect(m_panel, &PlaygroundPanel::inputChanged, this, &Panel::stateChanged);
    connect(m_panel, &PlaygroundPanel::runRequested, this, &SimilarityController::requestRun);
    connect(m_panel, &PlaygroundPanel::stopRequested, this, [this] {
        m_isWanted = false;
        m_running.stop();
        if (m_session.modelState() != Session::ModelState::Ready) setWaiting(false);
    });
    connect(m_panel, &PlaygroundPanel::copyAsPythonRequested, this, &SimilarityController::copyAsPython);
    connect(m_panel, &PlaygroundPanel::exportRequested, this, &SimilarityController::exportAs);
    connect(m_panel, &PlaygroundPanel::predictionExportRequested, this, [this] {
        saveFile(m_session, m_panel, tr("Export the predictions"), tr("Predicted labels (*.csv)"),
                 QStringLiteral("predictions.csv"), widgets::predictionsCsv(m_panel->result()).toUtf8());
    });
    connect(m_panel, &PlaygroundPanel::arrayExportRequested, this, &SimilarityController::exportArray);
    connect(m_panel, &PlaygroundPanel::quizRequested, this, &SimilarityController::openQuiz);
    connect(m_panel, &PlaygroundPanel::openFileRequested, this, &SimilarityController::openFile);
    connect(&session, &Session::modelChanged, this, &SimilarityController::onSessionChanged);
    connect(&session, &Session::tokenizerChanged, this, &SimilarityController::onSessionChanged);
}

SimilarityController::~SimilarityController()
{
    m_running.drop();
    delete m_panel;
}

QWidget* SimilarityController::widget()
{
    return m_panel;
}

void SimilarityController::openExample()
{
    m_panel->openExample(0);
}

void SimilarityController::activated()
{
    m_isActive = true;
    m_session.ensureModel();
    if (m_isWanted) run();
}

QJsonObject SimilarityController::saveState() const
{
    return {{QStringLiteral("text"), m_panel->text().left(1 << 20)},
            {QStringLiteral("fixedLength"), m_panel->fixedLength()},
            {QStringLiteral("asYouType"), m_panel->runsAsYouType()},
            {QStringLiteral("quiz"), m_bestQuizScore}};
}

void SimilarityController::restoreState(const QJsonObject& state)
{
    m_bestQuizScore = state[QStringLiteral("quiz")].toInt(-1);
    if (!state.contains(QStringLiteral("text"))) return openExample();
    m_panel->setInput(state[QStringLiteral("text")].toString(), state[QStringLiteral("fixedLength")].toInt(),
                      state[QStringLiteral("asYouType")].toBool(true));
}

bool SimilarityController::takeTexts(const QStringList& texts, const QString&)
{
    m_panel->setInput(texts.join(u'\n'), m_panel->fixedLength(), m_panel->runsAsYouType());
    return true;
}

void SimilarityController::requestRun()
{
    m_isWanted = true;
    setWaiting(true);
    m_debounce.start();
}

void SimilarityController::run()
{
    const PlaygroundRequest request = m_panel->request();
    if (request.texts.isEmpty()) {
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
    setWaiting(true);
    const QString name = displayName(m_session.modelSpecification());
    m_running = m_session.runOnModel<PlaygroundResult>(
        slot,
        [request, tokenizer, name](LoadedModel& model, engine::JobContext& context) {
            return compute(model, tokenizer, request, name, context);
        },
        [this](engine::Outcome<PlaygroundResult> outcome) {
            if (outcome.done()) {
                m_panel->showResult(std::move(outcome.value()));
            } else if (outcome.failed()) {
                const ErrorText text = explain(outcome.error());
                m_panel->showError(text.kind, text.fact, text.nextStep);
            }
            setWaiting(false);
        });
}

void SimilarityController::onSessionChanged()
{
    if (m_session.modelState() == Session::ModelState::Failed || m_session.tokenizerError()) {
        const ErrorText text = explain(m_session.modelState() == Session::ModelState::Failed
                                           ? m_session.modelError().value_or(core::Error{})
                                           : *m_session.tokenizerError());
        m_panel->showError(tr("The model could not be opened"), text.fact, text.nextStep);
        return setWaiting(false);
    }
    const bool ready = m_session.modelState() == Session::ModelState::Ready && m_session.tokenizer() &&
                       !m_session.tokenizerLoading();
    if (ready) {
        run(); // also what is on screen, since the model is another one
    } else if (m_isWanted) {
        m_panel->showBusy(tr("Loading the model …"));
        setWaiting(true);
    }
}

void SimilarityController::setWaiting(bool waiting)
{
    if (m_isWaiting == waiting) return;
    m_isWaiting = waiting;
    m_panel->setRunning(waiting);
    Q_EMIT idleChanged();
}

void SimilarityController::copyAsPython()
{
    const auto folder = core::capture([&] {
        return QString::fromStdString(hub::locate(m_session.modelSpecification().toStdString()).string());
    });
    if (folder.ok())
        QApplication::clipboard()->setText(
            widgets::similarityPython(m_panel->request().texts, folder.value(), m_panel->fixedLength()));
}

void SimilarityController::exportAs()
{
    auto* dialog = new QFileDialog(m_panel, tr("Export similarities"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Similarity table (*.csv)"), tr("Texts, vectors and similarities (*.json)"),
                            tr("Vectors (*.npy)"), tr("Picture (*.png)"), tr("Drawing (*.svg)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &SimilarityController::writeExport);
    dialog->open();
}

void SimilarityController::writeExport(const QString& path)
{
    const PlaygroundResult& result = m_panel->result();
    if (result.texts.isEmpty()) return;
    const auto isKind = [&](const char* suffix) {
        return path.endsWith(QLatin1String(suffix), Qt::CaseInsensitive);
    };
    if (isKind(".png") || isKind(".svg")) {
        if (!m_panel->exportPicture(path))
            Q_EMIT m_session.failed(tr("Export similarities"),
                                    {core::ErrorCode::Io, path.toStdString() + ": cannot be written", {}});
        return;
    }
    writeFile(m_session, tr("Export similarities"), path,
              isKind(".npy")    ? widgets::toNpy(result.embeddings)
              : isKind(".json") ? widgets::similarityJson(result).toUtf8()
                                : widgets::similarityCsv(result).toUtf8());
}

void SimilarityController::exportArray(const core::FloatArray& array, const QString& name)
{
    saveFile(m_session, m_panel, tr("Save the values"), tr("NumPy array (*.npy)"),
             name + QStringLiteral(".npy"), widgets::toNpy(array));
}

void SimilarityController::openFile()
{
    auto* dialog = new QFileDialog(m_panel, tr("Open a text file"), m_session.settings().lastFolder(),
                                   tr("Texts (*.txt *.md *.csv *.tsv);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        const auto content = core::capture([&] { return core::readFile(path.toStdString()); });
        if (content.ok())
            takeTexts(QString::fromStdString(content.value()).split(u'\n'), path);
        else
            Q_EMIT m_session.failed(tr("Open a text file"), content.error());
    });
    dialog->open();
}

void SimilarityController::openQuiz()
{
    auto* quiz = new widgets::QuizDialog(
        widgets::readQuiz(QStringLiteral(":/quiz/playground.json"), QLocale().name().section(u'_', 0, 0)),
        m_panel);
    quiz->setAttribute(Qt::WA_DeleteOnClose);
    connect(quiz, &widgets::QuizDialog::finishedQuiz, this, [this](int score) {
        m_bestQuizScore = std::max(m_bestQuizScore, score);
        Q_EMIT stateChanged();
    });
    quiz->open();
}

} // namespace vitrine::app
