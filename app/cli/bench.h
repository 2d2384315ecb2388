// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace vitrine::app {

/// Writes `{"name": …, "value": …, "unit": …}`.
void writeFigure(const std::string& name, double value, const std::string& unit);

// One function a benchmark, one file each: it adds its own subcommand to `bench`. The list is in bench.cpp.
/// `tokenizers` and `tokenizer-load`.
void addTokenizersBenchmark(CLI::App& bench, int& status);
/// `load`, `sentence`, `attention` and `batch`.
void addModelBenchmarks(CLI::App& bench, int& status);
void addChartsBenchmark(CLI::App& bench, int& status);
void addTokenizerPanelBenchmark(CLI::App& bench, int& status);

} // namespace vitrine::app
