// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/charts/curve_chart.h"
#include "widgets/common/charts/length_chart.h"
#include "widgets/common/theme.h"
#include "widgets/training/curves_page.h"
#include "widgets/training/data_page.h"
#include "widgets/training/results_page.h"
#include "widgets/training/run_header.h"
#include "widgets/training/runs_page.h"
#include "widgets/training/training_form.h"
#include "widgets/training/training_job.h"
#include "widgets/training/training_panel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QImage>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace vitrine;
using namespace vitrine::widgets;
using training::RunLog;
using training::RunState;
using training::Verdict;

namespace {

std::shared_ptr<RunLog> makeLog(int steps)
{
    auto log = std::make_shared<RunLog>();
    log->start = training::RunStart{};
    log->start->maxSteps = 100;
    log->start->labels = {"ham", "spam"};
    for (int step = 1; step <= steps; ++step) {
        const double epoch = step / 50.0;
        log->curves.trainLoss.push_back({step, epoch, 1.0 / step});
        log->curves.gradientNorm.push_back({step, epoch, 2});
        log->learningRate.push_back({step, epoch, 5e-5});
        log->step = step;
        log->epoch = epoch;
    }
    return log;
}

void evaluate(RunLog& log, int step, double loss)
{
    log.evaluations.push_back(
        {step, step / 50.0, {{"eval_loss", loss}, {"eval_accuracy", 0.9}, {"eval_f1", 0.8}}, {}});
    log.epochs.push_back({step, step / 50.0, 0.5, 1});
}

DataPreview makePreview()
{
    DataPreview preview;
    preview.dataset = QStringLiteral("starter:emails");
    preview.rows = 300;
    preview.columns = {QStringLiteral("subject"), QStringLiteral("body"), QStringLiteral("spam")};
    preview.types = {QStringLiteral("string"), QStringLiteral("string"), QStringLiteral("ClassLabel")};
    preview.textColumn = QStringLiteral("subject");
    preview.secondColumn = QStringLiteral("body");
    preview.labelColumn = QStringLiteral("spam");
    preview.labels = {{QStringLiteral("ham"), 200}, {QStringLiteral("spam"), 100}};
    for (int i = 0; i < 100; ++i) {
        preview.lengths.push_back(10 + i * 3);
        preview.sample.push_back({i, QStringLiteral("subject %1").arg(i), QStringLiteral("body\nof it"),
                                  QStringLiteral("ham"), 10 + i * 3, -1, i > 50 ? 4 : -1});
    }
    return preview;
}

} // namespace

class TestTrainingPanel : public QObject
{
    Q_OBJECT

    std::unique_ptr<TrainingPanel> m_panel;

private Q_SLOTS:
    void init()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        m_panel = std::make_unique<TrainingPanel>();
        m_panel->resize(1300, 820);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    void cleanup() { m_panel.reset(); }

    void aJobFileSaysWhatTheFormSays()
    {
        TrainingJob job;
        job.textColumn = QStringLiteral("subject");
        job.secondColumn = QStringLiteral("body");
        job.labelColumn = QStringLiteral("spam");
        job.earlyStopping = true;
        const QJsonObject file = jobFile(job, 6046);
        const QJsonObject arguments = file[QStringLiteral("arguments")].toObject();
        // 4,836 rows to train on, 303 batches of 16, a quarter of them.
        QCOMPARE(arguments[QStringLiteral("eval_strategy")].toString(), QStringLiteral("steps"));
        QCOMPARE(arguments[QStringLiteral("save_strategy")].toString(), QStringLiteral("steps"));
        QCOMPARE(arguments[QStringLiteral("eval_steps")].toInt(), 75);
        QCOMPARE(arguments[QStringLiteral("save_steps")].toInt(), 300);
        QCOMPARE(arguments[QStringLiteral("train_sampling_strategy")].toString(),
                 QStringLiteral("group_by_length"));
        QCOMPARE(arguments[QStringLiteral("greater_is_better")].toBool(), false);
        QCOMPARE(file[QStringLiteral("dataset")].toObject()[QStringLiteral("columns")].toObject().size(), 3);
        QCOMPARE(jobOf(file), job);
        QCOMPARE(jobOfState(jobState(job)), job);
        job.evaluation = TrainingJob::Evaluation::Steps;
        job.evaluationSteps = 7;
        job.bestMetric = QStringLiteral("f1");
        QCOMPARE(jobOf(jobFile(job, 100)), job);
        QVERIFY(jobFile(job, 100)[QStringLiteral("arguments")]
                    .toObject()[QStringLiteral("greater_is_better")]
                    .toBool());
        job.evaluation = TrainingJob::Evaluation::Quarter;
        QCOMPARE(jobFile(job, 0)[QStringLiteral("arguments")]
                     .toObject()[QStringLiteral("eval_strategy")]
                     .toString(),
                 QStringLiteral("epoch"));
        QCOMPARE(jobOf({}), jobOfState({}));
    }

