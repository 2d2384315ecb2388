// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/datasets/dataset.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_lines.h"
#include "backend/datasets/split.h"
#include "backend/datasets/starter.h"
#include "backend/datasets/writer.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <charconv>
#include <iostream>
#include <memory>

namespace vitrine::app {
namespace {

using core::ErrorCode;
using core::Exception;
using datasets::Dataset;

struct Settings
{
    std::vector<std::string> paths;
    std::string path, out, format, field, part, delimiter, testSize, stratify;
    std::int64_t count = 5, offset = 0;
    std::uint64_t seed = 42;
};

/// `starter:emails`, else a path, whose absence the reader reports.
std::filesystem::path located(const std::string& path)
{
    return path.starts_with("starter:") ? datasets::locateDataset(path).path : std::filesystem::path(path);
}

datasets::OpenOptions openOptions(const Settings& settings)
{
    datasets::OpenOptions options;
    if (!settings.format.empty()) options.format = datasets::formatNamed(settings.format);
    options.field = settings.field;
    options.split = settings.part;
    if (settings.delimiter == "\\t")
        options.delimiter = '\t';
    else if (settings.delimiter.size() > 1)
        throw Exception(ErrorCode::InvalidArgument, "dataset: --delimiter takes one character");
    else if (!settings.delimiter.empty())
        options.delimiter = settings.delimiter.front();
    return options;
}

int info(const Settings& settings)
{
    int status = ExitGood;
    CommandControl control;
    const auto options = openOptions(settings);
    for (const std::string& path : settings.paths) {
        const auto dataset = Dataset::open(located(path), options, control);
        if (!dataset.ok()) {
            if (dataset.error().code == ErrorCode::Canceled) return ExitInterrupted;
            std::cerr << "vitrine: " << dataset.error().message << '\n';
            status = ExitFailed;
            continue;
        }
        core::OrderedJson line;
        line["rows"] = dataset.value().rowCount();
        line["bytes"] = dataset.value().byteCount();
        line["columns"] = core::OrderedJson::array();
        for (const auto& column : dataset.value().columns())
            line["columns"].push_back({{"name", column.name}, {"type", column.type}});
        writeLine(line);
    }
    return status;
}

int head(const Settings& settings)
{
    CommandControl control;
    const Dataset dataset = Dataset::open(located(settings.path), openOptions(settings), control).value();
    dataset.forEachRow(settings.offset, settings.count, [&](const core::OrderedJson& row) {
        control.checkpoint();
        writeLine(row);
    });
    return ExitGood;
}

int convert(const Settings& settings)
{
    datasets::fileKind(settings.out); // a name without a known format is found before the reading
    CommandControl control;
    const Dataset dataset = Dataset::open(located(settings.path), openOptions(settings), control).value();
    datasets::writeDataset(dataset, settings.out, control);
    return ExitGood;
}

/// `0.2` is a share, `200` a number of rows.
std::variant<double, std::int64_t> testSize(const std::string& text)
{
    const char* const end = text.data() + text.size();
    std::int64_t rows = 0;
    if (const auto [stop, error] = std::from_chars(text.data(), end, rows);
        error == std::errc() && stop == end)
        return rows;
    double share = 0;
    if (const auto [stop, error] = std::from_chars(text.data(), end, share);
        error == std::errc() && stop == end)
        return share;
    throw Exception(ErrorCode::InvalidArgument, "dataset split: --test-size \"" + text + "\" is no number");
}

int split(const Settings& settings)
{
    CommandControl control;
    datasets::SplitOptions options;
    options.testSize = testSize(settings.testSize);
    options.seed = settings.seed;
    const Dataset dataset = Dataset::open(located(settings.path), openOptions(settings), control).value();
    if (!settings.stratify.empty()) {
        const auto column = core::capture([&] { return dataset.columnIndex(settings.stratify); });
        if (!column.ok())
            throw Exception(ErrorCode::InvalidArgument, "--stratify: " + column.error().message);
        options.stratify = column.value();
    }
    const datasets::Split parts = datasets::trainTestSplit(dataset, options, control);
    const Dataset mapped = dataset.mapped(control);
    std::error_code error;
    std::filesystem::create_directories(settings.out, error);
    if (error) throw Exception(ErrorCode::Io, settings.out + ": cannot be created: " + error.message());
    datasets::writeDataset(mapped, std::filesystem::path(settings.out) / "train.parquet", control,
                           parts.train);
    datasets::writeDataset(mapped, std::filesystem::path(settings.out) / "test.parquet", control, parts.test);
    return ExitGood;
}

/// What is wrong with the command line ends with ExitUsage, what is wrong with a file with ExitFailed.
int guarded(int (*function)(const Settings&), const Settings& settings)
{
    const auto result = core::capture([&] { return function(settings); });
    if (result.ok()) return result.value();
    if (result.error().code == ErrorCode::Canceled) return ExitInterrupted;
    std::cerr << "vitrine: " << result.error().message << '\n';
    return result.error().code == ErrorCode::InvalidArgument ? ExitUsage : ExitFailed;
}

} // namespace

void addDatasetCommand(CLI::App& program, int& status)
{
    auto* dataset = program.add_subcommand("dataset", "Looks at tables, converts and splits them");
    dataset->require_subcommand(1);
    const auto settings = std::make_shared<Settings>();
    const auto add = [&](const char* name, const char* help, int (*function)(const Settings&)) {
        auto* command = dataset->add_subcommand(name, help);
        command->add_option("--format", settings->format,
                            "csv, tsv, text, json, jsonl, parquet or arrow instead of the extension's");
        command->add_option("--field", settings->field,
                            "The field of a JSON object that holds the rows (default: data)");
        command->add_option("--delimiter", settings->delimiter, "Of CSV, one character or \\t");
        command->add_option("--split", settings->part, "Which split of a saved folder with several");
        command->callback([settings, function, &status] { status = guarded(function, *settings); });
        return command;
    };
    add("info", "Rows, bytes and columns, one line a path", info)
        ->add_option("PATH", settings->paths, "File or saved folder")
        ->required();

    auto* headCommand = add("head", "The first rows, a row a line", head);
    headCommand->add_option("PATH", settings->path, "File or saved folder")->required();
    headCommand->add_option("-n", settings->count, "How many rows")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    headCommand->add_option("--offset", settings->offset, "The first row")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();

    auto* convertCommand = add("convert", "Writes the table in the format of OUT's extension", convert);
    convertCommand->add_option("PATH", settings->path, "File or saved folder")->required();
    convertCommand->add_option("OUT", settings->out, "The new file")->required();

    auto* splitCommand = add("split", "Writes train.parquet and test.parquet", split);
    splitCommand->add_option("PATH", settings->path, "File or saved folder")->required();
    splitCommand->add_option("--test-size", settings->testSize, "A share (0.2) or a number of rows (200)")
        ->required();
    splitCommand->add_option("--seed", settings->seed, "As numpy.random.default_rng")->capture_default_str();
    splitCommand->add_option("--stratify", settings->stratify, "The column whose values keep their shares");
    splitCommand->add_option("--out", settings->out, "The folder for the two files")->required();
}

} // namespace vitrine::app
