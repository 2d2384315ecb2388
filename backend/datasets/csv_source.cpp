// SPDX-License-Identifier: Apache-2.0
// CSV and TSV: our own search for the ends of records (for lines in messages and bounded memory), Arrow's
// reader for the values, and the types that the Datasets library (pandas) would find.
#include "backend/core/result.h"
#include "backend/datasets/arrow_status.h"
#include "backend/datasets/blocks.h"
#include "backend/datasets/ordered.h"

#include <arrow/buffer.h>
#include <arrow/csv/api.h>
#include <arrow/io/memory.h>
#include <arrow/record_batch.h>
#include <arrow/table.h>
#include <arrow/type.h>

#include <optional>
#include <set>

namespace vitrine::datasets {
namespace {

using core::ErrorCode;
using core::Exception;

/// What pandas reads as a missing value.
const std::vector<std::string> missing{"",     "#N/A",   "#N/A N/A", "#NA",  "-1.#IND", "-1.#QNAN", "-NaN",
                                       "-nan", "1.#IND", "1.#QNAN",  "<NA>", "N/A",     "NA",       "NULL",
                                       "NaN",  "None",   "n/a",      "nan",  "null"};

class CsvSplitter final : public Splitter
{
public:
    CsvSplitter(std::string file, char delimiter) : m_file(std::move(file)), m_delimiter(delimiter) {}

    /// Until this is called the splitter stops after one record, the header.
    void expectColumns(std::size_t columns)
    {
        m_columns = columns;
        m_row = 0;
    }

    bool feed(std::string_view bytes, const std::function<void(std::size_t)>& recordEnd) override
    {
        const char* const data = bytes.data();
        const std::size_t size = bytes.size();
        for (std::size_t i = 0; i < size; ++i) {
            const char c = data[i];
            if (m_state == Quoted) {
                if (c == '"') m_state = QuoteInQuoted;
                countLine(c);
            } else if (c == '\n' || c == '\r') {
                const bool blank = m_state == RecordStart;
                if (blank) {
                    countLine(c);
                    m_recordLine = m_line;
                } else {
                    endRecord();
                    countLine(c);
                    m_recordLine = m_line;
                    recordEnd(i + 1);
                    if (m_columns == 0) return false;
                }
            } else if (c == m_delimiter) {
                ++m_fields;
                m_state = FieldStart;
                m_afterReturn = false;
            } else if (c == '"' && m_state != InField) {
                m_state = Quoted; // opens a field, or is the second of a doubled quote
                m_afterReturn = false;
            } else {
                m_state = InField;
                m_afterReturn = false;
            }
        }
        return true;
    }

    bool finish() override
    {
        if (m_state == Quoted)
            throw Exception(ErrorCode::InvalidFormat,
                            m_file + ": line " + std::to_string(m_recordLine) +
                                ": a quote that opens in this record is never closed");
        if (m_state == RecordStart) return false;
        endRecord();
        return true;
    }

private:
    enum State { RecordStart, FieldStart, InField, Quoted, QuoteInQuoted };

    void countLine(char c)
    {
        if (c == '\n')
            m_line += !m_afterReturn;
        else if (c == '\r')
            ++m_line;
        m_afterReturn = c == '\r';
    }

    void endRecord()
    {
        ++m_row;
        if (m_columns != 0 && m_fields != m_columns)
            throw Exception(ErrorCode::InvalidFormat,
                            m_file + ": line " + std::to_string(m_recordLine) + " (row " +
                                std::to_string(m_row) + "): " + std::to_string(m_fields) +
                                (m_fields == 1 ? " field" : " fields") + " where the header has " +
                                std::to_string(m_columns) +
                                "; a field that holds the delimiter must be quoted");
        m_fields = 1;
        m_state = RecordStart;
    }

    const std::string m_file;
    const char m_delimiter;
    std::size_t m_columns = 0;
    std::int64_t m_row = 0, m_recordLine = 1;
    std::size_t m_fields = 1;
    State m_state = RecordStart;
    bool m_afterReturn = false;
};

/// The fields of one record.
std::vector<std::string> fields(std::string_view record, char delimiter)
{
    std::vector<std::string> result(1);
    bool quoted = false, atStart = true;
    for (std::size_t i = 0; i < record.size(); ++i) {
        const char c = record[i];
        if (quoted) {
            if (c != '"')
                result.back() += c;
            else if (i + 1 < record.size() && record[i + 1] == '"')
                result.back() += record[++i];
            else
                quoted = false;
        } else if (c == delimiter) {
            result.emplace_back();
            atStart = true;
            continue;
        } else if (c == '"' && atStart) {
            quoted = true;
        } else {
            result.back() += c;
        }
        atStart = false;
    }
    return result;
}

/// Empty and repeated names become what pandas makes of them: `Unnamed: 2`, `a.1`.
std::vector<std::string> columnNames(std::vector<std::string> header)
{
    std::set<std::string> seen;
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i].empty()) header[i] = "Unnamed: " + std::to_string(i);
        std::string name = header[i];
        for (int count = 1; !seen.insert(name).second; ++count)
            name = header[i] + "." + std::to_string(count);
        header[i] = name;
    }
    return header;
}

/// What is known of a column after some blocks.
struct ColumnFinding
{
    enum Kind { Nothing, Integer, Real, Boolean, String } kind = Nothing;
    bool hasMissing = false;

    void merge(const ColumnFinding& other)
    {
        hasMissing |= other.hasMissing;
        if (other.kind == Nothing || kind == other.kind) return;
        if (kind == Nothing)
            kind = other.kind;
        else if ((kind == Integer && other.kind == Real) || (kind == Real && other.kind == Integer))
            kind = Real;
        else
            kind = String;
    }