    void thePythonScriptNamesEverything()
    {
        TrainingJob job;
        job.textColumn = QStringLiteral("a \"quoted\" name");
        job.labelColumn = QStringLiteral("label");
        job.bfloat16 = true;
        const QString code =
            jobPython(jobFile(job, 100), QStringLiteral("/data/t.csv"), QStringLiteral("/model"));
        for (const char* part :
             {"batch[\"a \\\"quoted\\\" name\"]", "load_dataset(\"csv\", data_files=\"/data/t.csv\"",
              "bf16=True", "learning_rate=5e-05", "stratify_by_column=\"label\"", "max_length=128"})
            QVERIFY2(code.contains(QLatin1String(part)), qPrintable(code));
        QVERIFY(!code.contains(QStringLiteral("EarlyStoppingCallback(")));
    }

    void theFormOffersTheColumnsAndTellsProblems()
    {
        auto* form = m_panel->form();
        QSignalSpy data(form, &TrainingForm::dataChanged);
        form->setPreview(makePreview());
        QCOMPARE(form->job().secondColumn, QStringLiteral("body"));
        QVERIFY(data.isEmpty());
        form->setDataset(QStringLiteral("/x/other.csv"));
        QCOMPARE(data.count(), 1);
        QCOMPARE(form->job().textColumn, QString());
        form->setPreview(makePreview()); // of the table before: too late
        QCOMPARE(form->job().textColumn, QString());
        DataPreview bad = makePreview();
        bad.dataset = QStringLiteral("/x/other.csv");
        bad.problem = QStringLiteral("All texts are empty.");
        form->setPreview(bad);
        QVERIFY(form->findChild<QLabel*>(QStringLiteral("dataNote"))->text().startsWith(bad.problem));
    }

    void advancedOpensByKey()
    {
        auto* fold = m_panel->form()->advancedButton();
        fold->setFocus();
        QTest::keyClick(fold, Qt::Key_Space);
        QVERIFY(fold->isChecked());
    }

    void remediesChangeTheForm()
    {
        auto* form = m_panel->form();
        form->setPreview(makePreview());
        QVERIFY(!form->applyRemedy("lower_rate").isEmpty());
        QVERIFY(std::abs(form->job().learningRate - 5e-5 / 3) < 1e-8);
        form->applyRemedy("train_longer");
        QCOMPARE(form->job().epochs, 3.0);
        form->applyRemedy("stop_earlier");
        QVERIFY(form->job().earlyStopping);
        QCOMPARE(form->job().secondColumn, QStringLiteral("body"));
        QVERIFY(form->applyRemedy("none").isEmpty());
    }

