// SPDX-License-Identifier: GPL-3.0-or-later
// The Playground in the real window, offscreen, on a backend without libtorch.
#include "tests/app/fake_backend.h"

#include "app/window/main_window.h"
#include "app/window/panel.h"
#include "app/window/settings.h"
#include "widgets/common/message_view.h"
#include "widgets/playground/batch_page.h"
#include "widgets/playground/branch_tree.h"
#include "widgets/playground/generation_view.h"
#include "widgets/playground/history_page.h"
#include "widgets/playground/task_catalogue.h"
#include "widgets/playground/task_form.h"
#include "widgets/playground/task_gallery.h"
#include "widgets/playground/task_page.h"
#include "widgets/playground/task_view.h"
#include "widgets/playground/tasks_panel.h"
#include "widgets/playground/token_card.h"
#include "widgets/playground/token_chips.h"
#include "widgets/playground/trace_view.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace vitrine;
using app::MainWindow;
using app::Session;

namespace {

constexpr auto tokenizerJson = R"({"version":"1.0","added_tokens":[{"id":3,"content":"[MASK]","special":true,
 "single_word":false,"lstrip":false,"rstrip":false,"normalized":false}],"normalizer":null,
 "pre_tokenizer":{"type":"Whitespace"},"post_processor":null,"decoder":null,
 "model":{"type":"WordLevel","vocab":{"[UNK]":0,"hello":1,"world":2},"unk_token":"[UNK]"}})";

/// Stands for `vitrine run`: answers every line of --in alike, goes on after those that are done, and waits
/// after the first one while FILE.slow exists.
constexpr auto runner =
    "#!/bin/sh\n"
    "while [ $# -gt 0 ]; do case \"$1\" in --in) in=$2;; --out) out=$2;; esac; shift; done\n"
    "trap 'exit 130' INT\n"
    "touch \"$out.partial\"\n"
    "had=$(wc -l < \"$out.partial\")\n"
    "row=0\n"
    "while read -r line; do\n"
    "  row=$((row + 1))\n"
    "  [ $row -gt $had ] || continue\n"
    "  echo \"${line%\\}}, \\\"result\\\": [{\\\"label\\\": \\\"joy\\\", \\\"score\\\": 0.9}]}\" >> "
    "\"$out.partial\"\n"
    "  while [ -e \"$in.slow\" ]; do sleep 0.05; done\n"
    "done < \"$in\"\n"
    "mv \"$out.partial\" \"$out\"\n";

