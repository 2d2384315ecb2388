// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"
#include "widgets/playground/beam_tree.h"
#include "widgets/playground/branch_tree.h"
#include "widgets/playground/generation_view.h"
#include "widgets/playground/summary_view.h"
#include "widgets/playground/task_page.h"
#include "widgets/playground/token_card.h"
#include "widgets/playground/token_chips.h"
#include "widgets/playground/token_times.h"
#include "widgets/playground/translation_view.h"

#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace vitrine::widgets;

namespace {

const QString generate = QStringLiteral("text-generation");

QJsonObject object(const char* json)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject()) qFatal("test JSON: %s", qPrintable(error.errorString()));
    return document.object();
}

QJsonValue list(const char* json)
{
    return QJsonDocument::fromJson(json).array();
}

/// "Once upon" + " a", " fox", the end; the alternatives of the second token are " dog", a part of a
/// character and the end token.
constexpr auto story = R"({
 "prompt": [{"id": 5, "text": "Once"}, {"id": 6, "text": " upon"}],
 "sequences": [
  {"text": " a fox", "finish_reason": "eos", "tokens": [
   {"id": 7, "text": " a", "logprob": -0.105, "entropy": 0.5, "seconds": 0.5, "rank": 0, "alternatives": [
     {"id": 7, "text": " a", "probability": 0.9}, {"id": 8, "text": " the", "probability": 0.1}]},
   {"id": 9, "text": " fox", "logprob": -2.303, "entropy": 2.25, "seconds": 0.002, "rank": 3, "alternatives": [
     {"id": 10, "text": " dog", "probability": 0.4}, {"id": 11, "text": "\ufffd", "probability": 0.3},
     {"id": 2, "text": "</s>", "probability": 0.2, "special": true}, {"id": 9, "text": " fox", "probability": 0.1}]},
   {"id": 2, "text": "</s>", "special": true, "logprob": -0.01, "entropy": 0.1, "seconds": 0.004, "rank": 0,
    "alternatives": []}]}],
 "seconds": {"tokenize": 0.001, "prefill": 0.4, "first_token": 0.5, "per_token": 0.003, "total": 0.506},
 "tokens_per_second": 333.3, "cache_bytes": 1048576, "input_tokens": 2})";

/// Two beams, two steps; the best text is " b" "</s>" although " a" was ahead at first.
constexpr auto beams = R"({
 "prompt": [{"id": 5, "text": "x"}],
 "sequences": [
  {"text": " b", "finish_reason": "eos", "score": -0.5, "tokens": [{"id": 21, "text": " b", "logprob": -1},
    {"id": 2, "text": "</s>", "special": true, "logprob": -0.1}]},
  {"text": " a c", "finish_reason": "length", "score": -0.9, "tokens": [{"id": 20, "text": " a", "logprob": -0.5},
    {"id": 22, "text": " c", "logprob": -2}]}],
 "beams": [
  [{"id": 20, "text": " a", "parent": -1, "score": -0.5, "kept": true, "finished": false},
   {"id": 21, "text": " b", "parent": -1, "score": -1.0, "kept": true, "finished": false},
   {"id": 23, "text": " d", "parent": -1, "score": -4.0, "kept": false, "finished": false}],
  [{"id": 2, "text": "</s>", "parent": 1, "score": -1.1, "kept": false, "finished": true},
   {"id": 22, "text": " c", "parent": 0, "score": -2.5, "kept": true, "finished": false},
   {"id": 20, "text": " a", "parent": 7, "score": -3.0, "kept": true, "finished": false}]]})";

TaskResult resultOf(const QString& task, const QJsonValue& input, const QJsonValue& result,
                    const QJsonObject& details, const QJsonObject& arguments = {})
{
    TaskResult all;
    all.request = {task, input, arguments};
    all.result = result;
    all.details = details;
    all.milliseconds = 12;
    all.model = QStringLiteral("tiny");
    return all;
}

TaskResult storyResult()
{
    return resultOf(generate, QStringLiteral("Once upon"), list(R"([{"generated_text": "Once upon a fox"}])"),
                    object(story), {{QStringLiteral("max_new_tokens"), 20}});
}

TaskResult beamResult()
{
    return resultOf(generate, QStringLiteral("x"),
                    list(R"([{"generated_text": "x b"}, {"generated_text": "x a c"}])"), object(beams));
}

