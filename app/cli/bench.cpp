// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench.h"

#include "app/cli/commands.h"
#include "app/cli/json_lines.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace vitrine::app {

void writeFigure(const std::string& name, double value, const std::string& unit)
{
    core::OrderedJson line;
    line["name"] = name;
    line["value"] = value;
    line["unit"] = unit;
    writeLine(line);
}

void addBenchCommand(CLI::App& program, int& status)
{
    CLI::App* bench = program.add_subcommand("bench", "Measures one thing and writes one figure a line");
    bench->require_subcommand(1);
    addTokenizersBenchmark(*bench, status);
    addModelBenchmarks(*bench, status);
    addChartsBenchmark(*bench, status);
    addTokenizerPanelBenchmark(*bench, status);
}

} // namespace vitrine::app
