// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/charts/curve_pyramid.h"

#include <QTest>

#include <cmath>
#include <map>
#include <random>

using namespace vitrine::widgets;

namespace {

struct Column
{
    int points = 0;
    double first = 0, last = 0, lowest = INFINITY, highest = -INFINITY;
};

template <typename Points>
std::map<int, Column> columnsOf(const Points& points, double from, double to, int columns)
{
    std::map<int, Column> result;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& point = points[i];
        if (point.x < from || point.x > to) continue;
        auto& column = result[std::min(int((point.x - from) / ((to - from) / columns)), columns - 1)];
        if (column.points++ == 0) column.first = point.y;
        column.last = point.y;
        column.lowest = std::min(column.lowest, point.y);
        column.highest = std::max(column.highest, point.y);
    }
    return result;
}

} // namespace

class TestCurvePyramid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// A million points at uneven places: in each column of pixels at most four are drawn, and their first,
    /// last, lowest and highest are those of all points there.
    void atMostFourPointsAPixel()
    {
        std::mt19937 random(1);
        std::exponential_distribution<double> gap(1);
        std::normal_distribution<double> noise(0, 1);
        CurvePyramid pyramid;
        double x = 0;
        for (int i = 0; i < 1'000'000; ++i)
            pyramid.append(x += i % 1000 == 0 ? 500 : gap(random), std::sin(i * 1e-5) + noise(random));
        QCOMPARE(pyramid.size(), std::size_t(1'000'000));
        std::uniform_real_distribution<double> place(0, x);
        for (int trial = 0; trial < 60; ++trial) {
            double from = trial == 0 ? -10 : place(random), to = trial == 0 ? x + 10 : place(random);
            if (trial % 3 == 1) to = from + 3000;
            if (from > to) std::swap(from, to);
            const int columns = 1 + int(random() % 2000);
            const auto drawn = pyramid.visible(from, to, columns);
            QVERIFY(drawn.size() <= std::size_t(columns) * 4 + 2);
            const auto is = columnsOf(drawn, from, to, columns);
            const auto should = columnsOf(pyramid, from, to, columns);
            // Rounding may put a point at a column's border on either side.
            int differing = 0, most = 0;
            for (const auto& [number, column] : is)
                most = std::max(most, column.points);
            for (const auto& [number, column] : should) {
                const auto found = is.find(number);
                QVERIFY(found != is.end());
                if (found->second.lowest != column.lowest || found->second.highest != column.highest ||
                    found->second.first != column.first || found->second.last != column.last)
                    ++differing;
            }
            QVERIFY2(most <= 5 && differing <= 2,
                     qPrintable(QStringLiteral("%1 %2").arg(most).arg(differing)));
            for (std::size_t i = 1; i < drawn.size(); ++i)
                QVERIFY(drawn[i - 1].x <= drawn[i].x);
            const auto [lowest, highest] = pyramid.range(from, to);
            double low = INFINITY, high = -INFINITY;
            for (const auto& [number, column] : should) {
                low = std::min(low, column.lowest);
                high = std::max(high, column.highest);
            }
            if (!should.empty()) {
                QCOMPARE(lowest, low);
                QCOMPARE(highest, high);
            }
        }
    }

    void growsAndShrinks()
    {
        CurvePyramid grown, fresh;
        for (int i = 0; i < 5000; ++i)
            grown.append(i, (i * 7919) % 1000);
        grown.truncate(1234);
        QCOMPARE(grown.size(), std::size_t(1234));
        for (int i = 1234; i < 3000; ++i)
            grown.append(i, -((i * 31) % 500));
        for (int i = 0; i < 3000; ++i)
            fresh.append(i, i < 1234 ? (i * 7919) % 1000 : -((i * 31) % 500));
        const auto a = grown.visible(0, 3000, 40), b = fresh.visible(0, 3000, 40);
        QCOMPARE(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            QCOMPARE(a[i].x, b[i].x);
            QCOMPARE(a[i].y, b[i].y);
        }
        grown.truncate(-1);
        QVERIFY(grown.empty());
        QVERIFY(grown.visible(0, 10, 10).empty());
        QVERIFY(!grown.nearest(3));
        QCOMPARE(grown.range(0, 10), (std::pair<double, double>(0, -1)));
    }

    void keepsTheLineThatLeavesThePicture()
    {
        CurvePyramid pyramid;
        for (int i = 0; i < 10; ++i)
            pyramid.append(i * 10, i);
        const auto drawn = pyramid.visible(41, 49, 100);
        QCOMPARE(drawn.size(), std::size_t(2));
        QCOMPARE(drawn[0].x, 40.0);
        QCOMPARE(drawn[1].x, 50.0);
        QCOMPARE(pyramid.nearest(44)->x, 40.0);
        QCOMPARE(pyramid.nearest(46)->x, 50.0);
        QCOMPARE(pyramid.nearest(-5)->x, 0.0);
        QCOMPARE(pyramid.nearest(500)->x, 90.0);
    }

    void leavesOutWhatIsNoNumber()
    {
        CurvePyramid pyramid;
        pyramid.append(1, NAN);
        pyramid.append(2, INFINITY);
        pyramid.append(3, -1);
        pyramid.append(4, 0.5);
        QCOMPARE(pyramid.size(), std::size_t(2));
        QCOMPARE(pyramid.lowestPositive(0, 10), 0.5);
    }

    void smoothingIsTensorBoards()
    {
        Smoother smoother(0.6);
        // last = last * 0.6 + 0.4 * x, divided by 1 - 0.6^n
        QCOMPARE(smoother.next(1), 1.0);
        QVERIFY(std::abs(smoother.next(0) - 0.24 / 0.64) < 1e-12);
        QVERIFY(std::abs(smoother.next(2) - (0.24 * 0.6 + 0.8) / (1 - 0.216)) < 1e-12);
        Smoother none(0);
        QCOMPARE(none.next(5), 5.0);
        QCOMPARE(none.next(3), 3.0);
        QVERIFY(std::isnan(none.next(NAN)));
        QCOMPARE(none.next(2), 2.0);
    }
};

QTEST_GUILESS_MAIN(TestCurvePyramid)
#include "tst_curve_pyramid.moc"
