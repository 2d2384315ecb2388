// SPDX-License-Identifier: GPL-3.0-or-later
// The Attention panel in the real window, offscreen, on a backend without libtorch. With `--print FOLDER
// OTHER TRANSLATOR` it prints the Python code of each case, for tests that run it.
#include "tests/app/fake_backend.h"

#include "app/window/attention_controller.h"
#include "app/window/language.h"
#include "app/window/main_window.h"
#include "app/window/settings.h"
#include "widgets/attention/attention_panel.h"
#include "widgets/attention/attention_views.h"
#include "widgets/attention/head_view.h"
#include "widgets/attention/matrix_view.h"
#include "widgets/common/toast.h"
#include "widgets/tokenizer/tokenizer_panel.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace vitrine;
using app::AttentionController;
using app::AttentionPython;
using app::MainWindow;
using app::Session;

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

QList<AttentionPython> pythonCases(const QString& model, const QString& other, const QString& translator)
{
    AttentionPython plain;
    plain.model = model;
    plain.first = QStringLiteral("quote \" back \\ slash, unbelievable 👩🏽‍🚀");
    const QString second = QStringLiteral("It slept there.");
    QList<AttentionPython> cases(8, plain);
    cases[1].second = cases[2].second = second;
    cases[1].layer = 5;
    cases[1].head = 11;
    cases[2].byWord = true;
    cases[2].specialTokens = false;
    cases[3].scores = cases[3].byWord = true;
    cases[3].maxLength = 8;
    cases[4].comparedModel = other;
    cases[4].specialTokens = false;
    using inspection::AttentionKind;
    for (int i = 5; i < 8; ++i) {
        cases[i].model = translator;
        cases[i].second = second;
        cases[i].kind = AttentionKind::Cross;
        cases[i].layer = cases[i].head = 1;
    }
    cases[5].kind = AttentionKind::Decoder;
    cases[6].scores = true;
    cases[7].byWord = true;
    cases[7].specialTokens = false;
    return cases;
}

} // namespace

