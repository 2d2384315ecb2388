// SPDX-License-Identifier: GPL-3.0-or-later
// The Hub panel in the real window, offscreen, against a Hub on the loopback address.
#include "tests/app/fake_backend.h"
#include "tests/backend/hub/hub_server.h"

#include "app/window/hub_service.h"
#include "app/window/job_dock.h"
#include "app/window/language.h"
#include "app/window/main_window.h"
#include "app/window/panel.h"
#include "app/window/settings.h"
#include "app/window/settings_dialog.h"
#include "widgets/common/message_view.h"
#include "widgets/hub/card_view.h"
#include "widgets/hub/hub_list.h"
#include "widgets/hub/hub_page_view.h"
#include "widgets/hub/hub_panel.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <thread>

using namespace vitrine;
using namespace vitrine::hub_test;
using widgets::HubPageView;
using widgets::HubPanel;
using widgets::HubTarget;
using widgets::HubVerdict;

namespace {

constexpr auto tokenizerJson = R"({"version":"1.0","added_tokens":[],"normalizer":null,
 "pre_tokenizer":{"type":"Whitespace"},"post_processor":null,"decoder":null,
 "model":{"type":"WordLevel","vocab":{"[UNK]":0,"hello":1,"world":2},"unk_token":"[UNK]"}})";
constexpr auto card =
    "---\nlicense: mit\nlanguage: [en, de]\n---\n# Little BERT\n\n![picture](http://127.0.0.1:9/x.png)\n"
    "A [link](https://example.org) and `code`.\n";

} // namespace