/// Tokens of one word each.
QJsonObject detailsOf(const QString& given, const QString& written)
{
    const auto tokens = [](const QString& text) {
        QJsonArray all;
        int id = 10;
        for (const QString& word : text.split(u' '))
            all.append(QJsonObject{{QStringLiteral("id"), ++id},
                                   {QStringLiteral("text"), all.isEmpty() ? word : u' ' + word},
                                   {QStringLiteral("logprob"), -0.3}});
        return all;
    };
    return {{QStringLiteral("prompt"), tokens(given)},
            {QStringLiteral("input_tokens"), tokens(given).size()},
            {QStringLiteral("sequences"),
             QJsonArray{QJsonObject{{QStringLiteral("text"), written},
                                    {QStringLiteral("finish_reason"), QStringLiteral("eos")},
                                    {QStringLiteral("tokens"), tokens(written)}}}}};
}

template <typename View>
std::unique_ptr<View> shown(const TaskResult& result)
{
    auto view = std::make_unique<View>(result.request.task);
    view->resize(1000, 520);
    view->show();
    view->showResult(result);
    QApplication::processEvents();
    return view;
}

void click(QAbstractItemView* table, int row)
{
    const QModelIndex index = table->model()->index(row, 0);
    table->scrollTo(index);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(index).center());
}

} // namespace

class TestGenerationViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeChoice::Light); }

    void tokensAreColouredChips()
    {
        const auto view = shown<GenerationView>(storyResult());
        QCOMPARE(view->chips()->count(), 5);
        QCOMPARE(view->promptChips(), 2);
        const auto& chips = view->chips()->chips();
        QVERIFY(chips[0].isMuted && std::isnan(chips[0].heat));
        QVERIFY(!chips[2].isMuted);
        // By probability: the unlikely token is the warmer one.
        QVERIFY(std::abs(chips[2].heat - 0.1) < 0.01 && std::abs(chips[3].heat - 0.9) < 0.01);
        const std::pair<GenerationView::Coloring, double> expected[] = {
            {GenerationView::ByEntropy, 1.0}, {GenerationView::ByRank, 1.0}, {GenerationView::ByTime, 0.5}};
        for (const auto& [coloring, heat] : expected) {
            QTest::mouseClick(view->colorings()->button(coloring), Qt::LeftButton);
            QCOMPARE(view->coloring(), coloring);
            QCOMPARE(view->chips()->chips()[3].heat, heat);
        }
        QVERIFY(std::isnan(view->chips()->chips()[2].heat)); // the first token waited for the prompt
        QTest::mouseClick(view->colorings()->button(GenerationView::Plain), Qt::LeftButton);
        QVERIFY(std::isnan(view->chips()->chips()[3].heat));
        QCOMPARE(view->plainText(), QStringLiteral("Once upon a fox"));
        const auto table = view->table();
        QCOMPARE(table.size(), 4);
        QCOMPARE(table[2][3], QStringLiteral(" fox"));
        QCOMPARE(table[2][7], QStringLiteral("4"));
        for (QWidget* widget : {(QWidget*)view->chips(), (QWidget*)view->card()->alternatives(),
                                (QWidget*)view->times(), (QWidget*)view->beamTree()})
            QVERIFY(!widget->accessibleName().isEmpty());
    }

    void heatLeavesTextReadable()
    {
        for (const bool dark : {false, true}) {
            applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
            for (double heat = 0; heat <= 1; heat += 0.05)
                QVERIFY2(contrastRatio(heatColor(heat), theme().text) >= 4.5,
                         qPrintable(QString::number(heat)));
        }
    }

    void keysAndPointerChooseTokens()
    {
        const auto view = shown<GenerationView>(storyResult());
        QCOMPARE(view->chips()->current(), 2); // the first one that was made
        QVERIFY(view->card()->heading()->text().contains(QStringLiteral("a")));
        QTest::keyClick(view->chips(), Qt::Key_Right);
        QCOMPARE(view->chips()->current(), 3);
        QVERIFY(view->chips()->accessibleDescription().contains(QStringLiteral("id 9")));
        QCOMPARE(view->card()->alternatives()->model()->rowCount(), 4);
        QTest::keyClick(view->chips(), Qt::Key_Home);
        QVERIFY(!view->card()->alternatives()->isVisible()); // a token of the prompt has none
        QTest::keyClick(view->chips(), Qt::Key_Left);
        QCOMPARE(view->chips()->current(), 0);
        QTest::keyClick(view->chips(), Qt::Key_End);
        QCOMPARE(view->chips()->current(), 4);
        const auto rects = view->chips()->rectsOf(3);
        QCOMPARE(rects.size(), 1U);
        QTest::mouseClick(view->chips()->viewport(), Qt::LeftButton, {}, rects[0].center().toPoint());
        QCOMPARE(view->chips()->current(), 3);
        QCOMPARE(view->chips()->chipAt(rects[0].center().toPoint()), 3);
        // The chart of times is another way to it.
        const int second = view->times()->width() / 2;
        QTest::mouseClick(view->times(), Qt::LeftButton, {}, {view->times()->width() - 3, 5});
        QCOMPARE(view->chips()->current(), 4);
        QTest::mouseClick(view->times(), Qt::LeftButton, {}, {second, 5});
        QCOMPARE(view->chips()->current(), 3);
    }

    void anAlternativeBranchesAndTheWayBackIsOpen()
    {
        const auto view = shown<GenerationView>(storyResult());
        QSignalSpy inputs(view.get(), &TaskView::inputRequested),
            recalled(view.get(), &TaskView::resultRecalled);
        view->chips()->setFocus();
        QTest::keyClick(view->chips(), Qt::Key_Right);
        for (const int refused : {1, 2, 3}) { // a part of a character, a special token, what is there already
            QVERIFY(!view->card()->refusal(refused).isEmpty());
            click(view->card()->alternatives(), refused);
        }
        QCOMPARE(inputs.count(), 0);
        click(view->card()->alternatives(), 0);
        QCOMPARE(inputs.count(), 1);
        QCOMPARE(inputs[0][0].toJsonValue().toString(), QStringLiteral("Once upon a dog"));
        QVERIFY(!view->branches()->isVisible());

        TaskResult next = storyResult();
        next.request.input = QStringLiteral("Once upon a dog");
        next.result = list(R"([{"generated_text": "Once upon a dog slept"}])");
        view->showResult(next);
        QVERIFY(view->branches()->isVisible());
        QCOMPARE(view->branches()->count(), 2);
        QCOMPARE(view->branches()->current(), 1);
        QVERIFY(view->branches()->describe(1).contains(QStringLiteral("dog")));
        QCOMPARE(view->plainText(), QStringLiteral("Once upon a dog slept"));

        QTest::mouseClick(view->branches()->viewport(), Qt::LeftButton, {},
                          view->branches()->labelRect(0).center().toPoint());
        QCOMPARE(recalled.count(), 1);
        QCOMPARE(view->plainText(), QStringLiteral("Once upon a fox"));
        QCOMPARE(view->branches()->current(), 0);
        QTest::keyClick(view->branches(), Qt::Key_Down);
        QCOMPARE(view->plainText(), QStringLiteral("Once upon a dog slept"));
        // The same request again is no branch, another one begins anew.
        view->showResult(storyResult());
        QCOMPARE(view->branches()->count(), 2);
        QCOMPARE(view->branches()->current(), 0);
        view->showResult(beamResult());
        QCOMPARE(view->branches()->count(), 1);
        QVERIFY(!view->branches()->isVisible());
    }

    void aRecalledResultFillsTheFormAndRunsNothing()
    {
        TaskPage page;
        page.resize(1300, 800);
        page.setTask(generate);
        page.show();
        page.setRequest(storyResult().request);
        page.showResult(storyResult());
        auto* view = qobject_cast<GenerationView*>(page.view());
        QVERIFY(view);
        QSignalSpy runs(&page, &TaskPage::runNowRequested);
        view->chips()->setCurrent(3);
        QTest::keyClick(view->chips(), Qt::Key_Left);
        QTest::keyClick(view->chips(), Qt::Key_Right);
        QTRY_VERIFY(view->card()->alternatives()->isVisible());
        click(view->card()->alternatives(), 0);
        QCOMPARE(runs.count(), 1);
        QCOMPARE(page.request().input.toString(), QStringLiteral("Once upon a dog"));
        TaskResult next = storyResult();
        next.request = page.request();
        page.showResult(next);
        QCOMPARE(view->branches()->count(), 2);
        QSignalSpy typed(&page, &TaskPage::runRequested);
        QTest::keyClick(view->branches(), Qt::Key_Up);
        QCOMPARE(page.request().input.toString(), QStringLiteral("Once upon"));
        QCOMPARE(page.result().request.input.toString(), QStringLiteral("Once upon"));
        QCOMPARE(typed.count() + runs.count(), 1);
        page.undo();
        QCOMPARE(page.request().input.toString(), QStringLiteral("Once upon a dog"));
    }

    void tokensAppearAsTheyAreMadeAndStayWhenStopped()
    {
        const auto view = shown<GenerationView>(beamResult());
        view->startStream(storyResult().request);
        QCOMPARE(view->plainText(), QStringLiteral("x b")); // until something comes
        view->addTokens({{0, 7, QStringLiteral(" a"), -0.1F}});
        QCOMPARE(view->plainText(), QStringLiteral("Once upon a"));
        view->addTokens({{0, 9, QStringLiteral(" fox"), -2.3F}, {1, 9, QStringLiteral("other"), -2.3F}});
        QCOMPARE(view->plainText(), QStringLiteral("Once upon a fox"));
        QCOMPARE(view->chips()->count(), 3);
        QVERIFY(view->chips()->chips()[2].heat > 0.8);
        QVERIFY(!view->pages()->button(1)->isVisible());
        QTest::keyClick(view->chips(), Qt::Key_End);
        QVERIFY(view->card()->heading()->text().contains(QStringLiteral("fox")));
        QCOMPARE(view->table().size(), 3);
        // Stopped: no result comes. The next run replaces it.
        view->startStream(storyResult().request);
        view->showResult(storyResult());
        QCOMPARE(view->chips()->count(), 5);
    }

    void aLongTextIsSmooth()
    {
        TokenChips chips;
        chips.resize(700, 500);
        chips.show();
        std::vector<TextChip> all(20'000);
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i].text = i % 37 == 36 ? QStringLiteral("\n") : QStringLiteral(" word");
            all[i].heat = double(i % 10) / 10;
        }
        chips.setChips(all);
        QElapsedTimer timer;
        timer.start();
        constexpr int frames = 20;
        for (int i = 0; i < frames; ++i) {
            chips.verticalScrollBar()->setValue(chips.verticalScrollBar()->maximum() * i / frames);
            chips.grab();
        }
        QVERIFY2(timer.elapsed() < 60 * frames, qPrintable(QString::number(timer.elapsed())));
        chips.setCurrent(19'999);
        QVERIFY(!chips.rectsOf(19'999).empty());
        QVERIFY(chips.verticalScrollBar()->value() > 0);
    }

    void aLongResultIsShownAndStreamedAtOnce()
    {
        constexpr int count = 2000;
        TaskResult result = storyResult();
        QJsonObject sequence = result.details[QStringLiteral("sequences")].toArray()[0].toObject();
        QJsonObject token = sequence[QStringLiteral("tokens")].toArray()[1].toObject();
        QJsonArray alternatives, tokens;
        for (int i = 0; i < 8; ++i)
            alternatives.append(token[QStringLiteral("alternatives")].toArray()[0]);
        token[QStringLiteral("alternatives")] = alternatives;
        for (int i = 0; i < count; ++i)
            tokens.append(token);
        sequence[QStringLiteral("tokens")] = tokens;
        result.details[QStringLiteral("sequences")] = QJsonArray{sequence};
        GenerationView view(generate);
        view.resize(1000, 520);
        view.show();
        QElapsedTimer timer;
        timer.start();
        view.showResult(result);
        view.grab();
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(view.chips()->count(), count + 2);
        view.startStream(result.request);
        timer.restart();
        constexpr int frames = 50;
        for (int i = 0; i < frames; ++i) {
            QList<StreamedToken> some;
            for (int j = 0; j < count / frames; ++j)
                some.append({0, 9, QStringLiteral(" fox"), -1});
            view.addTokens(some);
            view.grab();
        }
        QVERIFY2(timer.elapsed() < 50 * frames, qPrintable(QString::number(timer.elapsed())));
        // The end stays in sight.
        QScrollBar* bar = view.chips()->verticalScrollBar();
        QVERIFY(bar->maximum() > 0 && bar->value() == bar->maximum());
        QCOMPARE(view.chips()->count(), count + 1);
    }

    void everyScriptAndSizeHasItsPlaces()
    {
        for (const double scale : {1.0, 3.0}) {
            applyTheme(*qApp, ThemeChoice::Dark, scale);
            TokenChips chips;
            chips.resize(500, 400);
            chips.show();
            std::vector<TextChip> all;
            for (const char* text : {"שלום", " עולם", " abc", "", " 😀", "\n\n", "مرحبا", " x"}) {
                TextChip chip;
                chip.text = QString::fromUtf8(text);
                chip.heat = 0.5;
                all.push_back(chip);
            }
            chips.setChips(all);
            chips.grab();
            for (int i = 0; i < chips.count(); ++i) {
                const auto rects = chips.rectsOf(i);
                QVERIFY2(!rects.empty(), qPrintable(QString::number(i)));
                QVERIFY(rects[0].width() > 0 && rects[0].height() > 8 * scale);
            }
        }
    }

    void severalTextsAreChosenFromAList()
    {
        const auto view = shown<GenerationView>(beamResult());
        QVERIFY(view->sequences()->isVisible());
        QCOMPARE(view->sequences()->count(), 2);
        QVERIFY(view->sequences()->itemText(0).contains(QStringLiteral("0.5")));
        view->sequences()->setFocus();
        QTest::keyClick(view->sequences(), Qt::Key_Down);
        QCOMPARE(view->sequence(), 1);
        QCOMPARE(view->plainText(), QStringLiteral("x a c"));
        QCOMPARE(view->chips()->chips()[2].text, QStringLiteral(" c"));
        QCOMPARE(view->table().size(), 5); // of both
    }

    void theBeamTreeShowsAllCandidates()
    {
        const auto view = shown<GenerationView>(beamResult());
        QTest::mouseClick(view->pages()->button(1), Qt::LeftButton);
        BeamTree* tree = view->beamTree();
        QVERIFY(tree->isVisible());
        QCOMPARE(tree->nodeCount(), 6);
        QVERIFY(tree->beams()[0][1].isBest && tree->beams()[1][0].isBest);
        QVERIFY(!tree->beams()[0][0].isBest);
        QCOMPARE(tree->beams()[1][2].parent, -1); // there is no such candidate
        QCOMPARE(tree->pathText({1, 0}), QStringLiteral(" b</s>"));
        QVERIFY(tree->describe({1, 0}).contains(QStringLiteral("-1.1")));
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->rectOf({0, 1}).center().toPoint());
        QCOMPARE(tree->current(), (BeamTree::Node{0, 1}));
        QCOMPARE(view->chips()->current(), 1); // the token of the text
        QTest::keyClick(tree, Qt::Key_Right);
        QCOMPARE(tree->current(), (BeamTree::Node{1, 1}));
        QTest::keyClick(tree, Qt::Key_Plus);
        QCOMPARE(tree->zoom(), 1.25);
        QVERIFY(view->picture().contains("<svg"));
        QVERIFY(shown<GenerationView>(storyResult())->picture().isEmpty());
    }

    void badDetailsDoNoHarm()
    {
        const char* bad[] = {
            "{}",
            R"({"sequences": []})",
            R"({"sequences": [{}], "beams": []})",
            R"({"sequences": [{"tokens": []}], "beams": [[]]})",
            R"({"sequences": [{"tokens": [{}, 3, null]}], "beams": [[{}], [{"parent": 9}], 4]})",
            R"({"sequences": 7, "prompt": {"a": 1}, "seconds": [], "beams": {"x": []}})",
            R"({"sequences": [{"tokens": [{"id": "x", "text": 5, "alternatives": 2, "rank": "a"}]}]})"};
        for (const QString& task : {generate, QStringLiteral("summarization"), QStringLiteral("translation"),
                                    QStringLiteral("text2text-generation")})
            for (const char* details : bad)
                for (const char* result :
                     {"[]", R"([{"generated_text": "y"}])", R"([[{"summary_text": "z"}]])", "[5]"}) {
                    const std::unique_ptr<TaskView> view(makeTaskView(task));
                    auto* generation = qobject_cast<GenerationView*>(view.get());
                    QVERIFY(generation);
                    view->resize(700, 400);
                    view->show();
                    view->showResult(resultOf(task, QStringLiteral("a b"), list(result), object(details)));
                    view->grab();
                    generation->pages()->button(1)->click();
                    view->grab();
                    QTest::keyClick(generation->chips(), Qt::Key_End);
                    QTest::keyClick(generation->beamTree(), Qt::Key_Right);
                    view->table();
                    view->plainText();
                    view->showResult({});
                }
    }

    void aSummaryShowsWhatItTook()
    {
        const QString text = QStringLiteral("The old factory burned. Nobody was hurt.");
        const QString summary = QStringLiteral("Nobody hurt in FACTORY blaze");
        const auto view = shown<SummaryView>(resultOf(
            QStringLiteral("summarization"), text,
            QJsonArray{QJsonObject{{QStringLiteral("summary_text"), summary}}}, detailsOf(text, summary)));
        QCOMPARE(view->coloring(), GenerationView::ByMark);
        QCOMPARE(view->summaryWords(), 5);
        QCOMPARE(view->novelWords(), 2); // in, blaze
        const auto& chips = view->chips()->chips();
        QVERIFY(chips[0].mark == chips[3].mark && chips[0].mark != chips[4].mark && chips[4].mark >= 0);
        QCOMPARE(view->source()->chips()[2].mark, chips[0].mark); // "factory"
        QCOMPARE(view->source()->chips()[0].mark, -1);
        view->chips()->setFocus();
        QTest::keyClick(view->chips(), Qt::Key_End);
        QTest::keyClick(view->chips(), Qt::Key_Left);
        QCOMPARE(view->source()->current(), 2);
        QTest::mouseClick(view->colorings()->button(GenerationView::ByProbability), Qt::LeftButton);
        QVERIFY(!std::isnan(view->chips()->chips()[0].heat));
        QCOMPARE(view->chips()->chips()[0].mark, -1);
    }

    void aTranslationStandsSentenceBySentence()
    {
        const QString text = QStringLiteral("The dog sleeps. It is cold outside."),
                      german = QStringLiteral("Der Hund schläft. Draußen ist es kalt.");
        const auto view = shown<TranslationView>(resultOf(
            QStringLiteral("translation"), text,
            QJsonArray{QJsonObject{{QStringLiteral("translation_text"), german}}}, detailsOf(text, german)));
        QVERIFY(view->isAligned());
        QCOMPARE(view->sentences(), 2);
        // Both second sentences begin at the same height.
        QCOMPARE(view->chips()->rectsOf(3)[0].top(), view->source()->rectsOf(3)[0].top());
        QVERIFY(view->chips()->rectsOf(3)[0].top() > view->chips()->rectsOf(2)[0].bottom());
        const QString one = QStringLiteral("Der Hund schläft, und draußen ist es kalt.");
        view->showResult(resultOf(QStringLiteral("translation"), text, list("[]"), detailsOf(text, one)));
        QVERIFY(!view->isAligned());
    }

    void aTranslationBranchesByTheIdsOfItsDecoder()
    {
        TaskResult result = storyResult();
        result.request = {QStringLiteral("translation"), QStringLiteral("Es war einmal"), {}};
        const auto view = shown<TranslationView>(result);
        QCOMPARE(view->promptChips(), 0);
        QSignalSpy arguments(view.get(), &TaskView::argumentsRequested);
        view->chips()->setCurrent(0);
        QTest::keyClick(view->chips(), Qt::Key_Right);
        click(view->card()->alternatives(), 0);
        QCOMPARE(arguments.count(), 1);
        QCOMPARE(arguments[0][0].toJsonObject(), object(R"({"decoder_input_ids": [[7, 10]]})"));
        // From there the result has these as what its decoder was given.
        TaskResult next = result;
        next.request.arguments = arguments[0][0].toJsonObject();
        next.details[QStringLiteral("decoder_prompt")] =
            list(R"([{"id": 7, "text": "a"}, {"id": 10, "text": " dog"}])");
        view->showResult(next);
        QCOMPARE(view->branches()->count(), 2);
        QCOMPARE(view->promptChips(), 2);
        view->chips()->setCurrent(2);
        QTest::keyClick(view->chips(), Qt::Key_Right);
        click(view->card()->alternatives(), 0);
        QCOMPARE(arguments[1][0].toJsonObject(), object(R"({"decoder_input_ids": [[7, 10, 7, 10]]})"));
    }
};

QTEST_MAIN(TestGenerationViews)
#include "tst_generation_views.moc"
