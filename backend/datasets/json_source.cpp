// SPDX-License-Identifier: Apache-2.0
// JSON Lines, an array of objects, an object whose field `data` (or another) holds such an array, or objects
// one after another. Our own search for the ends of rows, Arrow's reader for types and values.
#include "backend/core/result.h"
#include "backend/datasets/arrow_status.h"
#include "backend/datasets/blocks.h"
#include "backend/datasets/json_splitter.h"
#include "backend/datasets/ordered.h"

#include <arrow/buffer.h>
#include <arrow/io/memory.h>
#include <arrow/json/api.h>
#include <arrow/record_batch.h>
#include <arrow/table.h>
#include <arrow/type.h>

#include <map>
#include <optional>
#include <regex>

namespace vitrine::datasets {
namespace {

using core::ErrorCode;
using core::Exception;
using TypePointer = std::shared_ptr<arrow::DataType>;

/// The type that holds the values of both, or null when there is none.
TypePointer commonType(const TypePointer& a, const TypePointer& b);

std::optional<arrow::FieldVector> commonFields(const arrow::FieldVector& a, const arrow::FieldVector& b)
{
    arrow::FieldVector result = a;
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < a.size(); ++i)
        places[a[i]->name()] = i;
    for (const auto& field : b) {
        const auto found = places.find(field->name());
        if (found == places.end()) {
            result.push_back(field);
            continue;
        }
        const TypePointer type = commonType(result[found->second]->type(), field->type());
        if (!type) return std::nullopt;
        result[found->second] = field->WithType(type);
    }
    return result;
}

TypePointer commonType(const TypePointer& a, const TypePointer& b)
{
    if (a->Equals(*b)) return a;
    using arrow::Type;
    const auto are = [&](Type::type x, Type::type y) {
        return (a->id() == x && b->id() == y) || (a->id() == y && b->id() == x);
    };
    if (a->id() == Type::NA) return b;
    if (b->id() == Type::NA) return a;
    if (are(Type::INT64, Type::DOUBLE)) return arrow::float64();
    if (are(Type::TIMESTAMP, Type::STRING)) return arrow::utf8();
    if (are(Type::LIST, Type::LIST)) {
        const TypePointer item = commonType(a->field(0)->type(), b->field(0)->type());
        return item ? arrow::list(item) : nullptr;
    }
    if (are(Type::STRUCT, Type::STRUCT)) {
        const auto fields = commonFields(a->fields(), b->fields());
        return fields ? arrow::struct_(*fields) : nullptr;
    }
    return nullptr;
}

/// Where the rows of a `.json` file are.
struct Layout
{
    enum Kind { Lines, Values, Array } kind = Lines;
    std::uint64_t offset = 0; ///< of the first byte of the first row or of the white space before it
    std::int64_t line = 1;
};

class JsonSource final : public BlockSource
{
public:
    JsonSource(std::shared_ptr<const RawFile> file, const JsonSettings& settings, core::RunControl& control)
        : BlockSource(std::move(file))
    {
        m_layout.offset = byteOrderMark(*m_file);
        if (!settings.lines) findLayout(settings.field, control);
        findTypes(control);
    }

protected:
    std::shared_ptr<arrow::RecordBatch> parse(const Block& block, std::string bytes) const override
    {
        const auto table = read(block, std::move(bytes), m_schema);
        return take(table->CombineChunksToBatch(), place(block.firstLine));
    }

private:
    /// Walks over the first value: its kind, whether another follows, where its wanted field is.
    void findLayout(const std::string& wanted, core::RunControl& control);