class TestHubPanel : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubServer> m_server;
    std::unique_ptr<tests::FakeBackend> m_backend;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<app::Session> m_session;
    std::unique_ptr<app::MainWindow> m_window;

    void open()
    {
        m_settings = std::make_unique<app::Settings>(m_folder->filePath(QStringLiteral("settings.ini")));
        m_session = std::make_unique<app::Session>(*m_settings, tests::fakeServices(*m_backend));
        m_window = std::make_unique<app::MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->showPanel(QStringLiteral("hub"));
        QTRY_VERIFY(m_window->currentPanel()->idle());
    }
    void close()
    {
        m_window->close();
        m_window.reset();
        m_session.reset();
        m_settings.reset();
    }
    HubPanel* panel() const { return m_window->findChild<HubPanel*>(); }
    HubPageView* page() const { return panel()->page(); }
    QString message() const { return allText(panel()->listMessage()); }
    static QString allText(const QWidget* widget)
    {
        QStringList texts;
        for (const QLabel* label : widget->findChildren<QLabel*>())
            if (label->isVisibleTo(widget)) texts << label->text();
        return texts.join(QLatin1Char('\n'));
    }
    void goToHub()
    {
        for (QToolButton* button : panel()->findChildren<QToolButton*>())
            if (button->text() == QLatin1String("On the Hub")) QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(m_window->currentPanel()->idle());
    }
    void choose(const char* id)
    {
        QVERIFY(panel()->select(QLatin1String(id)));
        QTRY_COMPARE(page()->page().item.id, QLatin1String(id));
        QTRY_VERIFY(m_window->currentPanel()->idle());
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<HubServer>();
        m_backend = std::make_unique<tests::FakeBackend>();
        m_server->add({.id = "org/bert",
                       .files = {{"config.json", R"({"model_type": "bert"})"},
                                 {"README.md", card},
                                 {"tokenizer.json", tokenizerJson},
                                 {"pytorch_model.bin", std::string(5000, 'x'), true},
                                 {"model.safetensors", std::string(300'000, 'w'), true}},
                       .description = R"({"pipeline_tag": "fill-mask", "library_name": "transformers"})"});
        m_server->add({.id = "org/gpt",
                       .files = {{"config.json", R"({"model_type": "reformer"})"}},
                       .description = R"({"config": {"model_type": "reformer"}})"});
        m_server->add({.id = "org/gated", .files = {{"config.json", "{}"}}, .isGated = true});
        qputenv("HF_ENDPOINT", m_server->endpoint().c_str());
        qputenv("HF_HOME", m_folder->filePath(QStringLiteral("hf")).toUtf8());
        for (const char* name : {"HF_TOKEN", "HF_HUB_OFFLINE", "HF_HUB_CACHE"})
            qunsetenv(name);
        app::applyLanguage(QStringLiteral("en"));
        widgets::applyTheme(*qApp, widgets::ThemeChoice::Light);
        open();
    }

    void cleanup()
    {
        if (m_window) close();
        m_server.reset();
    }

    void nothingIsAskedBeforeTheHubIsWanted()
    {
        QVERIFY(panel()->showsMachine());
        QVERIFY(m_server->requests().empty());
    }

    void typingSearchesOnce()
    {
        goToHub();
        QTRY_COMPARE(panel()->results()->rowCount(), 3);
        m_server->forgetRequests();
        panel()->searchField()->setFocus();
        QTest::keyClicks(panel()->searchField(), QStringLiteral("bert"));
        QTRY_COMPARE(panel()->results()->rowCount(), 1);
        QTRY_VERIFY(m_window->currentPanel()->idle());
        QCOMPARE(m_server->count("GET", "/api/models?"), std::size_t(1));
        QCOMPARE(panel()->results()->item(0).task, QStringLiteral("fill-mask"));
        QCOMPARE(panel()->results()->item(0).verdict, HubVerdict::Unknown);
        // Down goes into the list, and its row is chosen.
        QTest::keyClick(panel()->searchField(), Qt::Key_Down);
        QTRY_COMPARE(page()->page().item.id, QStringLiteral("org/bert"));
        QCOMPARE(panel()->results()->item(0).verdict, HubVerdict::Model);
        panel()->searchField()->selectAll();
        QTest::keyClicks(panel()->searchField(), QStringLiteral("nothing like this"));
        QTRY_VERIFY(message().contains(QStringLiteral("No model fits")));
    }

    void filtersGoToTheHub()
    {
        goToHub();
        m_server->forgetRequests();
        panel()->taskFilter()->setCurrentIndex(panel()->taskFilter()->findData(QStringLiteral("fill-mask")));
        QTRY_COMPARE(m_server->count("GET", "pipeline_tag=fill-mask"), std::size_t(1));
    }

    void furtherPagesComeByScrolling()
    {
        for (int i = 0; i < 70; ++i)
            m_server->add({.id = "many/m" + std::to_string(i), .files = {}});
        m_server->setPageSize(30);
        goToHub();
        QTRY_COMPARE(panel()->results()->rowCount(), 30);
        panel()->list()->scrollToBottom();
        QTRY_COMPARE(panel()->results()->rowCount(), 60);
        panel()->list()->scrollToBottom();
        QTRY_COMPARE(panel()->results()->rowCount(), 73);
    }

    void theVerdictComesBeforeAnyDownload()
    {
        goToHub();
        QCOMPARE(panel()->results()->item(1).verdict, HubVerdict::Nothing);
        choose("org/gpt");
        QVERIFY(page()->verdict()->text().contains(QStringLiteral("reformer")));
        choose("org/bert");
        QVERIFY(page()->verdict()->text().contains(QStringLiteral("can load")));
        QCOMPARE(m_server->count("GET", "safetensors"), std::size_t(0));
        QCOMPARE(page()->page().facts.value(1).second, QStringLiteral("mit"));
        const QString text = page()->card()->toPlainText();
        QVERIFY(text.contains(QStringLiteral("Little BERT")));
        QVERIFY(!text.contains(QStringLiteral("license")));
        QVERIFY(text.contains(QStringLiteral("picture")));
        QVERIFY(!page()->card()->toHtml().contains(QStringLiteral("<img")));
        QVERIFY(!page()->openButton(HubTarget::Playground)->isVisible());
    }

    void aGatedRepositorySaysTheNextStep()
    {
        goToHub();
        choose("org/gated");
        QVERIFY(page()->verdict()->text().contains(QStringLiteral("gated")));
        QTest::mouseClick(page()->downloadButton(), Qt::LeftButton);
        QTRY_VERIFY(page()->retryButton()->isVisible());
        QVERIFY(allText(page()).contains(QStringLiteral("ask for access")));
    }

    void downloadAndOpen()
    {
        goToHub();
        choose("org/bert");
        QVERIFY(page()->downloadButton()->text().contains(QStringLiteral("300")));
        QTest::mouseClick(page()->downloadButton(), Qt::LeftButton);
        QTRY_VERIFY(page()->page().canOpenModel);
        QCOMPARE(m_server->count("GET", "pytorch_model.bin"), std::size_t(0)); // not needed here
        QTRY_VERIFY(page()->openButton(HubTarget::Playground)->isVisible());
        QVERIFY(!page()->downloadButton()->isEnabled());
        QVERIFY(m_window->findChild<app::JobDock*>()->isHidden());
        QVERIFY(panel()->results()->item(0).isHere);
        QTest::mouseClick(page()->openButton(HubTarget::Tokenizer), Qt::LeftButton);
        QCOMPARE(m_window->currentPanelId(), QStringLiteral("tokenizer"));
        QTRY_VERIFY(m_session->tokenizer());
        m_window->showPanel(QStringLiteral("hub"));
        QTest::mouseClick(page()->openButton(HubTarget::Playground), Qt::LeftButton);
        QCOMPARE(m_window->currentPanelId(), QStringLiteral("playground"));
        QTRY_COMPARE(m_session->modelState(), app::Session::ModelState::Ready);

        // Without network the same is here.
        m_server.reset();
        m_window->showPanel(QStringLiteral("hub"));
        m_window->currentPanel()->openExample();
        QTRY_VERIFY(panel()->machine()->rowOf(QStringLiteral("org/bert")) >= 0);
        choose("org/bert");
        QVERIFY(!page()->page().notice.isEmpty());
        QVERIFY(page()->openButton(HubTarget::Playground)->isVisible());
    }

    void stopAndGoOn()
    {
        m_server->slowDown(5000, 30);
        goToHub();
        choose("org/bert");
        QTest::mouseClick(page()->downloadButton(), Qt::LeftButton);
        auto* dock = m_window->findChild<app::JobDock*>();
        QTRY_VERIFY(dock->isVisible());
        QTRY_VERIFY(page()->progressText()->text().contains(QStringLiteral("/s")));
        QTest::mouseClick(page()->stopButton(), Qt::LeftButton);
        QTRY_VERIFY(page()->retryButton()->isVisible());
        QVERIFY(page()->progressText()->text().startsWith(QStringLiteral("Stopped")));
        QTRY_VERIFY(dock->isHidden());

        // Found again by the next window.
        close();
        open();
        goToHub();
        choose("org/bert");
        QVERIFY(page()->retryButton()->isVisible());
        m_server->slowDown(0, 0);
        m_server->forgetRequests();
        QTest::mouseClick(page()->retryButton(), Qt::LeftButton);
        QTRY_VERIFY(page()->page().canOpenModel);
        bool resumed = false;
        for (const auto& request : m_server->requests())
            resumed |= !request.range.empty();
        QVERIFY(resumed);
        QVERIFY(m_settings->hubDownloads().isEmpty());
    }

    void aFailureCanBeTriedAgainFromTheDock()
    {
        goToHub();
        choose("org/bert");
        const std::string right = m_server->file("org/bert", "model.safetensors").etag;
        m_server->file("org/bert", "model.safetensors").etag = std::string(64, 'a');
        QTest::mouseClick(page()->downloadButton(), Qt::LeftButton);
        QTRY_VERIFY(page()->retryButton()->isVisible());
        QVERIFY(page()->progressText()->text().contains(QStringLiteral("hash")));
        QVERIFY(!page()->page().canOpenModel);
        m_server->file("org/bert", "model.safetensors").etag = right;
        auto* dock = m_window->findChild<app::JobDock*>();
        QTest::mouseClick(dock->findChild<QToolButton*>(QStringLiteral("retry")), Qt::LeftButton);
        QTRY_VERIFY(page()->page().canOpenModel);
        QTRY_VERIFY(dock->isHidden());
    }

    void withoutNetworkItSaysSo()
    {
        m_server->intercept([](const SeenRequest&) { return Answer{503, {}, {}}; });
        goToHub();
        QTRY_VERIFY(message().contains(QStringLiteral("could not be reached")));
        m_server->intercept({});
        for (QPushButton* button : panel()->listMessage()->findChildren<QPushButton*>())
            QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(panel()->results()->rowCount(), 3);
    }

    void anAddressOpensItsPage()
    {
        goToHub();
        panel()->searchField()->selectAll();
        QTest::keyClicks(panel()->searchField(), QStringLiteral("https://huggingface.co/org/gpt/tree/main"));
        QTRY_COMPARE(page()->page().item.id, QStringLiteral("org/gpt"));
    }

    void aLateAnswerIsDropped()
    {
        goToHub();
        m_server->intercept([](const SeenRequest& request) -> std::optional<Answer> {
            if (request.target.find("search=gp") != std::string::npos &&
                request.target.find("search=gpt") == std::string::npos)
                std::this_thread::sleep_for(std::chrono::milliseconds(600));
            return std::nullopt;
        });
        QTest::keyClicks(panel()->searchField(), QStringLiteral("gp"));
        QTest::qWait(350); // the first question is on its way
        QTest::keyClicks(panel()->searchField(), QStringLiteral("t"));
        QTRY_COMPARE(panel()->results()->rowCount(), 1);
        QTest::qWait(500);
        QCOMPARE(panel()->results()->item(0).id, QStringLiteral("org/gpt"));
    }

    void signingInAndOut()
    {
        m_server->setToken("hf_right");
        m_server->add({.id = "org/private", .files = {{"config.json", "{}"}}, .isPrivate = true});
        auto* dialog = new app::SettingsDialog(*m_settings, m_session->hub(), m_window.get());
        dialog->open();
        auto* token = dialog->findChild<QLineEdit*>(QStringLiteral("hubToken"));
        QPushButton* sign = nullptr;
        for (QPushButton* button : dialog->findChildren<QPushButton*>())
            if (button->text() == QLatin1String("Sign in")) sign = button;
        QVERIFY(sign);
        QVERIFY(!sign->isEnabled());
        QTest::keyClicks(token, QStringLiteral(" hf_right "));
        QTest::mouseClick(sign, Qt::LeftButton);
        QCOMPARE(sign->text(), QStringLiteral("Sign out"));
        QCOMPARE(m_session->hub().settings().token, std::string("hf_right"));
        if (const QByteArray file = qgetenv("VITRINE_TEST_DIALOG"); !file.isEmpty())
            dialog->grab().save(QString::fromUtf8(file));
        goToHub();
        choose("org/private");
        QVERIFY(page()->page().item.isPrivate);
        QTest::mouseClick(sign, Qt::LeftButton);
        QVERIFY(m_session->hub().settings().token.empty());
        // The settings' file never holds it.
        m_settings->sync();
        QFile file(m_folder->filePath(QStringLiteral("settings.ini")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("hf_right"));
        delete dialog;
    }

    void everyControlHasAName()
    {
        goToHub();
        choose("org/bert");
        for (QWidget* widget : panel()->findChildren<QWidget*>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus)) continue;
            if (auto* button = qobject_cast<QAbstractButton*>(widget); button && !button->text().isEmpty())
                continue;
            if (widget->metaObject()->className() == QByteArray("QTabBar")) continue;
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
        QVERIFY(panel()
                    ->results()
                    ->index(0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(QStringLiteral("fill-mask")));
        if (const QByteArray file = qgetenv("VITRINE_TEST_PICTURE"); !file.isEmpty())
            m_window->grab().save(QString::fromUtf8(file));
    }
};

QTEST_MAIN(TestHubPanel)
#include "tst_hub_panel.moc"