    void theLineIsDraggedAndTheFieldFollows()
    {
        m_panel->showPage(TrainingPanel::Data);
        m_panel->data()->showPreview(makePreview());
        auto* lengths = m_panel->data()->lengths();
        QCoreApplication::processEvents();
        QWidget* plot = lengths->plotWidget();
        const QPoint from = plot->mapFrom(lengths, lengths->linePosition());
        QTest::mousePress(plot, Qt::LeftButton, {}, from);
        QTest::mouseMove(plot, from - QPoint(40, 0));
        QTest::mouseRelease(plot, Qt::LeftButton, {}, from - QPoint(40, 0));
        QVERIFY(lengths->cut() < 128);
        QCOMPARE(m_panel->form()->job().maxLength, lengths->cut());
        QVERIFY(m_panel->data()->lengthText().contains(QStringLiteral("measured on 100 of 300 rows")));
        const double share = lengths->cutTexts();
        QVERIFY(share > 0 && share < 1);
        QVERIFY(lengths->lostTokens() > 0);
        QAbstractItemModelTester tester(m_panel->data()->table()->model());
    }

    void curvesGrowAndAreTakenBack()
    {
        auto* curves = m_panel->curves();
        m_panel->showPage(TrainingPanel::Curves);
        auto log = makeLog(20);
        curves->setRuns({{QStringLiteral("run"), log}});
        auto* loss = curves->chart(CurvesPage::Loss);
        QCOMPARE(loss->points(0).size(), std::size_t(20));
        evaluate(*log, 20, 0.4);
        log->curves.trainLoss.push_back({21, 0.42, 0.3});
        curves->update();
        QCOMPARE(loss->points(0).size(), std::size_t(21));
        QCOMPARE(loss->points(1).size(), std::size_t(1));
        QCOMPARE(curves->chart(CurvesPage::Accuracy)->points(1)[0].y, 0.8);
        QCOMPARE(curves->epochs()->rowCount(), 1);
        QCOMPARE(curves->epochs()->item(0, 3)->text(), QStringLiteral("90.00 %"));
        // A resume from step 10.
        log->curves.trainLoss.resize(10);
        log->evaluations.clear();
        log->epochs.clear();
        ++log->rewinds;
        curves->update();
        QCOMPARE(loss->points(0).size(), std::size_t(10));
        QVERIFY(loss->points(1).empty());
        QCOMPARE(curves->epochs()->rowCount(), 0);
        curves->setRuns({{QStringLiteral("a"), log}, {QStringLiteral("b"), makeLog(5)}});
        QCOMPARE(loss->seriesCount(), 4);
        QCOMPARE(loss->points(2).size(), std::size_t(5));
        curves->smoothing()->setValue(0);
        QVERIFY(curves->csv().startsWith(QStringLiteral("chart,series,step,value\nLoss,a,1,1\n")));
        QTemporaryDir folder;
        QVERIFY(curves->exportPicture(folder.filePath(QStringLiteral("curves.png"))));
        QVERIFY(!QImage(folder.filePath(QStringLiteral("curves.png"))).isNull());
    }

    void everyVerdictAndObservationHasWords()
    {
        auto* curves = m_panel->curves();
        for (int kind = 0; kind <= int(Verdict::Kind::StillImproving); ++kind) {
            Verdict verdict{Verdict::Kind(kind),
                            {},
                            "lower_rate",
                            {{"best_step", 120}, {"rise", 0.3}, {"train_loss", 0.1}}};
            curves->showVerdict(verdict);
            QVERIFY(curves->verdict().size() > 20);
            QVERIFY(!curves->verdict().contains(QLatin1Char('%') + QString::number(1)));
        }
        Verdict over{Verdict::Kind::Overfitting,
                     {},
                     "stop_earlier",
                     {{"best_step", 1200}, {"best_eval_loss", 0.25}, {"rise", 0.42}, {"train_loss", 0.01}}};
        QVERIFY(verdictText(over).contains(QStringLiteral("1,200")));
        QVERIFY(verdictText(over).contains(QStringLiteral("42 %")));
        for (const char* code :
             {"wait", "none", "stop_earlier", "more_capacity", "lower_rate", "train_longer"})
            QVERIFY(!remedyText({Verdict::Kind::Healthy, {}, code, {}}).isEmpty());
        for (const char* code : {"validation_loss_rose", "validation_loss_fell", "validation_loss_level",
                                 "accuracy_up", "accuracy_down", "accuracy_first", "train_loss_fell",
                                 "train_loss_rose", "loss_not_a_number", "gradient_spikes"}) {
            const QString text = observationText({code,
                                                  "ENGLISH",
                                                  {{"from", 1},
                                                   {"to", 0.5},
                                                   {"percent", 3},
                                                   {"points", 2},
                                                   {"step", 9},
                                                   {"largest", 8},
                                                   {"usual", 1}}});
            QVERIFY(!text.contains(QStringLiteral("ENGLISH")) && !text.contains(QStringLiteral("nan")));
        }
        QCOMPARE(observationText({"of_a_later_version", "Said in English.", {}}),
                 QStringLiteral("Said in English."));
        QCOMPARE(remainingText(75), QStringLiteral("1 min 15 s"));
        QCOMPARE(remainingText(NAN), QString());
    }

