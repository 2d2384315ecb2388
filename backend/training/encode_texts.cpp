// SPDX-License-Identifier: Apache-2.0
#include "backend/training/example_rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace vitrine::training {
namespace {

using core::ErrorCode;
using core::Exception;
using tokenizers::EncodeInput;

bool isBlank(const std::string& text)
{
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

void requireText(const EncodedFile& file)
{
    if (file.emptyRows > 0 && file.emptyRows == file.dataset.rowCount())
        throw Exception(ErrorCode::InvalidArgument,
                        file.dataset.name() + ": every \"" +
                            file.dataset.columns()[file.textColumns.front()].name +
                            "\" is empty; choose another text column");
}

std::int64_t wholeNumber(const Cell& cell, std::int64_t limit, const char* expected)
{
    const auto& value = cell.json();
    const auto number = value.is_number_integer() ? value.get<std::int64_t>() : -1;
    if (number < 0 || number >= limit)
        cell.fail(std::string("is ") + value.dump() + ", expected " + expected);
    return number;
}

} // namespace

void encodeTexts(EncodedFile& file, const EncodeContext& context)
{
    encodeRows(
        file, context, encodeOptions(context),
        [&](std::int64_t row, const core::OrderedJson& cells) -> std::vector<EncodeInput> {
            std::vector<std::string> texts;
            for (const auto column : file.textColumns)
                texts.push_back(Cell(file.dataset, row, column, cells).text());
            file.emptyRows += std::ranges::all_of(texts, isBlank);
            return {texts.size() > 1 ? EncodeInput::pair(texts[0], texts[1]) : EncodeInput::text(texts[0])};
        },
        [&](std::int64_t row, std::vector<tokenizers::Encoding> encodings) {
            appendSequence(file, context, row, encodings.front());
            file.truncatedRows += !encodings.front().overflowing.empty();
        });
    requireText(file);
}

void encodeRanking(EncodedFile& file, const EncodeContext& context)
{
    const auto query = *columnOf(file.dataset, context.job, "query"),
               document = *columnOf(file.dataset, context.job, "document"),
               label = *columnOf(file.dataset, context.job, "label");
    file.textColumns = {query, document};
    encodeRows(
        file, context, encodeOptions(context),
        [&](std::int64_t row, const core::OrderedJson& cells) -> std::vector<EncodeInput> {
            const Cell answer(file.dataset, row, label, cells);
            const auto& value = answer.json();
            const double relevance = value.is_boolean()  ? double(value.get<bool>())
                                     : value.is_number() ? value.get<double>()
                                                         : -1;
            if (!(relevance >= 0 && relevance <= 1)) answer.fail("expected a relevance from 0 to 1");
            file.values.push_back(float(relevance));
            return {EncodeInput::pair(Cell(file.dataset, row, query, cells).text(),
                                      Cell(file.dataset, row, document, cells).text())};
        },
        [&](std::int64_t row, std::vector<tokenizers::Encoding> encodings) {
            appendSequence(file, context, row, encodings.front());
            file.truncatedRows += !encodings.front().overflowing.empty();
        });
}

void encodeChoices(EncodedFile& file, const EncodeContext& context)
{
    const auto prompt = *columnOf(file.dataset, context.job, "prompt"),
               choices = *columnOf(file.dataset, context.job, "choices"),
               label = *columnOf(file.dataset, context.job, "label");
    file.textColumns = {prompt, choices};
    file.firstSequence.push_back(0);
    encodeRows(
        file, context, encodeOptions(context),
        [&](std::int64_t row, const core::OrderedJson& cells) {
            const auto text = Cell(file.dataset, row, prompt, cells).text();
            const Cell offered(file.dataset, row, choices, cells);
            const auto endings = offered.texts();
            if (endings.size() < 2) offered.fail("expected two choices at least");
            file.labels.push_back(wholeNumber(Cell(file.dataset, row, label, cells),
                                              std::int64_t(endings.size()),
                                              "the number of a choice, from 0"));
            std::vector<EncodeInput> inputs;
            for (const auto& ending : endings)
                inputs.push_back(EncodeInput::pair(text, ending));
            return inputs;
        },
        [&](std::int64_t row, std::vector<tokenizers::Encoding> encodings) {
            bool isCut = false;
            for (const auto& encoding : encodings) {
                appendSequence(file, context, row, encoding);
                isCut = isCut || !encoding.overflowing.empty();
            }
            file.truncatedRows += isCut;
            file.firstSequence.push_back(file.tokens.size());
        });
}

void encodeLanguage(EncodedFile& file, const EncodeContext& context)
{
    file.textColumns = {*columnOf(file.dataset, context.job, "text")};
    auto longer = context;
    auto options = encodeOptions(context);
    if (context.job.preprocessing.blockSize > 0) {
        options.truncation.reset();
        longer.maxLength = std::numeric_limits<std::int64_t>::max();
    }
    encodeRows(
        file, context, options,
        [&](std::int64_t row, const core::OrderedJson& cells) -> std::vector<EncodeInput> {
            auto text = Cell(file.dataset, row, file.textColumns.front(), cells).text();
            file.emptyRows += isBlank(text);
            return {EncodeInput::text(std::move(text))};
        },
        [&](std::int64_t row, std::vector<tokenizers::Encoding> encodings) {
            auto& encoding = encodings.front();
            // A language model has nothing to learn of an empty line, and it is no error to have one.
            if (encoding.size() == 0) {
                file.tokens.append({}, {});
                return;
            }
            appendSequence(file, longer, row, encoding);
            file.truncatedRows += !encoding.overflowing.empty();
        });
    requireText(file);
}

void encodePairsOfTexts(EncodedFile& file, const EncodeContext& context)
{
    const auto source = *columnOf(file.dataset, context.job, "text"),
               target = *columnOf(file.dataset, context.job, "target");
    file.textColumns = {source};
    const auto& preprocessing = context.job.preprocessing;
    const auto limit = preprocessing.maxTargetLength > 0 ? preprocessing.maxTargetLength : context.maxLength;
    encodeRows(
        file, context, encodeOptions(context),
        [&](std::int64_t row, const core::OrderedJson& cells) -> std::vector<EncodeInput> {
            auto text = Cell(file.dataset, row, source, cells).text();
            file.emptyRows += isBlank(text);
            return {EncodeInput::text(preprocessing.prefix + text)};
        },
        [&](std::int64_t row, std::vector<tokenizers::Encoding> encodings) {
            appendSequence(file, context, row, encodings.front());
            file.truncatedRows += !encodings.front().overflowing.empty();
        });
    requireText(file);
    auto options = encodeOptions(context);
    if (options.truncation) options.truncation->maxLength = std::size_t(limit);
    encodeRows(
        file, context, options,
        [&](std::int64_t row, const core::OrderedJson& cells) -> std::vector<EncodeInput> {
            return {EncodeInput::text(Cell(file.dataset, row, target, cells).text())};
        },
        [&](std::int64_t row, std::vector<tokenizers::Encoding> encodings) {
            const auto& ids = encodings.front().ids;
            if (std::int64_t(ids.size()) > limit || ids.empty())
                throw Exception(ErrorCode::InvalidArgument,
                                file.dataset.name() + ": row " + std::to_string(row) + " has a target of " +
                                    std::to_string(ids.size()) + " tokens, expected 1 to " +
                                    std::to_string(limit));
            appendTargets(file, {ids.begin(), ids.end()});
        });
}

} // namespace vitrine::training
