// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison of models and the bias probe on the real backend and the starter models; skipped where the
// set-up has not installed them.
#include "app/window/bias_controller.h"
#include "app/window/main_window.h"
#include "app/window/model_compare_controller.h"
#include "app/window/panel.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "backend/hub/locate.h"
#include "widgets/playground/bias_page.h"
#include "widgets/playground/bias_view.h"
#include "widgets/playground/compared_column.h"
#include "widgets/playground/compared_inputs.h"
#include "widgets/playground/comparison_view.h"
#include "widgets/playground/models_page.h"
#include "widgets/playground/task_catalogue.h"
#include "widgets/playground/task_view.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace vitrine;
using app::Session;
using State = widgets::ComparedRun::State;

class TestCompareStarters : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<app::MainWindow> m_window;

    static bool isInstalled(const QString& starter)
    {
        return core::capture([&] { return hub::locate("starter:" + starter.toStdString()); }).ok();
    }
    widgets::ModelsPage* models() const { return m_window->findChild<widgets::ModelsPage*>(); }
    widgets::BiasPage* bias() const { return m_window->findChild<widgets::BiasPage*>(); }
    template <typename Controller>
    Controller* controller() const
    {
        return m_window->currentPanel()->findChild<Controller*>();
    }
    bool isIdle() const { return m_window->currentPanel()->idle(); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<app::Settings>(m_folder->filePath(QStringLiteral("settings.ini")));
        m_settings->setDtype(models::DTypeChoice::Float32);
        m_session = std::make_unique<Session>(*m_settings, app::Services::standard());
        m_window = std::make_unique<app::MainWindow>(*m_session);
        m_window->resize(1440, 900);
        m_window->show();
        m_window->showPanel(QStringLiteral("playground"));
    }
    void cleanup()
    {
        m_window->close();
        m_window.reset();
        m_session.reset();
        m_settings.reset();
    }

    void aStarterInTwoNumberTypes_data()
    {
        QTest::addColumn<QString>("starter");
        QTest::addColumn<QString>("task");
        for (const auto& [starter, task] : {std::pair{"sentiment", "text-classification"},
                                            {"fill-mask", "fill-mask"},
                                            {"ner", "token-classification"},
                                            {"qa", "question-answering"},
                                            {"stories", "text-generation"},
                                            {"minilm", "feature-extraction"}})
            QTest::newRow(starter) << QString::fromLatin1(starter) << QString::fromLatin1(task);
    }
    void aStarterInTwoNumberTypes()
    {
        QFETCH(QString, starter);
        QFETCH(QString, task);
        if (!isInstalled(starter)) QSKIP("the starter is not installed");
        QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("models")));
        widgets::TaskRequest request = widgets::taskExamples(task).first().request;
        if (task == QLatin1String("text-generation"))
            request.arguments = {{QStringLiteral("max_new_tokens"), 12},
                                 {QStringLiteral("do_sample"), false}};
        models()->inputs()->setRequest(request);
        auto* page = controller<app::ModelCompareController>();
        for (const char* dtype : {"float32", "float32", "bfloat16"})
            page->add(QStringLiteral("starter:") + starter, QLatin1String(dtype));
        QTest::mouseClick(models()->runButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(isIdle(), 60'000);
        const auto& runs = page->comparison()->runs;
        QCOMPARE(runs.size(), std::size_t(3));
        for (const auto& run : runs) {
            QVERIFY2(run.state == State::Done, qPrintable(run.detail));
            QVERIFY2(run.answers[0].isDone && run.answers[0].error.isEmpty(),
                     qPrintable(run.answers[0].error));
            QCOMPARE(run.answers[0].milliseconds.size(), 3);
            QVERIFY(run.answers[0].milliseconds[0] > 0);
            QVERIFY(run.weightBytes > 0 && run.peakBytes > 0 && run.parameters > 0);
        }
        QCOMPARE(runs[2].dtype, QStringLiteral("bfloat16"));
        QCOMPARE(runs[1].answers[0].result.result, runs[0].answers[0].result.result);
        QVERIFY(runs[2].weightBytes < runs[0].weightBytes);
        auto* view = models()->view();
        QVERIFY(view->column(1)->noteText().contains(QStringLiteral("Agrees")));
        QVERIFY(!view->answers()->model()->index(0, 1).data().toString().isEmpty());
        QVERIFY(!view->column(0)->view()->plainText().isEmpty());
        if (task == QLatin1String("text-generation"))
            QVERIFY(view->column(0)->figureText().contains(QStringLiteral("tokens a second")));
    }

    void theProbeMeasuresTheStarter_data()
    {
        QTest::addColumn<QString>("starter");
        QTest::addColumn<int>("question");
        QTest::newRow("mask") << QStringLiteral("fill-mask") << int(widgets::BiasQuestion::FillMask);
        QTest::newRow("labels") << QStringLiteral("sentiment") << int(widgets::BiasQuestion::Classify);
        QTest::newRow("continuation")
            << QStringLiteral("stories") << int(widgets::BiasQuestion::Continuation);
        QTest::newRow("samples") << QStringLiteral("stories") << int(widgets::BiasQuestion::Sample);
    }
    void theProbeMeasuresTheStarter()
    {
        QFETCH(QString, starter);
        QFETCH(int, question);
        if (!isInstalled(starter)) QSKIP("the starter is not installed");
        QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("bias")));
        bias()->questions()->setCurrentIndex(bias()->questions()->findData(question));
        bias()->openSet(widgets::biasSets().first());
        if (question == int(widgets::BiasQuestion::Sample)) {
            auto setup = bias()->setup();
            setup.templates = setup.templates.mid(0, 1);
            setup.fillers = setup.fillers.mid(0, 3);
            setup.newTokens = 5;
            setup.samples = 2;
            bias()->setSetup(setup);
        }
        m_session->openModel(QStringLiteral("starter:") + starter);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->modelState(), Session::ModelState::Ready, 30'000);
        QTRY_VERIFY(bias()->runButton()->isEnabled());
        QTest::mouseClick(bias()->runButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(isIdle(), 60'000);
        const auto values = controller<app::BiasController>()->values();
        QVERIFY(values);
        if (question == int(widgets::BiasQuestion::Sample)) {
            QCOMPARE(bias()->view()->texts()->model()->rowCount(), 6);
            return;
        }
        QVERIFY(!values->outcomes.isEmpty());
        for (const float value : values->values)
            QVERIFY(values->isLog ? value < 0 && value > -1000 : value >= 0 && value <= 1);
        QCOMPARE(bias()->view()->differences()->model()->rowCount(), values->outcomes.size());
        QCOMPARE(bias()->view()->scores()->model()->rowCount(), values->setup.fillers.size());
    }
};

QTEST_MAIN(TestCompareStarters)
#include "tst_compare_starters.moc"
