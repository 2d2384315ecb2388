// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_table.h"

#include "app/cli/commands.h"
#include "app/cli/input_columns.h"
#include "app/cli/json_lines.h"
#include "app/cli/pipeline_runner.h"
#include "backend/core/file.h"
#include "backend/datasets/writer.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <utility>

namespace vitrine::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorCode;
using core::Exception;
using core::Json;
using core::OrderedJson;
using datasets::Dataset;

/// A row that is done.
struct Row
{
    OrderedJson cells;
    core::Result<std::string> answer;
};

/// The table while it grows.
class Journal
{
public:
    /// `identity` is what a run must have in common with the one that it resumes.
    Journal(const fs::path& out, const OrderedJson& identity, bool resume)
        : m_path(out.string() + ".partial"), m_statePath(out.string() + ".partial.json")
    {
        if (resume && fs::exists(m_path) && fs::exists(m_statePath)) {
            requireSame(identity);
            keepWholeLines();
        } else {
            fs::remove(m_path);
            core::writeFileAtomically(m_statePath, core::dumpJson(identity) + "\n");
        }
        m_file = std::fopen(m_path.c_str(), "ab");
        if (!m_file) throw Exception(ErrorCode::Io, m_path.string() + ": can't be written");
    }
    ~Journal()
    {
        if (m_file) std::fclose(m_file);
    }
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    std::int64_t rowCount() const { return m_rows; }
    bool hasErrors() const { return m_hasErrors; }
    const fs::path& path() const { return m_path; }

    void add(const std::string& line, bool isError)
    {
        m_hasErrors = m_hasErrors || isError;
        if (std::fputs((line + '\n').c_str(), m_file) < 0) fail();
        ++m_rows;
    }
    void flush()
    {
        if (std::fflush(m_file) != 0) fail();
    }
    void close()
    {
        if (m_file && std::fclose(std::exchange(m_file, nullptr)) != 0) fail();
    }
    void remove()
    {
        fs::remove(m_path);
        fs::remove(m_statePath);
    }

private:
    [[noreturn]] void fail() { throw Exception(ErrorCode::Io, m_path.string() + ": can't be written"); }

    void requireSame(const OrderedJson& identity) const
    {
        const auto before = core::parseOrderedJson(core::readFile(m_statePath), m_statePath.string());
        for (const auto& [key, value] : identity.items())
            if (before.value(key, OrderedJson()) != value)
                throw Exception(ErrorCode::InvalidArgument,
                                "--resume: " + m_path.string() + " was begun with " + key + " " +
                                    before.value(key, OrderedJson()).dump() + ", now it is " + value.dump());
    }

    /// A line without its end was being written when the program was killed.
    void keepWholeLines()
    {
        std::ifstream file(m_path, std::ios::binary);
        std::uintmax_t whole = 0;
        for (std::string line; std::getline(file, line) && !file.eof(); ++m_rows) {
            whole += line.size() + 1;
            const auto row = Json::parse(line, nullptr, false);
            m_hasErrors =
                m_hasErrors || (row.is_object() && row.contains(errorKey) && !row[errorKey].is_null());
        }
        fs::resize_file(m_path, whole);
    }

public:
    static constexpr const char* errorKey = "error";

private:
    fs::path m_path, m_statePath;
    std::FILE* m_file = nullptr;
    std::int64_t m_rows = 0;
    bool m_hasErrors = false;
};

bool isJsonLines(const fs::path& out)
{
    const auto kind = datasets::fileKind(out);
    return kind.format == datasets::Format::JsonLines && kind.compression == datasets::Compression::None;
}

/// The best label or answer of a result, for tables: what one sorts and counts by.
void addBest(OrderedJson& row, const Json& result)
{
    const Json& best = result.is_array() && !result.empty() ? result[0] : result;
    if (!best.is_object()) return;
    for (const char* key : {"label", "answer", "score"})
        if (best.contains(key)) row["result_" + std::string(key)] = best[key];
    if (best.contains("labels") && best.contains("scores") && !best["labels"].empty()) {
        row["result_label"] = best["labels"][0];
        row["result_score"] = best["scores"][0];
    }
}

/// A row of the result: the input's columns, then the answer. In tables that is JSON text and there are
/// always the same columns.
std::string rowText(const Row& row, bool isTable, bool hasDetails)
{
    auto cells = row.cells;
    if (!isTable) {
        if (!row.answer.ok())
            cells[Journal::errorKey] = errorJson(row.answer.error())["error"];
        else if (auto answer = OrderedJson::parse(row.answer.value()); hasDetails)
            for (auto& [key, value] : answer.items())
                cells[key] = std::move(value);
        else
            cells["result"] = std::move(answer);
        return core::dumpJson(cells);
    }
    cells["result"] = nullptr;
    if (hasDetails) cells["details"] = nullptr;
    cells[Journal::errorKey] = nullptr;
    if (!row.answer.ok()) {
        cells[Journal::errorKey] = row.answer.error().message;
        return core::dumpJson(cells);
    }
    const auto answer = OrderedJson::parse(row.answer.value());
    const auto& result = hasDetails ? answer["result"] : answer;
    cells["result"] = core::dumpJson(result);
    if (hasDetails) cells["details"] = core::dumpJson(answer["details"]);
    addBest(cells, Json(result));
    return core::dumpJson(cells);
}

