// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/charts/histogram.h"
#include "widgets/common/heat_map.h"
#include "widgets/common/theme.h"
#include "widgets/playground/grid_model.h"
#include "widgets/playground/label_model.h"
#include "widgets/playground/pair_model.h"
#include "widgets/playground/playground_panel.h"
#include "widgets/playground/quiz_view.h"
#include "widgets/playground/stage_card.h"
#include "widgets/playground/stage_details.h"
#include "widgets/playground/stage_text.h"
#include "widgets/playground/trace_view.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace vitrine;
using namespace vitrine::widgets;

namespace {

core::FloatArray ramp(const core::Shape& shape)
{
    core::FloatArray array{shape, {}};
    for (std::int64_t i = 0; i < core::elementCount(shape); ++i)
        array.values.push_back(float(i) / 10 - 1);
    return array;
}

/// Three texts, the second shorter, through an encoder of two layers with four features.
PlaygroundResult threeTexts()
{
    PlaygroundResult result;
    result.texts = {QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")};
    result.embeddings = ramp({3, 4});
    result.similarity = {{3, 3}, {1, 0.25F, 0.5F, 0.25F, 1, -0.75F, 0.5F, -0.75F, 1}};
    result.lengths = {4, 3, 4};
    result.milliseconds = 2;
    result.model = QStringLiteral("tiny");
    const core::IntArray ids{{3, 4}, {101, 7, 8, 102, 101, 9, 102, 0, 101, 7, 9, 102}};
    const core::IntArray mask{{3, 4}, {1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1}};
    result.trace = {{"raw_text", {3}, {3}, 0, {"one"}, std::vector<std::string>{"one", "two", "three"}},
                    {"tokenization",
                     {3},
                     {3, 4},
                     1e-5,
                     {"[CLS]"},
                     std::vector<std::vector<std::string>>{{"[CLS]", "o", "ne", "[SEP]"},
                                                           {"[CLS]", "two", "[SEP]", "[PAD]"},
                                                           {"[CLS]", "o", "two", "[SEP]"}}},
                    {"model_input",
                     {3, 4},
                     {3, 4},
                     1e-5,
                     {"101"},
                     std::vector<pipelines::TokenGrid>{{"input_ids", ids}, {"attention_mask", mask}}},
                    {"embeddings", {3, 4}, {3, 4, 4}, 1e-4, {"-1"}, ramp({3, 4, 4})},
                    {"layer.0", {3, 4, 4}, {3, 4, 4}, 1e-4, {"-1"}, ramp({3, 4, 4})},
                    {"layer.1", {3, 4, 4}, {3, 4, 4}, 1e-4, {"-1"}, ramp({3, 4, 4})},
                    {"pooling", {3, 4, 4}, {3, 4}, 1e-5, {"-1"}, ramp({3, 4})},
                    {"result", {3, 4}, {3, 4}, 0, {"-1"}, ramp({3, 4})}};
    return result;
}

/// The same from a classifier.
PlaygroundResult classifiedTexts()
{
    PlaygroundResult result = threeTexts();
    const QString good = QStringLiteral("good"), bad = QStringLiteral("<b>bad</b>");
    result.predictions = {
        {{good, 0.75F}, {bad, 0.25F}}, {{bad, 0.875F}, {good, 0.125F}}, {{good, 0.5F}, {bad, 0.5F}}};
    return result;
}

} // namespace

class TestPlaygroundPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        m_panel = std::make_unique<PlaygroundPanel>();
        m_panel->resize(1300, 850);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }

    void cleanup() { m_panel.reset(); }

    void typingAsksAndEmptyLinesDoNotCount()
    {
        QSignalSpy asked(m_panel.get(), &PlaygroundPanel::runRequested);
        QTest::keyClicks(m_panel->editor(), QStringLiteral("a"));
        QTest::keyClick(m_panel->editor(), Qt::Key_Return);
        QTest::keyClick(m_panel->editor(), Qt::Key_Return);
        QTest::keyClicks(m_panel->editor(), QStringLiteral("b"));
        QVERIFY(asked.count() >= 2);
        QCOMPARE(m_panel->request().texts, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    }

    void theButtonRunsAndStops()
    {
        m_panel->setInput(QStringLiteral("x"), 0, false);
        QSignalSpy asked(m_panel.get(), &PlaygroundPanel::runRequested);
        QSignalSpy stopped(m_panel.get(), &PlaygroundPanel::stopRequested);
        QTest::mouseClick(m_panel->runButton(), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        m_panel->setRunning(true);
        QTest::mouseClick(m_panel->runButton(), Qt::LeftButton);
        QCOMPARE(stopped.count(), 1);
        QCOMPARE(asked.count(), 1);
    }

    void everyExampleHasTexts()
    {
        for (int i = 0; i < m_panel->exampleCount(); ++i) {
            m_panel->openExample(i);
            QVERIFY(m_panel->request().texts.size() >= 5);
        }
    }

    void pairsAreRankedAndLinked()
    {
        m_panel->showResult(threeTexts());
        const auto ranked = rankedPairs(m_panel->result().similarity);
        QCOMPARE(ranked.size(), 3U);
        QCOMPARE(ranked[0].first, 0);
        QCOMPARE(ranked[0].second, 2);
        QCOMPARE(ranked[2].score, -0.75F);

        auto* matrix = m_panel->matrix();
        QTest::mouseClick(matrix->viewport(), Qt::LeftButton, Qt::NoModifier,
                          matrix->cellRect(1, 0).center().toPoint());
        QCOMPARE(m_panel->pairs()->currentIndex().row(), 1); // (0, 1) is the second nearest
        const QModelIndex last = m_panel->pairs()->model()->index(2, 0);
        QTest::mouseClick(m_panel->pairs()->viewport(), Qt::LeftButton, Qt::NoModifier,
                          m_panel->pairs()->visualRect(last).center());
        QCOMPARE(matrix->currentRow(), 1);
        QCOMPARE(matrix->currentColumn(), 2);
        QTest::keyClick(matrix, Qt::Key_Left);
        QCOMPARE(matrix->currentColumn(), 1);
    }

    void aClassifiersAnswersAreShown()
    {
        m_panel->showResult(classifiedTexts());
        auto* table = m_panel->predictions();
        QVERIFY(table->isVisible());
        QVERIFY(!table->accessibleName().isEmpty());
        const auto* model = table->model();
        QCOMPARE(model->rowCount(), 3);
        const auto cell = [&](int row, int column, int role = Qt::DisplayRole) {
            return model->index(row, column).data(role).toString();
        };
        QCOMPARE(cell(1, LabelModel::Text), QStringLiteral("2  two"));
        QCOMPARE(cell(1, LabelModel::Label), QStringLiteral("<b>bad</b>"));
        QCOMPARE(cell(1, LabelModel::Score), QStringLiteral("0.875"));
        const QString tip = cell(1, LabelModel::Label, Qt::ToolTipRole);
        QVERIFY(tip.contains(QStringLiteral("good")) && tip.contains(QStringLiteral("0.125")));
        QVERIFY(!tip.contains(QStringLiteral("<b>")));

        QSignalSpy exported(m_panel.get(), &PlaygroundPanel::predictionExportRequested);
        QTest::mouseClick(table->parentWidget()->findChild<QToolButton*>(), Qt::LeftButton);
        QCOMPARE(exported.count(), 1);

        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Down);
        QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(m_panel->matrix()->currentRow(), -1);
        QVERIFY(!m_panel->pairs()->selectionModel()->hasSelection());

        m_panel->showResult(threeTexts());
        QVERIFY(!table->isVisible());
        QCOMPARE(model->rowCount(), 0);
    }

    void stagesAreSteppedThrough()
    {
        m_panel->showResult(threeTexts());
        auto* trace = m_panel->trace();
        QCOMPARE(trace->stageCount(), 8);
        trace->showStage(0);
        for (int stage = 1; stage < trace->stageCount(); ++stage) {
            QTest::keyClick(trace, Qt::Key_Right);
            QCOMPARE(trace->shownStage(), stage);
            QVERIFY(!trace->explanation().isEmpty());
            QVERIFY(!trace->details()->caption().isEmpty());
        }
        QTest::keyClick(trace, Qt::Key_Right);
        QCOMPARE(trace->shownStage(), 7);
        QTest::mouseClick(trace->card(2), Qt::LeftButton);
        QCOMPARE(trace->shownStage(), 2);
        QVERIFY(trace->card(2)->isChecked());
        // A new run keeps the stage.
        m_panel->showResult(threeTexts());
        QCOMPARE(trace->shownStage(), 2);
    }

    void aCellOfOneGridIsMarkedInAll()
    {
        m_panel->showResult(threeTexts());
        m_panel->trace()->showStage(2);
        const auto grids = m_panel->trace()->details()->grids();
        QCOMPARE(grids.size(), 2);
        Q_EMIT grids[0]->entered(grids[0]->model()->index(1, 3));
        QCOMPARE(grids[1]->currentIndex().row(), 1);
        QCOMPARE(grids[1]->currentIndex().column(), 3);
        QVERIFY(m_panel->trace()->details()->caption().contains(QStringLiteral("[PAD]")));
        QVERIFY(m_panel->trace()->details()->caption().contains(QStringLiteral("attention_mask 0")));
    }

    void hiddenStatesAreAHeatMapOfOneText()
    {
        m_panel->showResult(threeTexts());
        m_panel->trace()->showStage(3);
        auto* map = m_panel->trace()->details()->heatMap();
        QCOMPARE(map->rows(), 4);
        QCOMPARE(map->columns(), 4);
        QCOMPARE(map->value(0, 0), -1.0F);
        QCOMPARE(map->maximum(), -map->minimum());
    }

    void modelsAreSound()
    {
        GridModel grid;
        QAbstractItemModelTester gridTester(&grid, QAbstractItemModelTester::FailureReportingMode::QtTest);
        grid.setNumbers({{2, 2}, {1, 2, 3, 4}}, {{2, 2}, {1, 1, 1, 0}});
        QVERIFY(grid.isPadding(1, 1) && !grid.isPadding(0, 1));
        grid.setWords({{"a"}, {"b", "c"}}, {});
        QCOMPARE(grid.columnCount(), 2);
        QCOMPARE(grid.index(0, 1).data().toString(), QString());

        PairModel pairs;
        QAbstractItemModelTester pairTester(&pairs, QAbstractItemModelTester::FailureReportingMode::QtTest);
        pairs.setPairs({{0, 1, 0.5F}}, {QStringLiteral("x"), QStringLiteral("y")});
        QCOMPARE(pairs.rowOf(1, 0), 0);
        QCOMPARE(pairs.rowOf(0, 0), -1);
    }

    void predictionsAreASoundModel()
    {
        LabelModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const PlaygroundResult result = classifiedTexts();
        model.setPredictions(result.predictions, result.texts);
        QCOMPARE(model.rowCount(), 3);
    }

    void moreTextsThanCanBeShownAreSaidSo()
    {
        m_panel->setInput(QStringLiteral("line\n").repeated(mostTexts + 7), 0, false);
        QCOMPARE(m_panel->request().texts.size(), mostTexts);
        QCOMPARE(m_panel->texts().size(), mostTexts + 7);
        QVERIFY(m_panel->findChild<QLabel*>(QStringLiteral("count"))
                    ->text()
                    .contains(QString::number(mostTexts + 7)));
    }

    void aPictureHoldsTheWholeMatrix()
    {
        HeatMap map;
        map.resize(200, 200);
        map.setCellSize(16, 16);
        map.setMatrix(std::vector<float>(100 * 100, 0.5F), 100, 100, {}, {}, HeatMap::Scale::Sequential);
        QVERIFY(map.wholeSize().width() >= 1600);
        QImage image(map.wholeSize(), QImage::Format_RGB32);
        QPainter painter(&image);
        map.paintWhole(painter);
        painter.end();
        const int end = image.width() - 8;
        QCOMPARE(image.pixelColor(end, end), map.color(0.5));
    }

    void theHistogramCountsEveryValue()
    {
        Histogram histogram;
        std::vector<int> values;
        for (int i = 3; i < 300; ++i)
            values.push_back(i);
        histogram.setValues(values, QStringLiteral("tokens"));
        int sum = 0;
        for (const int count : histogram.counts())
            sum += count;
        QCOMPARE(sum, 297);
        QVERIFY(histogram.counts().size() <= 16);
        histogram.setValues({}, QStringLiteral("tokens"));
        QVERIFY(histogram.counts().empty());
    }

    void exportsAreComplete()
    {
        const PlaygroundResult result = threeTexts();
        const auto json = QJsonDocument::fromJson(similarityJson(result).toUtf8()).object();
        QCOMPARE(json[QStringLiteral("similarity")].toArray()[2].toArray()[1].toDouble(), -0.75);
        QCOMPARE(json[QStringLiteral("embeddings")].toArray().size(), 3);
        QCOMPARE(similarityCsv(result).split(u'\n', Qt::SkipEmptyParts).size(), 4);
        QVERIFY(!json.contains(QStringLiteral("predictions")));
        const PlaygroundResult classified = classifiedTexts();
        QVERIFY(similarityJson(classified).contains(QStringLiteral("predictions")));
        const QStringList rows = predictionsCsv(classified).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(rows.size(), 7);
        QCOMPARE(rows[3], QStringLiteral("\"two\",\"<b>bad</b>\",0.875"));
        const QByteArray npy = toNpy(result.embeddings);
        QVERIFY(npy.startsWith("\x93NUMPY"));
        const int header = 10 + quint8(npy[8]) + 256 * quint8(npy[9]);
        QCOMPARE(header % 64, 0);
        QVERIFY(npy.contains("'shape': (3, 4, )"));
        QCOMPARE(npy.size(), header + 48);
        QTemporaryDir folder;
        m_panel->showResult(result);
        QVERIFY(m_panel->exportPicture(folder.filePath(QStringLiteral("matrix.png"))));
        QVERIFY(!QImage(folder.filePath(QStringLiteral("matrix.png"))).isNull());
        QVERIFY(!m_panel->exportPicture(QStringLiteral("/proc/no/such/folder/matrix.svg")));
        const QString python =
            similarityPython({QStringLiteral("a \"quoted\" line")}, QStringLiteral("/models/x"), 12);
        QVERIFY(python.contains(QStringLiteral("\"a \\\"quoted\\\" line\"")));
        QVERIFY(python.contains(QStringLiteral("max_length=12")));
    }

    void theQuizTellsRightFromWrong()
    {
        std::vector<QuizQuestion> questions{{QStringLiteral("One?"),
                                             {QStringLiteral("no"), QStringLiteral("yes")},
                                             1,
                                             QStringLiteral("Because.")},
                                            {QStringLiteral("Two?"),
                                             {QStringLiteral("no"), QStringLiteral("yes")},
                                             0,
                                             QStringLiteral("Because.")}};
        QuizDialog quiz(questions);
        QSignalSpy finished(&quiz, &QuizDialog::finishedQuiz);
        quiz.show();
        const auto click = [&](const QString& text) {
            for (auto* button : quiz.findChildren<QPushButton*>())
                if (button->isEnabled() && button->text() == text)
                    return QTest::mouseClick(button, Qt::LeftButton);
            QFAIL(qPrintable(QStringLiteral("no button ") + text));
        };
        click(QStringLiteral("yes"));
        click(QStringLiteral("Next question"));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        click(QStringLiteral("yes"));
        click(QStringLiteral("Finish"));
        QCOMPARE(finished.count(), 1);
        QCOMPARE(quiz.score(), 1);
    }

    void theQuizOfThePlaygroundIsComplete()
    {
        for (const char* language : {"en", "de"}) {
            const auto questions =
                readQuiz(QStringLiteral(":/quiz/playground.json"), QLatin1String(language));
            QCOMPARE(questions.size(), 3U);
            for (const auto& question : questions) {
                QVERIFY(!question.question.isEmpty() && !question.why.isEmpty());
                QCOMPARE(question.options.size(), 4);
                for (const QString& option : question.options)
                    QVERIFY(!option.isEmpty());
            }
        }
    }

    void everyStageIsExplained()
    {
        for (const char* name : {"raw_text", "tokenization", "model_input", "embeddings", "layer.0",
                                 "layer.11", "pooling", "result"}) {
            QVERIFY(stageTitle(name) != QLatin1String(name));
            QVERIFY(!stageExplanation(name).isEmpty());
        }
        QCOMPARE(stageTitle("layer.11"), QStringLiteral("Layer 12"));
    }

private:
    std::unique_ptr<PlaygroundPanel> m_panel;
};

QTEST_MAIN(TestPlaygroundPanel)
#include "tst_playground_panel.moc"