    void findTypes(core::RunControl& control)
    {
        JsonLineSplitter lineSplitter;
        JsonValueSplitter valueSplitter(m_file->name(), m_layout.kind == Layout::Array, m_layout.line);
        Splitter& splitter =
            m_layout.kind == Layout::Lines ? static_cast<Splitter&>(lineSplitter) : valueSplitter;
        std::shared_ptr<arrow::Schema> known;
        struct Finding
        {
            Block block;
            std::shared_ptr<arrow::Schema> schema;
        };
        Ordered<Finding> work([&](const Finding& finding) {
            if (!known) {
                known = finding.schema;
                return;
            }
            if (const auto fields = commonFields(known->fields(), finding.schema->fields())) {
                known = arrow::schema(*fields);
                return;
            }
            // Reading the block with what is known fails at the row that differs, and says which.
            read(finding.block, m_file->read(finding.block.offset, finding.block.length), known);
            throw Exception(ErrorCode::InvalidFormat,
                            place(finding.block.firstLine) +
                                "from here on a column has other types than before");
        });
        forEachBlock(*m_file, m_layout.offset, splitter, control, [&](const Block& block, std::string bytes) {
            if (block.firstRow == 0) m_wrapped = !isObject(bytes);
            addBlock(block);
            work.add([this, block, bytes = std::move(bytes)]() mutable {
                return Finding{block, read(block, std::move(bytes), nullptr)->schema()};
            });
        });
        work.finish();
        if (m_layout.kind == Layout::Array)
            requireNothingAfter(m_layout.offset + valueSplitter.closedAt() + 1);
        if (!known) throw Exception(ErrorCode::InvalidFormat, m_file->name() + ": the file has no rows");
        m_schema = known;
    }

    /// After the array of a whole-file array only white space may come. (Of an object, the rest was walked
    /// over.)
    void requireNothingAfter(std::uint64_t offset) const
    {
        if (m_inObject) return;
        char bytes[4096];
        while (const std::size_t count = m_file->read(offset, bytes, sizeof bytes)) {
            const std::size_t other = std::string_view(bytes, count).find_first_not_of(" \t\r\n");
            if (other != std::string_view::npos)
                throw Exception(ErrorCode::InvalidFormat, m_file->name() + ": byte " +
                                                              std::to_string(offset + other) +
                                                              ": something follows the end of the array");
            offset += count;
        }
    }

    static bool isObject(std::string_view bytes)
    {
        const std::size_t first = bytes.find_first_not_of(" \t\r\n,");
        return first != std::string_view::npos && bytes[first] == '{';
    }

    /// The rows of a block with a line break after each; rows that are no objects become {"text": row}.
    std::string normalized(std::string bytes) const
    {
        if (m_layout.kind == Layout::Lines && !m_wrapped) return bytes;
        std::string result;
        result.reserve(bytes.size() + bytes.size() / 8);
        forEachRow(bytes, [&](std::size_t begin, std::size_t end) {
            const std::size_t first = bytes.find_first_not_of(" \t\r\n,", begin);
            if (m_wrapped) result += "{\"text\":";
            result.append(bytes, first, end - first);
            result += m_wrapped ? "}\n" : "\n";
        });
        return result;
    }

    void forEachRow(const std::string& bytes, const std::function<void(std::size_t, std::size_t)>& row) const
    {
        std::size_t begin = 0;
        const auto recordEnd = [&](std::size_t end) {
            row(begin, end);
            begin = end;
        };
        JsonLineSplitter lines;
        JsonValueSplitter values(m_file->name(), m_layout.kind == Layout::Array, 1);
        values.trustCommas();
        Splitter& splitter = m_layout.kind == Layout::Lines ? static_cast<Splitter&>(lines) : values;
        splitter.feed(bytes, recordEnd);
        // The last row of a block may end with the block, where only the end of the file says so.
        if (begin < bytes.size() && bytes.find_first_not_of(" \t\r\n,", begin) != std::string::npos)
            row(begin, bytes.size());
    }

    /// The line on which row `number` (from 0) of a block begins.
    std::int64_t lineOf(const Block& block, const std::string& bytes, std::int64_t number) const
    {
        std::int64_t line = block.firstLine, row = 0;
        forEachRow(bytes, [&](std::size_t begin, std::size_t) {
            if (row++ == number)
                line = block.firstLine + countLines(bytes, bytes.find_first_not_of(" \t\r\n,", begin));
        });
        return line;
    }