void write(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestPlayground : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<tests::FakeBackend> m_backend;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    QString writeModel(const char* name) const
    {
        const QString folder = m_folder->filePath(QLatin1String(name));
        write(folder + QStringLiteral("/tokenizer.json"), tokenizerJson);
        write(folder + QStringLiteral("/config.json"), "{}");
        write(folder + QStringLiteral("/model.safetensors"), "{}");
        return folder;
    }
    void openWindow()
    {
        m_settings = std::make_unique<app::Settings>(m_folder->filePath(QStringLiteral("settings.ini")));
        app::Services services = tests::fakeServices(*m_backend);
        services.trainingProgram = m_folder->filePath(QStringLiteral("runner.sh"));
        m_session = std::make_unique<Session>(*m_settings, services);
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->showPanel(QStringLiteral("playground"));
    }
    void closeWindow()
    {
        if (m_window) m_window->close();
        m_window.reset();
        m_session.reset();
        m_settings.reset();
    }
    widgets::TasksPanel* panel() const { return m_window->findChild<widgets::TasksPanel*>(); }
    widgets::TaskPage* page() const { return panel()->page(); }
    void openGallery() { QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("tasks"))); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_backend = std::make_unique<tests::FakeBackend>();
        const QString program = m_folder->filePath(QStringLiteral("runner.sh"));
        write(program, runner);
        QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        openWindow();
        m_session->openModel(writeModel("all"), false);
    }
    void cleanup() { closeWindow(); }

    void everyTaskOpensFromItsCardAndShowsItsResult_data()
    {
        QTest::addColumn<QString>("task");
        for (const QString& task : widgets::taskOrder())
            if (!widgets::TasksPanel::isSimilarity(task)) QTest::newRow(qPrintable(task)) << task;
    }
    void everyTaskOpensFromItsCardAndShowsItsResult()
    {
        QFETCH(QString, task);
        auto* card = panel()->gallery()->card(task);
        QVERIFY(card && !card->accessibleName().isEmpty());
        QTest::mouseClick(card, Qt::LeftButton);
        QCOMPARE(panel()->task(), task);
        QVERIFY(!page()->request().input.isNull()); // its example
        QTRY_VERIFY(page()->hasResult());
        QTRY_VERIFY(m_window->currentPanel()->idle());
        QVERIFY(page()->view()->isVisible());
        QVERIFY(!page()->view()->plainText().isEmpty());
        QVERIFY(page()->trace()->isVisible());
        QCOMPARE(page()->trace()->stageCount(), 2);
        QCOMPARE(page()->result().request.task, task);
        QVERIFY(page()->findChildren<QComboBox*>().size() >= 2);
    }

    void theSimilaritiesKeepTheirPage()
    {
        QTest::mouseClick(panel()->gallery()->card(QStringLiteral("sentence-similarity")), Qt::LeftButton);
        QCOMPARE(panel()->task(), QStringLiteral("sentence-similarity"));
        QVERIFY(!page()->isVisible());
    }

    void aModelThatCannotDoTheTaskSaysWhy()
    {
        m_session->openModel(writeModel("encoder"), true);
        QTRY_COMPARE(m_session->modelState(), Session::ModelState::Ready);
        QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("tasks/fill-mask")));
        QTRY_VERIFY(page()->message()->isVisible());
        QTRY_VERIFY(page()->message()->accessibleDescription().contains(QStringLiteral("encoder")));
        // The starter is offered.
        const auto buttons = page()->message()->findChildren<QPushButton*>();
        QVERIFY(std::any_of(buttons.begin(), buttons.end(), [](const QPushButton* button) {
            return button->isVisible() && button->text().contains(QStringLiteral("fill-mask"));
        }));
    }

    void aRunIsStoppedAndAnErrorIsShown()
    {
        QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("tasks/fill-mask")));
        QTRY_VERIFY(page()->hasResult());
        page()->setRequest({QStringLiteral("fill-mask"), QStringLiteral("slow"), {}});
        QTest::mouseClick(page()->runButton(), Qt::LeftButton);
        QTRY_VERIFY(!m_window->currentPanel()->idle());
        QTRY_COMPARE(page()->runButton()->text(), QStringLiteral("Stop"));
        QTest::mouseClick(page()->runButton(), Qt::LeftButton);
        QTRY_VERIFY(m_window->currentPanel()->idle());
        page()->setRequest({QStringLiteral("fill-mask"), QStringLiteral("wrong"), {}});
        QTRY_VERIFY(page()->message()->isVisible());
        QVERIFY(page()->message()->accessibleDescription().contains(QStringLiteral("the input is wrong")));
    }

    void aTextIsWrittenBranchedAndRecalled()
    {
        QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("tasks/text-generation")));
        QTRY_VERIFY(page()->hasResult());
        auto* view = qobject_cast<widgets::GenerationView*>(page()->view());
        QVERIFY(view);
        page()->setRequest({QStringLiteral("text-generation"), QStringLiteral("Once upon"), {}});
        QTRY_COMPARE(page()->result().request.input.toString(), QStringLiteral("Once upon"));
        QTRY_VERIFY(m_window->currentPanel()->idle());
        QTest::keyClick(view->chips(), Qt::Key_End);
        auto* alternatives = view->card()->alternatives();
        QTRY_VERIFY(alternatives->isVisible());
        QTest::mouseClick(alternatives->viewport(), Qt::LeftButton, {},
                          alternatives->visualRect(alternatives->model()->index(0, 0)).center());
        QCOMPARE(page()->request().input.toString(), QStringLiteral("Once upon a dog"));
        QTRY_COMPARE(view->branches()->count(), 2);
        QVERIFY(view->branches()->isVisible());
        QTRY_VERIFY(m_window->currentPanel()->idle());
        QTest::mouseClick(view->branches()->viewport(), Qt::LeftButton, {},
                          view->branches()->labelRect(0).center().toPoint());
        QCOMPARE(page()->request().input.toString(), QStringLiteral("Once upon"));
        QCOMPARE(page()->result().request.input.toString(), QStringLiteral("Once upon"));
        QVERIFY(m_window->currentPanel()->idle()); // nothing runs for it
        page()->undo();
        QTRY_COMPARE(view->branches()->current(), 1);
    }

    void whatWasWrittenBeforeAStopStays()
    {
        QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("tasks/text-generation")));
        QTRY_VERIFY(page()->hasResult());
        QTRY_VERIFY(m_window->currentPanel()->idle());
        page()->setRequest({QStringLiteral("text-generation"), QStringLiteral("slow"), {}});
        QTest::mouseClick(page()->runButton(), Qt::LeftButton);
        QTRY_VERIFY(page()->view()->plainText().startsWith(QStringLiteral("slow a fox")));
        QTest::mouseClick(page()->runButton(), Qt::LeftButton);
        QTRY_VERIFY(m_window->currentPanel()->idle());
        QVERIFY(page()->view()->isVisible());
        QVERIFY(page()->view()->plainText().startsWith(QStringLiteral("slow a fox")));
    }

    void undoAndRedoGoThroughTheForm()
    {
        QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("tasks/text-classification")));
        QTRY_VERIFY(page()->hasResult());
        auto* editor = qobject_cast<QPlainTextEdit*>(page()->form()->firstEditor());
        const QString before = editor->toPlainText();
        editor->setFocus();
        QTest::keyClicks(editor, QStringLiteral("abc"));
        QTest::keyClick(editor, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(editor->toPlainText(), before);
        QTest::keyClick(editor, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(editor->toPlainText(), QStringLiteral("abc") + before);
    }

    void whatWasTypedSurvivesTheNextStart()
    {
        QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("tasks/fill-mask")));
        page()->setRequest(
            {QStringLiteral("fill-mask"), QStringLiteral("one [MASK] two"), {{QStringLiteral("top_k"), 7}}});
        m_window->currentPanel()->showPage(QStringLiteral("tasks/text-classification"));
        closeWindow();
        openWindow();
        QCOMPARE(panel()->task(), QStringLiteral("text-classification"));
        m_window->currentPanel()->showPage(QStringLiteral("tasks/fill-mask"));
        QCOMPARE(page()->request().input, QJsonValue(QStringLiteral("one [MASK] two")));
        QCOMPARE(page()->request().arguments[QStringLiteral("top_k")], QJsonValue(7));
    }

    void everyRunIsKeptAndOpensAgain()
    {
        for (const char* task : {"fill-mask", "token-classification"}) {
            m_window->currentPanel()->showPage(QStringLiteral("tasks/") + QLatin1String(task));
            QTRY_VERIFY(page()->hasResult());
        }
        auto* history = m_window->findChild<widgets::HistoryPage*>();
        QCOMPARE(history->model()->rowCount(), 2);
        QCOMPARE(history->model()->entries()[1].request.task, QStringLiteral("fill-mask"));
        QVERIFY(history->model()->entries()[1].summary.contains(QStringLiteral("capital")));
        m_window->currentPanel()->showPage(QStringLiteral("history"));
        history->table()->setCurrentIndex(history->table()->model()->index(1, 0));
        QVERIFY(history->pinButton()->isEnabled());
        history->pinButton()->click();
        QVERIFY(history->model()->entries()[0].isPinned);
        QCOMPARE(history->model()->entries()[0].request.task, QStringLiteral("fill-mask"));
        closeWindow();
        openWindow();
        history = m_window->findChild<widgets::HistoryPage*>();
        QCOMPARE(history->model()->rowCount(), 2);
        QVERIFY(history->model()->entries()[0].isPinned);
        QTest::keyClicks(history->search(), QStringLiteral("sylvain"));
        QCOMPARE(history->table()->model()->rowCount(), 1);
        history->table()->setCurrentIndex(history->table()->model()->index(0, 0));
        history->openButton()->click();
        QCOMPARE(panel()->task(), QStringLiteral("token-classification"));
        QTRY_VERIFY(page()->hasResult());
        m_window->currentPanel()->showPage(QStringLiteral("history"));
        history->search()->clear();
        history->table()->selectAll();
        history->deleteButton()->click();
        QCOMPARE(history->model()->rowCount(), 0);
    }

    void aTableGoesThroughATaskAndGoesOnAfterAStop()
    {
        const QString table = m_folder->filePath(QStringLiteral("rows.jsonl"));
        write(table, "{\"text\": \"a\"}\n{\"text\": \"b\"}\n{\"text\": \"c\"}\n");
        write(table + QStringLiteral(".slow"), {});
        m_window->currentPanel()->showPage(QStringLiteral("batch"));
        auto* page = m_window->findChild<widgets::BatchPage*>();
        QVERIFY(!page->startButton()->isEnabled());
        QVERIFY(m_window->currentPanel()->takeTable(table));
        QTRY_VERIFY(page->startButton()->isEnabled());
        QCOMPARE(page->columnOf(QStringLiteral("text"))->currentText(), QStringLiteral("text"));
        QCOMPARE(page->rows()->model()->rowCount(), 3);
        QVERIFY(page->output()->text().endsWith(QStringLiteral("rows-text-classification.jsonl")));
        QTest::mouseClick(page->startButton(), Qt::LeftButton);
        QTRY_COMPARE(page->doneRows(), 1);
        QVERIFY(!m_window->currentPanel()->idle());
        QTest::mouseClick(page->startButton(), Qt::LeftButton);
        QTRY_VERIFY(m_window->currentPanel()->idle());
        QCOMPARE(page->startButton()->text(), QStringLiteral("Go on"));
        QVERIFY(QFile::remove(table + QStringLiteral(".slow")));
        QTest::mouseClick(page->startButton(), Qt::LeftButton);
        QTRY_VERIFY(m_window->currentPanel()->idle());
        QTRY_COMPARE(page->doneRows(), 3);
        QCOMPARE(page->rows()->model()->index(2, 0).data().toString(), QStringLiteral("joy"));
        QVERIFY(QFile::exists(page->output()->text()));

        // What is there is not replaced without a question.
        write(page->output()->text(), "mine\n");
        const auto content = [&] {
            QFile file(page->output()->text());
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const auto answer = [&](const QString& text) {
            QTest::mouseClick(page->startButton(), Qt::LeftButton);
            for (auto* button : page->findChild<QMessageBox*>()->buttons())
                if (button->text() == text) QTest::mouseClick(button, Qt::LeftButton);
            QTRY_VERIFY(m_window->currentPanel()->idle() && !page->findChild<QMessageBox*>());
        };
        answer(QStringLiteral("Cancel"));
        QCOMPARE(content(), QByteArray("mine\n"));
        answer(QStringLiteral("Replace"));
        QTRY_VERIFY(content().contains("joy"));
        QCOMPARE(page->doneRows(), 3);
        closeWindow();
        openWindow();
        page = m_window->findChild<widgets::BatchPage*>();
        QTRY_COMPARE(page->job().input, table);
    }

    void theMaskButtonWritesTheTokenizersMask()
    {
        QVERIFY(m_window->currentPanel()->showPage(QStringLiteral("tasks/fill-mask")));
        QTRY_VERIFY(page()->hasResult());
        auto* editor = qobject_cast<QPlainTextEdit*>(page()->form()->firstEditor());
        editor->setPlainText({});
        for (auto* button : page()->form()->findChildren<QPushButton*>())
            if (button->text().contains(QStringLiteral("[MASK]"))) QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(editor->toPlainText(), QStringLiteral("[MASK]"));
    }
};

QTEST_MAIN(TestPlayground)
#include "tst_playground.moc"
