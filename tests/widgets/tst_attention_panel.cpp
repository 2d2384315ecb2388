// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention/attention_paint.h"
#include "widgets/attention/attention_panel.h"
#include "widgets/attention/attention_text.h"
#include "widgets/attention/attention_views.h"
#include "widgets/attention/head_chips.h"
#include "widgets/attention/head_grid.h"
#include "widgets/attention/head_view.h"
#include "widgets/attention/matrix_view.h"
#include "widgets/common/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace vitrine;
using namespace vitrine::widgets;
using View = AttentionState::View;

namespace {

/// [CLS] un ##do it [SEP] do [SEP]: a pair; with more tokens the first text is longer. Head h of layer l
/// looks with 0.8 at the token h + 1 places before, for an odd layer after, around the ends.
AttentionPointer makeData(int layers, int heads, int tokens, float strength = 0.8F)
{
    auto data = std::make_shared<AttentionData>();
    data->model = QStringLiteral("tiny");
    auto& encoding = data->maps.encoding;
    const auto add = [&](const std::string& token, std::optional<std::uint32_t> word, bool second) {
        const auto begin = data->texts[second].size();
        if (word)
            data->texts[second] += token.starts_with("##") ? token.substr(2) : (begin ? " " : "") + token;
        const std::size_t skip = word && begin && !token.starts_with("##") ? 1 : 0;
        encoding.tokens.push_back(token);
        encoding.ids.push_back(std::uint32_t(encoding.ids.size()));
        encoding.offsets.push_back(word ? core::ByteSpan{{begin + skip}, {data->texts[second].size()}}
                                        : core::ByteSpan{});
        encoding.wordIds.push_back(word);
        encoding.sequenceIds.push_back(word ? std::optional<std::uint32_t>(second) : std::nullopt);
        encoding.textIds.push_back(second);
        encoding.typeIds.push_back(second);
        encoding.attentionMask.push_back(1);
        encoding.specialTokensMask.push_back(!word);
    };
    add("[CLS]", {}, false);
    add("un", 0, false);
    add("##do", 0, false);
    for (int i = 0; i < tokens - 6; ++i)
        add("it", std::uint32_t(i + 1), false);
    add("[SEP]", {}, false);
    add("do", 0, true);
    add("[SEP]", {}, true);

    data->maps.heads = heads;
    for (int layer = 0; layer < layers; ++layer) {
        data->maps.layers.push_back(layer);
        core::FloatArray array{{1, heads, tokens, tokens}, {}};
        array.values.assign(std::size_t(core::elementCount(array.shape)), (1 - strength) / float(tokens - 1));
        for (int head = 0; head < heads; ++head)
            for (int query = 0; query < tokens; ++query) {
                const int step = layer % 2 == 0 ? -head - 1 : head + 1;
                const int key = ((query + step) % tokens + tokens) % tokens;
                array.values[std::size_t((head * tokens + query) * tokens + key)] = strength;
            }
        data->maps.probabilities.push_back(std::move(array));
    }
    return data;
}

} // namespace

class TestAttentionPanel : public QObject
{
    Q_OBJECT

    TokenSelection m_selection;
    std::unique_ptr<AttentionPanel> m_panel;

    QWidget* shown(View view) const
    {
        const auto* views = m_panel->views(0);
        return view == View::Heads    ? views->heads()->viewport()
               : view == View::Matrix ? static_cast<QWidget*>(views->matrix())
                                      : views->grid()->viewport();
    }
    void clickSegment(const QString& text) const
    {
        for (auto* button : m_panel->findChildren<QToolButton*>())
            if (button->text() == text && button->isCheckable()) {
                QTest::mouseClick(button, Qt::LeftButton);
                QCoreApplication::sendPostedEvents(); // layouts
                return;
            }
        QFAIL(qPrintable(QStringLiteral("no segment ") + text));
    }
    QCheckBox* box(const QString& text) const
    {
        for (auto* each : m_panel->findChildren<QCheckBox*>())
            if (each->text() == text) return each;
        return nullptr;
    }
    QComboBox* combo(const QString& name) const
    {
        for (auto* each : m_panel->findChildren<QComboBox*>())
            if (each->accessibleName() == name) return each;
        return nullptr;
    }
    QString detail() const { return m_panel->findChild<QLabel*>(QStringLiteral("detail"))->text(); }

private Q_SLOTS:
    void init()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        m_selection.clear();
        m_panel = std::make_unique<AttentionPanel>(m_selection);
        m_panel->resize(1300, 850);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    void cleanup() { m_panel.reset(); }

