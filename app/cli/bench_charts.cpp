// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench.h"

#include "app/cli/commands.h"
#include "widgets/common/charts/curve_chart.h"
#include "widgets/common/theme.h"

#include <CLI/CLI.hpp>

#include <QApplication>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <vector>

namespace vitrine::app {
namespace {

using widgets::CurveChart;
using widgets::CurveCursor;

double milliseconds(auto&& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

void writeFrames(const std::string& name, std::vector<double> frames)
{
    std::sort(frames.begin(), frames.end());
    writeFigure(name + ".median", frames[frames.size() / 2], "ms");
    writeFigure(name + ".slowest", frames.back(), "ms");
}

/// A training loss of so many steps, smoothed, with a validation loss beside it, in a chart of half a window.
int run(int points)
{
    int argumentCount = 1;
    char programName[] = "vitrine";
    char* arguments[] = {programName, nullptr};
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argumentCount, arguments);
    widgets::applyTheme(application, widgets::ThemeChoice::Light);

    CurveCursor cursor;
    CurveChart chart(QStringLiteral("Loss"), &cursor);
    chart.resize(720, 400);
    chart.show();
    const int train = chart.addSeries({QStringLiteral("Training"), 0, false, false, true});
    const int eval = chart.addSeries({QStringLiteral("Validation"), 1, false, true, false});
    chart.setSmoothing(0.9);
    const double filling = milliseconds([&] {
        for (int step = 1; step <= points; ++step) {
            const double wave = std::sin(step * 12.9898) * 43758.5453;
            const double level = 0.1 + std::exp(-3.0 * step / points);
            chart.append(train, step, level * (0.7 + 0.6 * (wave - std::floor(wave))));
            if (step % std::max(1, points / 20) == 0) chart.append(eval, step, level * 1.1);
        }
    });
    writeFigure("charts.append", filling * 1e6 / points, "ns/point");
    writeFigure("charts.first", milliseconds([&] { chart.flush(); }), "ms");
    writeFigure("charts.drawn_points", double(chart.drawnPoints()), "points");

    std::vector<double> pans, zooms, cursors;
    for (int i = 0; i < 120; ++i) {
        const double from = points * 0.3 + points * 0.003 * i;
        pans.push_back(milliseconds([&] {
            cursor.setRange(CurveCursor::Range{from, from + points * 0.3});
            chart.flush();
        }));
    }
    for (int i = 0; i < 120; ++i) {
        const double half = points * 0.5 * std::pow(0.93, i);
        zooms.push_back(milliseconds([&] {
            cursor.setRange(CurveCursor::Range{points * 0.5 - half, points * 0.5 + half});
            chart.flush();
        }));
    }
    cursor.setRange({});
    chart.flush();
    for (int i = 0; i < 120; ++i)
        cursors.push_back(milliseconds([&] { cursor.setPosition(points * i / 120.0); }));
    writeFrames("charts.pan", pans);
    writeFrames("charts.zoom", zooms);
    writeFrames("charts.cursor", cursors);
    writeFigure("charts.smoothing", milliseconds([&] {
                    chart.setSmoothing(0.5);
                    chart.flush();
                }),
                "ms");
    return ExitGood;
}

} // namespace

void addChartsBenchmark(CLI::App& bench, int& status)
{
    CLI::App* command = bench.add_subcommand("charts", "Milliseconds a frame of a chart with many points");
    const auto points = std::make_shared<int>(1'000'000);
    command->add_option("--points", *points, "Points of the curve")->check(CLI::Range(100, 50'000'000));
    command->callback([points, &status] { status = run(*points); });
}

} // namespace vitrine::app