/// Columns of an earlier run's result keep their content under another name.
OrderedJson withoutClash(OrderedJson row)
{
    OrderedJson free;
    for (auto& [key, value] : row.items()) {
        const bool isOurs =
            key == "result" || key == "details" || key == "error" || key.starts_with("result_");
        free[isOurs ? "input_" + key : key] = std::move(value);
    }
    return free;
}

class TableRun
{
public:
    explicit TableRun(const RunSettings& settings)
        : m_settings(settings),
          m_data(open(settings, m_control)),
          m_columns(settings.task, m_data.columns(), settings.columns),
          m_runner(settings)
    {
    }

    int toStandardOutput()
    {
        int status = ExitGood;
        const bool isDone = forEachRow(0, [&](const Row& row) {
            if (row.answer.ok()) {
                writeJsonText(row.answer.value());
                return;
            }
            status = ExitFailed;
            writeLine(errorJson(row.answer.error()));
        });
        return isDone ? status : ExitInterrupted;
    }

    int toFile()
    {
        const fs::path out = m_settings.out;
        const bool isTable = !isJsonLines(out);
        Journal journal(out, identity(), m_settings.resume);
        if (journal.rowCount() > m_data.rowCount())
            throw Exception(ErrorCode::InvalidArgument,
                            "--resume: " + journal.path().string() + " has more rows than " + m_settings.in);
        const bool isDone = forEachRow(
            journal.rowCount(),
            [&](Row row) {
                row.cells = withoutClash(std::move(row.cells));
                journal.add(rowText(row, isTable, m_settings.details), !row.answer.ok());
            },
            [&] { journal.flush(); });
        journal.close();
        if (!isDone) {
            std::cerr << "vitrine: stopped after " << journal.rowCount() << " of " << m_data.rowCount()
                      << " rows; --resume goes on\n";
            return ExitInterrupted;
        }
        finish(out, journal, isTable);
        return journal.hasErrors() ? ExitFailed : ExitGood;
    }

private:
    static Dataset open(const RunSettings& settings, core::RunControl& control)
    {
        datasets::OpenOptions options;
        if (!settings.format.empty()) options.format = datasets::formatNamed(settings.format);
        return Dataset::open(settings.in, options, control).value();
    }

    OrderedJson identity() const
    {
        OrderedJson identity;
        identity["task"] = m_settings.task;
        identity["model"] = m_settings.model.model;
        identity["in"] = m_settings.in;
        identity["rows"] = m_data.rowCount();
        identity["set"] = m_settings.set;
        identity["column"] = m_settings.columns;
        identity["details"] = m_settings.details;
        return identity;
    }

    /// Computes the rows from `first` on, some together; false when interrupted.
    bool forEachRow(
        std::int64_t first, const std::function<void(Row)>& receive,
        const std::function<void()>& batchDone = [] {})
    {
        const auto rowCount = m_data.rowCount();
        const auto size = std::int64_t(m_runner.batchSize());
        const auto chunk = std::max<std::int64_t>(1, 256 / size) * size;
        const auto start = std::chrono::steady_clock::now();
        for (auto begin = first; begin < rowCount; begin += chunk) {
            std::vector<OrderedJson> rows;
            m_data.forEachRow(begin, chunk, [&](OrderedJson row) { rows.push_back(std::move(row)); });
            for (std::size_t k = 0; k < rows.size(); k += std::size_t(size)) {
                if (interrupted()) return false;
                std::vector<RunInput> inputs;
                const auto end = std::min(rows.size(), k + std::size_t(size));
                for (auto i = k; i < end; ++i) {
                    const auto input = m_columns.inputOf(rows[i]);
                    inputs.push_back(input.ok() ? RunInput{std::vector<Json>{input.value()}}
                                                : RunInput{input.error()});
                }
                auto answers = m_runner.answer(inputs);
                for (std::size_t i = 0; i < answers.size(); ++i)
                    receive({std::move(rows[k + i]), std::move(answers[i])});
                batchDone();
                if (answers.size() < inputs.size()) return false;
                report(first, begin + std::int64_t(end), start);
            }
        }
        return true;
    }

    void report(std::int64_t first, std::int64_t done, std::chrono::steady_clock::time_point start)
    {
        const double seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        const double rate = double(done - first) / std::max(seconds, 1e-9);
        char text[80];
        std::snprintf(text, sizeof text, "row %lld of %lld, %.1f rows/s", static_cast<long long>(done),
                      static_cast<long long>(m_data.rowCount()), rate);
        m_control.progress({double(done) / double(m_data.rowCount()), text,
                            double(m_data.rowCount() - done) / std::max(rate, 1e-9)});
    }

    void finish(const fs::path& out, Journal& journal, bool isTable)
    {
        if (!isTable) {
            fs::rename(journal.path(), out);
        } else if (journal.rowCount() == 0) {
            datasets::writeDataset(m_data, out, m_control);
        } else {
            datasets::OpenOptions lines;
            lines.format = datasets::Format::JsonLines;
            datasets::writeDataset(Dataset::open(journal.path(), lines, m_control).value(), out, m_control);
        }
        journal.remove();
    }

    const RunSettings& m_settings;
    CommandControl m_control;
    Dataset m_data;
    InputColumns m_columns;
    PipelineRunner m_runner;
};

} // namespace

int runTable(const RunSettings& settings)
{
    if (settings.out.empty()) return TableRun(settings).toStandardOutput();
    const fs::path out = settings.out;
    datasets::fileKind(out); // a name without a known format is found before anything is computed
    if (settings.resume && fs::exists(out) && !fs::exists(out.string() + ".partial")) return ExitGood;
    return TableRun(settings).toFile();
}

} // namespace vitrine::app
