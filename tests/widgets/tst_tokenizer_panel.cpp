// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"
#include "widgets/tokenizer/decode_page.h"
#include "widgets/tokenizer/encoding_export.h"
#include "widgets/tokenizer/encoding_table_model.h"
#include "widgets/tokenizer/token_text_view.h"
#include "widgets/tokenizer/tokenizer_panel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace vitrine;
using namespace vitrine::widgets;

namespace {

/// An encoding by hand: one token a word between spaces, [CLS] before and [SEP] after.
tokenizers::Encoding encodeWords(const QString& text, std::uint32_t unknownId)
{
    tokenizers::Encoding encoding;
    const auto add = [&](const std::string& token, std::uint32_t id, core::ByteSpan span,
                         std::optional<std::uint32_t> word) {
        encoding.ids.push_back(id);
        encoding.tokens.push_back(token);
        encoding.offsets.push_back(span);
        encoding.wordIds.push_back(word);
        encoding.sequenceIds.push_back(word ? std::optional<std::uint32_t>(0) : std::nullopt);
        encoding.textIds.push_back(0);
        encoding.typeIds.push_back(0);
        encoding.attentionMask.push_back(1);
        encoding.specialTokensMask.push_back(word ? 0 : 1);
    };
    add("[CLS]", 101, {}, std::nullopt);
    const std::string utf8 = text.toStdString();
    std::uint32_t word = 0;
    for (std::size_t begin = 0; begin < utf8.size();) {
        const std::size_t end = std::min(utf8.find_first_of(" \n", begin), utf8.size());
        if (end > begin) {
            add(utf8.substr(begin, end - begin), word == 1 ? unknownId : 1000 + word, {{begin}, {end}}, word);
            ++word;
        }
        begin = end + 1;
    }
    add("[SEP]", 102, {}, std::nullopt);
    return encoding;
}

std::shared_ptr<const EncodingView> viewOf(const QString& text)
{
    return makeEncodingView(text, std::nullopt, encodeWords(text, 100), 100);
}

TokenizerResult resultOf(const QString& text)
{
    TokenizerResult result;
    result.windows.push_back(viewOf(text));
    result.codePoints = std::size_t(text.size());
    result.bytes = std::size_t(text.toUtf8().size());
    return result;
}

} // namespace

class TestTokenizerPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        m_selection = std::make_unique<TokenSelection>();
        m_panel = std::make_unique<TokenizerPanel>(*m_selection);
        m_panel->resize(1200, 800);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }

    void cleanup() { m_panel.reset(); }

    void everyPositionIsCountedInEveryUnit()
    {
        const auto view = viewOf(QStringLiteral("é 👩 end"));
        QCOMPARE(view->size(), 5);
        QCOMPARE(view->slice(1), QStringLiteral("é"));
        QCOMPARE(view->slice(2), QStringLiteral("👩"));
        QCOMPARE(view->slice(3), QStringLiteral("end"));
        QCOMPARE(view->codePoints[2].end.value, 3U);
        QCOMPARE(view->utf16[2].end.value, 4U);
        QVERIFY(view->isUnknown(2));
        QVERIFY(!view->hasPlace(0));
        QCOMPARE(view->tokensAt(0, 1).first, -1); // the space
        QCOMPARE(view->graphemes[3].first, 4U);
    }

    void theModelIsSound()
    {
        EncodingTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setView(viewOf(QStringLiteral("some words")));
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(1, EncodingTableModel::Offsets).data().toString(), QStringLiteral("0 – 4"));
        QCOMPARE(model.index(0, EncodingTableModel::Word).data().toString(), QStringLiteral("–"));
        model.setView(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void typingAsksForAnEncoding()
    {
        QSignalSpy asked(m_panel.get(), &TokenizerPanel::requestChanged);
        QTest::keyClicks(m_panel->editor(), QStringLiteral("abc"));
        QCOMPARE(asked.count(), 3);
        QCOMPARE(m_panel->request().first, QStringLiteral("abc"));
    }

    void aRequestSurvivesTheForm()
    {
        TokenizerRequest request;
        request.first = QStringLiteral("one");
        request.second = QStringLiteral("two");
        request.addSpecialTokens = false;
        request.truncation = TokenizerRequest::Truncation::OnlySecond;
        request.maxLength = 17;
        request.stride = 3;
        request.truncateLeft = true;
        request.padLength = 20;
        request.padLeft = true;
        QSignalSpy asked(m_panel.get(), &TokenizerPanel::requestChanged);
        m_panel->setRequest(request);
        QCOMPARE(asked.count(), 1);
        const TokenizerRequest shown = m_panel->request();
        QCOMPARE(shown.second, request.second);
        QCOMPARE(shown.addSpecialTokens, false);
        QCOMPARE(int(shown.truncation), int(request.truncation));
        QCOMPARE(shown.maxLength, 17);
        QCOMPARE(shown.stride, 3);
        QVERIFY(shown.truncateLeft && shown.padLeft);
        QCOMPARE(shown.padLength, 20);
    }

    void aTokenClickedInTheTextIsChosenInTheGrid()
    {
        m_panel->showResult(resultOf(QStringLiteral("first second third")));
        const QPoint middle = m_panel->textView()->showToken(3);
        QTest::mouseMove(m_panel->textView()->viewport(), middle);
        QCOMPARE(m_selection->hovered().index, 3);
        QTest::mouseClick(m_panel->textView()->viewport(), Qt::LeftButton, Qt::NoModifier, middle);
        QCOMPARE(m_selection->selected().index, 3);
        QCOMPARE(
            m_panel->table()->currentIndex().siblingAtColumn(EncodingTableModel::Token).data().toString(),
            QStringLiteral("third"));
        QTest::keyClick(m_panel->textView(), Qt::Key_Left);
        QCOMPARE(m_selection->selected().index, 2);
        QCOMPARE(m_panel->table()->currentIndex().row(), 2);
    }

    void aRowChosenInTheGridIsChosenInTheText()
    {
        m_panel->showResult(resultOf(QStringLiteral("first second third")));
        const QModelIndex cell = m_panel->table()->model()->index(1, EncodingTableModel::Token);
        QTest::mouseClick(m_panel->table()->viewport(), Qt::LeftButton, Qt::NoModifier,
                          m_panel->table()->visualRect(cell).center());
        QCOMPARE(m_selection->selected().index, 1);
    }

    void tokensAreFoundInTextOfAnyDirection()
    {
        const QString text = QStringLiteral("שלום עולם abc مرحبا");
        m_panel->showResult(resultOf(text));
        for (int token = 1; token <= 4; ++token)
            QCOMPARE(m_panel->textView()->tokenAt(m_panel->textView()->showToken(token)), token);
    }

    void aMegabyteIsShownFromAnyPlace()
    {
        QString text;
        while (text.size() < 1'000'000)
            text += QStringLiteral("some words on a line of text that goes on\n");
        m_panel->showResult(resultOf(text));
        const int last = m_panel->shownWindow()->size() - 2;
        const QPoint middle = m_panel->textView()->showToken(last);
        QVERIFY(m_panel->textView()->viewport()->rect().contains(middle));
        QCOMPARE(m_panel->textView()->tokenAt(middle), last);
    }

    void aLongLineIsBrokenAtATokenBorder()
    {
        const QString text = QStringLiteral("word ").repeated(3000);
        m_panel->showResult(resultOf(text));
        for (const int token : {1, 799, 800, 801, 3000})
            QCOMPARE(m_panel->textView()->tokenAt(m_panel->textView()->showToken(token)), token);
    }

    void windowsCanBeChosen()
    {
        TokenizerResult result = resultOf(QStringLiteral("alpha beta"));
        result.windows.push_back(viewOf(QStringLiteral("alpha beta")));
        m_panel->showResult(std::move(result));
        auto* windows = m_panel->findChild<QSpinBox*>(QStringLiteral("windows"));
        QVERIFY(windows && windows->isVisible());
        QCOMPARE(windows->maximum(), 2);
        m_selection->select({0, 1});
        QTest::keyClick(windows, Qt::Key_Up);
        QVERIFY(m_panel->shownWindow());
        QVERIFY(
            !m_panel->table()->selectionModel()->hasSelection()); // the chosen token is of the other window
    }

    void theWayBackShowsTheFirstDifference()
    {
        QCOMPARE(firstDifference(QStringLiteral("same"), QStringLiteral("same")), -1);
        QCOMPARE(firstDifference(QStringLiteral("same"), QStringLiteral("sAme")), 1);
        QCOMPARE(firstDifference(QStringLiteral("same"), QStringLiteral("same more")), 4);
        QSignalSpy asked(m_panel.get(), &TokenizerPanel::decodeRequested);
        m_panel->showPage(TokenizerPanel::Page::Decode);
        m_panel->showResult(resultOf(QStringLiteral("Two words")));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].value<std::vector<std::uint32_t>>().size(), 4U);
    }

    void exportsAreComplete()
    {
        const auto view = viewOf(QStringLiteral("a \"quoted\" text"));
        const auto json = QJsonDocument::fromJson(encodingToJson({view}).toUtf8()).object();
        for (const char* key : {"ids", "tokens", "offsets", "word_ids", "sequence_ids", "type_ids",
                                "attention_mask", "special_tokens_mask"})
            QCOMPARE(json[QLatin1String(key)].toArray().size(), 5);
        QVERIFY(json[QStringLiteral("word_ids")].toArray()[0].isNull());
        const QStringList lines = encodingToCsv({view}).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 6);
        QVERIFY(lines[3].contains(QStringLiteral("\"\"\"quoted\"\"\"")));

        QTemporaryDir folder;
        m_panel->showResult(resultOf(QStringLiteral("a picture")));
        QVERIFY(m_panel->exportPicture(folder.filePath(QStringLiteral("tokens.png"))));
        QVERIFY(!QImage(folder.filePath(QStringLiteral("tokens.png"))).isNull());
        QVERIFY(m_panel->exportPicture(folder.filePath(QStringLiteral("tokens.svg"))));
        QVERIFY(QFileInfo(folder.filePath(QStringLiteral("tokens.svg"))).size() > 500);
        QVERIFY(!m_panel->exportPicture(QStringLiteral("/proc/no/such/folder/tokens.png")));
    }

private:
    std::unique_ptr<TokenSelection> m_selection;
    std::unique_ptr<TokenizerPanel> m_panel;
};

QTEST_MAIN(TestTokenizerPanel)
#include "tst_tokenizer_panel.moc"
