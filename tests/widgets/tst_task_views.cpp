// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"
#include "widgets/playground/answer_view.h"
#include "widgets/playground/chips_edit.h"
#include "widgets/playground/classification_view.h"
#include "widgets/playground/entity_view.h"
#include "widgets/playground/mask_view.h"
#include "widgets/playground/rank_model.h"
#include "widgets/playground/span_chart.h"
#include "widgets/playground/span_text.h"
#include "widgets/playground/task_catalogue.h"
#include "widgets/playground/task_copy.h"
#include "widgets/playground/task_form.h"
#include "widgets/playground/task_page.h"
#include "widgets/playground/token_score_model.h"
#include "widgets/playground/window_strip.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QButtonGroup>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace vitrine::widgets;

namespace {

QJsonValue parse(const char* json)
{
    const auto document = QJsonDocument::fromJson(json);
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
}

TaskResult resultOf(const QString& task, const QJsonValue& input, const char* result,
                    const char* details = "{}", const QJsonObject& arguments = {})
{
    TaskResult all;
    all.request = {task, input, arguments};
    all.result = parse(result);
    all.details = parse(details).toObject();
    all.milliseconds = 12;
    all.model = QStringLiteral("tiny");
    return all;
}

TaskResult emotions()
{
    return resultOf(QStringLiteral("text-classification"), QStringLiteral("I love it"),
                    R"([{"label": "fear", "score": 0.05}, {"label": "<b>joy</b>", "score": 0.6},
                        {"label": "surprise", "score": 0.35}])",
                    R"({"truncated": 12, "input_tokens": 700})");
}

/// 😀 is one code point and two UTF-16 units.
const QString people = QStringLiteral("😀 My name is Sylvain and I work at Hugging Face in Brooklyn.");

TaskResult names()
{
    return resultOf(QStringLiteral("token-classification"), people,
                    R"([{"entity_group": "PER", "score": 0.998, "word": "Sylvain", "start": 13, "end": 20},
                        {"entity_group": "ORG", "score": 0.979, "word": "Hugging Face", "start": 35, "end": 47},
                        {"entity_group": "LOC", "score": 0.932, "word": "Brooklyn", "start": 51, "end": 59}])",
                    R"({"labels": ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"], "tokens": [
                        {"token": "My", "start": 2, "end": 4, "scores": [0.99,0.002,0.001,0.002,0.001,0.002,0.002]},
                        {"token": "S", "start": 13, "end": 14, "scores": [0.001,0.99,0.004,0.002,0.001,0.001,0.001]},
                        {"token": "##yl", "start": 14, "end": 16, "scores": [0.02,0.1,0.86,0.01,0.005,0.004,0.001]},
                        {"token": "##vain", "start": 16, "end": 20, "scores": [0.01,0.05,0.9,0.02,0.01,0.005,0.005]},
                        {"token": "Hugging", "start": 35, "end": 42, "scores": [0.01,0.01,0.01,0.95,0.01,0.005,0.005]},
                        {"token": "Face", "start": 43, "end": 47, "scores": [0.01,0.01,0.01,0.05,0.91,0.005,0.005]},
                        {"token": "Brooklyn", "start": 51, "end": 59, "scores": [0.03,0.01,0.01,0.01,0.007,0.93,0.003]}]})",
                    {{QStringLiteral("aggregation_strategy"), QStringLiteral("simple")}});
}

TaskResult answers()
{
    return resultOf(
        QStringLiteral("question-answering"),
        QJsonObject{{QStringLiteral("question"), QStringLiteral("Where do I work?")},
                    {QStringLiteral("context"), people}},
        R"([{"score": 0.72, "start": 35, "end": 47, "answer": "Hugging Face"},
            {"score": 0.18, "start": 35, "end": 59, "answer": "Hugging Face in Brooklyn"},
            {"score": 0.07, "start": 51, "end": 59, "answer": "Brooklyn"},
            {"score": 0.02, "start": 0, "end": 0, "answer": ""}])",
        R"({"windows": [{"start": 0, "end": 34, "tokens": 12, "answer": "Sylvain", "score": 0.05, "null_score": 0.6},
                        {"start": 22, "end": 60, "tokens": 11, "answer": "Hugging Face", "score": 0.72, "null_score": 0.04}],
            "tokens": [{"token": "work", "start": 27, "end": 31, "start_probability": 0.01, "end_probability": 0.01},
                       {"token": "at", "start": 32, "end": 34, "start_probability": 0.04, "end_probability": 0.02},
                       {"token": "Hugging", "start": 35, "end": 42, "start_probability": 0.86, "end_probability": 0.05},
                       {"token": "Face", "start": 43, "end": 47, "start_probability": 0.02, "end_probability": 0.75},
                       {"token": "in", "start": 48, "end": 50, "start_probability": 0.01, "end_probability": 0.01},
                       {"token": "Brooklyn", "start": 51, "end": 59, "start_probability": 0.06, "end_probability": 0.16}]})");
}

