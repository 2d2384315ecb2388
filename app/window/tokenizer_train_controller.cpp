// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_train_controller.h"

#include "app/window/error_text.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "app/window/tokenizer_sample_corpus.h"
#include "app/window/tokenizer_shelf.h"
#include "backend/core/file.h"
#include "backend/hub/locate.h"
#include "backend/tokenizers/trainers/trainer.h"
#include "widgets/tokenizer/train_form.h"
#include "widgets/tokenizer/train_page.h"

#include <QAction>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>

namespace vitrine::app {
namespace {

using tokenizers::TrainingAlgorithm;
using widgets::TrainNews;
using widgets::TrainOutcome;
using widgets::TrainRequest;

QString phaseText(tokenizers::TrainingPhase phase)
{
    using tokenizers::TrainingPhase;
    switch (phase) {
    case TrainingPhase::Reading:
        return TokenizerTrainController::tr("reading files");
    case TrainingPhase::Counting:
        return TokenizerTrainController::tr("counting words");
    case TrainingPhase::Merging:
        return TokenizerTrainController::tr("merging counts");
    case TrainingPhase::Seeding:
        return TokenizerTrainController::tr("finding frequent substrings");
    case TrainingPhase::Learning:
        return TokenizerTrainController::tr("learning the vocabulary");
    case TrainingPhase::Judging:
        return TokenizerTrainController::tr("measuring the effect");
    }
    return {};
}

TrainNews newsOf(const tokenizers::TrainingEvent& event)
{
    TrainNews news;
    news.phase = phaseText(event.phase);
    news.fraction = event.total > 0 ? event.done / event.total : -1;
    news.rate = event.ratePerSecond;
    news.secondsRemaining = event.secondsRemaining;
    news.distinctWords = event.distinctWords;
    news.vocabSize = event.vocabSize;
    for (const auto& pair : event.topPairs)
        news.topPairs.push_back(
            {QString::fromStdString(pair.left), QString::fromStdString(pair.right), double(pair.count)});
    for (const auto& merge : event.merges)
        news.merges.push_back({merge.rank, QString::fromStdString(merge.left),
                               QString::fromStdString(merge.right), QString::fromStdString(merge.token),
                               double(merge.count)});
    for (const auto& round : event.rounds)
        news.rounds.append(TokenizerTrainController::tr("Round %1: %2 pieces, loss %3")
                               .arg(round.round)
                               .arg(round.pieces)
                               .arg(QLocale().toString(round.loss, 'f', 4)));
    for (const auto& point : event.compression)
        news.compression.emplace_back(double(point.vocabSize), point.bytesPerToken);
    return news;
}

TrainOutcome::Effect effectOf(const tokenizers::TokenizerEffect& effect)
{
    return {effect.vocabSize, effect.tokensPerWord, effect.tokensPerByte > 0 ? 1 / effect.tokensPerByte : 0,
            effect.unknownRate, effect.alphabetCoverage};
}

std::optional<std::string> given(const QString& text)
{
    if (text.isEmpty()) return std::nullopt;
    return text.toStdString();
}

tokenizers::TrainerOptions optionsOf(const TrainRequest& r)
{
    tokenizers::TrainerOptions options;
    options.algorithm = TrainingAlgorithm(int(r.algorithm));
    options.vocabSize = std::size_t(r.vocabSize);
    options.minFrequency = std::uint64_t(r.minFrequency);
    for (const QString& token : r.specialTokens) {
        tokenizers::AddedToken added;
        added.content = token.toStdString();
        added.special = true;
        added.normalized = false;
        options.specialTokens.push_back(std::move(added));
    }
    if (r.limitAlphabet > 0) options.limitAlphabet = std::size_t(r.limitAlphabet);
    if (r.maxTokenLength > 0) options.maxTokenLength = std::size_t(r.maxTokenLength);
    if (r.algorithm == TrainRequest::Algorithm::Bpe && r.byteAlphabet)
        options.initialAlphabet = tokenizers::byteLevelAlphabet();
    options.continuingSubwordPrefix = given(r.continuingPrefix);
    options.endOfWordSuffix = given(r.endOfWordSuffix);
    options.unkToken = given(r.unkToken);
    options.shrinkingFactor = r.shrinkingFactor;
    options.maxPieceLength = std::size_t(r.maxPieceLength);
    options.subIterations = unsigned(r.subIterations);
    options.seedSize = std::size_t(r.seedSize);
    return options;
}

QJsonObject toJson(const TrainRequest& r)
{
    return {{QStringLiteral("files"), QJsonArray::fromStringList(r.files)},
            {QStringLiteral("column"), r.column},
            {QStringLiteral("fromCurrent"), r.fromCurrent},
            {QStringLiteral("algorithm"), int(r.algorithm)},
            {QStringLiteral("vocabSize"), r.vocabSize},
            {QStringLiteral("minFrequency"), r.minFrequency},
            {QStringLiteral("specialTokens"), QJsonArray::fromStringList(r.specialTokens)},
            {QStringLiteral("limitAlphabet"), r.limitAlphabet},
            {QStringLiteral("maxTokenLength"), r.maxTokenLength},
            {QStringLiteral("byteAlphabet"), r.byteAlphabet},
            {QStringLiteral("continuingPrefix"), r.continuingPrefix},
            {QStringLiteral("endOfWordSuffix"), r.endOfWordSuffix},
            {QStringLiteral("unkToken"), r.unkToken},
            {QStringLiteral("shrinkingFactor"), r.shrinkingFactor},
            {QStringLiteral("maxPieceLength"), r.maxPieceLength},
            {QStringLiteral("subIterations"), r.subIterations},
            {QStringLiteral("seedSize"), r.seedSize},
            {QStringLiteral("heldOut"), r.heldOut}};
}

QStringList stringsOf(const QJsonValue& value)
{
    QStringList strings;
    for (const auto& each : value.toArray())
        strings.append(each.toString());
    return strings;
}

TrainRequest requestOf(const QJsonObject& json)
{
    TrainRequest r;
    const auto number = [&](const char* key, int& value) { value = json[QLatin1String(key)].toInt(value); };
    const auto text = [&](const char* key, QString& value) {
        value = json[QLatin1String(key)].toString(value);
    };
    r.files = stringsOf(json[QStringLiteral("files")]);
    text("column", r.column);
    r.fromCurrent = json[QStringLiteral("fromCurrent")].toBool();
    r.algorithm = TrainRequest::Algorithm(std::clamp(json[QStringLiteral("algorithm")].toInt(), 0, 3));
    number("vocabSize", r.vocabSize);
    number("minFrequency", r.minFrequency);
    r.specialTokens = stringsOf(json[QStringLiteral("specialTokens")]);
    number("limitAlphabet", r.limitAlphabet);
    number("maxTokenLength", r.maxTokenLength);
    r.byteAlphabet = json[QStringLiteral("byteAlphabet")].toBool(true);
    text("continuingPrefix", r.continuingPrefix);
    text("endOfWordSuffix", r.endOfWordSuffix);
    text("unkToken", r.unkToken);
    r.shrinkingFactor = json[QStringLiteral("shrinkingFactor")].toDouble(r.shrinkingFactor);
    number("maxPieceLength", r.maxPieceLength);
    number("subIterations", r.subIterations);
    number("seedSize", r.seedSize);
    text("heldOut", r.heldOut);
    return r;
}

TrainRequest firstRequest()
{
    TrainRequest r;
    r.specialTokens = widgets::TrainForm::usualSpecialTokens(r.algorithm);
    r.heldOut = QString::fromUtf8(sampleHeldOut().data(), qsizetype(sampleHeldOut().size()));
    return r;
}

} // namespace

TokenizerTrainController::TokenizerTrainController(Session& session)
    : m_session(session), m_page(new widgets::TrainPage)
{
    const auto addAction = [this](const QString& text, const QString& keys, auto run) {
        auto* action = new QAction(text, this);
        if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
        connect(action, &QAction::triggered, this, run);
        m_actions.append(action);
    };
    addAction(tr("Train the tokenizer"), QStringLiteral("Ctrl+Return"), [this] { start(false); });
    addAction(tr("Go on with the stopped training"), {}, [this] {
        if (m_isResumable) start(true);
    });
    addAction(tr("Stop the training of the tokenizer"), {}, [this] { stop(); });
    addAction(tr("Choose texts to learn from"), {}, [this] { chooseFiles(); });

    auto* form = m_page->form();
    connect(form, &widgets::TrainForm::changed, this, &Panel::stateChanged);
    connect(form, &widgets::TrainForm::filesRequested, this, &TokenizerTrainController::chooseFiles);
    connect(form, &widgets::TrainForm::startRequested, this, &TokenizerTrainController::start);
    connect(form, &widgets::TrainForm::stopRequested, this, &TokenizerTrainController::stop);
    connect(m_page, &widgets::TrainPage::inspectRequested, this,
            [this] { Q_EMIT inspectRequested(m_folder); });
    connect(m_page, &widgets::TrainPage::compareRequested, this,
            [this] { Q_EMIT compareRequested(m_folder); });
    connect(m_page, &widgets::TrainPage::vocabularyRequested, this,
            [this] { Q_EMIT vocabularyRequested(m_folder); });
    connect(m_page, &widgets::TrainPage::saveRequested, this, &TokenizerTrainController::chooseFolder);
    connect(&session, &Session::tokenizerChanged, this, &TokenizerTrainController::onTokenizerChanged);
    onTokenizerChanged();
}

TokenizerTrainController::~TokenizerTrainController()
{
    m_training.drop();
    if (m_job) m_session.jobs().remove(m_job);
    delete m_page;
}

QWidget* TokenizerTrainController::widget()
{
    return m_page;
}

QString TokenizerTrainController::home() const
{
    return m_session.settings().dataFolder() + QStringLiteral("/tokenizers");
}

void TokenizerTrainController::activated()
{
    onTokenizerChanged();
}

void TokenizerTrainController::onTokenizerChanged()
{
    const auto& tokenizer = m_session.tokenizer();
    std::optional<TrainRequest::Algorithm> algorithm;
    if (tokenizer)
        if (const auto named = tokenizers::algorithmNamed(tokenizer->info().modelType))
            algorithm = TrainRequest::Algorithm(int(*named));
    m_page->form()->setCurrent(
        tokenizer ? TokenizerShelf::nameOf(m_session.tokenizerSpecification()) : QString(), algorithm);
    if (m_startsWhenReady && tokenizer && !m_session.tokenizerLoading()) {
        m_startsWhenReady = false;
        start(false);
    }
}

void TokenizerTrainController::openExample()
{
    TrainRequest request = firstRequest();
    request.vocabSize = 600;
    m_page->form()->setRequest(request);
    if (!m_session.tokenizer() || m_session.tokenizerLoading())
        m_startsWhenReady = true;
    else
        start(false);
}

void TokenizerTrainController::start(bool resume)
{
    if (m_job) return;
    const TrainRequest request = m_page->form()->request();
    if (request.algorithm == TrainRequest::Algorithm::Unigram && !request.fromCurrent &&
        (request.unkToken.isEmpty() || !request.specialTokens.contains(request.unkToken)))
        return m_page->form()->showProblem(
            tr("Unigram needs a token for what is unknown: name it, and list it among the special tokens."));

    tokenizers::TrainingJob job;
    job.trainer = optionsOf(request);
    job.column = request.column.toStdString();
    for (const QString& file : request.files)
        job.files.emplace_back(file.toStdString());
    if (!request.heldOut.trimmed().isEmpty()) job.heldOutTexts = {request.heldOut.toStdString()};
    job.checkpointFolder = QString(home() + QStringLiteral("/.stopped")).toStdString();
    job.resume = resume;
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const std::string folder =
        QStringLiteral("%1/%2-%3-%4")
            .arg(home(), stamp, QString::fromUtf8(tokenizers::algorithmName(job.trainer.algorithm).data()))
            .arg(request.vocabSize)
            .toStdString();
    const std::string sample = QString(home() + QStringLiteral("/sample-corpus.txt")).toStdString();
    const std::string from =
        request.fromCurrent ? m_session.tokenizerSpecification().toStdString() : std::string();
    const QString oldName = TokenizerShelf::nameOf(m_session.tokenizerSpecification());
    const Session::TokenizerPointer old = m_session.tokenizer();

    m_isResumable = false;
    m_folder.clear();
    m_page->showStarted();
    m_job = m_session.jobs().add(tr("Training a tokenizer"), [this] { stop(); });
    Q_EMIT idleChanged();
    m_training = m_session.workers().submit<TrainOutcome>(
        {[job, folder, sample, from, old, oldName, page = m_page](engine::JobContext& context) mutable {
             if (job.files.empty()) {
                 std::filesystem::create_directories(std::filesystem::path(sample).parent_path());
                 core::writeFileAtomically(sample, sampleCorpus());
                 job.files = {sample};
             }
             if (!from.empty()) job.from = tokenizers::readTokenizerDocument(hub::locate(from));
             std::filesystem::create_directories(job.checkpointFolder);
             tokenizers::TrainingObserver observer;
             // A short corpus is learned in a blink: then every merge is told, so that the curve is one.
             std::uintmax_t bytes = 0;
             std::error_code ignored;
             for (const auto& file : job.files)
                 bytes += std::filesystem::file_size(file, ignored);
             if (bytes < 1 << 20) observer.intervalSeconds = 0;
             observer.onEvent = [&](const tokenizers::TrainingEvent& event) {
                 context.publish([page, news = newsOf(event)] {
                     if (page) page->showNews(news);
                 });
             };
             const auto result = tokenizers::trainTokenizer(job, context, observer);
             tokenizers::saveTokenizer(result.document, folder);
             TrainOutcome outcome;
             outcome.folder = QString::fromStdString(folder);
             outcome.seconds = result.seconds;
             outcome.texts = result.texts;
             outcome.words = result.words;
             outcome.distinctWords = result.distinctWords;
             outcome.merges = result.merges;
             outcome.sampleTexts = result.effect.texts;
             outcome.trained = effectOf(result.effect.trained);
             outcome.trained.vocabSize = result.vocabSize;
             if (result.effect.old) outcome.old = effectOf(*result.effect.old);
             outcome.oldName = oldName;
             for (const std::string& warning : result.warnings)
                 outcome.warnings.append(QString::fromStdString(warning));
             return outcome;
         },
         [this](engine::Outcome<TrainOutcome> outcome) {
             m_session.jobs().remove(std::exchange(m_job, 0));
             if (outcome.done()) {
                 m_folder = outcome.value().folder;
                 m_page->showOutcome(outcome.value());
             } else if (outcome.canceled()) {
                 m_isResumable = true;
                 m_page->showStopped(true);
             } else {
                 const ErrorText text = explain(outcome.error());
                 m_page->showFailed(tr("The tokenizer could not be trained"),
                                    text.kind + QLatin1Char(' ') + text.fact, text.nextStep);
             }
             Q_EMIT idleChanged();
             Q_EMIT stateChanged();
         },
         [this](const core::Progress& progress) {
             if (m_job) m_session.jobs().update(m_job, progress);
         }});
}

void TokenizerTrainController::stop()
{
    m_training.stop();
}

void TokenizerTrainController::chooseFiles()
{
    auto* dialog = new QFileDialog(
        m_page, tr("Choose texts to learn from"), m_session.settings().lastFolder(),
        tr("Texts and tables (*.txt *.md *.csv *.tsv *.json *.jsonl *.parquet *.arrow);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        if (!files.isEmpty()) m_session.settings().setLastFolder(QFileInfo(files.front()).absolutePath());
        m_page->form()->setFiles(files);
    });
    dialog->open();
}

void TokenizerTrainController::chooseFolder()
{
    auto* dialog =
        new QFileDialog(m_page, tr("Save the tokenizer into a folder"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &TokenizerTrainController::saveTo);
    dialog->open();
}

void TokenizerTrainController::saveTo(const QString& folder)
{
    if (m_folder.isEmpty()) return;
    m_session.workers().submit<engine::Nothing>(
        {[from = m_folder.toStdString(), to = folder.toStdString()](engine::JobContext&) {
             tokenizers::saveTokenizer(tokenizers::readTokenizerDocument(from), to);
             return engine::Nothing{};
         },
         [session = QPointer<Session>(&m_session)](engine::Outcome<engine::Nothing> outcome) {
             if (session && outcome.failed())
                 Q_EMIT session->failed(tr("The tokenizer could not be saved"), outcome.error());
         }});
}

bool TokenizerTrainController::takeTable(const QString& path)
{
    m_page->form()->setFiles({path});
    return true;
}

QJsonObject TokenizerTrainController::saveState() const
{
    return {{QStringLiteral("request"), toJson(m_page->form()->request())},
            {QStringLiteral("resumable"), m_isResumable || m_job != 0}};
}

void TokenizerTrainController::restoreState(const QJsonObject& state)
{
    m_page->form()->setRequest(state.isEmpty() ? firstRequest()
                                               : requestOf(state[QStringLiteral("request")].toObject()));
    m_isResumable = state[QStringLiteral("resumable")].toBool();
    m_page->form()->setResumable(m_isResumable);
}

} // namespace vitrine::app
