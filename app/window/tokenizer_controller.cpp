// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_controller.h"

#include "app/window/error_text.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "backend/hub/locate.h"
#include "widgets/common/icon.h"
#include "widgets/tokenizer/tokenizer_panel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QSaveFile>
#include <QTableView>

#include <algorithm>

namespace vitrine::app {
namespace {

using widgets::TokenizerRequest;
using TokenizerPointer = Session::TokenizerPointer;

/// Chips that one stage shows; the panel says of how many.
constexpr std::size_t shownPieces = 400;

tokenizers::EncodeOptions optionsOf(const TokenizerRequest& request, const tokenizers::Tokenizer& tokenizer)
{
    tokenizers::EncodeOptions options;
    options.addSpecialTokens = request.addSpecialTokens;
    if (request.truncation != TokenizerRequest::Truncation::Off) {
        auto& truncation = options.truncation.emplace();
        truncation.maxLength = std::size_t(request.maxLength);
        truncation.stride = std::size_t(request.stride);
        truncation.strategy = tokenizers::TruncationStrategy(int(request.truncation) - 1);
        truncation.direction = request.truncateLeft ? tokenizers::Side::Left : tokenizers::Side::Right;
    }
    if (request.padLength > 0) {
        if (!tokenizer.info().padding)
            throw core::Exception(core::ErrorCode::InvalidArgument, "this tokenizer names no padding token");
        auto& padding = options.padding.emplace(*tokenizer.info().padding);
        padding.length = std::size_t(request.padLength);
        padding.direction = request.padLeft ? tokenizers::Side::Left : tokenizers::Side::Right;
    }
    return options;
}

/// The id that stands for what the vocabulary does not have, by the names that tokenizers give it.
std::optional<std::uint32_t> unknownIdOf(const tokenizers::Tokenizer& tokenizer)
{
    for (const char* name : {"[UNK]", "<unk>", "<|unk|>"})
        if (const auto id = tokenizer.tokenToId(name)) return id;
    return std::nullopt;
}

/// Whole characters from the start of a text, at most so many bytes: what the stages page has room for.
std::string beginningOf(const std::string& text, std::size_t limit)
{
    if (text.size() <= limit) return text;
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end);
}

widgets::StagesView stagesOf(const tokenizers::Tokenizer& tokenizer, const std::string& whole)
{
    const std::string text = beginningOf(whole, 64 << 10);
    const auto stages = tokenizer.stages(text);
    const core::TextIndex index(text);
    widgets::StagesView view;
    view.normalized = QString::fromStdString(stages.normalized);
    view.normalizedDiffers = stages.normalized != text;
    view.preTokenCount = stages.preTokens.size();
    view.modelTokenCount = stages.model.size();
    for (std::size_t i = 0; i < std::min(shownPieces, stages.preTokens.size()); ++i) {
        const auto& piece = stages.preTokens[i];
        const auto span = index.codePoints(piece.offsets);
        view.preTokens.push_back({QString::fromStdString(piece.text),
                                  QStringLiteral("%1–%2").arg(span.begin.value).arg(span.end.value)});
    }
    for (std::size_t i = 0; i < std::min(shownPieces, stages.model.size()); ++i)
        view.modelTokens.push_back(
            {QString::fromStdString(stages.model[i].token), QString::number(stages.model[i].id)});
    return view;
}

/// Words as the tokenizer cuts them: the different word ids of each text, over all windows' first.
std::size_t countWords(const tokenizers::Encoding& encoding)
{
    std::size_t count = 0;
    std::optional<std::uint32_t> lastWord, lastSequence;
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        if (!encoding.wordIds[i]) continue;
        if (encoding.wordIds[i] != lastWord || encoding.sequenceIds[i] != lastSequence) ++count;
        lastWord = encoding.wordIds[i];
        lastSequence = encoding.sequenceIds[i];
    }
    return count;
}

/// The encoding, then the windows that truncation cut off, and theirs: for pairs they nest.
void addWindows(tokenizers::Encoding encoding, const TokenizerRequest& request,
                std::optional<std::uint32_t> unknown,
                std::vector<std::shared_ptr<const widgets::EncodingView>>& windows, core::RunControl& control)
{
    control.checkpoint();
    auto overflowing = std::move(encoding.overflowing);
    windows.push_back(widgets::makeEncodingView(request.first, request.second, std::move(encoding), unknown));
    for (auto& window : overflowing)
        addWindows(std::move(window), request, unknown, windows, control);
}

