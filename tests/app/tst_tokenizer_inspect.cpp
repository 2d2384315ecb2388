// SPDX-License-Identifier: GPL-3.0-or-later
// The Inspect page of the Tokenizer panel with real tokenizers of a few tokens, used with mouse and keys.
#include "tests/app/fake_backend.h"

#include "app/window/settings.h"
#include "app/window/tokenizer_controller.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/decode_page.h"
#include "widgets/tokenizer/how_page.h"
#include "widgets/tokenizer/labels_page.h"
#include "widgets/tokenizer/lattice_view.h"
#include "widgets/tokenizer/length_histogram.h"
#include "widgets/tokenizer/lookup_page.h"
#include "widgets/tokenizer/stages_view.h"
#include "widgets/tokenizer/statistics_page.h"
#include "widgets/tokenizer/steps_view.h"
#include "widgets/tokenizer/token_text_view.h"
#include "widgets/tokenizer/tokenizer_input.h"
#include "widgets/tokenizer/tokenizer_panel.h"
#include "widgets/tokenizer/windows_page.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace vitrine;
using app::Session;
using widgets::TokenizerPanel;
using widgets::TokenizerRequest;
using Page = TokenizerPanel::Page;

namespace {

constexpr auto wordPiece = R"({"version":"1.0","added_tokens":[
  {"id":4,"content":"<x>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
 "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true},
 "pre_tokenizer":{"type":"BertPreTokenizer"},
 "post_processor":{"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]},
 "decoder":{"type":"WordPiece","prefix":"##","cleanup":false},
 "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":20,
  "vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"who":5,"is":6,"ann":7,"##a":8,"she":9,"live":10,"##s":11,
           "in":12,"paris":13,"cafe":14,".":15,"?":16,"ハ":17,"un":18,"##able":19,"word":20}}})";

constexpr auto byteLevel = R"({"version":"1.0","added_tokens":[],"normalizer":null,
 "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},
 "post_processor":null,"decoder":{"type":"ByteLevel"},
 "model":{"type":"BPE","vocab":{"l":0,"o":1,"w":2,"Ã":3,"©":4,"lo":5,"low":6,"Ġ":7},
  "merges":[["l","o"],["lo","w"]]}})";

constexpr auto unigram = R"({"version":"1.0","added_tokens":[],"normalizer":null,
 "pre_tokenizer":{"type":"WhitespaceSplit"},"post_processor":null,"decoder":null,
 "model":{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0.0],["h",-4.0],["u",-4.5],["g",-4.2],["hu",-3.0],
  ["ug",-2.5],["hug",-2.0]]}})";

} // namespace

class TestTokenizerInspect : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<tests::FakeBackend> m_backend;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<app::TokenizerController> m_controller;

    QString path(const QString& name) const { return m_folder->filePath(name); }
    TokenizerPanel& panel() const { return m_controller->panel(); }

    QString writeFile(const QString& name, const QByteArray& content) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) return {};
        return path(name);
    }

    void open(const char* json)
    {
        m_session->openTokenizer(writeFile(QStringLiteral("tokenizer.json"), json));
        QTRY_VERIFY(!m_session->tokenizerLoading());
        QVERIFY(!m_session->tokenizerError());
    }

    void encode(const QString& text, const std::optional<QString>& second = std::nullopt)
    {
        TokenizerRequest request = panel().request();
        request.first = text;
        request.second = second;
        encode(request);
    }
    void encode(const TokenizerRequest& request)
    {
        panel().setRequest(request);
        QTRY_VERIFY(m_controller->idle());
    }

    /// Clicks the tab of that page.
    void clickTab(Page page)
    {
        auto* bar = panel().findChild<QTabBar*>();
        QTest::mouseClick(bar, Qt::LeftButton, Qt::NoModifier, bar->tabRect(int(page)).center());
        QCOMPARE(int(panel().page()), int(page));
    }
    void clickToken(int token)
    {
        auto* view = panel().textView();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::NoModifier, view->showToken(token));
    }
    QStringList column(const QAbstractItemModel* model, int column) const
    {
        QStringList cells;
        for (int row = 0; row < model->rowCount(); ++row)
            cells.append(model->index(row, column).data().toString());
        return cells;
    }

