// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/charts/curve_chart.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace vitrine::widgets;

class TestCurveChart : public QObject
{
    Q_OBJECT

    std::unique_ptr<CurveCursor> m_cursor;
    std::unique_ptr<CurveChart> m_chart, m_other;
    int m_train = 0;

    void wheel(int delta, double share = 0.5)
    {
        QWidget* plot = m_chart->plotWidget();
        const QPointF place(plot->width() * share, plot->height() / 2.0);
        QWheelEvent event(place, plot->mapToGlobal(place), {}, {0, delta}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(plot, &event);
    }

    bool save(const QString& path)
    {
        CurveChart* charts[] = {m_chart.get(), m_other.get()};
        return CurveChart::exportPicture(path, charts, 2);
    }

private Q_SLOTS:
    void init()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        m_cursor = std::make_unique<CurveCursor>();
        m_chart = std::make_unique<CurveChart>(QStringLiteral("Loss"), m_cursor.get());
        m_other = std::make_unique<CurveChart>(QStringLiteral("Rate"), m_cursor.get());
        for (auto* chart : {m_chart.get(), m_other.get()}) {
            chart->resize(600, 300);
            chart->show();
            QVERIFY(QTest::qWaitForWindowExposed(chart));
        }
        m_train = m_chart->addSeries({QStringLiteral("Training"), 0, false, false, true});
        const int rate = m_other->addSeries({QStringLiteral("Rate"), 1});
        for (int step = 1; step <= 1000; ++step) {
            m_chart->append(m_train, step, 1.0 / step);
            m_other->append(rate, step, 5e-5);
        }
        m_chart->flush();
        m_other->flush();
    }

    void cleanup()
    {
        m_chart.reset();
        m_other.reset();
        m_cursor.reset();
    }

    void thePointsComeAtTheScreensRateAndTheLastIsNotLost()
    {
        for (int step = 1001; step <= 1500; ++step)
            m_chart->append(m_train, step, 1.0 / step);
        QTRY_VERIFY(m_chart->readout().contains(QStringLiteral("0.000667")));
    }

    void theLineStandsInAllCharts()
    {
        QWidget* plot = m_chart->plotWidget();
        QTest::mouseMove(plot, QPoint(plot->width() / 2, plot->height() / 2));
        QVERIFY(m_cursor->position().has_value());
        QVERIFY(m_chart->readout().startsWith(QStringLiteral("step ")));
        QCOMPARE(m_other->readout().section(QStringLiteral("  "), 0, 0),
                 m_chart->readout().section(QStringLiteral("  "), 0, 0));
        QTest::mouseMove(plot, QPoint(2, 2));
        QVERIFY(!m_cursor->position().has_value());
    }