    void typingAsks()
    {
        QSignalSpy asked(m_panel.get(), &AttentionPanel::requestChanged),
            edited(m_panel.get(), &AttentionPanel::textsEdited);
        QTest::keyClicks(m_panel->editor(), QStringLiteral("hi"));
        QCOMPARE(asked.count(), 2);
        QCOMPARE(edited.count(), 2);
        QVERIFY(!m_panel->request().second);
        QTest::mouseClick(box(QStringLiteral("Second text (pair)")), Qt::LeftButton, {}, {8, 8});
        QCOMPARE(m_panel->request().second, QString());
        m_panel->form()->setTexts(QStringLiteral("a"), std::nullopt);
        QCOMPARE(edited.count(), 3);
        QCOMPARE(asked.count(), 4);
        // Scores are asked for when they are wanted and missing.
        m_panel->showResult({makeData(1, 1, 7)}, {});
        combo(QStringLiteral("Values"))->setCurrentIndex(1);
        Q_EMIT combo(QStringLiteral("Values"))->activated(1);
        QVERIFY(m_panel->request().scores);
        QCOMPARE(asked.count(), 5);
        for (int i = 0; i < m_panel->exampleCount(); ++i) {
            m_panel->openExample(i);
            QVERIFY(m_panel->form()->firstText().size() > 20);
        }
    }

    void linesBetweenTokens()
    {
        m_panel->showResult({makeData(2, 3, 7)}, {});
        auto* view = m_panel->views(0)->heads();
        // One head is on; every line of it is strong enough to be seen.
        QCOMPARE(view->lines().size(), 49U);
        QCOMPARE(view->lines().back().weight, 0.8F);
        QTest::mouseClick(m_panel->chips(), Qt::LeftButton, {}, m_panel->chips()->chipRect(2).center());
        QCOMPARE(view->lines().size(), 98U);
        QTest::mouseDClick(m_panel->chips(), Qt::LeftButton, {}, m_panel->chips()->chipRect(2).center());
        QCOMPARE(view->lines().size(), 49U);
        QCOMPARE(m_panel->state().head(), 2);
        for (const auto& line : view->lines())
            QCOMPARE(line.head, 2);
        QVERIFY(m_panel->facts()->text().contains(QStringLiteral("entropy")));

        // Pointing at a token of the left column says what it looks at.
        QTest::mouseMove(view->viewport(), view->tokenRect(HeadView::Side::Left, 3).center().toPoint());
        QTRY_COMPARE(m_selection.hovered().index, 3);
        QVERIFY(detail().startsWith(QStringLiteral("“it” looks at: [CLS] 80 %")));
        QTest::mouseMove(view->viewport(), view->tokenRect(HeadView::Side::Right, 0).center().toPoint());
        QTRY_COMPARE(m_selection.hovered().index, 0);
        QVERIFY(detail().startsWith(QStringLiteral("“[CLS]” is looked at by: it 80 %")));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->tokenRect(HeadView::Side::Left, 5).center().toPoint());
        QCOMPARE(m_selection.selected().index, 5);
        QTest::keyClick(view, Qt::Key_Up);
        QCOMPARE(m_selection.selected().index, 4);
        QTest::keyClick(view, Qt::Key_Escape);
        QVERIFY(!m_selection.selected().valid());

