// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_vocabulary_controller.h"

#include "app/window/error_text.h"
#include "app/window/settings.h"
#include "app/window/tokenizer_shelf.h"
#include "widgets/tokenizer/vocabulary_model.h"
#include "widgets/tokenizer/vocabulary_page.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QJsonObject>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QSaveFile>
#include <QTableView>

#include <algorithm>
#include <numeric>
#include <set>

namespace vitrine::app {
namespace {

using tokenizers::VocabularyOverlap;
using tokenizers::VocabularyTable;
using widgets::VocabularyAnswer;
using widgets::VocabularyRequest;

constexpr std::size_t shownNeighbours = 40;

std::shared_ptr<const VocabularyTable> tableOf(const tokenizers::Tokenizer& tokenizer,
                                               core::RunControl& control)
{
    return std::make_shared<const VocabularyTable>(tokenizers::makeVocabularyTable(tokenizer, control));
}

/// What is asked for of one vocabulary, or of that part that the other one makes of it.
VocabularyAnswer answerOf(const VocabularyRequest& request, std::shared_ptr<const VocabularyTable> own,
                          std::shared_ptr<const VocabularyTable> other, const VocabularyOverlap* overlap,
                          core::RunControl& control)
{
    using Part = VocabularyRequest::Part;
    VocabularyAnswer answer;
    answer.table = own;
    const Part part = overlap ? request.part : Part::All;
    std::vector<std::uint32_t> there; // for each place of `own` that of the other, where it has the token
    std::vector<bool> isWanted;
    if (overlap) {
        answer.other = other;
        const std::size_t sizes[] = {own->entries.size(), overlap->onlyFirst.size(),
                                     overlap->onlySecond.size(), overlap->sameId.size(),
                                     overlap->otherId.size()};
        std::copy(std::begin(sizes), std::end(sizes), std::begin(answer.parts));
        if (part == Part::OnlyThere) answer.table = other;
        isWanted.resize(answer.table->entries.size(), part == Part::All);
        const auto& only = part == Part::OnlyHere ? overlap->onlyFirst : overlap->onlySecond;
        if (part == Part::OnlyHere || part == Part::OnlyThere)
            for (const std::uint32_t place : only)
                isWanted[place] = true;
        else if (part != Part::All) {
            there.resize(own->entries.size());
            for (const auto& common : part == Part::SameId ? overlap->sameId : overlap->otherId) {
                isWanted[common.first] = true;
                there[common.first] = common.second;
            }
        }
    }
    try {
        answer.rows = tokenizers::queryVocabulary(*answer.table, request.filter, request.order,
                                                  request.descending, control);
    } catch (const core::CanceledException&) {
        throw;
    } catch (const core::Exception& error) {
        answer.problem = QString::fromUtf8(error.what());
    }
    if (part != Part::All) std::erase_if(answer.rows, [&](std::uint32_t place) { return !isWanted[place]; });
    if (!there.empty())
        for (const std::uint32_t place : answer.rows)
            answer.others.push_back(there[place]);
    return answer;
}

} // namespace

TokenizerVocabularyController::TokenizerVocabularyController(Session& session, TokenizerShelf& shelf)
    : m_session(session), m_shelf(shelf), m_page(new widgets::VocabularyPage)
{
    const auto addAction = [this](const QString& text, const QString& keys, auto run) {
        auto* action = new QAction(text, this);
        if (!keys.isEmpty()) action->setShortcut(QKeySequence(keys));
        connect(action, &QAction::triggered, this, run);
        m_actions.append(action);
    };
    addAction(tr("Search in the vocabulary"), QStringLiteral("Ctrl+F"), [this] {
        m_page->search()->setFocus();
        m_page->search()->selectAll();
    });
    addAction(tr("Go to the table of tokens"), QStringLiteral("Ctrl+T"),
              [this] { m_page->table()->setFocus(); });
    addAction(tr("Export the tokens found"), QStringLiteral("Ctrl+E"), [this] { exportAs(); });
    addAction(tr("Copy as Python"), QStringLiteral("Ctrl+Shift+C"), [this] { copyAsPython(); });

    connect(m_page, &widgets::VocabularyPage::requestChanged, this, [this] {
        query();
        Q_EMIT stateChanged();
    });
    connect(m_page, &widgets::VocabularyPage::placeChosen, this, &TokenizerVocabularyController::showPlace);
    connect(m_page, &widgets::VocabularyPage::otherRemoved, this, [this] { setOther({}); });
    connect(m_page, &widgets::VocabularyPage::exportRequested, this,
            &TokenizerVocabularyController::exportAs);
    connect(m_page, &widgets::VocabularyPage::copyAsPythonRequested, this,
            &TokenizerVocabularyController::copyAsPython);
    connect(m_page->otherMenu(), &QMenu::aboutToShow, this, [this] {
        m_shelf.fillMenu(m_page->otherMenu(), [this](const QString& chosen) { setOther(chosen); });
    });
    connect(&session, &Session::tokenizerChanged, this, &TokenizerVocabularyController::onTokenizerChanged);
    connect(&m_shelf, &TokenizerShelf::changed, this, [this](const QString& specification) {
        if (specification == m_otherSpecification) makeOther();
    });
}

TokenizerVocabularyController::~TokenizerVocabularyController()
{
    for (engine::JobHandle* job : {&m_making, &m_makingOther, &m_querying, &m_placing})
        job->drop();
    delete m_page;
}

QWidget* TokenizerVocabularyController::widget()
{
    return m_page;
}

void TokenizerVocabularyController::activated()
{
    if (std::exchange(m_isActive, true)) return;
    onTokenizerChanged();
    if (!m_otherSpecification.isEmpty()) makeOther();
}

void TokenizerVocabularyController::openExample()
{
    VocabularyRequest request;
    request.filter.pattern = "able";
    request.filter.match = tokenizers::VocabularyFilter::Match::Ends;
    m_page->setRequest(request);
    m_isActive = true;
    m_place = 0; // the first row, when it is there
    onTokenizerChanged();
}

void TokenizerVocabularyController::setBusy(bool& flag, bool busy)
{
    flag = busy;
    Q_EMIT idleChanged();
}

void TokenizerVocabularyController::onTokenizerChanged()
{
    if (!m_isActive) return;
    if (m_session.tokenizerError()) {
        const ErrorText text = explain(*m_session.tokenizerError());
        m_page->showError(tr("The tokenizer could not be opened"), text.fact, text.nextStep);
    } else if (m_session.tokenizerLoading() || !m_session.tokenizer())
        m_page->showBusy(tr("Opening the tokenizer …"));
    else if (m_tokenizer != m_session.tokenizer() || !m_table)
        makeTable();
    else
        query();
}

void TokenizerVocabularyController::makeTable()
{
    m_tokenizer = m_session.tokenizer();
    m_table.reset();
    m_overlaps[0].reset();
    m_overlaps[1].reset();
    m_page->showBusy(tr("Reading the vocabulary …"));
    setBusy(m_isMaking, true);
    m_making.drop();
    m_making = m_session.workers().submit<Table>(
        {[tokenizer = m_tokenizer](engine::JobContext& context) { return tableOf(*tokenizer, context); },
         [this, tokenizer = m_tokenizer](engine::Outcome<Table> outcome) {
             if (outcome.failed())
                 Q_EMIT m_session.failed(tr("The vocabulary could not be read"), outcome.error());
             if (outcome.done() && tokenizer == m_tokenizer) {
                 m_table = outcome.value();
                 std::set<std::string> scripts;
                 std::size_t added = 0, longest = 0;
                 for (const auto& entry : m_table->entries) {
                     if (!entry.script.empty()) scripts.insert(entry.script);
                     added += entry.isAdded;
                     longest = std::max<std::size_t>(longest, entry.characters);
                 }
                 QStringList names;
                 for (const std::string& script : scripts)
                     names.append(QString::fromStdString(script));
                 m_page->setScripts(names);
                 const QLocale locale;
                 QStringList facts{QString::fromStdString(tokenizer->info().modelType),
                                   tr("%1 tokens").arg(locale.toString(qulonglong(m_table->entries.size()))),
                                   tr("%1 added").arg(locale.toString(qulonglong(added))),
                                   tr("the longest has %1 characters").arg(longest)};
                 if (!m_table->merges.empty())
                     facts.append(tr("%1 merges").arg(locale.toString(qulonglong(m_table->merges.size()))));
                 if (!m_table->entries.empty() && m_table->entries.back().id >= m_table->entries.size())
                     facts.append(tr("%1 ids unused")
                                      .arg(locale.toString(qulonglong(m_table->entries.back().id + 1 -
                                                                      m_table->entries.size()))));
                 m_page->setTitle(TokenizerShelf::nameOf(m_session.tokenizerSpecification()),
                                  facts.join(QStringLiteral("  ·  ")));
                 query();
             }
             setBusy(m_isMaking, false);
         }});
}

void TokenizerVocabularyController::setOther(const QString& specification)
{
    m_otherSpecification = specification;
    m_other.reset();
    m_overlaps[0].reset();
    m_overlaps[1].reset();
    m_page->setOther(specification.isEmpty() ? QString() : TokenizerShelf::nameOf(specification));
    makeOther();
    query();
    Q_EMIT stateChanged();
}

void TokenizerVocabularyController::makeOther()
{
    if (m_otherSpecification.isEmpty() || !m_isActive) return;
    const auto* answer = m_shelf.find(m_otherSpecification);
    if (!answer) return;
    if (!answer->ok()) {
        Q_EMIT m_session.failed(
            tr("The tokenizer %1 could not be opened").arg(TokenizerShelf::nameOf(m_otherSpecification)),
            answer->error());
        m_shelf.forget(m_otherSpecification);
        return setOther({});
    }
    setBusy(m_isMakingOther, true);
    m_makingOther.drop();
    m_makingOther = m_session.workers().submit<Table>(
        {[tokenizer = answer->value()](engine::JobContext& context) { return tableOf(*tokenizer, context); },
         [this, specification = m_otherSpecification](engine::Outcome<Table> outcome) {
             if (outcome.done() && specification == m_otherSpecification) {
                 m_other = outcome.value();
                 query();
             }
             setBusy(m_isMakingOther, false);
         }});
}

void TokenizerVocabularyController::query()
{
    if (!m_table || !m_isActive) return;
    struct Found
    {
        VocabularyAnswer answer;
        Overlap overlap;
    };
    setBusy(m_isQuerying, true);
    const VocabularyRequest request = m_page->request();
    m_querying.drop();
    m_querying = m_session.workers().submit<Found>(
        {[request, own = m_table, other = m_other,
          overlap = m_overlaps[request.asText]](engine::JobContext& context) mutable {
             if (other && !overlap)
                 overlap = std::make_shared<const VocabularyOverlap>(
                     tokenizers::overlapOf(*own, *other, request.asText, context));
             return Found{answerOf(request, own, other, overlap.get(), context), overlap};
         },
         [this, asText = request.asText](engine::Outcome<Found> outcome) {
             if (outcome.done()) {
                 if (outcome.value().answer.other == m_other) m_overlaps[asText] = outcome.value().overlap;
                 m_page->showAnswer(outcome.value().answer);
                 if (m_place && !outcome.value().answer.rows.empty()) {
                     m_place.reset();
                     m_page->selectPlace(outcome.value().answer.rows.front());
                     showPlace(outcome.value().answer.rows.front());
                 }
             }
             setBusy(m_isQuerying, false);
         }});
}

void TokenizerVocabularyController::showPlace(std::uint32_t place)
{
    const Table table = m_page->model()->table();
    if (!table) return;
    m_placing.drop();
    m_placing = m_session.workers().submitLatest<tokenizers::TokenNeighbours>(
        "tokenizer-vocabulary-place",
        {[table, place](engine::JobContext& context) {
             return tokenizers::neighboursOf(*table, place, shownNeighbours, context);
         },
         [this, table, place](engine::Outcome<tokenizers::TokenNeighbours> outcome) {
             if (outcome.done() && m_page->model()->table() == table)
                 m_page->showNeighbours(place, outcome.value());
         }});
}

QJsonObject TokenizerVocabularyController::saveState() const
{
    const VocabularyRequest r = m_page->request();
    return {{QStringLiteral("pattern"), QString::fromStdString(r.filter.pattern)},
            {QStringLiteral("match"), int(r.filter.match)},
            {QStringLiteral("matchCase"), r.filter.matchCase},
            {QStringLiteral("kind"), int(r.filter.kind)},
            {QStringLiteral("asText"), r.asText},
            {QStringLiteral("other"), m_otherSpecification}};
}

void TokenizerVocabularyController::restoreState(const QJsonObject& state)
{
    if (state.isEmpty()) return;
    VocabularyRequest r;
    r.filter.pattern = state[QStringLiteral("pattern")].toString().toStdString();
    r.filter.match =
        tokenizers::VocabularyFilter::Match(std::clamp(state[QStringLiteral("match")].toInt(), 0, 5));
    r.filter.matchCase = state[QStringLiteral("matchCase")].toBool();
    r.filter.kind =
        tokenizers::VocabularyFilter::Kind(std::clamp(state[QStringLiteral("kind")].toInt(), 0, 5));
    r.asText = state[QStringLiteral("asText")].toBool(true);
    m_page->setRequest(r);
    m_otherSpecification = state[QStringLiteral("other")].toString();
    if (!m_otherSpecification.isEmpty()) m_page->setOther(TokenizerShelf::nameOf(m_otherSpecification));
}

void TokenizerVocabularyController::copyAsPython()
{
    if (!m_tokenizer) return;
    const QString folder = QString::fromStdString(m_tokenizer->info().path.parent_path().string());
    const auto literal = [](QString text) {
        return QString(QLatin1Char('"') +
                       text.replace(QLatin1Char('\\'), QStringLiteral("\\\\"))
                           .replace(QLatin1Char('"'), QStringLiteral("\\\"")) +
                       QLatin1Char('"'));
    };
    QApplication::clipboard()->setText(
        QStringLiteral("from transformers import AutoTokenizer\n\n"
                       "tokenizer = AutoTokenizer.from_pretrained(%1)\nsearch = %2\n"
                       "for token, id in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1]):\n"
                       "    if search.lower() in token.lower():\n        print(id, token)\n")
            .arg(literal(folder), literal(m_page->search()->text())));
}

void TokenizerVocabularyController::exportAs()
{
    if (!m_table) return;
    auto* dialog = new QFileDialog(m_page, tr("Export the tokens found"), m_session.settings().lastFolder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Table (*.csv)"), tr("Tokens (*.json)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &TokenizerVocabularyController::writeExport);
    dialog->open();
}

void TokenizerVocabularyController::writeExport(const QString& path)
{
    const bool isJson = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    const QByteArray content = (isJson ? m_page->model()->toJson() : m_page->model()->toCsv()).toUtf8();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        Q_EMIT m_session.failed(tr("Export the tokens found"),
                                {core::ErrorCode::Io, path.toStdString() + ": cannot be written", {}});
}

} // namespace vitrine::app
