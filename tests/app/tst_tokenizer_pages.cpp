// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the Tokenizer panel beside Inspect, in the real window, on tokenizers of a few words.
#include "tests/app/fake_backend.h"

#include "app/window/language.h"
#include "app/window/main_window.h"
#include "app/window/panel.h"
#include "app/window/settings.h"
#include "app/window/tokenizer_compare_controller.h"
#include "widgets/tokenizer/aligned_view.h"
#include "widgets/tokenizer/compare_page.h"

#include <QApplication>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace vitrine;
using app::MainWindow;
using app::Session;

namespace {

constexpr auto words = R"({"version":"1.0","added_tokens":[],"normalizer":null,
 "pre_tokenizer":{"type":"Whitespace"},"post_processor":null,"decoder":null,
 "model":{"type":"WordLevel","vocab":{"[UNK]":0,"hello":1,"world":2},"unk_token":"[UNK]"}})";
constexpr auto pieces = R"({"version":"1.0","added_tokens":[],"normalizer":null,
 "pre_tokenizer":{"type":"Whitespace"},"post_processor":null,"decoder":null,
 "model":{"type":"WordPiece","vocab":{"[UNK]":0,"hel":1,"##lo":2,"world":3},"unk_token":"[UNK]",
          "continuing_subword_prefix":"##","max_input_chars_per_word":100}})";

void writeFile(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestTokenizerPages : public QObject
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
    template <typename Page>
    Page* page(const char* id)
    {
        m_window->currentPanel()->showPage(QLatin1String(id));
        return m_window->findChild<Page*>();
    }
    app::TokenizerCompareController* compareController() const
    {
        return m_window->currentPanel()->findChild<app::TokenizerCompareController*>();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_backend = std::make_unique<tests::FakeBackend>();
        writeFile(path("words/tokenizer.json"), words);
        writeFile(path("pieces/tokenizer.json"), pieces);
        writeFile(path("broken/tokenizer.json"), "{ not json");
        app::applyLanguage(QStringLiteral("en"));
        widgets::applyTheme(*qApp, widgets::ThemeChoice::Light);
        open();
        m_window->showPanel(QStringLiteral("tokenizer"));
        m_session->openTokenizer(path("words"));
        QTRY_VERIFY(m_session->tokenizer());
    }
    void cleanup()
    {
        close();
        m_folder.reset();
    }

    void twoTokenizersAreComparedAsOneTypes()
    {
        auto* compare = page<widgets::ComparePage>("compare");
        auto* controller = compareController();
        QCOMPARE(controller->specifications(), QStringList{path("words")}); // the window's own
        controller->add(path("pieces"));
        controller->add(path("pieces")); // again: nothing
        QCOMPARE(controller->specifications().size(), 2);
        QTest::keyClicks(compare->editor(), QStringLiteral("hello world x"));
        QTRY_VERIFY(compare->result() && compare->result()->tokenizers.size() == 2 &&
                    compare->result()->tokenizers[0].statistics.tokens == 3);
        QCOMPARE(compare->table()->item(0, 1)->text(), QStringLiteral("3"));
        QCOMPARE(compare->table()->item(1, 1)->text(), QStringLiteral("4"));
        QVERIFY(compare->table()->item(0, 5)->text().startsWith(QStringLiteral("1"))); // unknown
        // Only the first stretch differs.
        auto* view = compare->alignedView();
        QCOMPARE(view->regionCount(), 3);
        QCOMPARE(view->currentRegion(), 0);
        QVERIFY(!view->showDifference(1));
        QTest::keyClick(view, Qt::Key_Right);
        QCOMPARE(view->currentRegion(), 1);
        QTest::keyClick(view, Qt::Key_P);
        QCOMPARE(view->currentRegion(), 0);
        QVERIFY(compare->table()->item(1, 8)->text().contains(QStringLiteral("##lo 2")));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::NoModifier, view->showRegion(2));
        QCOMPARE(view->currentRegion(), 2);
    }

    void aBrokenTokenizerSaysSoInItsRow()
    {
        auto* compare = page<widgets::ComparePage>("compare");
        compareController()->add(path("broken"));
        compare->setText(QStringLiteral("hello"));
        QTRY_VERIFY(compare->result() && compare->result()->tokenizers.size() == 2);
        QTRY_VERIFY(compare->problem()->isVisible());
        QVERIFY(compare->problem()->text().contains(QStringLiteral("broken/tokenizer.json")));
        QCOMPARE(compare->table()->item(0, 1)->text(), QStringLiteral("1"));
    }

    void aFileIsMeasuredAndCanBeStopped()
    {
        auto* compare = page<widgets::ComparePage>("compare");
        QTRY_VERIFY(m_window->currentPanel()->idle());
        writeFile(path("small.txt"), "hello world\nhello\n");
        compareController()->measureFile(path("small.txt"));
        QTRY_VERIFY(compare->result() && compare->result()->source == QStringLiteral("small.txt"));
        QTRY_COMPARE(compare->result()->tokenizers[0].statistics.tokens, 3U);
        QVERIFY(!compare->result()->isPartial);
        QTRY_VERIFY(m_window->currentPanel()->idle());

        QByteArray many;
        for (int i = 0; i < 400'000; ++i)
            many += "hello world hello world hello world\n";
        writeFile(path("large.txt"), many);
        compareController()->measureFile(path("large.txt"));
        QCOMPARE(m_session->jobs().entries().size(), 1U);
        m_session->jobs().stop(m_session->jobs().entries()[0].id);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->currentPanel()->idle(), 20'000);
        QVERIFY(m_session->jobs().entries().empty());

        compareController()->measureFile(path("not there.txt"));
        QTRY_VERIFY(m_window->currentPanel()->idle());
    }

    void theComparisonIsExportedAndRemembered()
    {
        auto* compare = page<widgets::ComparePage>("compare");
        auto* controller = compareController();
        controller->add(path("pieces"));
        compare->setText(QStringLiteral("hello world"));
        compare->setPrice(0.5);
        QTRY_VERIFY(compare->result() && compare->result()->tokenizers.size() == 2);
        QTRY_COMPARE(compare->result()->tokenizers[1].statistics.tokens, 3U);
        controller->writeExport(path("out.csv"));
        controller->writeExport(path("out.json"));
        controller->writeExport(path("out.svg"));
        QFile csv(path("out.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[2].startsWith("pieces,WordPiece,4,3,2,11,11,1.5,"));
        QVERIFY(lines[2].endsWith(",0,0.0015"));
        QFile json(path("out.json"));
        QVERIFY(json.open(QIODevice::ReadOnly));
        const QJsonObject document = QJsonDocument::fromJson(json.readAll()).object();
        QCOMPARE(document[QStringLiteral("regions")].toArray().size(), 2);
        QVERIFY(QFile::exists(path("out.svg")));
        for (QAction* action : m_window->currentPanel()->actions())
            if (action->text() == QStringLiteral("Copy the comparison as Python")) action->trigger();
        QVERIFY(QApplication::clipboard()->text().contains(path("pieces")));

        close();
        open();
        m_window->showPanel(QStringLiteral("tokenizer"));
        QCOMPARE(compareController()->specifications(), (QStringList{path("words"), path("pieces")}));
        QCOMPARE(m_window->findChild<widgets::ComparePage*>()->text(), QStringLiteral("hello world"));
    }
};

QTEST_MAIN(TestTokenizerPages)
#include "tst_tokenizer_pages.moc"