    std::shared_ptr<arrow::Table> read(const Block& block, std::string bytes,
                                       const std::shared_ptr<arrow::Schema>& schema) const
    {
        std::string rows = normalized(bytes);
        auto readOptions = arrow::json::ReadOptions::Defaults();
        readOptions.use_threads = false;
        readOptions.block_size = std::int32_t(std::min<std::size_t>(rows.size() + 1, INT32_MAX));
        auto parseOptions = arrow::json::ParseOptions::Defaults();
        parseOptions.explicit_schema = schema;
        parseOptions.newlines_in_values = false;
        const auto input =
            std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(std::move(rows)));
        const auto reader = take(
            arrow::json::TableReader::Make(arrow::default_memory_pool(), input, readOptions, parseOptions),
            m_file->name());
        const auto table = reader->Read();
        if (table.ok()) return *table;
        // "JSON parse error: Column(/a) changed from number to string in row 2"
        std::string message = firstLine(table.status());
        std::smatch match;
        std::int64_t line = block.firstLine;
        if (std::regex_search(message, match, std::regex(" in row ([0-9]{1,15})$"))) {
            line = lineOf(block, bytes, std::stoll(match[1]));
            message = match.prefix();
        }
        if (message.rfind("JSON parse error: ", 0) == 0) message.erase(0, 18);
        throw Exception(ErrorCode::InvalidFormat, place(line) + message);
    }

    Layout m_layout;
    bool m_wrapped = false, m_inObject = false;
};

/// A walk over one JSON value of any size, remembering no more than the key at depth 1.
void JsonSource::findLayout(const std::string& wantedField, core::RunControl& control)
{
    const std::string wanted = wantedField.empty() ? "data" : wantedField;
    std::uint64_t offset = m_layout.offset;
    int depth = 0;
    bool inString = false, escaped = false, isKey = false, keyMatches = false, first = true, ended = false;
    std::string key;
    std::int64_t line = 1;
    std::optional<Layout> field;
    std::vector<char> buffer(1 << 18);
    while (const std::size_t count = m_file->read(offset, buffer.data(), buffer.size())) {
        control.checkpoint();
        for (std::size_t i = 0; i < count; ++i) {
            const char c = buffer[i];
            line += c == '\n';
            if (inString) {
                if (!escaped && c == '"') {
                    inString = false;
                    keyMatches = isKey && key == wanted;
                } else if (isKey && key.size() <= wanted.size()) {
                    key += c;
                }
                escaped = !escaped && c == '\\';
                continue;
            }
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
            if (ended) { // a second value: they stand one after another
                if (!wantedField.empty())
                    throw Exception(ErrorCode::InvalidFormat,
                                    m_file->name() + ": has several values, so there is no field \"" +
                                        wanted + "\" with the rows");
                m_layout.kind = Layout::Values;
                return;
            }
            if (first) {
                first = false;
                if (c == '[' && wantedField.empty()) {
                    m_layout = {Layout::Array, offset + i + 1, line};
                    return;
                }
                if (c != '{') {
                    if (!wantedField.empty())
                        throw Exception(ErrorCode::InvalidFormat,
                                        m_file->name() + ": is no object, so there is no field \"" + wanted +
                                            "\" with the rows");
                    m_layout.kind = Layout::Values;
                    return;
                }
                isKey = true;
                depth = 1;
                continue;
            }
            switch (c) {
            case '"':
                inString = true;
                escaped = false;
                key.clear();
                break;
            case ':':
                if (depth == 1) isKey = false;
                break;
            case ',':
                if (depth == 1) {
                    isKey = true;
                    keyMatches = false;
                }
                break;
            case '[':
                if (depth == 1 && keyMatches && !field) field = Layout{Layout::Array, offset + i + 1, line};
                [[fallthrough]];
            case '{':
                ++depth;
                isKey = false;
                break;
            case '}':
            case ']':
                if (--depth == 0) ended = true;
                break;
            default:
                break;
            }
        }
        offset += count;
    }
    if (first) throw Exception(ErrorCode::InvalidFormat, m_file->name() + ": the file is empty");
    if (!ended)
        throw Exception(ErrorCode::InvalidFormat,
                        m_file->name() + ": line " + std::to_string(line) +
                            ": the file ends inside the value that begins on line 1");
    if (field) {
        m_layout = *field;
        m_inObject = true;
    } else if (!wantedField.empty()) {
        throw Exception(ErrorCode::InvalidFormat,
                        m_file->name() + ": has no field \"" + wanted + "\" that is an array");
    } else {
        m_layout.kind = Layout::Values; // one row
    }
}

} // namespace

std::unique_ptr<Source> openJson(std::shared_ptr<const RawFile> file, const JsonSettings& settings,
                                 core::RunControl& control)
{
    return std::make_unique<JsonSource>(std::move(file), settings, control);
}

} // namespace vitrine::datasets