private Q_SLOTS:
    void init()
    {
        widgets::applyTheme(*qApp, widgets::ThemeChoice::Light);
        m_folder = std::make_unique<QTemporaryDir>();
        m_backend = std::make_unique<tests::FakeBackend>();
        m_settings = std::make_unique<app::Settings>(path(QStringLiteral("settings.ini")));
        m_session = std::make_unique<Session>(*m_settings, tests::fakeServices(*m_backend));
        m_controller = std::make_unique<app::TokenizerController>(*m_session);
        panel().resize(1300, 850);
        panel().show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel()));
        open(wordPiece);
    }
    void cleanup()
    {
        m_controller.reset();
        m_session.reset();
    }

    void theStagesSayWhatTheyChanged()
    {
        encode(QStringLiteral("バ Café\tzzz <x>"));
        clickTab(Page::Stages);
        const auto* table = panel().stages()->table()->model();
        QAbstractItemModelTester tester(const_cast<QAbstractItemModel*>(table),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table->headerData(1, Qt::Horizontal).toString(),
                 QStringLiteral("Normalizer\nBertNormalizer"));
        // [CLS], four words, [SEP]
        QCOMPARE(column(table, 1), QStringList({{},
                                                QStringLiteral("ハ"),
                                                QStringLiteral("·cafe"),
                                                QStringLiteral("·zzz"),
                                                QStringLiteral("·<x>"),
                                                {}}));
        QCOMPARE(column(table, 0)[1], QStringLiteral("バ"));
        QCOMPARE(column(table, 3)[3], QStringLiteral("[UNK]"));
        QCOMPARE(column(table, 4)[0], QStringLiteral("0 [CLS]"));
        const auto* changes = panel().stages()->changes()->model();
        const auto found = column(changes, 0).indexOf(QStringLiteral("バ → ハ"));
        QVERIFY(found >= 0);
        QCOMPARE(column(changes, 1)[found], QStringLiteral("accents stripped\nNormalizer"));
        QVERIFY(column(changes, 1).contains(QStringLiteral("not in the vocabulary\nModel")));
        // A change chosen leads to its word, and that to its token.
        panel().stages()->changes()->selectRow(int(found));
        QCOMPARE(panel().stages()->table()->currentIndex().row(), 1);
        clickToken(2);
        QCOMPARE(panel().stages()->table()->currentIndex().row(), 2);
    }

    void aPairHasTheStagesOfBoth()
    {
        encode(QStringLiteral("who"), QStringLiteral("Ann"));
        clickTab(Page::Stages);
        QCOMPARE(column(panel().stages()->table()->model(), 3),
                 QStringList({{}, QStringLiteral("who"), {}, QStringLiteral("ann"), {}}));
    }

    void theLongestMatchIsReplayed()
    {
        encode(QStringLiteral("unable <x>"));
        clickTab(Page::How);
        clickToken(2); // ##able
        auto* steps = panel().how()->steps();
        QTRY_COMPARE(steps->count(), 6 - 2 + 1 + 1 + 1); // unable … un, then ##able, then the tokens
        QVERIFY(steps->describe(0).contains(QStringLiteral("not in the vocabulary")));
        steps->setFocus();
        QTest::keyClick(steps, Qt::Key_Home);
        QCOMPARE(steps->current(), 0);
        QTest::keyClick(steps, Qt::Key_Down);
        QTest::keyClick(steps, Qt::Key_Down);
        QCOMPARE(steps->current(), 2);
        QTest::keyClick(steps, Qt::Key_End);
        QVERIFY(steps->describe(steps->current()).contains(QStringLiteral("##able")));
        clickToken(3); // the added token
        QTRY_VERIFY(!steps->isVisible());
    }

    void mergesAreReplayed()
    {
        open(byteLevel);
        clickTab(Page::How);
        encode(QStringLiteral("low"));
        clickToken(0);
        auto* steps = panel().how()->steps();
        QTRY_COMPARE(steps->count(), 4); // start, two merges, the tokens
        QVERIFY(steps->describe(1).contains(QStringLiteral("rank 0")));
        panel().how()->step(-3);
        QCOMPARE(steps->current(), 0);
        for (auto* button : panel().how()->findChildren<QToolButton*>())
            if (button->accessibleName() == QLatin1String("One step on"))
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(steps->current(), 1);
        QVERIFY(panel().how()->exportPicture(path(QStringLiteral("how.svg"))));
        encode(QStringLiteral("low").repeated(5000)); // one word, of more steps than memory
        clickToken(3);
        QTRY_VERIFY(!steps->isVisible());
        QVERIFY(!panel().how()->exportPicture(path(QStringLiteral("none.svg"))));
    }

    void theLatticeMarksTheBestPath()
    {
        open(unigram);
        encode(QStringLiteral("hug"));
        clickTab(Page::How);
        clickToken(0);
        auto* lattice = panel().how()->lattice();
        QTRY_COMPARE(lattice->count(), 6);
        QVERIFY(lattice->isVisible());
        lattice->setFocus();
        QTest::keyClick(lattice, Qt::Key_Right);
        QCOMPARE(lattice->current(), 1);
        int best = 0;
        for (int edge = 0; edge < lattice->count(); ++edge)
            best += lattice->describe(edge).contains(QStringLiteral("best path"));
        QCOMPARE(best, 1);
        QVERIFY(panel().how()->exportPicture(path(QStringLiteral("how.png"))));
        QVERIFY(!QImage(path(QStringLiteral("how.png"))).isNull());
    }

    void theTokensOfOneCharacterAreApart()
    {
        open(byteLevel);
        encode(QStringLiteral("lé"));
        const auto view = panel().shownWindow();
        QCOMPARE(view->size(), 3);
        QVERIFY(view->sharesCharacters);
        QCOMPARE(view->tokensAt(0, 1).first, 1);
        QCOMPARE(view->tokensAt(0, 1).last, 2);
        for (const int token : {1, 2})
            QCOMPARE(panel().textView()->tokenAt(panel().textView()->showToken(token)), token);
        QVERIFY(!view->slice(1).contains(QChar::ReplacementCharacter));
        clickTab(Page::Decode);
        QTRY_VERIFY(panel().decode()->verdict()->text().startsWith(QLatin1String("Equal")));
    }

    void charactersTokensAndWordsAreLookedUp()
    {
        encode(QStringLiteral("who is Anna"), QStringLiteral("Paris"));
        clickTab(Page::Lookup);
        auto* page = panel().lookup();
        clickToken(4); // ##a
        QCOMPARE(page->token()->value(), 4);
        QCOMPARE(page->answer(QStringLiteral("token_to_chars")), QStringLiteral("(10, 11)"));
        QCOMPARE(page->answer(QStringLiteral("token_to_word")), QStringLiteral("2"));
        QCOMPARE(page->answer(QStringLiteral("word_to_tokens")), QStringLiteral("(3, 5)"));
        QCOMPARE(page->answer(QStringLiteral("word_to_chars")), QStringLiteral("(7, 11)"));
        page->character()->setValue(3); // a space
        QCOMPARE(page->answer(QStringLiteral("char_to_token")), QStringLiteral("None"));
        page->token()->setValue(0);
        QCOMPARE(page->answer(QStringLiteral("token_to_chars")), QStringLiteral("None"));
        clickToken(6); // of the second text
        QCOMPARE(page->answer(QStringLiteral("token_to_sequence")), QStringLiteral("1"));
        QCOMPARE(page->answer(QStringLiteral("char_to_token")), QStringLiteral("6"));
    }

    void eachWindowSaysWhereItHoldsTheAnswer()
    {
        TokenizerRequest request;
        request.first = QStringLiteral("who is");
        request.second = QStringLiteral("Anna lives in Paris. She is in Paris.");
        request.truncation = TokenizerRequest::Truncation::OnlySecond;
        request.maxLength = 8;
        request.stride = 1;
        encode(request);
        clickTab(Page::Windows);
        auto* page = panel().windowsPage();
        QAbstractItemModelTester tester(page->model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(page->model()->rowCount() > 2);
        page->answerField()->setFocus();
        QTest::keyClicks(page->answerField(), QStringLiteral("Paris"));
        const auto starts = [&] { return column(page->model(), widgets::WindowsModel::Start); };
        QCOMPARE(starts().count(QStringLiteral("0")), starts().size() - 1);
        // The second "Paris", selected in the text.
        auto* context = panel().input()->second();
        QTextCursor cursor = context->textCursor();
        cursor.setPosition(int(request.second->lastIndexOf(QLatin1String("Paris"))));
        cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor, 5);
        context->setTextCursor(cursor);
        const QStringList before = starts();
        for (auto* button : page->findChildren<QPushButton*>())
            if (button->text() == QLatin1String("Take the selection"))
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(starts() != before);
        QVERIFY(app::tokenizerPython(request, QStringLiteral("f"), panel().answerSpan())
                    .contains(QStringLiteral("answer_start, answer_end = 31, 36")));
        // Words that are not there; and a row chooses its window.
        page->answerField()->setText(QStringLiteral("Rome"));
        QCOMPARE(starts().count(QStringLiteral("–")), starts().size());
        page->table()->selectRow(1);
        QCOMPARE(panel().shownWindowNumber(), 1);
        m_controller->exportPage(path(QStringLiteral("windows.csv")));
        QVERIFY(QFileInfo(path(QStringLiteral("windows.csv"))).size() > 50);
    }

    void theExampleOfAQuestionComesWithItsAnswer()
    {
        encode(QStringLiteral("who"));
        clickTab(Page::Windows);
        for (auto* button : panel().windowsPage()->findChildren<QPushButton*>())
            if (button->isVisible()) QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(m_controller->idle());
        QVERIFY(panel().shownWindow()->isPair);
        QVERIFY(!panel().answerSpan().empty());
    }

    void labelsAreAligned()
    {
        clickTab(Page::Labels);
        auto* page = panel().labels();
        QAbstractItemModelTester tester(page->model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        page->editor()->setFocus();
        page->editor()->selectAll();
        QTest::keyClicks(page->editor(), QStringLiteral("Anna B-PER"));
        QTest::keyClick(page->editor(), Qt::Key_Return);
        QTest::keyClicks(page->editor(), QStringLiteral("is"));
        QTRY_VERIFY(page->note()->text().contains(QStringLiteral("line 2")));
        QTest::keyClicks(page->editor(), QStringLiteral(" O"));
        const auto ids = [&] { return column(page->model(), widgets::LabelsModel::LabelId); };
        QTRY_COMPARE(ids(), QStringList({QStringLiteral("-100"), QStringLiteral("1"), QStringLiteral("2"),
                                         QStringLiteral("0"), QStringLiteral("-100")}));
        auto* which = page->findChild<QComboBox*>();
        which->setFocus();
        QTest::keyClick(which, Qt::Key_Down);
        QTRY_COMPARE(ids()[2], QStringLiteral("-100"));
        for (auto* button : page->findChildren<QToolButton*>())
            if (button->accessibleName() == QLatin1String("Copy as Python"))
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("is_split_into_words=True")));
        m_controller->exportPage(path(QStringLiteral("labels.csv")));
        QFile csv(path(QStringLiteral("labels.csv")));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QVERIFY(csv.readAll().contains("\"ann\",7,0,\"Anna\",\"B-PER\",\"B-PER\",1"));
    }

    void aFileHasItsStatistics()
    {
        const QString file = writeFile(QStringLiteral("words.txt"), "Who is Anna?\n\nParis zzz\n");
        QVERIFY(m_controller->takeTextFile(file));
        auto* page = panel().statistics();
        QTRY_VERIFY(!page->isRunning());
        QCOMPARE(page->statistics().texts, 3U);
        QCOMPARE(page->statistics().tokens, 7U);
        QCOMPARE(page->statistics().unknown, 1U);
        QCOMPARE(page->histogram()->bars().size(), std::size_t(6));
        QCOMPARE(m_session->jobs().entries().size(), std::size_t(0));
        m_controller->exportPage(path(QStringLiteral("figures.json")));
        QFile json(path(QStringLiteral("figures.json")));
        QVERIFY(json.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(json.readAll()).object()[QStringLiteral("words")].toInt(), 5);

        m_controller->takeTextFile(writeFile(QStringLiteral("empty.txt"), ""));
        QTRY_VERIFY(page->state()->text().contains(QStringLiteral("empty")));
    }

    void aFileThatIsNoTextIsRefusedWithItsPlace()
    {
        auto* page = panel().statistics();
        m_controller->takeTextFile(writeFile(QStringLiteral("bad.txt"), "good\nbad \xff\n"));
        const auto says = [&](const char* part) {
            for (const auto* label : page->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(QLatin1String(part))) return true;
            return false;
        };
        QTRY_VERIFY(says("byte 9"));
        m_controller->takeTextFile(path(QStringLiteral("missing.txt")));
        QTRY_VERIFY(!page->isRunning());
        QVERIFY(says("there is no such file"));
    }

    void statisticsStopInTheMiddle()
    {
        QByteArray line("who is anna in paris word word word\n");
        const QString file = writeFile(QStringLiteral("large.txt"), line.repeated(1'500'000)); // 54 MB
        m_controller->takeTextFile(file);
        auto* page = panel().statistics();
        QTRY_VERIFY_WITH_TIMEOUT(page->statistics().texts > 0, 20'000);
        QCOMPARE(m_session->jobs().entries().size(), std::size_t(1));
        QTest::mouseClick(page->stopButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!page->isRunning(), 2'000);
        QVERIFY(page->state()->text().contains(QStringLiteral("Stopped")));
        QVERIFY(page->statistics().texts < 1'500'000U);
        QCOMPARE(m_session->jobs().entries().size(), std::size_t(0));
    }

    void theTokensOnScreenComeFirst()
    {
        QString text;
        while (text.size() < 1'000'000)
            text += QStringLiteral("who is anna in paris and she lives in unable words\n");
        QSignalSpy idle(m_controller.get(), &app::Panel::idleChanged);
        panel().setRequest([&] {
            TokenizerRequest request;
            request.first = text;
            return request;
        }());
        QTRY_VERIFY(panel().textView()->view() && panel().textView()->view()->texts[0] == text);
        const auto first = panel().textView()->view();
        QTRY_VERIFY(m_controller->idle());
        const auto all = panel().textView()->view();
        QVERIFY(!all->isPreview);
        if (first->isPreview) { // else all were there as soon
            QVERIFY(first->size() > 100 && first->size() < 10'000);
            QCOMPARE(first->tokensAt(0, 0).first, 0);
            QCOMPARE(first->slice(0), QStringLiteral("who"));
            QCOMPARE(first->encoding.ids[5], all->encoding.ids[6]);
        }
        // What is on top stays there when a key is typed far above it.
        auto* view = panel().textView();
        view->showToken(all->size() / 2);
        const auto before = view->visibleRange();
        QTest::keyClick(panel().editor(), Qt::Key_X);
        QTRY_VERIFY(m_controller->idle() && panel().shownWindow()->texts[0].size() == text.size() + 1);
        QVERIFY(std::abs(view->visibleRange().begin - before.begin) < 200);
    }

    void everythingIsExported()
    {
        encode(QStringLiteral("Who is <b>Anna</b>?"));
        for (const char* name : {"t.html", "t.csv", "t.json", "t.png", "t.svg"}) {
            m_controller->exportTokens(path(QLatin1String(name)));
            QTRY_VERIFY2(QFileInfo(path(QLatin1String(name))).size() > 200, name);
        }
        QFile html(path(QStringLiteral("t.html")));
        QVERIFY(html.open(QIODevice::ReadOnly));
        const QByteArray page = html.readAll();
        QVERIFY(page.contains("&lt;") && !page.contains("<b>Anna"));
        QVERIFY(!page.contains("http"));
        clickTab(Page::Stages);
        m_controller->exportPage(path(QStringLiteral("stages.csv")));
        QVERIFY(QFileInfo(path(QStringLiteral("stages.csv"))).size() > 100);
        QSignalSpy failed(m_session.get(), &Session::failed);
        m_controller->exportTokens(QStringLiteral("/proc/no/such/folder/t.csv"));
        m_controller->exportTokens(QStringLiteral("/proc/no/such/folder/t.png"));
        m_controller->exportPage(QStringLiteral("/proc/no/such/folder/t.csv"));
        QTRY_COMPARE(failed.count(), 3);
    }

    void theStateOutlivesTheWindow()
    {
        encode(QStringLiteral("no-break\u00a0space"));
        QCOMPARE(panel().request().first, QStringLiteral("no-break\u00a0space"));
        clickTab(Page::Labels);
        panel().labels()->editor()->setPlainText(QStringLiteral("Paris B-LOC"));
        panel().windowsPage()->setAnswer(QStringLiteral("an answer"));
        const QJsonObject state = m_controller->saveState();
        app::TokenizerController other(*m_session);
        other.restoreState(state);
        QCOMPARE(other.panel().request().first, QStringLiteral("no-break\u00a0space"));
        QCOMPARE(int(other.panel().page()), int(Page::Labels));
        QCOMPARE(other.panel().labels()->request().words, QStringLiteral("Paris B-LOC"));
        QCOMPARE(other.panel().windowsPage()->answer(), QStringLiteral("an answer"));
    }

    void anErrorOfTheRequestIsShownAndLeft()
    {
        TokenizerRequest request;
        request.first = QStringLiteral("who is anna in paris");
        request.truncation = TokenizerRequest::Truncation::OnlySecond; // there is none
        request.maxLength = 3;
        encode(request);
        QVERIFY(!panel().textView()->isVisible());
        request.truncation = TokenizerRequest::Truncation::Off;
        request.first = QString(QStringLiteral("lone ")) + QChar(0xd83d) + QStringLiteral(" surrogate");
        encode(request);
        QVERIFY(panel().textView()->isVisible());
        clickTab(Page::Stages);
        QVERIFY(panel().stages()->table()->model()->rowCount() > 2);
    }

    void everyPageIsReadOut_data()
    {
        QTest::addColumn<bool>("rightToLeft");
        QTest::addColumn<double>("scale");
        QTest::newRow("left to right") << false << 1.0;
        QTest::newRow("right to left") << true << 1.0;
        QTest::newRow("twice the size") << false << 2.0;
        QTest::newRow("three times the size") << true << 3.0;
    }
    /// Each page in both directions and themes; what takes the focus has a name.
    void everyPageIsReadOut()
    {
        QFETCH(bool, rightToLeft);
        QFETCH(double, scale);
        widgets::applyTheme(*qApp, widgets::ThemeChoice::Light, scale);
        m_controller = std::make_unique<app::TokenizerController>(*m_session);
        panel().resize(int(1300 * scale), int(850 * scale));
        panel().show();
        panel().setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
        encode(QStringLiteral("שלום who is Anna"));
        for (int page = 0; page < 8; ++page) {
            panel().showPage(Page(page));
            if (page % 2) widgets::applyTheme(*qApp, widgets::ThemeChoice::Dark, scale);
            const QPixmap picture = panel().grab();
            if (qEnvironmentVariableIsSet("VITRINE_PICTURES"))
                picture.save(QStringLiteral("%1/%2-%3.png")
                                 .arg(qEnvironmentVariable("VITRINE_PICTURES"))
                                 .arg(scale)
                                 .arg(page));
        }
        for (const auto* widget : panel().findChildren<QWidget*>()) {
            const bool takesFocus = widget->focusPolicy() & Qt::TabFocus;
            const bool isOurs = !widget->objectName().startsWith(QLatin1String("qt_"));
            if (!takesFocus || !isOurs || widget->isHidden()) continue;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool hasName = !widget->accessibleName().isEmpty() ||
                                 (button && !button->text().isEmpty()) || widget->inherits("QScrollArea") ||
                                 widget->inherits("QComboBoxListView") || widget->inherits("QTabWidget");
            QVERIFY2(hasName, widget->metaObject()->className());
        }
    }
};

QTEST_MAIN(TestTokenizerInspect)
#include "tst_tokenizer_inspect.moc"
