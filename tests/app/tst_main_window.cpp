// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, offscreen, used with mouse and keys, on a backend without libtorch.
#include "tests/app/fake_backend.h"

#include "app/window/command_palette.h"
#include "app/window/job_dock.h"
#include "app/window/language.h"
#include "app/window/main_window.h"
#include "app/window/panel.h"
#include "app/window/settings.h"
#include "widgets/common/toast.h"
#include "widgets/tokenizer/token_text_view.h"
#include "widgets/tokenizer/tokenizer_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <QDropEvent>

using namespace vitrine;
using app::MainWindow;
using app::Session;

namespace {

/// Three words, so that the test needs nothing installed.
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

void failOnWarning(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type != QtWarningMsg && type != QtCriticalMsg) return;
    // Of the offscreen platform and the container, not of ours.
    for (const char* known : {"XDG_RUNTIME_DIR", "OpenType support missing", "propagateSizeHints",
                              "This plugin does not support"})
        if (message.contains(QLatin1String(known))) return;
    QTest::qFail(qPrintable(QStringLiteral("Qt warned: ") + message), __FILE__, __LINE__);
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<tests::FakeBackend> m_backend;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    void open()
    {
        m_settings = std::make_unique<app::Settings>(path("settings.ini"));
        m_session = std::make_unique<Session>(*m_settings, tests::fakeServices(*m_backend));
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void close()
    {
        m_window->close();
        m_window.reset();
        m_session.reset();
        m_settings.reset();
    }
    void drop(const QString& file)
    {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter({400, 400}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event({400, 400}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &event);
    }
    widgets::TokenizerPanel* tokenizerPanel() const
    {
        return m_window->findChild<widgets::TokenizerPanel*>();
    }
    QString chip(const char* name) const
    {
        return m_window->findChild<QToolButton*>(QLatin1String(name))->text();
    }
    widgets::Toast* toast() const { return m_window->findChild<widgets::Toast*>(); }

private Q_SLOTS:
    void init()
    {
        qInstallMessageHandler(failOnWarning);
        m_folder = std::make_unique<QTemporaryDir>();
        m_backend = std::make_unique<tests::FakeBackend>();
        for (const char* name : {"model", "broken", "slow"}) {
            writeFile(path(name) + QStringLiteral("/tokenizer.json"), tokenizerJson);
            writeFile(path(name) + QStringLiteral("/config.json"), "{}");
        }
        app::applyLanguage(QStringLiteral("en"));
        widgets::applyTheme(*qApp, widgets::ThemeChoice::Light);
        open();
        m_window->showPanel(QStringLiteral("tokenizer"));
    }

    void cleanup()
    {
        close();
        qInstallMessageHandler(nullptr);
    }

    void dropAModelFolder()
    {
        drop(path("model"));
        QTRY_COMPARE(m_session->modelState(), Session::ModelState::Ready);
        QTRY_VERIFY(m_session->tokenizer());
        QVERIFY(chip("modelChip").contains(QStringLiteral("22.7 M")));
        QVERIFY(chip("tokenizerChip").contains(QStringLiteral("WordLevel")));
        QVERIFY(m_backend->loadedOn != std::this_thread::get_id());
        const auto computeThread = m_backend->loadedOn;
        close();
        QCOMPARE(m_backend->destroyedOn, computeThread);
        open();
    }

    void typeTextAndFindTheRow()
    {
        m_session->openTokenizer(path("model/tokenizer.json"));
        QTRY_VERIFY(m_session->tokenizer());
        QPlainTextEdit* editor = tokenizerPanel()->editor();
        editor->setFocus();
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("hello there world"));
        QTRY_VERIFY(m_window->currentPanel()->idle());
        QTableView* table = tokenizerPanel()->table();
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(2, 0)).center());
        QCOMPARE(table->currentIndex().row(), 2);
        QVERIFY(table->model()->index(2, 1).data().toString().contains(QStringLiteral("world")));
    }

    void anErrorSaysTheNextStep()
    {
        drop(path("broken"));
        QTRY_COMPARE(m_session->modelState(), Session::ModelState::Failed);
        QVERIFY(toast()->isVisible());
        QVERIFY(toast()->text().contains(QStringLiteral("byte 8")));
        QVERIFY(toast()->text().contains(QStringLiteral("Download the file again")));
        QVERIFY(chip("modelChip").contains(QStringLiteral("could not be loaded")));

        QDir().mkpath(path("empty"));
        drop(path("empty"));
        QTRY_VERIFY(m_session->tokenizerError());
        writeFile(path("bad/tokenizer.json"), "{ not json");
        drop(path("bad/tokenizer.json"));
        QTRY_VERIFY(toast()->text().contains(QStringLiteral("bad/tokenizer.json")));
    }

    void dropATextFile()
    {
        writeFile(path("a.txt"), "hello\r\nworld\n");
        drop(path("a.txt"));
        QCOMPARE(tokenizerPanel()->editor()->toPlainText(), QStringLiteral("hello\nworld"));
        writeFile(path("b.txt"), "hello \xff");
        drop(path("b.txt"));
        QVERIFY(toast()->text().contains(QStringLiteral("byte 6")));
        QCOMPARE(tokenizerPanel()->editor()->toPlainText(), QStringLiteral("hello\nworld"));
    }

    void theJobDockStopsALoad()
    {
        auto* dock = m_window->findChild<app::JobDock*>();
        QVERIFY(dock->isHidden());
        m_session->openModel(path("slow"));
        QTRY_VERIFY(dock->isVisible());
        QTest::mouseClick(dock->findChild<QToolButton*>(QStringLiteral("stop")), Qt::LeftButton);
        QTRY_COMPARE(m_session->modelState(), Session::ModelState::None);
        QTRY_VERIFY(dock->isHidden());
    }

    void closingWhileAJobRuns()
    {
        m_session->openModel(path("slow"));
        QTRY_COMPARE(m_session->jobs().entries().size(), std::size_t(1));
        close();
        open();
        // Closed on purpose: the next start takes it up again.
        QVERIFY(m_settings->modelBeingLoaded().isEmpty());
        m_session->restore();
        QCOMPARE(m_session->modelSpecification(), path("slow"));
    }

    void whatEndedTheProgramIsNotLoadedAgain()
    {
        m_settings->setModel(path("slow"));
        m_settings->setModelBeingLoaded(path("slow"));
        m_session->restore();
        QCOMPARE(m_session->modelSpecification(), QStringLiteral("starter:minilm"));
        QTRY_VERIFY(!m_session->tokenizerLoading());
    }

    void anotherModelTakesTheOldOneAway()
    {
        m_session->openModel(path("model"));
        QTRY_COMPARE(m_session->modelState(), Session::ModelState::Ready);
        m_session->openModel(path("broken"), false);
        bool failed = false;
        QTRY_VERIFY(m_backend->destroyedOn == m_backend->loadedOn);
        m_session->runOnModel<int>(
            "test", [](app::LoadedModel&, engine::JobContext&) { return 1; },
            [&](engine::Outcome<int> outcome) { failed = outcome.failed(); });
        QTRY_VERIFY(failed);
    }

    void theCommandPaletteByKeys()
    {
        auto* palette = m_window->findChild<app::CommandPalette*>();
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(palette->isVisible());
        auto* input = palette->findChild<QLineEdit*>();
        QTest::keyClicks(input, QStringLiteral("switch light"));
        QVERIFY(palette->findChild<QListWidget*>()->currentItem()->text().startsWith(
            QStringLiteral("Switch between light and dark")));
        QVERIFY(!widgets::theme().dark);
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(palette->isHidden());
        QVERIFY(widgets::theme().dark);
        QVERIFY(app::fuzzyScore(QStringLiteral("cap"), QStringLiteral("Copy as Python")) > 0);
        QCOMPARE(app::fuzzyScore(QStringLiteral("xyz"), QStringLiteral("Copy as Python")), -1);
    }

    void everythingIsRememberedAndLanguageSwitches()
    {
        tokenizerPanel()->editor()->setPlainText(QStringLiteral("remember me"));
        m_session->openTokenizer(path("model"));
        QTRY_VERIFY(m_session->tokenizer());
        m_settings->setLanguage(QStringLiteral("de"));
        const auto findAction = [this](const QString& text) {
            for (const QAction* action : m_window->actions())
                if (action->text() == text) return true;
            return false;
        };
        QTRY_VERIFY(findAction(QStringLiteral("Einstellungen")));
        QCOMPARE(tokenizerPanel()->editor()->toPlainText(), QStringLiteral("remember me"));
        m_window->resize(1000, 700);
        close();
        open();
        QCOMPARE(tokenizerPanel()->editor()->toPlainText(), QStringLiteral("remember me"));
        QCOMPARE(m_window->size(), QSize(1000, 700));
        m_session->restore();
        QTRY_VERIFY(m_session->tokenizer());
        QCOMPARE(m_session->tokenizerSpecification(), path("model"));
    }

    void theFileChooserIsASeam()
    {
        m_window->setFileChooser([this](app::FileQuestion question, auto answer) {
            QCOMPARE(question, app::FileQuestion::ModelFolder);
            answer(path("model"));
        });
        QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier);
        QTRY_COMPARE(m_session->modelState(), Session::ModelState::Ready);
    }

    void everyControlHasAName()
    {
        for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->isHidden() ||
                !widget->isVisibleTo(m_window.get()))
                continue;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            if (button)
                QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                         qPrintable(button->objectName()));
        }
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
