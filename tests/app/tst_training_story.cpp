// SPDX-License-Identifier: GPL-3.0-or-later
// The whole story with the real program as worker and the real engine: a table, a run that is stopped and
// gone on with, the attention of what came out, and back.
#include "app/window/language.h"
#include "app/window/main_window.h"
#include "app/window/panel.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "backend/training/run_reader.h"
#include "widgets/attention/attention_panel.h"
#include "widgets/common/charts/curve_chart.h"
#include "widgets/training/curves_page.h"
#include "widgets/training/results_page.h"
#include "widgets/training/run_header.h"
#include "widgets/training/training_form.h"
#include "widgets/training/training_panel.h"

#include <QDir>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

using namespace vitrine;
using widgets::TrainingPanel;

namespace {

/// A run of some seconds, whatever the machine: long enough to be stopped.
constexpr int rows = 12'000;
constexpr int patience = 50'000; ///< milliseconds

} // namespace

class TestTrainingStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromATableToAttentionAndBack()
    {
        QTemporaryDir folder;
        app::applyLanguage(QStringLiteral("en"));
        app::Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        auto services = app::Services::standard();
        services.trainingProgram = QStringLiteral(VITRINE_PROGRAM);
        app::Session session(settings, services);
        session.openModel(QStringLiteral(VITRINE_TEST_DATA "/models/tiny-bert"), false);
        app::MainWindow window(session);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.showPanel(QStringLiteral("training"));
        QTRY_VERIFY(session.tokenizer());
        auto* panel = window.findChild<TrainingPanel*>();

        QFile table(folder.filePath(QStringLiteral("mails.csv")));
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write("text,label\n");
        for (int i = 0; i < rows; ++i)
            table.write(QByteArray(i % 2 ? "he said " : "it is ") +
                        QByteArray("the world ").repeated(1 + i % 5) + (i % 2 ? ",no\n" : ",yes\n"));
        table.close();
        window.openDropped(table.fileName());
        QTRY_VERIFY_WITH_TIMEOUT(window.currentPanel()->idle(), patience);
        panel->form()->setModel(QStringLiteral(VITRINE_TEST_DATA "/models/tiny-bert"));
        panel->form()->setMaxLength(16);

        const auto click = [](QWidget* button) { QTest::mouseClick(button, Qt::LeftButton); };
        const auto points = [&] {
            return panel->curves()->chart(widgets::CurvesPage::Loss)->points(0).size();
        };
        auto* header = panel->header();
        click(panel->form()->startButton());
        QTRY_VERIFY_WITH_TIMEOUT(header->stopButton()->isVisible() && points() > 20, patience);
        click(header->stopButton());
        QTRY_COMPARE_WITH_TIMEOUT(header->stateText(), QStringLiteral("Stopped"), patience);
        const auto stopped = points();
        QVERIFY(stopped < 1200);

        click(header->resumeButton());
        QTRY_VERIFY_WITH_TIMEOUT(points() > stopped, patience);
        QTRY_COMPARE_WITH_TIMEOUT(header->stateText(), QStringLiteral("Finished"), patience);
        QCOMPARE(points(), std::size_t(1200)); // 9,600 rows in batches of 16, twice
        QCOMPARE(panel->curves()->epochs()->rowCount(), 2);
        panel->showPage(TrainingPanel::Results);
        QTRY_VERIFY(panel->results()->table()->model()->rowCount() >= 0);

        click(header->attentionButton());
        QCOMPARE(window.currentPanelId(), QStringLiteral("attention"));
        auto* attention = window.findChild<widgets::AttentionPanel*>();
        QTRY_VERIFY_WITH_TIMEOUT(attention->first() != nullptr, patience);
        window.showPanel(QStringLiteral("training"));
        QCOMPARE(header->stateText(), QStringLiteral("Finished"));
        for (const auto& run : training::listRuns(folder.filePath(QStringLiteral("data/runs")).toStdString()))
            if (const auto pid = training::writerOf(run)) ::kill(pid_t(pid), SIGKILL);
    }
};

QTEST_MAIN(TestTrainingStory)
#include "tst_training_story.moc"