    void keysMoveTheLineAndZoom()
    {
        QWidget* plot = m_chart->plotWidget();
        plot->setFocus();
        m_cursor->setPosition(500);
        QTest::keyClick(plot, Qt::Key_Right);
        QCOMPARE(*m_cursor->position(), 501.0);
        QTest::keyClick(plot, Qt::Key_Left);
        QTest::keyClick(plot, Qt::Key_Left);
        QCOMPARE(*m_cursor->position(), 499.0);
        QTest::keyClick(plot, Qt::Key_Plus);
        QVERIFY(m_cursor->range().has_value());
        const double from = m_cursor->range()->from;
        QTest::keyClick(plot, Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(m_cursor->range()->from > from);
        QTest::keyClick(plot, Qt::Key_Home);
        QVERIFY(!m_cursor->range().has_value());
        QTest::keyClick(plot, Qt::Key_Escape);
        QVERIFY(!m_cursor->position().has_value());
    }

    void wheelAndRectangleZoomAndADoubleClickShowsAll()
    {
        wheel(120);
        QVERIFY(m_cursor->range().has_value());
        const auto first = *m_cursor->range();
        QVERIFY(first.to - first.from < 1000);
        wheel(-120);
        wheel(-120);
        QVERIFY(!m_cursor->range().has_value());

        QWidget* plot = m_chart->plotWidget();
        QTest::mousePress(plot, Qt::LeftButton, Qt::NoModifier, QPoint(200, 60));
        QTest::mouseMove(plot, QPoint(250, 100));
        QTest::mouseMove(plot, QPoint(400, 200));
        QTest::mouseRelease(plot, Qt::LeftButton, Qt::NoModifier, QPoint(400, 200));
        QVERIFY(m_cursor->range().has_value());
        QTest::mouseDClick(plot, Qt::LeftButton, Qt::NoModifier, QPoint(300, 100));
        QVERIFY(!m_cursor->range().has_value());
    }

    void fewPointsAreDrawnOfMany()
    {
        for (int step = 1001; step <= 200'000; ++step)
            m_chart->append(m_train, step, 1 + std::sin(step) * 0.5);
        m_chart->flush();
        QVERIFY(m_chart->drawnPoints() <= std::size_t(m_chart->plotWidget()->width()) * 4 + 2);
        m_chart->setSmoothing(0.9);
        m_chart->flush();
        QVERIFY(m_chart->drawnPoints() <= std::size_t(m_chart->plotWidget()->width()) * 8 + 4);
    }

    void smoothingShowsTheSmoothedValue()
    {
        m_chart->truncate(m_train, 0);
        m_chart->append(m_train, 1, 1);
        m_chart->append(m_train, 2, 0);
        m_chart->setSmoothing(0.6);
        m_chart->flush();
        QVERIFY(m_chart->readout().contains(QStringLiteral("0.3750")));
        m_chart->append(m_train, 3, 2);
        m_chart->flush();
        QVERIFY(m_chart->readout().contains(QStringLiteral("1.2041")));
    }

    void logarithmicAxisLeavesOutZeros()
    {
        m_chart->append(m_train, 1001, 0);
        m_chart->setLogarithmic(true);
        m_chart->flush();
        QVERIFY(m_chart->isLogarithmic());
        QVERIFY(m_chart->drawnPoints() > 100);
    }

    void markersSpeakNearTheLine()
    {
        m_chart->setMarkers({{500, CurveChart::Marker::Kind::Best, QStringLiteral("best checkpoint-500")}});
        m_chart->append(m_train, 1001, NAN);
        m_chart->flush();
        m_cursor->setPosition(500);
        QVERIFY(m_chart->readout().contains(QStringLiteral("best checkpoint-500")));
        m_cursor->setPosition(700);
        QVERIFY(!m_chart->readout().contains(QStringLiteral("best")));
    }

    void exportsPicturesAndNumbers()
    {
        QTemporaryDir folder;
        const QString png = folder.filePath(QStringLiteral("a.png")),
                      svg = folder.filePath(QStringLiteral("a.svg")),
                      pdf = folder.filePath(QStringLiteral("a.pdf"));
        QVERIFY(save(png));
        QCOMPARE(QImage(png).width() % 2, 0);
        QVERIFY(QImage(png).width() >= 1200);
        QVERIFY(save(svg));
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("<polyline"));
        QVERIFY(save(pdf));
        QFile document(pdf);
        QVERIFY(document.open(QIODevice::ReadOnly));
        QVERIFY(document.readAll().startsWith("%PDF"));
        QVERIFY(!save(QStringLiteral("/nonexistent/a.png")));
        const QStringList lines = m_chart->csv().split(u'\n');
        QCOMPARE(lines[0], QStringLiteral("series,step,value"));
        QCOMPARE(lines[1], QStringLiteral("Training,1,1"));
        QCOMPARE(lines.size(), 1002);
    }

    void anEmptyChartSaysSoInBothThemes()
    {
        m_chart->clearSeries();
        m_chart->flush();
        QCOMPARE(m_chart->drawnPoints(), std::size_t(0));
        applyTheme(*qApp, ThemeChoice::Dark);
        m_chart->flush();
        QCOMPARE(m_chart->csv(), QStringLiteral("series,step,value\n"));
    }
};

QTEST_MAIN(TestCurveChart)
#include "tst_curve_chart.moc"
