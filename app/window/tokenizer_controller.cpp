// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_controller.h"

#include "app/window/error_text.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "app/window/tokenizer_encoding.h"
#include "backend/hub/locate.h"
#include "widgets/common/icon.h"
#include "widgets/tokenizer/stages_view.h"
#include "widgets/tokenizer/token_text_view.h"
#include "widgets/tokenizer/tokenizer_panel.h"
#include "widgets/tokenizer/windows_page.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QFileInfo>
#include <QPlainTextEdit>
#include <QTableView>

#include <algorithm>

namespace vitrine::app {

namespace {

using Page = widgets::TokenizerPanel::Page;
using TokenizerPointer = Session::TokenizerPointer;
using widgets::TokenizerRequest;

/// UTF-16 units: shorter texts are encoded at once, what is on screen of longer ones first.
constexpr qsizetype longText = 30'000;

constexpr auto exampleLabels = "EU B-ORG\nrejects O\nGerman B-MISC\ncall O\nto O\nboycott O\nBritish B-MISC\n"
                               "lamb O\n, O\nsaid O\nNikolaus B-PER\nvan I-PER\nder I-PER\nPas I-PER\n. O\n";

} // namespace

TokenizerController::TokenizerController(Session& session)
    : m_session(session), m_panel(new widgets::TokenizerPanel(m_selection))
{
    const auto addAction = [this](const QString& text, const QString& keys, auto run) {
        auto* action = new QAction(text, this);
        if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
        connect(action, &QAction::triggered, this, run);
        m_actions.append(action);
    };
    addAction(tr("Copy as Python"), QStringLiteral("Ctrl+Shift+C"), [this] { copyAsPython(); });
    addAction(tr("Export tokens"), QStringLiteral("Ctrl+E"), [this] { exportAs(); });
    addAction(tr("Go to the text"), QStringLiteral("Ctrl+L"), [this] { m_panel->editor()->setFocus(); });
    addAction(tr("Go to the table of tokens"), QStringLiteral("Ctrl+T"), [this] {
        m_panel->showPage(Page::Grid);
        m_panel->table()->setFocus();
    });
    addAction(tr("Export this page"), QStringLiteral("Ctrl+Shift+E"), [this] { exportPageAs(); });
    addAction(tr("Statistics of a text file"), {}, [this] { openTextFile(); });
    const std::pair<Page, QString> pages[] = {{Page::Stages, tr("Show the stages")},
                                              {Page::How, tr("Show how the model got there")},
                                              {Page::Lookup, tr("Look up characters, tokens and words")},
                                              {Page::Windows, tr("Show the windows")},
                                              {Page::Labels, tr("Align labels")},
                                              {Page::Decode, tr("Show the round trip")},
                                              {Page::File, tr("Show the statistics of a file")}};
    for (const auto& [page, title] : pages)
        addAction(title, {}, [this, page = page] { m_panel->showPage(page); });

    connect(m_panel, &widgets::TokenizerPanel::requestChanged, this, [this] {
        if (!m_isTaking && m_session.sharedText().text(SharedText::Panel::Tokenizer) != studied())
            m_follows = false;
        m_session.sharedText().setText(SharedText::Panel::Tokenizer, studied(), !m_isTaking);
        encode();
        Q_EMIT stateChanged();
    });
    connect(&m_selection, &widgets::TokenSelection::selectedChanged, this, [this] {
        const auto view = m_panel->shownWindow();
        if (m_isTaking || !view || !m_selection.selected().valid()) return;
        m_session.sharedText().choose(SharedText::Panel::Tokenizer, studied(),
                                      placeOf(view->encoding, m_selection.selected().index));
    });
    connect(&session.sharedText(), &SharedText::textChanged, this, &TokenizerController::follow);
    connect(&session.sharedText(), &SharedText::tokenChosen, this, [this](SharedText::Panel panel) {
        if (panel != SharedText::Panel::Tokenizer) showSharedToken();
    });
    connect(m_panel, &widgets::TokenizerPanel::decodeRequested, this, &TokenizerController::decode);
    connect(m_panel, &widgets::TokenizerPanel::copyAsPythonRequested, this,
            &TokenizerController::copyAsPython);
    connect(m_panel, &widgets::TokenizerPanel::exportRequested, this, &TokenizerController::exportAs);
    connect(m_panel, &widgets::TokenizerPanel::pageExportRequested, this, &TokenizerController::exportPageAs);
    connect(m_panel, &widgets::TokenizerPanel::explainRequested, this, &TokenizerController::explainWord);
    connect(m_panel, &widgets::TokenizerPanel::exampleOfQuestionRequested, this,
            &TokenizerController::openQuestionExample);
    connect(m_panel, &widgets::TokenizerPanel::pageChanged, this, &Panel::stateChanged);
    connect(m_panel->labels(), &widgets::LabelsPage::requestChanged, this, [this] {
        alignLabels();
        Q_EMIT stateChanged();
    });
    connect(m_panel->labels(), &widgets::LabelsPage::copyAsPythonRequested, this, [this] {
        const auto* page = m_panel->labels();
        copy(labelsPython(page->model()->labels(), page->request(), m_panel->request().addSpecialTokens,
                          tokenizerFolder()));
    });
    connect(m_panel->statistics(), &widgets::StatisticsPage::openRequested, this,
            &TokenizerController::openTextFile);
    connect(m_panel->statistics(), &widgets::StatisticsPage::stopRequested, this,
            &TokenizerController::stopStatistics);
    connect(&session, &Session::tokenizerChanged, this, &TokenizerController::onTokenizerChanged);
    onTokenizerChanged();
}

TokenizerController::~TokenizerController()
{
    for (engine::JobHandle* job :
         {&m_encoding, &m_decoding, &m_preview, &m_explaining, &m_aligning, &m_statistics})
        job->drop();
    if (m_statisticsJob) m_session.jobs().remove(m_statisticsJob);
    // The widgets read the selection until their end, which for those in a window may come later.
    delete m_panel;
}

QWidget* TokenizerController::widget()
{
    return m_panel;
}

widgets::TokenizerPanel& TokenizerController::panel() const
{
    return *m_panel;
}

StudiedText TokenizerController::studied() const
{
    const TokenizerRequest request = m_panel->request();
    return {request.first, request.second};
}

void TokenizerController::follow()
{
    const auto& shared = m_session.sharedText();
    const auto text = shared.text(SharedText::Panel::Attention);
    if (!m_follows || !text || *text == studied() || !shared.isEdited(SharedText::Panel::Attention)) return;
    TokenizerRequest request = m_panel->request();
    request.first = text->first;
    request.second = text->second;
    m_isTaking = true;
    m_panel->setRequest(request);
    m_isTaking = false;
}

void TokenizerController::showSharedToken()
{
    const auto view = m_panel->shownWindow();
    const auto place = m_session.sharedText().chosenIn(studied());
    if (!view || !place || view->texts[0] != studied().first) return;
    m_isTaking = true;
    m_selection.select({m_panel->shownWindowNumber(), tokenAt(view->encoding, *place)});
    m_isTaking = false;
}

void TokenizerController::openExample()
{
    TokenizerRequest example;
    example.first = QStringLiteral("Tokenization isn't trivial: “unbelievably” splits into pieces, café "
                                   "loses its accent, and 2,048 becomes "
                                   "three tokens.\n\nΚαλημέρα κόσμε · Привет, мир · नमस्ते दुनिया · שלום עולם · "
                                   "مرحبا بالعالم · 你好，世界 · "
                                   "こんにちは · 👩🏽‍🚀 🎉");
    if (m_panel->page() == Page::Windows) return openQuestionExample();
    m_isTaking = true;
    m_isExample = true;
    m_panel->setRequest(example);
    m_isTaking = false;
    m_panel->labels()->setRequest({QString::fromLatin1(exampleLabels), false, true});
}

void TokenizerController::chooseExampleToken()
{
    const auto view = m_panel->shownWindow();
    const auto word = view->texts[0].indexOf(QLatin1String("unbelievably"));
    if (const int token = view->tokensAt(0, int(word)).first; word >= 0 && token >= 0)
        m_selection.select({0, token});
}

void TokenizerController::openQuestionExample()
{
    TokenizerRequest example = m_panel->request();
    example.first = QStringLiteral("Where do the swifts nest?");
    example.second = QStringLiteral(
        "Common swifts spend almost their whole life in the air. They eat, drink and even sleep on the wing, "
        "and land "
        "only to raise their young. In towns they nest under the roof tiles of old houses, where they return "
        "every "
        "year in the first days of May. By August most of them are on their way to Africa again.");
    example.addSpecialTokens = true;
    example.truncation = TokenizerRequest::Truncation::OnlySecond;
    example.maxLength = 40;
    example.stride = 12;
    example.truncateLeft = false;
    example.padLength = 0;
    m_panel->setRequest(example);
    m_panel->windowsPage()->setAnswer(QStringLiteral("under the roof tiles of old houses"));
}

QJsonObject TokenizerController::saveState() const
{
    const widgets::LabelsRequest labels = m_panel->labels()->request();
    const TokenizerRequest r = m_panel->request();
    QJsonObject state{{QStringLiteral("first"), r.first.left(1 << 20)},
                      {QStringLiteral("addSpecialTokens"), r.addSpecialTokens},
                      {QStringLiteral("truncation"), int(r.truncation)},
                      {QStringLiteral("maxLength"), r.maxLength},
                      {QStringLiteral("stride"), r.stride},
                      {QStringLiteral("truncateLeft"), r.truncateLeft},
                      {QStringLiteral("padLength"), r.padLength},
                      {QStringLiteral("padLeft"), r.padLeft},
                      {QStringLiteral("follows"), m_follows},
                      {QStringLiteral("view"), int(m_panel->page())},
                      {QStringLiteral("answer"), m_panel->windowsPage()->answer()},
                      {QStringLiteral("labels"), labels.words.left(1 << 20)},
                      {QStringLiteral("labelsOnlyFirst"), labels.onlyFirst},
                      {QStringLiteral("labelsInside"), labels.beginToInside}};
    if (r.second) state[QStringLiteral("second")] = r.second->left(1 << 20);
    return state;
}

void TokenizerController::restoreState(const QJsonObject& state)
{
    if (state.isEmpty()) {
        openExample();
        return follow();
    }
    TokenizerRequest r;
    r.first = state[QStringLiteral("first")].toString();
    if (state.contains(QStringLiteral("second"))) r.second = state[QStringLiteral("second")].toString();
    r.addSpecialTokens = state[QStringLiteral("addSpecialTokens")].toBool(true);
    r.truncation =
        TokenizerRequest::Truncation(std::clamp(state[QStringLiteral("truncation")].toInt(), 0, 3));
    r.maxLength = state[QStringLiteral("maxLength")].toInt(r.maxLength);
    r.stride = state[QStringLiteral("stride")].toInt();
    r.truncateLeft = state[QStringLiteral("truncateLeft")].toBool();
    r.padLength = state[QStringLiteral("padLength")].toInt();
    r.padLeft = state[QStringLiteral("padLeft")].toBool();
    m_follows = state[QStringLiteral("follows")].toBool(false);
    m_panel->windowsPage()->setAnswer(state[QStringLiteral("answer")].toString());
    m_isTaking = true;
    m_panel->setRequest(r);
    m_isTaking = false;
    m_panel->labels()->setRequest(
        {state[QStringLiteral("labels")].toString(QString::fromLatin1(exampleLabels)),
         state[QStringLiteral("labelsOnlyFirst")].toBool(),
         state[QStringLiteral("labelsInside")].toBool(true)});
    m_panel->showPage(Page(std::clamp(state[QStringLiteral("view")].toInt(), 0, int(Page::File))));
    follow();
}

bool TokenizerController::takeTexts(const QStringList& texts, const QString&)
{
    TokenizerRequest request = m_panel->request();
    request.first = texts.join(QLatin1Char('\n'));
    m_panel->setRequest(request);
    return true;
}

void TokenizerController::onTokenizerChanged()
{
    if (m_session.tokenizerError()) {
        const ErrorText text = explain(*m_session.tokenizerError());
        m_panel->showError(tr("The tokenizer could not be opened"), text.fact, text.nextStep);
        setWaiting(false);
    } else if (m_session.tokenizerLoading() || !m_session.tokenizer()) {
        m_panel->showLoading(tr("Opening the tokenizer …"));
        setWaiting(true);
    } else {
        auto summary = summaryOf(*m_session.tokenizer());
        summary.name = displayName(m_session.tokenizerSpecification());
        m_panel->setSummary(summary);
        encode();
        alignLabels();
    }
}

void TokenizerController::encode()
{
    const TokenizerPointer tokenizer = m_session.tokenizer();
    if (!tokenizer || m_session.tokenizerLoading()) return;
    setWaiting(true);
    preview();
    m_encoding = m_session.workers().submitLatest<widgets::TokenizerResult>(
        "tokenizer-panel", {[tokenizer, request = m_panel->request()](engine::JobContext& context) {
                                return encodeNow(*tokenizer, request, context);
                            },
                            [this](engine::Outcome<widgets::TokenizerResult> outcome) {
                                m_preview.drop();
                                if (outcome.done()) {
                                    showResult(std::move(outcome.value()));
                                    showSharedToken();
                                    if (std::exchange(m_isExample, false)) chooseExampleToken();
                                } else if (outcome.failed()) {
                                    const ErrorText text = explain(outcome.error());
                                    m_panel->showError(text.kind, text.fact, text.nextStep);
                                }
                                setWaiting(false);
                            }});
}

void TokenizerController::decode(const std::vector<std::uint32_t>& ids, bool skipSpecialTokens)
{
    const TokenizerPointer tokenizer = m_session.tokenizer();
    if (!tokenizer) return;
    m_decoding = m_session.workers().submitLatest<QString>(
        "tokenizer-panel-decode",
        {[tokenizer, ids, skipSpecialTokens](engine::JobContext&) {
             return QString::fromStdString(tokenizer->decode(ids, skipSpecialTokens));
         },
         [this](engine::Outcome<QString> outcome) {
             if (outcome.done()) m_panel->showDecoded(outcome.value());
         }});
}

void TokenizerController::setWaiting(bool waiting)
{
    if (m_isWaiting == waiting) return;
    m_isWaiting = waiting;
    Q_EMIT idleChanged();
}

void TokenizerController::showResult(widgets::TokenizerResult result)
{
    // To free the tokens of a long text takes longer than a frame has: a worker does it.
    auto former =
        std::make_shared<std::vector<std::shared_ptr<const widgets::EncodingView>>>(m_panel->windows());
    m_panel->showResult(std::move(result));
    m_session.workers().submit<engine::Nothing>({[former](engine::JobContext&) {
        former->clear();
        return engine::Nothing{};
    }});
}

void TokenizerController::preview()
{
    m_preview.drop();
    const TokenizerRequest request = m_panel->request();
    if (request.first.size() + request.second.value_or(QString()).size() < longText) return;
    const auto visible = m_panel->textView()->visibleRange();
    PreviewRange range{visible.text == 1 && !request.second ? 0 : visible.text, visible.begin, visible.end,
                       0};
    // Tokens keep their colours where the text before them is the same.
    if (const auto view = m_panel->shownWindow())
        range.tokensBefore = std::max(0, view->tokensAt(range.text, range.begin).first);
    m_preview = m_session.workers().submitLatest<std::shared_ptr<const widgets::EncodingView>>(
        "tokenizer-panel-preview",
        {[tokenizer = m_session.tokenizer(), request, range](engine::JobContext&) {
             return previewNow(*tokenizer, request, range);
         },
         [this](engine::Outcome<std::shared_ptr<const widgets::EncodingView>> outcome) {
             if (outcome.done()) m_panel->showPreview(outcome.value());
         }});
}

void TokenizerController::explainWord(int text, std::uint32_t word)
{
    const TokenizerPointer tokenizer = m_session.tokenizer();
    if (!tokenizer) return;
    const TokenizerRequest request = m_panel->request();
    m_explaining = m_session.workers().submitLatest<widgets::HowView>(
        "tokenizer-panel-how",
        {[tokenizer, word, source = text == 0 ? request.first : request.second.value_or(QString())](
             engine::JobContext&) { return explainNow(*tokenizer, source.toStdString(), word); },
         [this](engine::Outcome<widgets::HowView> outcome) {
             if (outcome.done()) m_panel->how()->setHow(outcome.value());
             if (!outcome.failed()) return;
             const ErrorText error = explain(outcome.error());
             m_panel->how()->showEmpty(error.kind, error.fact);
         }});
}

void TokenizerController::alignLabels()
{
    const TokenizerPointer tokenizer = m_session.tokenizer();
    if (!tokenizer) return;
    m_aligning = m_session.workers().submitLatest<widgets::LabelsView>(
        "tokenizer-panel-labels",
        {[tokenizer, request = m_panel->labels()->request(), special = m_panel->request().addSpecialTokens](
             engine::JobContext&) { return labelsNow(*tokenizer, request, special); },
         [this](engine::Outcome<widgets::LabelsView> outcome) {
             if (outcome.done()) m_panel->labels()->showLabels(std::move(outcome.value()));
             if (outcome.failed()) m_panel->labels()->showProblem(explain(outcome.error()).fact);
         }});
}

void TokenizerController::openTextFile()
{
    m_panel->showPage(Page::File);
    auto* dialog =
        new QFileDialog(m_panel, tr("Statistics of a text file"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &TokenizerController::takeTextFile);
    dialog->open();
}

bool TokenizerController::takeTextFile(const QString& path)
{
    const TokenizerPointer tokenizer = m_session.tokenizer();
    if (!tokenizer) return false;
    m_panel->showPage(Page::File);
    if (m_statisticsJob) m_session.jobs().remove(m_statisticsJob);
    m_statisticsJob = m_session.jobs().add(tr("Statistics of %1").arg(QFileInfo(path).fileName()),
                                           [this] { stopStatistics(); });
    QElapsedTimer timer;
    timer.start();
    widgets::StatisticsView before;
    before.file = QFileInfo(path).fileName();
    m_panel->statistics()->showProgress(before);
    m_statistics = m_session.workers().submitLatest<widgets::StatisticsView>(
        "tokenizer-panel-file",
        {[this, tokenizer, path, timer, name = m_panel->summary().name](engine::JobContext& context) {
             const auto result = tokenizers::fileStatistics(
                 *tokenizer, std::filesystem::path(path.toStdString()), context,
                 [&](const tokenizers::FileStatistics& sofar) {
                     context.publish([this, view = statisticsView(*tokenizer, path, name, sofar,
                                                                  double(timer.elapsed()))] {
                         m_panel->statistics()->showProgress(view);
                     });
                 });
             return statisticsView(*tokenizer, path, name, result, double(timer.nsecsElapsed()) / 1e6);
         },
         [this](engine::Outcome<widgets::StatisticsView> outcome) {
             m_session.jobs().remove(std::exchange(m_statisticsJob, 0));
             if (outcome.done()) m_panel->statistics()->showResult(outcome.value());
             if (outcome.canceled()) m_panel->statistics()->showStopped();
             if (!outcome.failed()) return;
             const ErrorText error = explain(outcome.error());
             m_panel->statistics()->showError(error.kind, error.fact, error.nextStep);
         },
         [this](const core::Progress& progress) {
             if (m_statisticsJob) m_session.jobs().update(m_statisticsJob, progress);
         }});
    return true;
}

QStringList TokenizerController::pages() const
{
    return {QStringLiteral("grid"),   QStringLiteral("stages"),  QStringLiteral("how"),
            QStringLiteral("lookup"), QStringLiteral("windows"), QStringLiteral("labels"),
            QStringLiteral("decode"), QStringLiteral("file")};
}

bool TokenizerController::showPage(const QString& id)
{
    const auto number = pages().indexOf(id);
    if (number >= 0) m_panel->showPage(Page(number));
    return number >= 0;
}

void TokenizerController::stopStatistics()
{
    m_statistics.stop();
}

QString TokenizerController::tokenizerFolder() const
{
    const auto folder = core::capture([&] {
        auto path = hub::locate(m_session.tokenizerSpecification().toStdString());
        return QString::fromStdString(
            (std::filesystem::is_directory(path) ? path : path.parent_path()).string());
    });
    return folder.ok() ? folder.value() : m_session.tokenizerSpecification();
}

void TokenizerController::copy(const QString& code)
{
    QApplication::clipboard()->setText(code);
}

void TokenizerController::copyAsPython()
{
    copy(tokenizerPython(m_panel->request(), tokenizerFolder(), m_panel->answerSpan()));
}

} // namespace vitrine::app
