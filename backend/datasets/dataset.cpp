// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/dataset.h"

#include "backend/core/json_access.h"
#include "backend/datasets/cells.h"
#include "backend/datasets/raw_file.h"
#include "backend/datasets/source.h"
#include "backend/datasets/type_names.h"

#include <arrow/array.h>
#include <arrow/record_batch.h>
#include <arrow/type.h>
#include <arrow/type_traits.h>

#include <algorithm>

namespace vitrine::datasets {

using core::ErrorCode;
using core::Exception;

struct Dataset::Facts
{
    std::string name;
    std::uint64_t bytes = 0;
    std::vector<Column> columns;
};

namespace {

Column::Kind kindOf(const arrow::DataType& type)
{
    using arrow::Type;
    if (type.id() == Type::DICTIONARY)
        return kindOf(*static_cast<const arrow::DictionaryType&>(type).value_type());
    if (arrow::is_integer(type.id())) return Column::Kind::Integer;
    if (arrow::is_floating(type.id())) return Column::Kind::Real;
    if (type.id() == Type::BOOL) return Column::Kind::Boolean;
    if (arrow::is_string(type.id()) || type.id() == Type::STRING_VIEW) return Column::Kind::Text;
    return Column::Kind::Other;
}

std::vector<Column> describeColumns(const arrow::Schema& schema)
{
    const auto notes = columnNotes(schema);
    std::vector<Column> columns;
    for (const auto& field : schema.fields()) {
        Column column{field->name(), typeName(*field->type()), kindOf(*field->type()), {}};
        for (const ColumnNote& note : notes) {
            if (note.name != column.name) continue;
            if (!note.type.empty()) column.type = note.type;
            column.labelNames = note.labelNames;
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

std::unique_ptr<Source> openFile(const std::filesystem::path& path, const OpenOptions& options,
                                 std::uint64_t& bytes, core::RunControl& control)
{
    const FileKind kind = options.format ? FileKind{*options.format, compressionOf(path)} : fileKind(path);
    std::error_code ignored;
    if (const auto size = std::filesystem::file_size(path, ignored); !ignored) bytes += size;
    const auto file = std::make_shared<const RawFile>(path, kind.compression, control);
    switch (kind.format) {
    case Format::Csv:
        return openCsv(file, options.delimiter ? options.delimiter : ',', control);
    case Format::Tsv:
        return openCsv(file, options.delimiter ? options.delimiter : '\t', control);
    case Format::Text:
        return openText(file, control);
    case Format::Json:
        return openJson(file, {false, options.field}, control);
    case Format::JsonLines:
        return openJson(file, {true, {}}, control);
    case Format::Parquet:
        return openParquet(file);
    case Format::Arrow:
        return openArrow(file, control);
    case Format::SavedFolder:
        break;
    }
    throw Exception(ErrorCode::Unsupported, path.string() + ": not a folder");
}

/// What `Dataset.save_to_disk` or `DatasetDict.save_to_disk` made.
std::unique_ptr<Source> openSaved(std::filesystem::path folder, const OpenOptions& options,
                                  std::uint64_t& bytes, core::RunControl& control)
{
    if (const auto list = folder / "dataset_dict.json"; std::filesystem::exists(list)) {
        const auto splits =
            core::JsonObject(core::readJsonFile(list), list.string()).get<std::vector<std::string>>("splits");
        const std::string wanted =
            options.split.empty() && splits.size() == 1 ? splits.front() : options.split;
        if (std::find(splits.begin(), splits.end(), wanted) == splits.end()) {
            std::string names;
            for (const auto& split : splits)
                names += (names.empty() ? "" : ", ") + split;
            throw Exception(ErrorCode::InvalidArgument, folder.string() + ": has the splits " + names +
                                                            "; open one of their folders, or name one");
        }
        folder /= wanted;
    }
    const auto state = folder / "state.json";
    if (!std::filesystem::exists(state))
        throw Exception(ErrorCode::NotFound, folder.string() +
                                                 ": a folder without state.json; Dataset.save_to_disk makes "
                                                 "such folders, for other files name the file");
    const core::Json json = core::readJsonFile(state);
    const core::JsonObject object(json, state.string());
    const core::Json& files = object.at("_data_files");
    if (!files.is_array() || files.empty())
        throw Exception(ErrorCode::InvalidFormat, state.string() + ": \"_data_files\" names no file");
    std::vector<std::unique_ptr<Source>> parts;
    for (const core::Json& file : files) {
        const std::filesystem::path name =
            core::JsonObject(file, state.string() + ": _data_files").get<std::string>("filename");
        if (name.has_parent_path() || name == ".." || name.empty())
            throw Exception(ErrorCode::InvalidFormat,
                            state.string() + ": \"" + name.string() + "\" is no plain file name");
        OpenOptions partOptions;
        partOptions.format = Format::Arrow;
        parts.push_back(openFile(folder / name, partOptions, bytes, control));
    }
    return concatenate(std::move(parts), folder.string());
}

} // namespace

core::Result<Dataset> Dataset::open(const std::filesystem::path& path, const OpenOptions& options,
                                    core::RunControl& control)
{
    return core::capture([&] {
        const std::filesystem::path place = path;
        if (!std::filesystem::exists(place))
            throw Exception(ErrorCode::NotFound, path.string() + ": there is no such file");
        auto facts = std::make_shared<Facts>();
        facts->name = path.string();
        Dataset dataset;
        dataset.m_source = std::filesystem::is_directory(place)
                               ? openSaved(place, options, facts->bytes, control)
                               : openFile(place, options, facts->bytes, control);
        facts->columns = describeColumns(*dataset.m_source->schema());
        dataset.m_facts = std::move(facts);
        return dataset;
    });
}

std::int64_t Dataset::rowCount() const
{
    return m_source->rowCount();
}

std::uint64_t Dataset::byteCount() const
{
    return m_facts->bytes;
}

const std::vector<Column>& Dataset::columns() const
{
    return m_facts->columns;
}

const std::string& Dataset::name() const
{
    return m_facts->name;
}

std::size_t Dataset::columnIndex(std::string_view name) const
{
    std::string names;
    for (std::size_t i = 0; i < columns().size(); ++i) {
        if (columns()[i].name == name) return i;
        names += (i == 0 ? "" : ", ") + columns()[i].name;
    }
    throw Exception(ErrorCode::NotFound, m_facts->name + ": there is no column \"" + std::string(name) +
                                             "\"; the columns are " + names);
}

void Dataset::forEachRow(std::int64_t first, std::int64_t count,
                         const std::function<void(core::OrderedJson)>& receive) const
{
    first = std::max<std::int64_t>(first, 0);
    if (first >= rowCount() || count <= 0) return;
    const std::int64_t end = count > rowCount() - first ? rowCount() : first + count;
    std::string text;
    for (std::size_t index = m_source->batchOf(first); index < m_source->batchCount(); ++index) {
        const std::int64_t start = m_source->starts()[index];
        if (start >= end) return;
        const auto batch = m_source->batch(index);
        for (std::int64_t row = std::max(first, start); row < std::min(end, m_source->starts()[index + 1]);
             ++row) {
            core::OrderedJson object = core::OrderedJson::object();
            for (int column = 0; column < batch->num_columns(); ++column) {
                text.clear();
                appendJson(text, *batch->column(column), row - start);
                object[columns()[std::size_t(column)].name] = core::OrderedJson::parse(text);
            }
            receive(std::move(object));
        }
    }
}

bool Dataset::isMapped() const
{
    return m_source->isMapped();
}

Dataset Dataset::mapped(core::RunControl& control) const
{
    if (isMapped()) return *this;
    Dataset result = *this;
    result.m_source = mapAside(*m_source, m_facts->name, control);
    return result;
}

void Dataset::forEachText(std::size_t column, std::size_t batchSize,
                          const std::function<void(std::span<const std::string>)>& receive,
                          core::RunControl& control) const
{
    std::vector<std::string> texts;
    for (std::size_t index = 0; index < m_source->batchCount(); ++index) {
        control.checkpoint();
        const auto cells = m_source->batch(index)->column(int(column));
        for (std::int64_t row = 0; row < cells->length(); ++row) {
            appendText(texts.emplace_back(), *cells, row);
            if (texts.size() < batchSize) continue;
            receive(texts);
            texts.clear();
        }
    }
    if (!texts.empty()) receive(texts);
}

std::vector<std::string> Dataset::texts(std::size_t column, std::span<const std::int64_t> rows) const
{
    std::vector<std::string> result;
    std::shared_ptr<arrow::RecordBatch> batch;
    std::size_t current = 0;
    for (const std::int64_t row : rows) {
        const std::size_t index = m_source->batchOf(row);
        if (!batch || index != current) batch = m_source->batch(current = index);
        appendText(result.emplace_back(), *batch->column(int(column)), row - m_source->starts()[index]);
    }
    return result;
}

bool Dataset::isNull(std::size_t column, std::int64_t row) const
{
    const std::size_t index = m_source->batchOf(row);
    return m_source->batch(index)->column(int(column))->IsNull(row - m_source->starts()[index]);
}

} // namespace vitrine::datasets