widgets::TokenizerResult encodeNow(const tokenizers::Tokenizer& tokenizer, const TokenizerRequest& request,
                                   core::RunControl& control)
{
    const std::string first = request.first.toStdString();
    const std::string second = request.second.value_or(QString()).toStdString();
    const auto input =
        request.second ? tokenizers::EncodeInput::pair(first, second) : tokenizers::EncodeInput::text(first);
    QElapsedTimer timer;
    timer.start();
    auto encoding = tokenizer.encode(input, optionsOf(request, tokenizer));
    widgets::TokenizerResult result;
    result.milliseconds = double(timer.nsecsElapsed()) / 1e6;
    control.checkpoint();

    result.bytes = first.size() + second.size();
    result.codePoints =
        core::TextIndex(first).codePointCount().value + core::TextIndex(second).codePointCount().value;
    result.words = countWords(encoding);
    const auto unknown = unknownIdOf(tokenizer);
    addWindows(std::move(encoding), request, unknown, result.windows, control);
    result.stages = stagesOf(tokenizer, first);
    return result;
}

widgets::TokenizerSummary summaryOf(const tokenizers::Tokenizer& tokenizer)
{
    const auto& info = tokenizer.info();
    widgets::TokenizerSummary summary;
    summary.name = QString::fromStdString(info.name);
    for (const std::string& stage : info.stages)
        if (!stage.empty()) summary.stages.append(QString::fromStdString(stage));
    summary.vocabularySize = info.vocabSize;
    summary.modelMaxLength = int(std::min<std::size_t>(info.modelMaxLength.value_or(0), 1 << 30));
    return summary;
}

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
    addAction(tr("Go to the table of tokens"), QStringLiteral("Ctrl+T"),
              [this] { m_panel->table()->setFocus(); });

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
    connect(&session, &Session::tokenizerChanged, this, &TokenizerController::onTokenizerChanged);
    onTokenizerChanged();
}

TokenizerController::~TokenizerController()
{
    m_encoding.drop();
    m_decoding.drop();
    // The widgets read the selection until their end, which for those in a window may come later.
    delete m_panel;
}

QWidget* TokenizerController::widget()
{
    return m_panel;
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
    m_isTaking = true;
    m_panel->setRequest(example);
    m_isTaking = false;
}

QJsonObject TokenizerController::saveState() const
{
    const TokenizerRequest r = m_panel->request();
    QJsonObject state{{QStringLiteral("first"), r.first.left(1 << 20)},
                      {QStringLiteral("addSpecialTokens"), r.addSpecialTokens},
                      {QStringLiteral("truncation"), int(r.truncation)},
                      {QStringLiteral("maxLength"), r.maxLength},
                      {QStringLiteral("stride"), r.stride},
                      {QStringLiteral("truncateLeft"), r.truncateLeft},
                      {QStringLiteral("padLength"), r.padLength},
                      {QStringLiteral("padLeft"), r.padLeft},
                      {QStringLiteral("follows"), m_follows}};
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
    m_isTaking = true;
    m_panel->setRequest(r);
    m_isTaking = false;
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
        m_panel->setSummary(summaryOf(*m_session.tokenizer()));
        encode();
    }
}

void TokenizerController::encode()
{
    const TokenizerPointer tokenizer = m_session.tokenizer();
    if (!tokenizer || m_session.tokenizerLoading()) return;
    setWaiting(true);
    m_encoding = m_session.workers().submitLatest<widgets::TokenizerResult>(
        "tokenizer-panel", {[tokenizer, request = m_panel->request()](engine::JobContext& context) {
                                return encodeNow(*tokenizer, request, context);
                            },
                            [this](engine::Outcome<widgets::TokenizerResult> outcome) {
                                if (outcome.done()) {
                                    m_panel->showResult(std::move(outcome.value()));
                                    showSharedToken();
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

void TokenizerController::copyAsPython()
{
    const auto folder = core::capture([&] {
        auto path = hub::locate(m_session.tokenizerSpecification().toStdString());
        return QString::fromStdString(
            (std::filesystem::is_directory(path) ? path : path.parent_path()).string());
    });
    if (folder.ok()) QApplication::clipboard()->setText(tokenizerPython(m_panel->request(), folder.value()));
}

void TokenizerController::exportAs()
{
    auto* dialog = new QFileDialog(m_panel, tr("Export tokens"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Table (*.csv)"), tr("Encoding (*.json)"),
                            tr("Picture of what is on screen (*.png)"),
                            tr("Drawing of what is on screen (*.svg)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &TokenizerController::writeExport);
    dialog->open();
}

void TokenizerController::writeExport(const QString& path)
{
    const auto view = m_panel->shownWindow();
    if (!view) return;
    bool written = false;
    if (path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive) ||
        path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive))
        written = m_panel->exportPicture(path);
    else {
        const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
        const QByteArray content =
            (json ? widgets::encodingToJson(*view) : widgets::encodingToCsv(*view)).toUtf8();
        QSaveFile file(path);
        written = file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
    }
    if (!written)
        Q_EMIT m_session.failed(tr("Export tokens"),
                                {core::ErrorCode::Io, path.toStdString() + ": cannot be written", {}});
}

} // namespace vitrine::app
