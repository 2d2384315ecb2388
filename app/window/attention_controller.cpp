// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/attention_controller.h"

#include "app/window/error_text.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "backend/hub/locate.h"
#include "backend/inspection/capture_attention.h"
#include "widgets/attention/attention_panel.h"
#include "widgets/playground/playground_view.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QPlainTextEdit>
#include <QSaveFile>

#include <algorithm>
#include <functional>

namespace vitrine::app {
namespace {

using widgets::AttentionPanel;
using widgets::AttentionState;
using SharedPanel = SharedText::Panel;

constexpr auto slot = "attention";
constexpr int debounceMilliseconds = 120;

/// "run · checkpoint-40" for a checkpoint, else what people call the model.
QString labelOf(const QString& specification)
{
    const QFileInfo info(specification);
    if (!info.fileName().startsWith(QLatin1String("checkpoint-"))) return displayName(specification);
    return QFileInfo(info.absolutePath()).fileName() + QStringLiteral(" · ") + info.fileName();
}

} // namespace

AttentionController::AttentionController(Session& session)
    : m_session(session), m_panel(new AttentionPanel(m_selection))
{
    const auto addAction = [this](const QString& text, const QString& keys, auto run) {
        auto* action = new QAction(text, this);
        if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
        connect(action, &QAction::triggered, this, run);
        m_actions.append(action);
    };
    const auto show = [this](AttentionState::View view) { return [this, view] { m_panel->setView(view); }; };
    addAction(tr("Show lines between tokens"), QStringLiteral("Alt+1"), show(AttentionState::View::Heads));
    addAction(tr("Show the matrix"), QStringLiteral("Alt+2"), show(AttentionState::View::Matrix));
    addAction(tr("Show all heads"), QStringLiteral("Alt+3"), show(AttentionState::View::Grid));
    addAction(tr("Next layer"), QStringLiteral("Alt+Down"),
              [this] { m_panel->state().setLayer(m_panel->state().layer() + 1); });
    addAction(tr("Previous layer"), QStringLiteral("Alt+Up"),
              [this] { m_panel->state().setLayer(m_panel->state().layer() - 1); });
    addAction(tr("Next head"), QStringLiteral("Alt+Right"),
              [this] { m_panel->state().chooseHead(m_panel->state().head() + 1); });
    addAction(tr("Previous head"), QStringLiteral("Alt+Left"),
              [this] { m_panel->state().chooseHead(m_panel->state().head() - 1); });
    addAction(tr("Use the Tokenizer's text"), {}, [this] { takeTokenizerText(); });
    addAction(tr("Compare with a model folder"), {}, [this] { chooseFolder(); });
    addAction(tr("Copy as Python"), QStringLiteral("Ctrl+Shift+C"), [this] { copyAsPython(); });
    addAction(tr("Export attention"), QStringLiteral("Ctrl+E"), [this] { exportAs(); });
    addAction(tr("Go to the text"), QStringLiteral("Ctrl+L"), [this] { m_panel->editor()->setFocus(); });

    m_debounce.setSingleShot(true);
    m_debounce.setInterval(debounceMilliseconds);
    connect(&m_debounce, &QTimer::timeout, this, &AttentionController::run);
    connect(m_panel, &AttentionPanel::textsEdited, this, [this] {
        m_follows = false;
        Q_EMIT stateChanged();
    });
    connect(m_panel, &AttentionPanel::requestChanged, this, [this] {
        m_session.sharedText().setText(SharedPanel::Attention, studied(), !m_isTaking);
        requestRun();
    });
    connect(m_panel, &AttentionPanel::optionsChanged, this, &Panel::stateChanged);
    connect(m_panel->form(), &widgets::AttentionForm::tokenizerTextWanted, this,
            &AttentionController::takeTokenizerText);
    connect(m_panel->form(), &widgets::AttentionForm::checkpointChosen, this,
            &AttentionController::openModel);
    connect(m_panel->form(), &widgets::AttentionForm::comparisonChosen, this,
            &AttentionController::compareWith);
    connect(m_panel->form(), &widgets::AttentionForm::comparisonFolderWanted, this,
            &AttentionController::chooseFolder);
    connect(m_panel, &AttentionPanel::modelWanted, this,
            [this] { m_session.openModel(QStringLiteral("starter:minilm")); });
    connect(m_panel, &AttentionPanel::copyAsPythonRequested, this, &AttentionController::copyAsPython);
    connect(m_panel, &AttentionPanel::exportRequested, this, &AttentionController::exportAs);
    connect(&m_selection, &widgets::TokenSelection::selectedChanged, this, [this] {
        // A token of the decoder's text is none of what the Tokenizer shows.
        if (m_isTaking || !m_panel->first() || !m_selection.selected().valid()) return;
        if (m_panel->first()->maps.kind > inspection::AttentionKind::Encoder) return;
        m_session.sharedText().choose(SharedPanel::Attention, studied(),
                                      placeOf(m_panel->first()->maps.encoding, m_selection.selected().index));
    });
    connect(&session, &Session::modelChanged, this, &AttentionController::onModelChanged);
    connect(&session, &Session::tokenizerChanged, this, &AttentionController::requestRun);
    connect(&session.sharedText(), &SharedText::textChanged, this, &AttentionController::follow);
    connect(&session.sharedText(), &SharedText::tokenChosen, this, [this](SharedPanel panel) {
        if (panel != SharedPanel::Attention) showSharedToken();
    });
    m_modelSeen = session.modelSpecification();
    showChoices();
}

AttentionController::~AttentionController()
{
    m_running.drop();
    delete m_panel;
    // Models end on the thread that used them.
    m_session.compute().submitLong<engine::Nothing>({[models = m_models](engine::JobContext&) {
        models->clear();
        return engine::Nothing{};
    }});
}

QWidget* AttentionController::widget()
{
    return m_panel;
}

void AttentionController::openExample()
{
    m_isTaking = true;
    m_panel->openExample(0);
    m_isTaking = false;
}

void AttentionController::activated()
{
    m_session.ensureModel();
    if (m_isWanted) run();
}

StudiedText AttentionController::studied() const
{
    return {m_panel->form()->firstText(), m_panel->form()->secondText()};
}

void AttentionController::follow()
{
    const auto& shared = m_session.sharedText();
    const auto text = shared.text(SharedPanel::Tokenizer);
    m_panel->form()->setTokenizerTextDiffers(text && *text != studied());
    if (m_follows && shared.isEdited(SharedPanel::Tokenizer)) takeTokenizerText();
}

void AttentionController::takeTokenizerText()
{
    const auto text = m_session.sharedText().text(SharedPanel::Tokenizer);
    if (!text || *text == studied()) return;
    m_follows = true;
    m_isTaking = true;
    m_panel->form()->setTexts(text->first, text->second);
    m_isTaking = false;
    m_panel->form()->setTokenizerTextDiffers(false);
}

void AttentionController::showSharedToken()
{
    const auto& data = m_panel->first();
    const StudiedText text = studied();
    const auto place = m_session.sharedText().chosenIn(text);
    if (!data || !place || data->texts[0] != text.first.toStdString() || data->maps.keyEncoding) return;
    m_isTaking = true;
    m_selection.select({0, tokenAt(data->maps.encoding, *place)});
    m_isTaking = false;
}

void AttentionController::requestRun()
{
    m_isWanted = true;
    // A panel behind another computes when it comes to the front.
    if (!m_panel->isVisible()) return setWaiting(false);
    setWaiting(true);
    m_debounce.start();
}

void AttentionController::run()
{
    if (m_session.modelSpecification().isEmpty()) {
        m_panel->showNoModel(
            tr("Open a model, or take the small one that came with Vitrine: you will see which "
               "words look at which, in every head of every layer."),
            tr("Open all-MiniLM-L6-v2"));
        return setWaiting(false);
    }
    if (m_session.tokenizerError()) {
        const ErrorText text = explain(*m_session.tokenizerError());
        m_panel->showError(tr("The tokenizer could not be opened"), text.fact, text.nextStep);
        return setWaiting(false);
    }
    if (m_session.tokenizerLoading() || !m_session.tokenizer()) {
        m_panel->showBusy(tr("Opening the tokenizer …"));
        return setWaiting(true);
    }
    m_isWanted = false;
    setWaiting(true);
    m_panel->showBusy(tr("Looking into the model …"));
    const auto asked = m_panel->request();
    AttentionRun job;
    job.first = {m_session.modelSpecification().toStdString(), labelOf(m_session.modelSpecification()),
                 m_session.tokenizer()};
    if (!m_compared.isEmpty()) job.second = {m_compared.toStdString(), labelOf(m_compared), nullptr};
    job.text = asked.first.toStdString();
    if (asked.second) job.pair = asked.second->toStdString();
    job.scores = asked.scores;
    job.threads = m_session.settings().threads();
    m_running = m_session.compute().submitInteractive<AttentionAnswer>(
        slot, {[models = m_models, job, backend = m_session.modelBackend()](engine::JobContext& context) {
                   return models->run(job, backend, context);
               },
               [this](engine::Outcome<AttentionAnswer> outcome) {
                   if (outcome.done()) {
                       showAnswer(std::move(outcome.value()));
                   } else if (outcome.failed()) {
                       const ErrorText text = explain(outcome.error());
                       m_panel->showError(tr("The model could not be looked into"), text.fact, text.nextStep);
                   }
                   setWaiting(false);
               }});
}

void AttentionController::showAnswer(AttentionAnswer answer)
{
    m_isTaking = true; // the old selection goes with the old text, which is no choice of the user's
    m_panel->showResult(std::move(answer.first), std::move(answer.second));
    m_isTaking = false;
    showSharedToken();
    follow();
}

void AttentionController::onModelChanged()
{
    if (m_session.modelSpecification() == m_modelSeen) return;
    m_modelSeen = m_session.modelSpecification();
    if (!m_runModels.contains(m_modelSeen)) m_runModels.clear();
    if (m_compared == m_modelSeen) m_compared.clear();
    showChoices();
    requestRun();
}

void AttentionController::openModel(const QString& specification)
{
    if (specification == m_session.modelSpecification()) return;
    m_session.openModel(specification);
    // Checkpoints may leave the tokenizer to their run's folder.
    const QString tokenizer = tokenizerFolderOf(specification);
    if (!tokenizer.isEmpty() && tokenizer != specification) m_session.openTokenizer(tokenizer);
}

void AttentionController::openRun(const QString& folder)
{
    const QStringList found = modelsOfRun(folder);
    if (found.isEmpty()) {
        Q_EMIT m_session.failed(
            tr("Opening the run %1").arg(QFileInfo(folder).fileName()),
            {core::ErrorCode::NotFound,
             folder.toStdString() +
                 ": no model and no checkpoint in it (expected model.safetensors or checkpoint-N)",
             {}});
        return;
    }
    m_runModels = found;
    openModel(found.front());
    showChoices();
}

void AttentionController::openModelPair(const QString& first, const QString& second)
{
    openModel(first);
    compareWith(second);
}

void AttentionController::compareWith(const QString& specification)
{
    m_compared = specification == m_session.modelSpecification() ? QString() : specification;
    showChoices();
    requestRun();
}

void AttentionController::showChoices()
{
    const auto choicesOf = [this](const QStringList& specifications, const QString& except) {
        std::vector<widgets::AttentionChoice> choices;
        for (const QString& each : specifications) {
            const bool isFinal = m_runModels.contains(each) && labelOf(each) == displayName(each);
            if (each != except)
                choices.push_back(
                    {each, isFinal ? tr("%1 · final model").arg(labelOf(each)) : labelOf(each)});
        }
        return choices;
    };
    const QString current = m_session.modelSpecification();
    m_panel->form()->setRun(choicesOf(m_runModels, {}), current);
    QStringList others = m_runModels;
    others += QStringLiteral("starter:minilm");
    others += m_session.settings().recentModels();
    if (!m_compared.isEmpty()) others += m_compared;
    others.removeDuplicates();
    m_panel->form()->setComparisons(choicesOf(others, current), m_compared);
}

void AttentionController::chooseFolder()
{
    showChoices(); // the combo box goes back to what is compared
    auto* dialog =
        new QFileDialog(m_panel, tr("Compare with a model folder"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &AttentionController::compareWith);
    dialog->open();
}

QJsonObject AttentionController::saveState() const
{
    const auto options = m_panel->form()->options();
    QJsonObject state{{QStringLiteral("first"), m_panel->form()->firstText().left(1 << 20)},
                      {QStringLiteral("follows"), m_follows},
                      {QStringLiteral("view"), int(m_panel->view())},
                      {QStringLiteral("layer"), m_panel->state().layer()},
                      {QStringLiteral("head"), m_panel->state().head()},
                      {QStringLiteral("specialTokens"), options.specialTokens},
                      {QStringLiteral("byWord"), options.byWord},
                      {QStringLiteral("scores"), options.scores},
                      {QStringLiteral("kind"), int(m_panel->form()->kind())}};
    if (const auto second = m_panel->form()->secondText())
        state[QStringLiteral("second")] = second->left(1 << 20);
    return state;
}

void AttentionController::restoreState(const QJsonObject& state)
{
    if (!state.contains(QStringLiteral("first"))) {
        openExample();
        return follow();
    }
    m_follows = state[QStringLiteral("follows")].toBool(false);
    m_panel->setOptions({state[QStringLiteral("specialTokens")].toBool(true),
                         state[QStringLiteral("byWord")].toBool(), state[QStringLiteral("scores")].toBool()});
    m_panel->form()->setKind(inspection::AttentionKind(
        state[QStringLiteral("kind")].toInt(int(inspection::AttentionKind::Cross))));
    m_panel->setView(AttentionState::View(std::clamp(state[QStringLiteral("view")].toInt(), 0, 2)));
    m_panel->state().place(state[QStringLiteral("layer")].toInt(), state[QStringLiteral("head")].toInt());
    m_isTaking = true;
    m_panel->form()->setTexts(state[QStringLiteral("first")].toString(),
                              state.contains(QStringLiteral("second"))
                                  ? std::optional(state[QStringLiteral("second")].toString())
                                  : std::nullopt);
    m_isTaking = false;
    follow();
}

bool AttentionController::takeTexts(const QStringList& texts, const QString&)
{
    m_follows = false;
    m_panel->form()->setTexts(texts.join(u'\n'), std::nullopt);
    return true;
}

void AttentionController::setWaiting(bool waiting)
{
    if (m_isWaiting == waiting) return;
    m_isWaiting = waiting;
    Q_EMIT idleChanged();
}

void AttentionController::copyAsPython()
{
    if (!m_panel->first()) return;
    const auto folderOf = [](const QString& specification) {
        return core::capture(
            [&] { return QString::fromStdString(hub::locate(specification.toStdString()).string()); });
    };
    const auto model = folderOf(m_session.modelSpecification());
    if (!model.ok()) return;
    const auto options = m_panel->form()->options();
    const auto& maps = m_panel->first()->maps;
    AttentionPython shown;
    shown.model = model.value();
    using Comparison = AttentionPanel::Comparison;
    if (m_panel->second() && m_panel->comparison() == Comparison::Difference) {
        const auto other = folderOf(m_compared);
        if (other.ok()) shown.comparedModel = other.value();
    } else if (m_panel->second() && m_panel->comparison() == Comparison::Second) {
        const auto other = folderOf(m_compared);
        if (other.ok()) shown.model = other.value();
    }
    shown.first = m_panel->form()->firstText();
    shown.second = m_panel->form()->secondText();
    shown.kind = maps.kind;
    shown.layer = m_panel->state().layer();
    shown.head = m_panel->state().head();
    shown.scores = options.scores;
    shown.specialTokens = options.specialTokens;
    shown.byWord = options.byWord;
    shown.maxLength = maps.cutTokens > 0 ? int(maps.tokenCount()) : 512;
    QApplication::clipboard()->setText(attentionPython(shown));
}

void AttentionController::exportAs()
{
    auto* dialog = new QFileDialog(m_panel, tr("Export attention"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Picture of what is shown (*.png)"), tr("Drawing of what is shown (*.svg)"),
                            tr("The head's numbers (*.npy)"), tr("All layers and heads (*.safetensors)")});
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::fileSelected, this, &AttentionController::writeExport);
    dialog->open();
}

void AttentionController::writeExport(const QString& path)
{
    if (!m_panel->first()) return;
    const auto isKind = [&](const char* suffix) {
        return path.endsWith(QLatin1String(suffix), Qt::CaseInsensitive);
    };
    const auto fail = [&](const core::Error& error) {
        Q_EMIT m_session.failed(tr("Export attention"), error);
    };
    if (isKind(".safetensors")) {
        std::vector<std::reference_wrapper<const inspection::AttentionMaps>> all;
        for (const auto& data : m_panel->stacks())
            all.push_back(data->maps);
        const auto done = core::capture([&] {
            inspection::writeAttention(path.toStdString(), all);
            return true;
        });
        if (!done.ok()) fail(done.error());
        return;
    }
    bool written = false;
    if (isKind(".npy")) {
        const QByteArray content = widgets::toNpy(m_panel->shownMatrix());
        QSaveFile file(path);
        written = file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
    } else {
        written = m_panel->exportPicture(path);
    }
    if (!written) fail({core::ErrorCode::Io, path.toStdString() + ": cannot be written", {}});
}

} // namespace vitrine::app
