// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/trainers/corpus.h"

#include "backend/core/text_offsets.h"
#include "backend/datasets/dataset.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>

namespace vitrine::tokenizers {
namespace {

using core::ErrorCode;
using core::Exception;
using datasets::Dataset;
using datasets::Format;

constexpr std::size_t batchBytes = 1 << 20;
constexpr std::size_t rowsAtOnce = 256;
constexpr std::size_t longestSample = 1 << 16;

/// What the extension says; a name that says nothing is text.
std::optional<Format> formatOf(const std::filesystem::path& path)
{
    if (const auto kind = core::capture([&] { return datasets::fileKind(path).format; }); kind.ok())
        return kind.value();
    return std::filesystem::is_directory(path) ? std::nullopt : std::optional(Format::Text);
}

/// Whether the first line of text that is not empty is a JSON string: a JSON Lines file of strings.
bool startsWithString(const Dataset& lines)
{
    std::vector<std::int64_t> row(1);
    for (; row[0] < lines.rowCount(); ++row[0]) {
        const std::string text = lines.texts(0, row).front();
        const std::size_t first = text.find_first_not_of(" \t");
        if (first != std::string::npos) return text[first] == '"';
    }
    return false;
}

} // namespace

struct Corpus::File
{
    Dataset table;
    std::size_t column = 0;
    bool isJsonStrings = false; ///< each text is still JSON

    std::string text(std::string cell, std::int64_t row) const
    {
        if (isJsonStrings) {
            if (cell.find_first_not_of(" \t") == std::string::npos) return {};
            const std::string place = table.name() + ": line " + std::to_string(row + 1);
            const core::Json value = core::parseJson(cell, place);
            if (!value.is_string())
                throw Exception(ErrorCode::InvalidFormat, place + ": holds " +
                                                              std::string(core::jsonTypeName(value)) +
                                                              ", the file began with strings");
            return value.get<std::string>();
        }
        if (const auto bad = core::findInvalidUtf8(cell); bad != std::string::npos)
            throw Exception(ErrorCode::InvalidFormat, table.name() + ": row " + std::to_string(row) +
                                                          ": not valid UTF-8 at byte " + std::to_string(bad));
        return cell;
    }
};

Corpus::Corpus(const std::vector<std::filesystem::path>& files, const std::string& column,
               TrainingReporter& reporter)
{
    if (files.empty()) throw Exception(ErrorCode::InvalidArgument, "no file to train on was named");
    reporter.startPhase(TrainingPhase::Reading, double(files.size()));
    for (const auto& path : files) {
        datasets::OpenOptions options;
        options.format = formatOf(path);
        bool isJsonStrings = false;
        if (options.format == Format::JsonLines || options.format == Format::Json) {
            datasets::OpenOptions asText;
            asText.format = Format::Text;
            const auto lines = Dataset::open(path, asText, reporter.control());
            reporter.control().checkpoint();
            if (lines.ok() && startsWithString(lines.value())) {
                isJsonStrings = true;
                options = asText;
            }
        }
        auto opened = Dataset::open(path, options, reporter.control());
        if (!opened.ok() && opened.error().code == ErrorCode::Canceled) throw core::CanceledException();
        Dataset table = std::move(opened).value();
        std::size_t place = 0;
        if (options.format != Format::Text) {
            const auto found = core::capture([&] { return table.columnIndex(column); });
            if (!found.ok()) throw Exception(ErrorCode::InvalidArgument, found.error().message);
            place = found.value();
            if (table.columns()[place].kind != datasets::Column::Kind::Text)
                throw Exception(ErrorCode::InvalidArgument, path.string() + ": column \"" + column +
                                                                "\" holds " + table.columns()[place].type +
                                                                ", no text");
        }
        m_rows += std::uint64_t(table.rowCount());
        std::error_code error;
        const auto time = std::filesystem::last_write_time(path, error).time_since_epoch();
        m_fingerprint += path.string() + '\n' + std::to_string(table.byteCount()) + ' ' +
                         std::to_string(table.rowCount()) + ' ' +
                         std::to_string(std::chrono::duration_cast<std::chrono::nanoseconds>(time).count()) +
                         '\n';
        m_files.push_back({std::move(table), place, isJsonStrings});
        reporter.update(double(m_files.size()));
    }
    m_fingerprint += column;
}

Corpus::~Corpus() = default;

void Corpus::forEachBatch(std::uint64_t first,
                          const std::function<void(std::uint64_t, std::vector<std::string>)>& receive,
                          core::RunControl& control) const
{
    std::uint64_t row = 0, batchFirst = first;
    std::vector<std::string> batch;
    std::size_t bytes = 0;
    const auto flush = [&] {
        if (batch.empty()) return;
        receive(batchFirst, std::exchange(batch, {}));
        batchFirst = row;
        bytes = 0;
    };
    for (const File& file : m_files) {
        const auto rows = std::uint64_t(file.table.rowCount());
        if (row + rows <= first) {
            row += rows;
            continue;
        }
        const std::uint64_t start = row;
        file.table.forEachText(
            file.column, rowsAtOnce,
            [&](std::span<const std::string> texts) {
                for (const std::string& text : texts) {
                    if (row++ < first) continue;
                    batch.push_back(file.text(text, std::int64_t(row - 1 - start)));
                    bytes += batch.back().size() + 16;
                    if (bytes >= batchBytes) flush();
                }
            },
            control);
    }
    flush();
}

std::vector<std::string> Corpus::sample(std::size_t count) const
{
    count = std::size_t(std::min<std::uint64_t>(count, m_rows));
    std::vector<std::string> texts;
    std::uint64_t before = 0;
    std::size_t taken = 0;
    for (const File& file : m_files) {
        const auto rows = std::uint64_t(file.table.rowCount());
        std::vector<std::int64_t> wanted;
        for (; taken < count; ++taken) {
            const std::uint64_t row = std::uint64_t(double(m_rows) * double(taken) / double(count));
            if (row >= before + rows) break;
            wanted.push_back(std::int64_t(row - before));
        }
        auto cells = file.table.texts(file.column, wanted);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            std::string& text = texts.emplace_back(file.text(std::move(cells[i]), wanted[i]));
            if (text.size() <= longestSample) continue;
            std::size_t end = longestSample;
            while ((text[end] & 0xC0) == 0x80)
                --end;
            text.resize(end);
        }
        before += rows;
    }
    return texts;
}

} // namespace vitrine::tokenizers