    void theHeaderOffersWhatCanBeDone()
    {
        RunView view;
        view.id = QStringLiteral("run");
        view.folder = QStringLiteral("/tmp/run");
        view.log = makeLog(50);
        view.state = RunState::Running;
        auto* header = m_panel->header();
        header->showRun(view);
        QVERIFY(header->stopButton()->isVisible());
        QVERIFY(!header->resumeButton()->isVisible());
        QVERIFY(header->progressText().contains(QStringLiteral("step 50 of 100")));
        QSignalSpy stops(header, &RunHeader::stopRequested);
        QTest::mouseClick(header->stopButton(), Qt::LeftButton);
        QCOMPARE(stops.count(), 1);
        view.state = RunState::Died;
        header->showRun(view);
        QVERIFY(header->resumeButton()->isVisible());
        QVERIFY(!header->playgroundButton()->isVisible());
        view.state = RunState::Finished;
        header->showRun(view);
        QVERIFY(header->playgroundButton()->isVisible());
        QVERIFY(!header->resumeButton()->isVisible());
        view.isExample = true;
        view.folder.clear();
        header->showRun(view);
        QVERIFY(!header->playgroundButton()->isVisible());
    }

    void runsKeepTheirTicks()
    {
        auto* runs = m_panel->runs();
        RunSummary a, b;
        a.id = QStringLiteral("a");
        b.id = QStringLiteral("b");
        a.job = jobFile({}, 0);
        TrainingJob other;
        other.epochs = 5;
        b.job = jobFile(other, 0);
        a.sparkline = {1, 0.5F, 0.25F};
        runs->setRuns({a, b});
        auto* model = runs->table()->model();
        QAbstractItemModelTester tester(model);
        model->setData(model->index(1, 0), Qt::Checked, Qt::CheckStateRole);
        model->setData(model->index(0, 0), Qt::Checked, Qt::CheckStateRole);
        QCOMPARE(runs->ticked(), (QStringList{QStringLiteral("b"), QStringLiteral("a")}));
        QCOMPARE(runs->differences()->rowCount(), 1);
        QCOMPARE(runs->differences()->item(0, 1)->text(), QStringLiteral("5"));
        runs->setCurrentRun(QStringLiteral("a"));
        runs->setRuns({b, a});
        QCOMPARE(runs->selected(), QStringLiteral("a"));
        QCOMPARE(runs->ticked().size(), 2);
        runs->setRuns({a});
        QCOMPARE(runs->ticked(), QStringList{QStringLiteral("a")});
    }

    void everyPageInBothThemes()
    {
        m_panel->data()->showPreview(makePreview());
        m_panel->curves()->setRuns({{QStringLiteral("run"), makeLog(40)}});
        m_panel->results()->setPredictions({{1, "a", "ham", "spam", 0.9}, {2, "b", "ham", "ham", 0.8}}, {});
        for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            applyTheme(*qApp, choice);
            for (const auto page :
                 {TrainingPanel::Curves, TrainingPanel::Data, TrainingPanel::Results, TrainingPanel::Runs}) {
                m_panel->showPage(page);
                QVERIFY(!m_panel->grab().isNull());
            }
        }
    }
};

QTEST_MAIN(TestTrainingPanel)
#include "tst_training_panel.moc"