    std::shared_ptr<arrow::DataType> type() const
    {
        switch (kind) {
        case Nothing:
            return hasMissing ? arrow::float64() : arrow::null();
        case Integer:
            return hasMissing ? arrow::float64() : arrow::int64();
        case Real:
            return arrow::float64();
        case Boolean:
            return arrow::boolean();
        case String:
            break;
        }
        return arrow::utf8();
    }
};

class CsvSource final : public BlockSource
{
public:
    CsvSource(std::shared_ptr<const RawFile> file, char delimiter, core::RunControl& control)
        : BlockSource(std::move(file)), m_delimiter(delimiter)
    {
        const std::size_t mark = byteOrderMark(*m_file);
        Block header;
        CsvSplitter splitter(m_file->name(), delimiter);
        forEachBlock(*m_file, mark, splitter, control, [&](const Block& block, const std::string& bytes) {
            header = block;
            std::string_view record = bytes;
            record.remove_prefix(std::min(record.find_first_not_of("\r\n"), record.size()));
            while (!record.empty() && (record.back() == '\n' || record.back() == '\r'))
                record.remove_suffix(1);
            m_names = columnNames(fields(record, m_delimiter));
        });
        if (m_names.empty())
            throw Exception(ErrorCode::InvalidFormat, m_file->name() + ": the file has no header line");
        splitter.expectColumns(m_names.size());
        findTypes(header.offset + header.length, splitter, control);
    }

protected:
    std::shared_ptr<arrow::RecordBatch> parse(const Block& block, std::string bytes) const override
    {
        auto options = arrow::csv::ConvertOptions::Defaults();
        for (const auto& field : m_schema->fields())
            options.column_types[field->name()] = field->type();
        const auto table = read(block, std::move(bytes), std::move(options));
        return take(table->CombineChunksToBatch(), place(block.firstLine));
    }

private:
    /// The kinds of all columns that are not known to be strings.
    std::vector<ColumnFinding> find(const Block& block, std::string bytes,
                                    std::vector<ColumnFinding> known) const
    {
        auto options = arrow::csv::ConvertOptions::Defaults();
        std::vector<std::size_t> wanted;
        for (std::size_t i = 0; i < known.size(); ++i) {
            if (known[i].kind == ColumnFinding::String) continue;
            wanted.push_back(i);
            options.include_columns.push_back(m_names[i]);
        }
        std::vector<ColumnFinding> found(known.size());
        if (wanted.empty()) return found;
        const auto table = read(block, std::move(bytes), std::move(options));
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const auto& column = *table->column(int(i));
            ColumnFinding& finding = found[wanted[i]];
            finding.hasMissing = column.null_count() > 0;
            switch (column.type()->id()) {
            case arrow::Type::NA:
                finding.kind = ColumnFinding::Nothing;
                break;
            case arrow::Type::INT64:
                finding.kind = ColumnFinding::Integer;
                break;
            case arrow::Type::DOUBLE:
                finding.kind = ColumnFinding::Real;
                break;
            case arrow::Type::BOOL:
                finding.kind = ColumnFinding::Boolean;
                break;
            default:
                finding.kind = ColumnFinding::String; // dates and times stay as they are written
            }
        }
        return found;
    }

    void findTypes(std::uint64_t offset, CsvSplitter& splitter, core::RunControl& control)
    {
        std::vector<ColumnFinding> findings(m_names.size());
        Ordered<std::vector<ColumnFinding>> work([&](const std::vector<ColumnFinding>& found) {
            for (std::size_t i = 0; i < found.size(); ++i)
                findings[i].merge(found[i]);
        });
        forEachBlock(*m_file, offset, splitter, control, [&](const Block& block, std::string bytes) {
            addBlock(block);
            work.add([this, block, bytes = std::move(bytes), known = findings]() mutable {
                return find(block, std::move(bytes), std::move(known));
            });
        });
        work.finish();
        std::vector<std::shared_ptr<arrow::Field>> schema;
        for (std::size_t i = 0; i < m_names.size(); ++i)
            schema.push_back(arrow::field(m_names[i], findings[i].type()));
        m_schema = arrow::schema(std::move(schema));
    }

    std::shared_ptr<arrow::Table> read(const Block& block, std::string bytes,
                                       arrow::csv::ConvertOptions convert) const
    {
        convert.null_values = missing;
        convert.true_values = {"True", "TRUE", "true"};
        convert.false_values = {"False", "FALSE", "false"};
        convert.strings_can_be_null = true;
        convert.quoted_strings_can_be_null = true;
        convert.check_utf8 = false; // the block was checked
        auto readOptions = arrow::csv::ReadOptions::Defaults();
        readOptions.use_threads = false;
        readOptions.block_size = std::int32_t(std::min<std::size_t>(bytes.size() + 1, INT32_MAX));
        readOptions.column_names = m_names;
        auto parseOptions = arrow::csv::ParseOptions::Defaults();
        parseOptions.delimiter = m_delimiter;
        parseOptions.newlines_in_values = true;
        const std::string where = place(block.firstLine);
        const auto input =
            std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(std::move(bytes)));
        const auto reader = take(arrow::csv::TableReader::Make(arrow::io::default_io_context(), input,
                                                               readOptions, parseOptions, convert),
                                 where);
        return take(reader->Read(), where);
    }

    const char m_delimiter;
    std::vector<std::string> m_names;
};

} // namespace

std::unique_ptr<Source> openCsv(std::shared_ptr<const RawFile> file, char delimiter,
                                core::RunControl& control)
{
    return std::make_unique<CsvSource>(std::move(file), delimiter, control);
}

} // namespace vitrine::datasets