class TestAttention : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<tests::FakeBackend> m_backend;
    std::unique_ptr<app::Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    void writeModel(const char* name, bool withTokenizer = true) const
    {
        if (withTokenizer) writeFile(path(name) + QStringLiteral("/tokenizer.json"), tokenizerJson);
        writeFile(path(name) + QStringLiteral("/config.json"), "{}");
        writeFile(path(name) + QStringLiteral("/model.safetensors"), "{}");
    }
    AttentionController* controller() const
    {
        m_window->showPanel(QStringLiteral("attention"));
        return qobject_cast<AttentionController*>(m_window->currentPanel());
    }
    widgets::AttentionPanel* panel() const { return m_window->findChild<widgets::AttentionPanel*>(); }
    widgets::TokenizerPanel* tokenizerPanel() const
    {
        return m_window->findChild<widgets::TokenizerPanel*>();
    }
    void type(QPlainTextEdit* editor, const char* text) const
    {
        editor->setFocus();
        editor->selectAll();
        QTest::keyClicks(editor, QLatin1String(text));
    }
    /// Waits until the panel shows the text.
    void waitForTokens(std::size_t count) const
    {
        QTRY_VERIFY(m_window->currentPanel()->idle() && panel()->first() &&
                    panel()->first()->maps.tokenCount() == count);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_backend = std::make_unique<tests::FakeBackend>();
        writeModel("model");
        writeModel("other");
        app::applyLanguage(QStringLiteral("en"));
        widgets::applyTheme(*qApp, widgets::ThemeChoice::Light);
        m_settings = std::make_unique<app::Settings>(path("settings.ini"));
        m_session = std::make_unique<Session>(*m_settings, tests::fakeServices(*m_backend));
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void cleanup()
    {
        m_window->close();
        m_window.reset();
        m_session.reset();
        m_settings.reset();
    }

    void withoutAModelItSaysWhatToDo()
    {
        controller();
        QTRY_VERIFY(m_window->currentPanel()->idle());
        const auto buttons = panel()->findChildren<QPushButton*>();
        QVERIFY(std::ranges::any_of(buttons, [](auto* button) {
            return button->isVisible() && button->text() == QStringLiteral("Open all-MiniLM-L6-v2");
        }));
    }

    void theTokenizersTextAndTokenAreHere()
    {
        m_session->openModel(path("model"), false);
        m_window->showPanel(QStringLiteral("tokenizer"));
        QTRY_VERIFY(m_session->tokenizer());
        type(tokenizerPanel()->editor(), "hello there world");
        QTRY_COMPARE(tokenizerPanel()->table()->model()->rowCount(), 3);
        tokenizerPanel()->table()->selectRow(2);

        controller();
        waitForTokens(3);
        QCOMPARE(panel()->form()->firstText(), QStringLiteral("hello there world"));
        auto* heads = panel()->views(0)->heads();
        const auto row = [&](int unit) {
            return heads->tokenRect(widgets::HeadView::Side::Left, unit).center().toPoint();
        };
        // Clicking the chosen token frees it, clicking another chooses that, there too.
        QTest::mouseClick(heads->viewport(), Qt::LeftButton, {}, row(1));
        m_window->showPanel(QStringLiteral("tokenizer"));
        QCOMPARE(tokenizerPanel()->table()->currentIndex().row(), 1);

        // A text of its own stays when the Tokenizer's changes, and can be left again.
        controller();
        type(panel()->editor(), "world world world world");
        waitForTokens(4);
        QVERIFY(panel()->findChild<QPushButton*>(QStringLiteral("useTokenizer"))->isVisible());
        m_window->showPanel(QStringLiteral("tokenizer"));
        QCOMPARE(tokenizerPanel()->editor()->toPlainText(), QStringLiteral("hello there world"));
        type(tokenizerPanel()->editor(), "hello world");
        controller();
        QCOMPARE(panel()->form()->firstText(), QStringLiteral("world world world world"));
        QTest::mouseClick(panel()->findChild<QPushButton*>(QStringLiteral("useTokenizer")), Qt::LeftButton);
        waitForTokens(2);
        QVERIFY(!panel()->findChild<QPushButton*>(QStringLiteral("useTokenizer"))->isVisible());
    }

    void theTokenizerFollowsWhatIsWrittenHere()
    {
        m_session->openModel(path("model"), false);
        controller();
        QTRY_VERIFY(m_session->tokenizer());
        type(panel()->editor(), "world hello");
        waitForTokens(panel()->form()->secondText() ? 2 + 7 : 2);
        m_window->showPanel(QStringLiteral("tokenizer"));
        QCOMPARE(tokenizerPanel()->editor()->toPlainText(), QStringLiteral("world hello"));
    }

    void aRunAndItsCheckpoints()
    {
        writeModel("run/checkpoint-9", false);
        writeModel("run/checkpoint-10", false);
        writeFile(path("run/checkpoint-11/optimizer.pt"), "half written");
        QCOMPARE(app::modelsOfRun(path("run")),
                 QStringList({path("run/checkpoint-10"), path("run/checkpoint-9")}));
        writeModel("run");
        QCOMPARE(app::modelsOfRun(path("run")).front(), path("run"));
        QCOMPARE(app::tokenizerFolderOf(path("run/checkpoint-9")), path("run"));

        auto* attention = controller();
        attention->openRun(path("run"));
        QTRY_VERIFY(panel()->first() && attention->idle());
        QCOMPARE(m_session->modelSpecification(), path("run"));
        attention->openModelPair(path("run/checkpoint-9"), path("run/checkpoint-10"));
        QTRY_VERIFY(panel()->second() && attention->idle());
        QCOMPARE(panel()->second()->model, QStringLiteral("run · checkpoint-10"));
        QCOMPARE(m_session->modelSpecification(), path("run/checkpoint-9"));
        QVERIFY(panel()->views(1)->isVisible());
        panel()->setComparison(widgets::AttentionPanel::Comparison::Difference);
        QCOMPARE(panel()->shownMatrix().values.front(), 0.0F);
        // The models end where they were made.
        m_window->close();
        m_window.reset();
        m_session.reset();
        QVERIFY(m_backend->destroyedOn == m_backend->loadedOn);
        m_session = std::make_unique<Session>(*m_settings, tests::fakeServices(*m_backend));
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();

        controller()->openRun(path("nothing"));
        QVERIFY(m_window->findChild<widgets::Toast*>()->text().contains(QStringLiteral("checkpoint")));
    }

    void anEncoderDecoderHasThree()
    {
        using inspection::AttentionKind;
        writeModel("translator");
        m_session->openModel(path("translator"), false);
        controller();
        QTRY_VERIFY(m_session->tokenizer());
        panel()->form()->setTexts(QStringLiteral("hello there world"), QStringLiteral("world hello"));
        // The target's tokens down, the text's across: what the decoder reads begins with its start token.
        waitForTokens(2);
        QCOMPARE(panel()->first()->maps.kind, AttentionKind::Cross);
        QCOMPARE(panel()->shownMatrix().shape, core::Shape({2, 3}));
        const auto click = [&](const char* text) {
            for (auto* button : panel()->form()->findChildren<QAbstractButton*>())
                if (button->isVisible() && button->text() == QLatin1String(text))
                    QTest::mouseClick(button, Qt::LeftButton);
        };
        // Tokens of both sides can be chosen, and are two.
        auto* heads = panel()->views(0)->heads();
        using Side = widgets::HeadView::Side;
        const auto at = [&](Side side, int unit) { return heads->tokenRect(side, unit).center().toPoint(); };
        QTest::mouseClick(heads->viewport(), Qt::LeftButton, {}, at(Side::Right, 2));
        auto* detail = panel()->findChild<QLabel*>(QStringLiteral("detail"));
        QVERIFY(detail->text().contains(QStringLiteral("“world” is looked at by")));
        QTest::mouseClick(heads->viewport(), Qt::LeftButton, {}, at(Side::Left, 1));
        QVERIFY(detail->text().contains(QStringLiteral("“world” looks at")));
        // Where a column has no token there is none to choose.
        QCOMPARE(heads->tokenAt(QPointF(at(Side::Left, 2))).second, -1);
        QTest::keyClick(heads, Qt::Key_Right);
        QTest::keyClick(heads, Qt::Key_Down);
        QVERIFY(detail->text().contains(QStringLiteral("is looked at by")));
        panel()->setView(widgets::AttentionState::View::Matrix);
        panel()->setView(widgets::AttentionState::View::Grid);
        QVERIFY(panel()->grab().width() > 0);
        // Chosen by key, the matrix still shows its cells: all alike here.
        panel()->setView(widgets::AttentionState::View::Matrix);
        auto* matrix = panel()->views(0)->matrix();
        matrix->setFocus();
        QTRY_VERIFY(matrix->hasFocus());
        const QImage picture = matrix->grab().toImage();
        const auto colorOf = [&](int row, int column) {
            return picture.pixelColor((matrix->cellRect(row, column).topLeft() + QPointF(4, 4)).toPoint());
        };
        QCOMPARE(colorOf(0, 0), colorOf(1, 2));
        QCOMPARE(colorOf(0, 1), colorOf(1, 0));

        click("Encoder");
        QCOMPARE(panel()->first()->maps.kind, AttentionKind::Encoder);
        QCOMPARE(panel()->shownMatrix().shape, core::Shape({3, 3}));
        QCOMPARE(panel()->first()->maps.layers.size(), std::size_t(2));
        click("Decoder");
        QCOMPARE(panel()->shownMatrix().shape, core::Shape({2, 2}));
        QCOMPARE(panel()->first()->maps.layers.size(), std::size_t(3));
        // It is remembered, and every one of them is written.
        QCOMPARE(m_window->currentPanel()->saveState()[QStringLiteral("kind")].toInt(),
                 int(AttentionKind::Decoder));
        QCOMPARE(panel()->stacks().size(), std::size_t(3));

        // Compared with a model of one stack there is nothing to set beside it.
        qobject_cast<AttentionController*>(m_window->currentPanel())
            ->openModelPair(path("translator"), path("other"));
        QTRY_VERIFY(m_window->currentPanel()->idle());
        QVERIFY(panel()->first() && !panel()->second());
        // Such a model has one attention again.
        m_session->openModel(path("model"), false);
        QTRY_VERIFY(panel()->stacks().size() == 1 && m_window->currentPanel()->idle());
        QCOMPARE(panel()->first()->maps.kind, AttentionKind::Own);
    }

    void aBrokenModelSaysWhy()
    {
        writeModel("broken");
        auto* attention = controller();
        m_session->openModel(path("model"), false);
        attention->openModelPair(path("model"), path("broken"));
        QTRY_VERIFY(m_window->currentPanel()->idle() && !m_session->tokenizerLoading());
        const auto labels = panel()->findChildren<QLabel*>();
        QTRY_VERIFY(std::ranges::any_of(labels, [](auto* label) {
            return label->isVisible() && label->text().contains(QStringLiteral("byte 8"));
        }));
    }

    void pythonOfWhatIsShown()
    {
        const auto cases = pythonCases(QStringLiteral("/models/a"), QStringLiteral("/models/b"),
                                       QStringLiteral("/models/c"));
        const QString plain = app::attentionPython(cases[0]);
        QVERIFY(plain.contains(QStringLiteral("attn_implementation=\"eager\"")));
        QVERIFY(plain.contains(QStringLiteral("quote \\\" back \\\\ slash")));
        QVERIFY(app::attentionPython(cases[1]).contains(QStringLiteral("layer=5, head=11")));
        QVERIFY(app::attentionPython(cases[2]).contains(QStringLiteral("if texts[i] is None and not False")));
        QVERIFY(app::attentionPython(cases[3]).contains(QStringLiteral(".mean(1)")));
        QVERIFY(app::attentionPython(cases[4]).contains(
            QStringLiteral("attention(other, inputs, layer=0, head=0) - ")));

        m_session->openModel(path("model"), false);
        controller();
        QTRY_VERIFY(panel()->first() && m_window->currentPanel()->idle());
        for (QAction* action : m_window->currentPanel()->actions())
            if (action->text() == QStringLiteral("Copy as Python")) action->trigger();
        QVERIFY(QApplication::clipboard()->text().contains(path("model")));
    }
};

int main(int argc, char** argv)
{
    if (argc == 5 && QByteArray(argv[1]) == "--print") {
        for (const AttentionPython& each :
             pythonCases(QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]),
                         QString::fromLocal8Bit(argv[4])))
            std::printf("%s# ----\n", qPrintable(app::attentionPython(each)));
        return 0;
    }
    QApplication application(argc, argv);
    TestAttention test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_attention.moc"