        // From the second text to the first: its two tokens look at five.
        auto* sentences = combo(QStringLiteral("Sentences"));
        QVERIFY(sentences->isEnabled());
        sentences->setCurrentIndex(3);
        Q_EMIT sentences->activated(3);
        QCOMPARE(view->lines().size(), 10U);
    }

    void whatIsHidden()
    {
        m_panel->showResult({makeData(1, 1, 7)}, {});
        m_selection.select({0, 2});
        QTest::mouseClick(box(QStringLiteral("Special tokens")), Qt::LeftButton, {}, {8, 8});
        auto source = m_panel->views(0)->source();
        QCOMPARE(source->queries().labels, QStringList({"un", "##do", "it", "do"}));
        // Left out, not scaled up: "un" looked at [CLS].
        QCOMPARE((*source->matrix(0, 0))[0], 0.2F / 6);
        QTest::mouseClick(box(QStringLiteral("Whole words")), Qt::LeftButton, {}, {8, 8});
        source = m_panel->views(0)->source();
        QCOMPARE(source->queries().labels, QStringList({"undo", "it", "do"}));
        QCOMPARE(source->queries().unitOf(2), 0);
        QCOMPARE(source->queries().unitOf(0), -1);
        QCOMPARE(m_selection.selected().index, 2); // the choice is of a token, however it is shown
        QVERIFY(m_panel->shownMatrix().shape == core::Shape({3, 3}));
    }

    void theMatrixZoomsPansAndTells()
    {
        m_panel->showResult({makeData(2, 2, 40)}, {});
        clickSegment(QStringLiteral("Matrix"));
        QCOMPARE(m_panel->view(), View::Matrix);
        auto* matrix = m_panel->views(0)->matrix();
        const QPoint cell = matrix->cellRect(10, 9).center().toPoint();
        QCOMPARE(matrix->cellAt(cell), std::pair(10, 9));
        QTest::mouseMove(matrix, cell);
        QTRY_VERIFY(detail().contains(QStringLiteral("0.800")));
        QTest::mouseClick(matrix, Qt::LeftButton, {}, cell);
        QCOMPARE(m_selection.selected().index, 10);
        QTest::keyClick(matrix, Qt::Key_Down);
        QCOMPARE(matrix->current(), std::pair(11, 9));

        // The wheel zooms about the mouse: its cell stays.
        QWheelEvent wheel(cell, matrix->mapToGlobal(cell), {}, {0, 480}, {}, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(matrix, &wheel);
        QVERIFY(m_panel->state().zoom() > 2);
        QCOMPARE(matrix->cellAt(cell), std::pair(10, 9));
        const QPointF center = m_panel->state().center();
        QTest::mousePress(matrix, Qt::LeftButton, {}, cell);
        QMouseEvent move(QEvent::MouseMove, cell + QPoint(30, 40), matrix->mapToGlobal(cell + QPoint(30, 40)),
                         Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(matrix, &move);
        QTest::mouseRelease(matrix, Qt::LeftButton, {}, cell + QPoint(30, 40));
        QVERIFY(m_panel->state().center().x() < center.x());
        QCOMPARE(m_selection.selected().index, 11); // dragging chooses nothing
        QTest::keyClick(matrix, Qt::Key_0);
        QCOMPARE(m_panel->state().zoom(), 1.0);

        QTest::mouseClick(m_panel->chips(), Qt::LeftButton, {}, m_panel->chips()->chipRect(1).center());
        QCOMPARE(m_panel->state().head(), 1);
        QVERIFY(matrix->grab().toImage().pixelColor(cell) != attentionColor(0.8, matrix->range()));
    }

    void aThumbnailOpensItsHead()
    {
        m_panel->showResult({makeData(3, 4, 20)}, {});
        clickSegment(QStringLiteral("Matrix"));
        clickSegment(QStringLiteral("All heads"));
        auto* grid = m_panel->views(0)->grid();
        QTRY_VERIFY(grid->isComplete());
        QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, grid->tileRect(2, 3).center().toPoint());
        QCOMPARE(m_panel->view(), View::Matrix);
        QCOMPARE(m_panel->state().layer(), 2);
        QCOMPARE(m_panel->state().head(), 3);
        clickSegment(QStringLiteral("All heads"));
        QTest::keyClick(grid, Qt::Key_Up);
        QTest::keyClick(grid, Qt::Key_Left);
        QTest::keyClick(grid, Qt::Key_Return);
        QCOMPARE(m_panel->state().layer(), 1);
        QCOMPARE(m_panel->state().head(), 2);
        // A shorter model: what is chosen stays inside.
        m_panel->showResult({makeData(1, 2, 7)}, {});
        QCOMPARE(m_panel->state().layer(), 0);
        QCOMPARE(m_panel->state().head(), 1);
    }

    void twoModels()
    {
        m_panel->form()->setComparisons({{QStringLiteral("other"), QStringLiteral("Other")}},
                                        QStringLiteral("other"));
        m_panel->showResult({makeData(2, 2, 7)}, {makeData(2, 2, 7, 0.5F)});
        QVERIFY(m_panel->views(1)->isVisible());
        clickSegment(QStringLiteral("Matrix"));
        QCOMPARE(m_panel->views(1)->matrix()->range().maximum, double(0.8F));
        m_panel->state().setLayer(1);
        QVERIFY(m_panel->views(1)->matrix()->grab().toImage() !=
                m_panel->views(0)->matrix()->grab().toImage());
        clickSegment(QStringLiteral("B − A"));
        QVERIFY(!m_panel->views(1)->isVisible());
        const auto source = m_panel->views(0)->source();
        QVERIFY(source->isDifference());
        QCOMPARE(m_panel->shownMatrix().values[1], 0.5F - 0.8F);
        QCOMPARE(m_panel->views(0)->matrix()->range().minimum, -m_panel->views(0)->matrix()->range().maximum);
        clickSegment(QStringLiteral("B"));
        QCOMPARE(m_panel->shownMatrix().values[1], 0.5F);
        // Another tokenizer or size: no difference, but side by side.
        m_panel->showResult({makeData(2, 2, 7)}, {makeData(1, 1, 9)});
        m_panel->setComparison(AttentionPanel::Comparison::Difference);
        QVERIFY(m_panel->views(1)->isVisible());
        m_panel->state().setLayer(1);
        m_panel->state().chooseHead(1);
    }

    void exports()
    {
        QTemporaryDir folder;
        m_panel->showResult({makeData(2, 2, 20)}, {});
        for (const char* view : {"Heads", "Matrix", "All heads"}) {
            clickSegment(QLatin1String(view));
            const QString svg = folder.filePath(QStringLiteral("a.svg")),
                          png = folder.filePath(QStringLiteral("a.png"));
            QVERIFY(m_panel->exportPicture(svg));
            QVERIFY(QSvgRenderer(svg).isValid());
            QVERIFY(m_panel->exportPicture(png));
            QVERIFY(!QImage(png).isNull());
        }
        QVERIFY(!m_panel->exportPicture(QStringLiteral("/proc/no/such/a.svg")));
    }

    void factsInWords()
    {
        const auto data = makeData(2, 1, 7);
        const AttentionSource source(data, nullptr, {});
        QVERIFY(factsText(source.facts(0, 0), true)
                    .startsWith(QStringLiteral("looks mostly at the previous token 80 %")));
        QVERIFY(factsText(source.facts(1, 0), true)
                    .startsWith(QStringLiteral("looks mostly at the next token 80 %")));
        QCOMPARE(headName(source, 1, 0), QStringLiteral("Layer 2 · Head 1"));
        QVERIFY(cellText(source, 0, 0, 1, 0).contains(QStringLiteral("“un” looks at “[CLS]”: 0.800")));
        QVERIFY(factsText(inspection::HeadFacts{}, false).contains(QStringLiteral("no single place")));
    }

    void withoutAModel()
    {
        m_panel->showNoModel(QStringLiteral("Open a model."), QStringLiteral("Open it"));
        QSignalSpy wanted(m_panel.get(), &AttentionPanel::modelWanted);
        for (auto* button : m_panel->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Open it")) QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
    }

    /// Prints what a frame costs at 512 tokens; asserts nothing about time.
    void fluentAt512Tokens()
    {
        m_panel->showResult({makeData(6, 12, 512)}, {});
        const auto frame = [](QWidget* widget, const char* what, int rounds,
                              const std::function<void(int)>& change) {
            QImage image(widget->size(), QImage::Format_RGB32);
            widget->render(&image);
            QElapsedTimer timer;
            timer.start();
            for (int i = 0; i < rounds; ++i) {
                change(i);
                widget->render(&image);
            }
            qInfo("512 tokens, %s: %.2f ms a frame", what, double(timer.nsecsElapsed()) / 1e6 / rounds);
        };
        auto& state = m_panel->state();
        m_panel->setView(View::Matrix);
        QCoreApplication::sendPostedEvents();
        frame(shown(View::Matrix), "matrix pan", 40, [&](int i) {
            state.setViewport(4, {0.2 + 0.01 * i, 0.3 + 0.01 * i});
        });
        frame(shown(View::Matrix), "matrix zoom", 40, [&](int i) {
            state.setViewport(1 + 0.2 * i, {0.5, 0.5});
        });
        m_panel->setView(View::Heads);
        QCoreApplication::sendPostedEvents();
        auto* heads = m_panel->views(0)->heads();
        frame(shown(View::Heads), "lines scroll, one head", 20,
              [&](int i) { heads->verticalScrollBar()->setValue(i * 40); });
        state.setAllHeads(true);
        QVERIFY(heads->lines().size() + std::size_t(heads->leftOut()) >= 12 * 512);
        QVERIFY(heads->lines().size() <= 2000);
        frame(shown(View::Heads), "lines scroll, twelve heads", 20,
              [&](int i) { heads->verticalScrollBar()->setValue(i * 40); });
        frame(shown(View::Heads), "pointing at tokens", 20, [&](int i) { m_selection.hover({0, 100 + i}); });
        m_panel->setView(View::Grid);
        QCoreApplication::sendPostedEvents();
        auto* grid = m_panel->views(0)->grid();
        QTRY_VERIFY_WITH_TIMEOUT(grid->isComplete(), 20000);
        frame(shown(View::Grid), "all heads scroll", 20,
              [&](int i) { grid->verticalScrollBar()->setValue(i * 8); });
    }
};

QTEST_MAIN(TestAttentionPanel)
#include "tst_attention_panel.moc"
