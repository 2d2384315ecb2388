// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_compare_controller.h"

#include "app/window/error_text.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "app/window/tokenizer_shelf.h"
#include "widgets/tokenizer/aligned_view.h"
#include "widgets/tokenizer/compare_page.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSaveFile>

namespace vitrine::app {

TokenizerCompareController::TokenizerCompareController(Session& session, TokenizerShelf& shelf)
    : m_session(session), m_shelf(shelf), m_page(new widgets::ComparePage)
{
    const auto addAction = [this](const QString& text, const QString& keys, auto run) {
        auto* action = new QAction(text, this);
        if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
        connect(action, &QAction::triggered, this, run);
        m_actions.append(action);
    };
    addAction(tr("Copy the comparison as Python"), QStringLiteral("Ctrl+Shift+C"),
              [this] { copyAsPython(); });
    addAction(tr("Export the comparison"), QStringLiteral("Ctrl+E"), [this] { exportAs(); });
    addAction(tr("Measure a file"), {}, [this] { chooseFile(); });
    addAction(tr("Go to the text"), QStringLiteral("Ctrl+L"), [this] { m_page->editor()->setFocus(); });
    addAction(tr("Go to the alignment"), QStringLiteral("Ctrl+T"),
              [this] { m_page->alignedView()->setFocus(); });
    addAction(tr("Next difference"), QStringLiteral("F3"), [this] { m_page->showNextDifference(); });
    addAction(tr("Previous difference"), QStringLiteral("Shift+F3"),
              [this] { m_page->showPreviousDifference(); });

    connect(m_page, &widgets::ComparePage::textChanged, this, [this] {
        compare();
        Q_EMIT stateChanged();
    });
    connect(m_page, &widgets::ComparePage::priceChanged, this, &Panel::stateChanged);
    connect(m_page, &widgets::ComparePage::removeRequested, this, &TokenizerCompareController::remove);
    connect(m_page, &widgets::ComparePage::fileRequested, this, &TokenizerCompareController::chooseFile);
    connect(m_page, &widgets::ComparePage::stopRequested, this, &TokenizerCompareController::stopFile);
    connect(m_page, &widgets::ComparePage::copyAsPythonRequested, this,
            &TokenizerCompareController::copyAsPython);
    connect(m_page, &widgets::ComparePage::exportRequested, this, &TokenizerCompareController::exportAs);
    connect(m_page->addMenu(), &QMenu::aboutToShow, this,
            [this] { m_shelf.fillMenu(m_page->addMenu(), [this](const QString& chosen) { add(chosen); }); });
    connect(&m_shelf, &TokenizerShelf::changed, this, [this](const QString& specification) {
        if (m_specifications.contains(specification)) compare();
    });
}

TokenizerCompareController::~TokenizerCompareController()
{
    m_comparing.drop();
    m_measuring.drop();
    if (m_fileJob) m_session.jobs().remove(m_fileJob);
    delete m_page;
}

QWidget* TokenizerCompareController::widget()
{
    return m_page;
}

void TokenizerCompareController::activated()
{
    if (std::exchange(m_isActive, true)) return;
    if (m_specifications.isEmpty() && !m_session.tokenizerSpecification().isEmpty())
        return add(m_session.tokenizerSpecification());
    compare();
}

void TokenizerCompareController::openExample()
{
    m_isActive = true;
    m_specifications = {QStringLiteral("starter:minilm"), QStringLiteral("builtin:bytes")};
    m_page->setText(
        QStringLiteral("Tokenization isn't trivial: “unbelievably” splits into pieces, café loses its "
                       "accent, and 2,048 becomes three tokens.\n"
                       "def fertility(tokens, words):\n    return len(tokens) / max(1, len(words))\n"
                       "Καλημέρα κόσμε · Привет, мир · 你好，世界 · こんにちは · 🎉"));
    compare();
}

void TokenizerCompareController::add(const QString& specification)
{
    if (m_specifications.contains(specification) || m_specifications.size() >= widgets::maxCompared) return;
    m_specifications.append(specification);
    // An error of the last time is no answer for this one.
    if (const auto* answer = m_shelf.find(specification); answer && !answer->ok())
        m_shelf.forget(specification);
    compare();
    Q_EMIT stateChanged();
}

void TokenizerCompareController::remove(int tokenizer)
{
    if (tokenizer < 0 || tokenizer >= m_specifications.size()) return;
    m_specifications.removeAt(tokenizer);
    compare();
    Q_EMIT stateChanged();
}

void TokenizerCompareController::showChoices()
{
    std::vector<widgets::ComparePage::Choice> choices;
    for (const QString& specification : m_specifications) {
        const auto* answer = m_shelf.find(specification);
        widgets::ComparePage::Choice choice{TokenizerShelf::nameOf(specification), specification};
        if (answer && !answer->ok()) {
            choice.isBroken = true;
            choice.detail = QString::fromStdString(answer->error().message);
        }
        choices.push_back(std::move(choice));
    }
    m_page->setChoices(choices);
}

std::optional<std::vector<Contestant>> TokenizerCompareController::contestants()
{
    std::vector<Contestant> all;
    bool isComplete = true;
    for (const QString& specification : m_specifications) {
        const auto* answer = m_shelf.find(specification);
        isComplete &= answer != nullptr;
        if (!answer) continue;
        auto& each = all.emplace_back();
        each.facts.specification = specification;
        each.facts.name = TokenizerShelf::nameOf(specification);
        if (answer->ok()) {
            each.tokenizer = answer->value();
            each.facts.modelType = QString::fromStdString(each.tokenizer->info().modelType);
            each.facts.vocabularySize = each.tokenizer->info().vocabSize;
        } else {
            const ErrorText text = explain(answer->error());
            each.facts.problem = text.kind + QLatin1Char(' ') + text.fact;
        }
    }
    if (!isComplete) return std::nullopt;
    return all;
}

void TokenizerCompareController::compare()
{
    if (!m_isActive) return;
    showChoices();
    m_comparing.drop();
    if (m_specifications.isEmpty()) {
        m_page->showResult(nullptr);
        return setWaiting(false);
    }
    setWaiting(true);
    auto ready = contestants();
    if (!ready) return m_page->showBusy(tr("Opening the tokenizers …"));
    if (!m_fileWanted.isEmpty()) measureFile(std::exchange(m_fileWanted, {}));
    m_comparing = m_session.workers().submitLatest<widgets::CompareResult>(
        "tokenizer-compare",
        {[contestants = std::move(*ready), text = m_page->text()](engine::JobContext& context) {
             return compareOnText(contestants, text, context);
         },
         [this](engine::Outcome<widgets::CompareResult> outcome) {
             if (outcome.done())
                 m_page->showResult(
                     std::make_shared<const widgets::CompareResult>(std::move(outcome.value())));
             else if (outcome.failed())
                 Q_EMIT m_session.failed(tr("The texts could not be compared"), outcome.error());
             setWaiting(false);
         }});
}

void TokenizerCompareController::chooseFile()
{
    auto* dialog = new QFileDialog(
        m_page, tr("Measure a file"), m_session.settings().lastFolder(),
        tr("Texts and tables (*.txt *.md *.csv *.tsv *.json *.jsonl *.parquet *.arrow);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_session.settings().setLastFolder(QFileInfo(path).absolutePath());
        measureFile(path);
    });
    dialog->open();
}

void TokenizerCompareController::measureFile(const QString& path)
{
    if (m_specifications.isEmpty() || m_fileJob) return;
    auto ready = contestants();
    if (!ready) {
        m_fileWanted = path;
        return;
    }
    const QString name = QFileInfo(path).fileName();
    m_fileJob = m_session.jobs().add(tr("Measuring %1").arg(name), [this] { stopFile(); });
    m_page->showFileProgress(-1, tr("Reading %1 …").arg(name));
    Q_EMIT idleChanged();
    const auto show = [this](widgets::CompareResult result) {
        if (m_page) m_page->showResult(std::make_shared<const widgets::CompareResult>(std::move(result)));
    };
    m_measuring = m_session.workers().submit<widgets::CompareResult>(
        {[contestants = std::move(*ready), path = path.toStdString(), show](engine::JobContext& context) {
             return compareOnFile(
                 contestants, path,
                 [&](widgets::CompareResult reached) {
                     context.publish([show, shared = std::make_shared<widgets::CompareResult>(
                                                std::move(reached))] { show(std::move(*shared)); });
                 },
                 context);
         },
         [this, name](engine::Outcome<widgets::CompareResult> outcome) {
             m_session.jobs().remove(std::exchange(m_fileJob, 0));
             m_page->showFileDone();
             if (outcome.done())
                 m_page->showResult(
                     std::make_shared<const widgets::CompareResult>(std::move(outcome.value())));
             else if (outcome.failed())
                 Q_EMIT m_session.failed(tr("%1 could not be measured").arg(name), outcome.error());
             Q_EMIT idleChanged();
         },
         [this](const core::Progress& progress) {
             if (!m_fileJob) return;
             m_session.jobs().update(m_fileJob, progress);
             m_page->showFileProgress(progress.fraction, QString::fromStdString(progress.text));
         }});
}

void TokenizerCompareController::stopFile()
{
    m_measuring.stop();
}

void TokenizerCompareController::setWaiting(bool waiting)
{
    if (m_isWaiting == waiting) return;
    m_isWaiting = waiting;
    Q_EMIT idleChanged();
}

QJsonObject TokenizerCompareController::saveState() const
{
    return {{QStringLiteral("text"), m_page->text().left(1 << 20)},
            {QStringLiteral("tokenizers"), QJsonArray::fromStringList(m_specifications)},
            {QStringLiteral("price"), m_page->price()}};
}

void TokenizerCompareController::restoreState(const QJsonObject& state)
{
    m_specifications.clear();
    for (const auto& each : state[QStringLiteral("tokenizers")].toArray())
        if (m_specifications.size() < widgets::maxCompared) m_specifications.append(each.toString());
    m_page->setPrice(state[QStringLiteral("price")].toDouble());
    m_page->setText(state[QStringLiteral("text")].toString());
}

bool TokenizerCompareController::takeTable(const QString& path)
{
    measureFile(path);
    return !m_specifications.isEmpty();
}

bool TokenizerCompareController::takeTexts(const QStringList& texts, const QString&)
{
    m_page->setText(texts.join(QLatin1Char('\n')));
    return true;
}

void TokenizerCompareController::copyAsPython()
{
    QStringList folders;
    for (const QString& specification : m_specifications)
        if (const auto* answer = m_shelf.find(specification); answer && answer->ok() && !answer->value()->info().path.empty())
            folders.append(QString::fromStdString(answer->value()->info().path.parent_path().string()));
    QApplication::clipboard()->setText(comparePython(folders, m_page->text(), m_page->price()));
}

void TokenizerCompareController::exportAs()
{
    if (!m_page->result()) return;
    auto* dialog = new QFileDialog(m_page, tr("Export the comparison"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Figures (*.csv)"), tr("Figures, tokens and stretches (*.json)"),
                            tr("Picture of the alignment (*.png)"), tr("Drawing of the alignment (*.svg)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &TokenizerCompareController::writeExport);
    dialog->open();
}

void TokenizerCompareController::writeExport(const QString& path)
{
    const auto result = m_page->result();
    if (!result) return;
    const auto endsWith = [&](const char* suffix) {
        return path.endsWith(QLatin1String(suffix), Qt::CaseInsensitive);
    };
    bool written = false;
    if (endsWith(".png") || endsWith(".svg"))
        written = m_page->exportPicture(path);
    else {
        const QByteArray content = (endsWith(".json") ? widgets::comparisonToJson(*result, m_page->price())
                                                      : widgets::comparisonToCsv(*result, m_page->price()))
                                       .toUtf8();
        QSaveFile file(path);
        written = file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
    }
    if (!written)
        Q_EMIT m_session.failed(tr("Export the comparison"),
                                {core::ErrorCode::Io, path.toStdString() + ": cannot be written", {}});
}

} // namespace vitrine::app
