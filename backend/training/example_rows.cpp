// SPDX-License-Identifier: Apache-2.0
#include "backend/training/example_rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vitrine::training {
namespace {

using core::ErrorCode;
using core::Exception;
using datasets::Dataset;

/// Rows read at a time, and encoded by all threads together.
constexpr std::int64_t rowsAtOnce = 512;

} // namespace

std::optional<std::size_t> columnOf(const Dataset& dataset, const TrainJob& job, std::string_view role)
{
    if (const auto name = job.dataset.column(role); !name.empty()) return dataset.columnIndex(name);
    const auto& columns = dataset.columns();
    const auto& known = *std::ranges::find(kindOf(job.task).columns, role, &ColumnRole::role);
    for (const auto name : known.usualNames)
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].name == name) return i;
    if (known.isOptional) return std::nullopt;
    std::string names;
    for (const auto& column : columns)
        names += (names.empty() ? "" : ", ") + column.name;
    throw Exception(ErrorCode::InvalidArgument, dataset.name() + ": no column looks like the " +
                                                    std::string(role) + " (columns: " + names +
                                                    "); name one in dataset.columns." + std::string(role));
}

Cell::Cell(const Dataset& dataset, std::int64_t row, std::size_t column, const core::OrderedJson& json)
    : m_dataset(&dataset), m_row(row), m_column(column), m_value(&json.at(dataset.columns()[column].name))
{
}

void Cell::fail(const std::string& what) const
{
    throw Exception(ErrorCode::InvalidArgument, m_dataset->name() + ": row " + std::to_string(m_row) +
                                                    ", \"" + m_dataset->columns()[m_column].name +
                                                    "\": " + what);
}

bool Cell::isNull() const
{
    return m_value->is_null();
}

std::string Cell::text() const
{
    if (isNull()) return {};
    return m_value->is_string() ? m_value->get<std::string>() : m_value->dump();
}

std::vector<std::string> Cell::texts() const
{
    if (!m_value->is_array()) fail("expected an array of texts");
    std::vector<std::string> texts;
    for (const auto& each : *m_value)
        texts.push_back(each.is_string() ? each.get<std::string>() : each.is_null() ? "" : each.dump());
    return texts;
}

void encodeRows(
    const EncodedFile& file, const EncodeContext& context, const tokenizers::EncodeOptions& options,
    const std::function<std::vector<tokenizers::EncodeInput>(std::int64_t, const core::OrderedJson&)>& inputs,
    const std::function<void(std::int64_t, std::vector<tokenizers::Encoding>)>& receive)
{
    const auto rows = file.dataset.rowCount();
    for (std::int64_t first = 0; first < rows; first += rowsAtOnce) {
        context.control.checkpoint();
        context.control.progress({double(first) / double(rows), "encoding texts", -1});
        std::vector<tokenizers::EncodeInput> all;
        std::vector<std::size_t> counts;
        file.dataset.forEachRow(first, rowsAtOnce, [&](const core::OrderedJson& cells) {
            auto some = inputs(first + std::int64_t(counts.size()), cells);
            counts.push_back(some.size());
            std::ranges::move(some, std::back_inserter(all));
        });
        auto encodings = context.tokenizer.encodeBatch(all, options, 0);
        auto next = encodings.begin();
        for (std::size_t i = 0; i < counts.size(); ++i) {
            std::vector<tokenizers::Encoding> ofRow(
                std::make_move_iterator(next), std::make_move_iterator(next + std::ptrdiff_t(counts[i])));
            next += std::ptrdiff_t(counts[i]);
            receive(first + std::int64_t(i), std::move(ofRow));
        }
    }
}

tokenizers::EncodeOptions encodeOptions(const EncodeContext& context)
{
    tokenizers::EncodeOptions options;
    if (context.job.preprocessing.truncation)
        options.truncation = tokenizers::TruncationParams{std::size_t(context.maxLength)};
    return options;
}

void appendSequence(EncodedFile& file, const EncodeContext& context, std::int64_t row,
                    const tokenizers::Encoding& encoding)
{
    const auto length = std::int64_t(encoding.size());
    if (length > context.maxLength)
        throw Exception(ErrorCode::InvalidArgument,
                        file.dataset.name() + ": row " + std::to_string(row) + " has " +
                            std::to_string(length) + " tokens, the model takes " +
                            std::to_string(context.maxLength) + "; set preprocessing.truncation to true");
    if (length == 0)
        throw Exception(ErrorCode::InvalidArgument,
                        file.dataset.name() + ": row " + std::to_string(row) + " makes no tokens at all");
    // As the pipelines have it: a class of tokenizers that gives no types leaves them to the model, but for
    // questions, whose pipeline is that of Transformers 4.
    const bool hasTypes =
        context.tokenizer.info().givesTokenTypes || context.job.task == JobTask::QuestionAnswering;
    file.tokens.append(encoding.ids,
                       hasTypes ? encoding.typeIds : std::vector<std::uint32_t>(encoding.ids.size(), 0U));
    file.longest = std::max(file.longest, length);
}

void appendTargets(EncodedFile& file, const std::vector<std::int64_t>& targets)
{
    std::vector<std::uint32_t> stored;
    for (const auto target : targets)
        stored.push_back(std::uint32_t(std::int32_t(target)));
    file.targets.append(stored, std::vector<std::uint32_t>(stored.size()));
}

std::vector<std::int64_t> joinIntoBlocks(const EncodedFile& file, const std::vector<std::int64_t>& examples,
                                         std::int64_t blockSize, TokenTable& blocks)
{
    std::vector<std::int64_t> numbers;
    std::vector<std::uint32_t> ids, types;
    for (const auto example : examples) {
        const auto row = file.tokens.row(example);
        ids.insert(ids.end(), row.ids.begin(), row.ids.end());
        types.insert(types.end(), row.types.begin(), row.types.end());
        std::size_t taken = 0;
        for (; ids.size() - taken >= std::size_t(blockSize); taken += std::size_t(blockSize)) {
            numbers.push_back(blocks.size());
            blocks.append(std::span(ids).subspan(taken, std::size_t(blockSize)),
                          std::span(types).subspan(taken, std::size_t(blockSize)));
        }
        ids.erase(ids.begin(), ids.begin() + std::ptrdiff_t(taken));
        types.erase(types.begin(), types.begin() + std::ptrdiff_t(taken));
    }
    return numbers;
}

} // namespace vitrine::training
