// SPDX-License-Identifier: GPL-3.0-or-later
// The Training panel in the real window, used with mouse and keys; runs are those of a fake worker.
#include "tests/app/fake_backend.h"

#include "app/window/job_list.h"
#include "app/window/language.h"
#include "app/window/main_window.h"
#include "app/window/panel.h"
#include "app/window/settings.h"
#include "backend/training/run_reader.h"
#include "widgets/common/charts/curve_chart.h"
#include "widgets/common/charts/length_chart.h"
#include "widgets/common/heat_map.h"
#include "widgets/common/toast.h"
#include "widgets/training/curves_page.h"
#include "widgets/training/data_page.h"
#include "widgets/training/results_page.h"
#include "widgets/training/run_header.h"
#include "widgets/training/runs_page.h"
#include "widgets/training/training_form.h"
#include "widgets/training/training_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

using namespace vitrine;
using app::MainWindow;
using app::Session;
using widgets::TrainingPanel;

namespace {

constexpr auto tokenizerJson = R"({"version":"1.0","added_tokens":[],"normalizer":null,
 "pre_tokenizer":{"type":"Whitespace"},"post_processor":null,"decoder":null,
 "model":{"type":"WordLevel","vocab":{"[UNK]":0,"hello":1,"world":2},"unk_token":"[UNK]"}})";

void writeFile(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QByteArray table(int rows)
{
    QByteArray csv = "text,label\n";
    for (int i = 0; i < rows; ++i)
        csv += QByteArray("hello world ").repeated(1 + i % 9) + "," + (i % 3 ? "ham" : "spam") + "\n";
    return csv;
}

} // namespace

class TestTrainingWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<tests::FakeBackend> m_backend;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    QString m_program = QStringLiteral(FAKE_TRAINER);

    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    QString runs() const { return path("data/runs"); }
    TrainingPanel* panel() const { return m_window->findChild<TrainingPanel*>(); }
    widgets::Toast* toast() const { return m_window->findChild<widgets::Toast*>(); }
    QString label(const char* name) const { return panel()->findChild<QLabel*>(QLatin1String(name))->text(); }
    static void click(QWidget* button) { QTest::mouseClick(button, Qt::LeftButton); }
    std::size_t lossPoints() const
    {
        return panel()->curves()->chart(widgets::CurvesPage::Loss)->points(0).size();
    }

    void open()
    {
        m_settings = std::make_unique<app::Settings>(path("settings.ini"));
        app::Services services = tests::fakeServices(*m_backend);
        services.trainingProgram = m_program;
        m_session = std::make_unique<Session>(*m_settings, services);
        m_session->openModel(path("model"), false);
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->showPanel(QStringLiteral("training"));
        QTRY_VERIFY(m_session->tokenizer());
    }
    void close()
    {
        m_window->close();
        m_window.reset();
        m_session.reset();
        m_settings.reset();
    }
    void useTable(const QByteArray& content, const char* name = "mails.csv")
    {
        writeFile(path(name), content);
        m_window->openDropped(path(name));
        QTRY_VERIFY(m_window->currentPanel()->idle());
    }
    void startRun()
    {
        QTRY_VERIFY(panel()->form()->startButton()->isEnabled());
        click(panel()->form()->startButton());
        QTRY_VERIFY_WITH_TIMEOUT(panel()->header()->stopButton()->isVisible() && lossPoints() > 0, 30000);
    }
    QMessageBox* question() const { return m_window->findChild<QMessageBox*>(); }
    void answer(const QString& text)
    {
        QTRY_VERIFY(question());
        for (auto* button : question()->buttons())
            if (button->text() == text) return click(button);
        QFAIL("no such button");
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_backend = std::make_unique<tests::FakeBackend>();
        m_program = QStringLiteral(FAKE_TRAINER);
        writeFile(path("model/tokenizer.json"), tokenizerJson);
        writeFile(path("model/config.json"), "{}");
        app::applyLanguage(QStringLiteral("en"));
        widgets::applyTheme(*qApp, widgets::ThemeChoice::Light);
        open();
        useTable(table(40));
    }

    void cleanup()
    {
        close();
        for (const auto& run : training::listRuns(runs().toStdString()))
            if (const auto pid = training::writerOf(run)) ::kill(pid_t(pid), SIGKILL);
        m_backend.reset();
    }

    void aDroppedTableIsGuessedAndMeasured()
    {
        const auto job = panel()->form()->job();
        QCOMPARE(job.textColumn, QStringLiteral("text"));
        QCOMPARE(job.labelColumn, QStringLiteral("label"));
        QCOMPARE(panel()->page(), TrainingPanel::Data);
        QCOMPARE(panel()->data()->table()->model()->rowCount(), 40);
        auto* lengths = panel()->data()->lengths();
        QCOMPARE(lengths->cutTexts(), 0.0);
        // The line and the field are one value.
        lengths->plotWidget()->setFocus();
        for (int i = 0; i < 15; ++i)
            QTest::keyClick(lengths->plotWidget(), Qt::Key_Left);
        QCOMPARE(panel()->form()->job().maxLength, 8);
        QVERIFY(lengths->cutTexts() > 0.3);
        auto* model = panel()->data()->table()->model();
        QTRY_COMPARE(model->index(8, 3).data(widgets::PreviewModel::CutRole).toInt(), 47);
    }

    /// The whole story: start, curves move, stop, resume, finished, wrong predictions.
    void startStopResumeFinish()
    {
        startRun();
        QVERIFY(m_session->jobs().entries().size() == 1);
        const std::size_t before = lossPoints();
        QTRY_VERIFY(lossPoints() > before);
        QVERIFY(panel()->header()->progressText().contains(QStringLiteral("of 60")));
        click(panel()->header()->stopButton());
        QTRY_COMPARE(panel()->header()->stateText(), QStringLiteral("Stopped"));
        const std::size_t stopped = lossPoints();
        QVERIFY(stopped < 60);
        QVERIFY(m_session->jobs().entries().empty());
        click(panel()->header()->resumeButton());
        QTRY_COMPARE_WITH_TIMEOUT(panel()->header()->stateText(), QStringLiteral("Finished"), 10000);
        QCOMPARE(lossPoints(), std::size_t(60));
        QVERIFY(panel()->curves()->verdict().startsWith(QStringLiteral("Healthy")));
        QCOMPARE(panel()->curves()->epochs()->rowCount(), 2);

        panel()->showPage(TrainingPanel::Results);
        auto* results = panel()->results();
        QTRY_COMPARE(label("wrong"), QStringLiteral("2 wrong of 8, the most confident first"));
        QCOMPARE(results->table()->model()->rowCount(), 2);
        QCOMPARE(results->fullText(), QStringLiteral("text 4"));
        auto* matrix = results->confusion();
        QCOMPARE(matrix->value(0, 0), 3.0F);
        QTest::mouseClick(matrix->viewport(), Qt::LeftButton, Qt::NoModifier,
                          matrix->cellRect(1, 1).center().toPoint());
        QCOMPARE(results->table()->model()->rowCount(), 3);
        QVERIFY(results->csv().startsWith(
            QStringLiteral("row,label,prediction,score,text\n7,\"spam\",\"spam\"")));

        click(panel()->header()->playgroundButton());
        QCOMPARE(m_window->currentPanelId(), QStringLiteral("playground"));
        QCOMPARE(QFileInfo(m_session->modelSpecification()).fileName(), QStringLiteral("mails-001"));
    }

    void aKilledRunIsFoundBrokenOffAndResumed()
    {
        startRun();
        QTRY_VERIFY(lossPoints() > 20);
        click(panel()->header()->abortButton());
        answer(QStringLiteral("Abort"));
        QTRY_COMPARE(panel()->header()->stateText(), QStringLiteral("Broken off"));
        QVERIFY(label("runProblem").contains(QStringLiteral("checkpoint-15")));
        click(panel()->header()->resumeButton());
        QTRY_COMPARE_WITH_TIMEOUT(panel()->header()->stateText(), QStringLiteral("Finished"), 10000);
        QCOMPARE(lossPoints(), std::size_t(60));
    }

    void theWindowsEndDoesNotTouchTheRunAndItIsFoundAgain()
    {
        startRun();
        close();
        const auto found = training::listRuns(runs().toStdString());
        QCOMPARE(found.size(), std::size_t(1));
        QVERIFY(training::writerOf(found.front()) != 0);
        open();
        QTRY_COMPARE(panel()->header()->stateText(), QStringLiteral("Running"));
        QCOMPARE(panel()->page(), TrainingPanel::Curves);
        QVERIFY(m_session->jobs().entries().size() == 1);
        QTRY_COMPARE_WITH_TIMEOUT(panel()->header()->stateText(), QStringLiteral("Finished"), 10000);
        QCOMPARE(lossPoints(), std::size_t(60));
    }

    void theWindowsModelsTakeOneThreadMeanwhile()
    {
        m_settings->setThreads(2);
        m_session->ensureModel();
        QTRY_COMPARE(m_session->modelState(), Session::ModelState::Ready);
        startRun();
        QTRY_COMPARE(m_backend->threads.load(), 1);
        click(panel()->header()->stopButton());
        QTRY_COMPARE(m_backend->threads.load(), 2);
    }

    void aSecondWriterIsRefused()
    {
        startRun();
        click(panel()->header()->stopButton());
        QTRY_COMPARE(panel()->header()->stateText(), QStringLiteral("Stopped"));
        const auto folder = training::listRuns(runs().toStdString()).front();
        const int lock = ::open((folder / ".lock").c_str(), O_RDWR | O_TRUNC);
        QCOMPARE(::flock(lock, LOCK_EX | LOCK_NB), 0);
        const std::string pid = std::to_string(::getpid());
        QVERIFY(::write(lock, pid.data(), pid.size()) > 0);
        click(panel()->header()->resumeButton());
        QTRY_VERIFY(toast()->text().contains(QStringLiteral("trains in this folder")));
        ::close(lock);
    }

    void theCheckSaysWhatWillBe()
    {
        click(panel()->form()->checkButton());
        QTRY_VERIFY(label("check").contains(QStringLiteral("60 steps of 0.50 s: done in about 1 min 15 s")));
        QVERIFY(label("check").contains(QStringLiteral("3 are cut")));
        QVERIFY(label("check").contains(QStringLiteral("1 have no text")));
    }

    void aProgramThatCannotStartIsAnError()
    {
        close();
        m_program = QStringLiteral("/nonexistent/trainer");
        open();
        QTRY_VERIFY(m_window->currentPanel()->idle());
        click(panel()->form()->startButton());
        QTRY_VERIFY(toast()->text().contains(QStringLiteral("cannot be started")));
        click(panel()->form()->checkButton());
        QTRY_VERIFY(label("check").contains(QStringLiteral("cannot be started")));
    }

    void whatTheWorkerSaysIsShown_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("words");
        QTest::newRow("before its first event") << "mute"
                                                << "the model mute has no weights";
        QTest::newRow("full disk") << "full"
                                   << "no space left on device Then resume from the last checkpoint.";
    }
    void whatTheWorkerSaysIsShown()
    {
        QFETCH(QString, model);
        QFETCH(QString, words);
        panel()->form()->setModel(model);
        click(panel()->form()->startButton());
        QTRY_VERIFY2_WITH_TIMEOUT(label("runProblem").contains(words), qPrintable(label("runProblem")),
                                  10000);
        QVERIFY(panel()->header()->resumeButton()->isVisible());
    }

    void aLossThatIsNoNumberDiverges()
    {
        panel()->form()->setModel(QStringLiteral("nan"));
        startRun();
        QTRY_VERIFY_WITH_TIMEOUT(panel()->curves()->verdict().contains(QStringLiteral("From step 21 on")),
                                 10000);
    }

    void badTablesAreToldInWords_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("words");
        QTest::newRow("ragged") << QByteArray("text,label\na,b\nc,d,e\n") << "bad.csv";
        QTest::newRow("one column") << QByteArray("text\nhello\nworld\n") << "label";
        QTest::newRow("one label") << QByteArray("text,label\na,x\nb,x\n") << "All rows have the same label";
        QTest::newRow("no texts") << QByteArray("text,label\n\" \",x\n\" \",y\n\" \",x\n\" \",y\n")
                                  << "All texts are empty";
        QTest::newRow("no rows") << QByteArray("text,label\n") << "no rows";
        QTest::newRow("a label once") << QByteArray("text,label\na,x\nb,x\nc,y\n") << "one row only";
        QTest::newRow("no label in a row")
            << QByteArray("text,label\na,x\nb,\nc,y\nd,y\ne,x\n") << "no label";
        QTest::newRow("empty file") << QByteArray() << "bad.csv";
    }
    void badTablesAreToldInWords()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, words);
        useTable(content, "bad.csv");
        QVERIFY2(label("dataNote").contains(words), qPrintable(label("dataNote")));
        click(panel()->form()->startButton());
        QVERIFY2(label("check").contains(words), qPrintable(label("check")));
        QVERIFY(training::listRuns(runs().toStdString()).empty());
    }

    void runsAreOverlaidComparedAndDeleted()
    {
        startRun();
        click(panel()->header()->stopButton());
        QTRY_COMPARE(panel()->header()->stateText(), QStringLiteral("Stopped"));
        auto job = panel()->form()->job();
        job.learningRate = 1e-4;
        panel()->form()->setJob(job);
        QTRY_VERIFY(m_window->currentPanel()->idle());
        startRun();
        QTRY_COMPARE_WITH_TIMEOUT(panel()->header()->stateText(), QStringLiteral("Finished"), 10000);
        panel()->showPage(TrainingPanel::Runs);
        auto* runsPage = panel()->runs();
        auto* model = runsPage->table()->model();
        QTRY_COMPARE(model->rowCount(), 2);
        for (int row = 0; row < 2; ++row)
            model->setData(model->index(row, 0), Qt::Checked, Qt::CheckStateRole);
        QTRY_COMPARE(panel()->curves()->runs().size(), std::size_t(2));
        QVERIFY(panel()->curves()->chart(widgets::CurvesPage::Loss)->seriesCount() == 4);
        auto* differences = runsPage->differences();
        QCOMPARE(differences->rowCount(), 1);
        QCOMPARE(differences->item(0, 0)->text(), QStringLiteral("arguments.learning_rate"));

        runsPage->setCurrentRun(QStringLiteral("mails-001"));
        click(runsPage->deleteButton());
        answer(QStringLiteral("Delete"));
        QTRY_COMPARE(model->rowCount(), 1);
        QVERIFY(!QDir(runs()).exists(QStringLiteral("mails-001")));
        QTRY_COMPARE(panel()->curves()->runs().size(), std::size_t(1));
    }

    void theRecordedExampleIsThereWithoutARun()
    {
        m_window->currentPanel()->openExample();
        QTRY_VERIFY(m_window->currentPanel()->idle());
        QVERIFY(lossPoints() > 100);
        QVERIFY(panel()->curves()->verdict().startsWith(QStringLiteral("Healthy")));
        QVERIFY(!panel()->header()->resumeButton()->isVisible());
        QTest::keyClick(panel(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    }

    void theFormIsKept()
    {
        auto job = panel()->form()->job();
        job.epochs = 7;
        job.earlyStopping = true;
        job.evaluation = widgets::TrainingJob::Evaluation::Steps;
        panel()->form()->setJob(job);
        QTRY_VERIFY(m_window->currentPanel()->idle());
        close();
        open();
        QCOMPARE(panel()->form()->job(), job);
    }
};

QTEST_MAIN(TestTrainingWindow)
#include "tst_training_window.moc"