TaskResult twoMasks()
{
    return resultOf(
        QStringLiteral("fill-mask"), QStringLiteral("😀 [MASK] is the [MASK] of France."),
        R"([[{"score": 0.9, "token": 1, "token_str": "Paris", "sequence": "s"},
                         {"score": 0.1, "token": 2, "token_str": " Lyon", "sequence": "s"}],
                        [{"score": 0.7, "token": 3, "token_str": "capital", "sequence": "s"},
                         {"score": 0.2, "token": 4, "token_str": "heart", "sequence": "s"}]])",
        R"({"masks": [{"position": 1, "start": 2, "end": 8}, {"position": 4, "start": 16, "end": 22}]})");
}

} // namespace

class TestTaskViews : public QObject
{
    Q_OBJECT

    template <typename View>
    std::unique_ptr<View> shown(const TaskResult& result)
    {
        auto view = std::make_unique<View>(result.request.task);
        view->resize(900, 600);
        view->show();
        view->showResult(result);
        return view;
    }

private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeChoice::Light); }

    void labelsAreRankedAndTheThresholdMutes()
    {
        const auto view = shown<ClassificationView>(emotions());
        const auto* model = view->bars()->model();
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("<b>joy</b>"));
        QCOMPARE(model->rowCount(), 3);
        view->threshold()->setValue(30);
        const auto* ranks = qobject_cast<const RankModel*>(model);
        QCOMPARE(ranks->countAbove(), 2);
        QTest::keyClick(view->threshold(), Qt::Key_End);
        QCOMPARE(ranks->countAbove(), 0);
        QVERIFY(!view->bars()->accessibleName().isEmpty() && !view->threshold()->accessibleName().isEmpty());
        QCOMPARE(view->table().size(), 4);
        QVERIFY(view->plainText().startsWith(QStringLiteral("<b>joy</b>")));
    }

    void allFormsOfRankingsAreRead()
    {
        auto view = shown<ClassificationView>(
            resultOf(QStringLiteral("zero-shot-classification"), QStringLiteral("x"),
                     R"({"sequence": "x", "labels": ["a", "b"], "scores": [0.25, 0.75]})"));
        QCOMPARE(view->plainText(), QStringLiteral("b\t0.750\na\t0.250"));
        // One label alone, and logits outside [0, 1].
        view = shown<ClassificationView>(resultOf(QStringLiteral("text-classification"), QStringLiteral("x"),
                                                  R"({"label": "a", "score": 0.5})"));
        QCOMPARE(view->plainText(), QStringLiteral("a\t0.500"));
        view = shown<ClassificationView>(
            resultOf(QStringLiteral("text-ranking"), {},
                     R"([{"document": "far", "score": -4.5}, {"document": "near", "score": 8}])"));
        QCOMPARE(view->bars()->model()->index(0, 0).data().toString(), QStringLiteral("near"));
        QCOMPARE(view->bars()->model()->index(0, 1).data().toString(), QStringLiteral("8.000"));
        // Nothing at all must not matter.
        view->showResult({});
        QVERIFY(view->plainText().isEmpty() || view->bars()->model()->rowCount() <= 1);
    }

    void entitiesAreLinkedWithTheirTokens()
    {
        const auto view = shown<EntityView>(names());
        QCOMPARE(view->text()->spans().size(), 3U);
        QVERIFY(view->text()->toPlainText().contains(QStringLiteral("Sylvain")));
        QVERIFY(view->text()->toPlainText().contains(QStringLiteral("ORG")));
        QSignalSpy chosen(view.get(), &TaskView::spanChosen);
        view->entities()->selectRow(1);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][1].toInt(), 35);
        QCOMPARE(chosen[0][2].toInt(), 47);
        QCOMPARE(view->text()->current(), 1);
        QCOMPARE(view->tokens()->currentIndex().row(), 4);
        view->showPosition({}, 52);
        QCOMPARE(view->text()->current(), 2);
        QCOMPARE(view->entities()->currentIndex().row(), 2);
        QCOMPARE(view->tokens()->model()->columnCount(), 9);
        QVERIFY(view->grouping()->button(1)->isChecked());
        QSignalSpy asked(view.get(), &TaskView::argumentsRequested);
        QTest::mouseClick(view->grouping()->button(4), Qt::LeftButton);
        QCOMPARE(asked[0][0].toJsonObject()[QStringLiteral("aggregation_strategy")].toString(),
                 QStringLiteral("max"));
        view->showResult({});
        QCOMPARE(view->text()->spans().size(), 0U);
    }

    void theAnswerStandsInItsContext()
    {
        const auto view = shown<AnswerView>(answers());
        QCOMPARE(view->plainText(), QStringLiteral("Hugging Face"));
        QCOMPARE(view->context()->current(), 0);
        QCOMPARE(view->context()->spans().size(), 2U); // the overlapping answer is in the table alone
        QCOMPARE(view->answers()->model()->rowCount(), 4);
        QCOMPARE(view->chart()->current(), 2);
        QSignalSpy chosen(view.get(), &TaskView::spanChosen);
        view->answers()->selectRow(2);
        QCOMPARE(chosen.last()[0].toString(), QStringLiteral("context"));
        QCOMPARE(chosen.last()[1].toInt(), 51);
        QCOMPARE(view->chart()->current(), 5);
        view->answers()->selectRow(3); // no answer has no place
        QCOMPARE(chosen.count(), 1);
        QVERIFY(view->windows()->isVisible());
        view->windows()->setFocus();
        QTest::keyClick(view->windows(), Qt::Key_Right);
        QCOMPARE(view->windows()->current(), 0);
        QCOMPARE(chosen.last()[2].toInt(), 34);
        QTest::keyClick(view->chart(), Qt::Key_Left);
        QCOMPARE(view->chart()->current(), 4);
        view->showResult({});
    }

    void everyMaskHasItsRanking()
    {
        const auto view = shown<MaskView>(twoMasks());
        QCOMPARE(view->maskCount(), 2);
        QCOMPARE(view->plainText(), QStringLiteral("😀 Paris is the capital of France."));
        view->candidates(0)->selectRow(1);
        QCOMPARE(view->plainText(), QStringLiteral("😀 Lyon is the capital of France."));
        view->candidates(1)->selectRow(1);
        QCOMPARE(view->plainText(), QStringLiteral("😀 Lyon is the heart of France."));
        QCOMPARE(view->sentence()->spans().size(), 2U);
        QSignalSpy used(view.get(), &TaskView::inputRequested);
        QTest::mouseClick(view->useButton(), Qt::LeftButton);
        QCOMPARE(used[0][0].toJsonValue().toString(), view->plainText());
        QCOMPARE(view->table().size(), 5);
        view->showResult({});
        QCOMPARE(view->maskCount(), 1);
    }

    void modelsAreSound()
    {
        RankModel ranks(QStringLiteral("a"), QStringLiteral("b"), {QStringLiteral("c")});
        QAbstractItemModelTester rankTester(&ranks, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ranks.setRows({{QStringLiteral("x"), 0.5, 0.5, {QStringLiteral("y")}, {}, {}, 0, 0}});
        QCOMPARE(ranks.index(0, 2).data().toString(), QStringLiteral("y"));
        TokenScoreModel tokens;
        QAbstractItemModelTester tokenTester(&tokens, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tokens.setDetails(names().details);
        QCOMPARE(tokens.rowAt(15), 2);
        QCOMPARE(tokens.rowAt(21), -1);
    }

    void formsGiveWhatPipelinesTake()
    {
        for (const QString& task : taskOrder()) {
            TaskForm form(task);
            QVERIFY2(!form.missing().isEmpty(), qPrintable(task));
            QVERIFY(form.request().input.isNull());
            const auto examples = taskExamples(task);
            QVERIFY2(!examples.isEmpty(), qPrintable(task));
            if (task == QLatin1String("sentence-similarity") || task == QLatin1String("feature-extraction"))
                continue;
            for (const TaskExample& example : examples) {
                form.setRequest(example.request);
                QVERIFY2(form.missing().isEmpty(), qPrintable(form.missing()));
                QCOMPARE(form.request().input, example.request.input);
                for (const QString& key : example.request.arguments.keys())
                    if (form.request().arguments.contains(key))
                        QCOMPARE(form.request().arguments[key], example.request.arguments[key]);
                const QJsonObject draft = form.draft();
                TaskForm other(task);
                other.setDraft(draft);
                QCOMPARE(other.request(), form.request());
            }
        }
    }

    void aPairIsAnObject()
    {
        TaskForm form(QStringLiteral("text-classification"));
        form.setRequest({form.task(),
                         QJsonObject{{QStringLiteral("text"), QStringLiteral("a")},
                                     {QStringLiteral("text_pair"), QStringLiteral("b")}},
                         {}});
        QCOMPARE(form.request().input[QStringLiteral("text_pair")].toString(), QStringLiteral("b"));
        form.setRequest({form.task(), QStringLiteral("a"), {}});
        QCOMPARE(form.request().input, QJsonValue(QStringLiteral("a")));
        QVERIFY(form.request().arguments.contains(QStringLiteral("top_k")));
    }

    void chipsAreTypedAndTakenAway()
    {
        ChipsEdit chips;
        chips.show();
        QSignalSpy changed(&chips, &ChipsEdit::changed);
        QTest::keyClicks(chips.line(), QStringLiteral("sport,"));
        QTest::keyClicks(chips.line(), QStringLiteral("politics"));
        QTest::keyClick(chips.line(), Qt::Key_Return);
        QTest::keyClicks(chips.line(), QStringLiteral("sport\r")); // not twice
        QCOMPARE(chips.words(), (QStringList{QStringLiteral("sport"), QStringLiteral("politics")}));
        QTest::keyClick(chips.line(), Qt::Key_Backspace);
        QCOMPARE(chips.words(), QStringList{QStringLiteral("sport")});
        QCOMPARE(changed.count(), 3);
        for (auto* chip : chips.findChildren<QToolButton*>())
            if (chip->isVisible()) QTest::mouseClick(chip, Qt::LeftButton);
        QVERIFY(chips.words().isEmpty());
    }

    void aPageTellsWhatWasCutOff()
    {
        TaskPage page;
        page.setTask(QStringLiteral("text-classification"));
        page.resize(1200, 800);
        page.show();
        page.showResult(emotions());
        const auto labels = page.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QStringLiteral("12 of 700"));
        }));
    }

    void copiesRunElsewhere()
    {
        const TaskRequest request{
            QStringLiteral("fill-mask"),
            QStringLiteral("it's \"[MASK]\" here"),
            {{QStringLiteral("top_k"), 5}, {QStringLiteral("targets"), QJsonValue::Null}}};
        const QString python = taskPython(request, QStringLiteral("/m"));
        QVERIFY(python.contains(QStringLiteral("pipeline(\"fill-mask\", model=\"/m\")")));
        QVERIFY(python.contains(QStringLiteral("targets=None, top_k=5")));
        QVERIFY(python.contains(QStringLiteral("it's \\\"[MASK]\\\" here")));
        const QString command = taskCommand(request, QStringLiteral("starter:fill-mask"));
        QVERIFY(command.contains(QStringLiteral("'\"it'\\''s \\\"[MASK]\\\" here\"'")));
        QVERIFY(command.contains(QStringLiteral("--set 'top_k=5'")));
        const QString curl = taskCurl(request, QStringLiteral("org/name"));
        QVERIFY(curl.contains(QStringLiteral("\"parameters\"")) &&
                curl.contains(QStringLiteral("$HF_TOKEN")));
        QVERIFY(taskPython({QStringLiteral("question-answering"),
                            QJsonObject{{QStringLiteral("question"), QStringLiteral("q")}},
                            {}},
                           QStringLiteral("/m"))
                    .contains(QStringLiteral("transformers<5")));
        QCOMPARE(toCsv({{QStringLiteral("a,b"), QStringLiteral("say \"x\"")}}),
                 QStringLiteral("\"a,b\",\"say \"\"x\"\"\"\n"));
        QCOMPARE(jsonText(QJsonValue(QStringLiteral("x"))), QStringLiteral("\"x\""));
    }
};

QTEST_MAIN(TestTaskViews)
#include "tst_task_views.moc"
