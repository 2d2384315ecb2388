// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/core/result.h"
#include "backend/training/examples.h"

#include <functional>

namespace vitrine::training {

/// What making examples needs to know.
struct EncodeContext
{
    const TrainJob& job;
    const tokenizers::Tokenizer& tokenizer;
    std::int64_t maxLength; ///< tokens
    core::RunControl& control;
};

/// The column of a role of the job's task: as the job names it, else by its usual names. Throws
/// InvalidArgument that says what to name; nothing for an optional one that is not there.
std::optional<std::size_t> columnOf(const datasets::Dataset& dataset, const TrainJob& job,
                                    std::string_view role);

/// A row's cell, with errors that name row and column.
class Cell
{
public:
    Cell(const datasets::Dataset& dataset, std::int64_t row, std::size_t column,
         const core::OrderedJson& json);

    const core::OrderedJson& json() const { return *m_value; }
    bool isNull() const;
    /// "" for null.
    std::string text() const;
    std::vector<std::string> texts() const;
    [[noreturn]] void fail(const std::string& what) const;

private:
    const datasets::Dataset* m_dataset;
    std::int64_t m_row;
    std::size_t m_column;
    const core::OrderedJson* m_value;
};

/// Goes through the rows of a file, some hundred at a time. `inputs` says what to encode of a row (its cells
/// by column); `receive` gets the encodings of each row in order.
void encodeRows(const EncodedFile& file, const EncodeContext& context,
                const tokenizers::EncodeOptions& options,
                const std::function<std::vector<tokenizers::EncodeInput>(
                    std::int64_t row, const core::OrderedJson& cells)>& inputs,
                const std::function<void(std::int64_t row, std::vector<tokenizers::Encoding>)>& receive);

/// As the job has it, to at most `maxLength` tokens.
tokenizers::EncodeOptions encodeOptions(const EncodeContext& context);

/// Appends a sequence; counts what was cut and the longest. Throws InvalidArgument for one that is empty or
/// too long.
void appendSequence(EncodedFile& file, const EncodeContext& context, std::int64_t row,
                    const tokenizers::Encoding& encoding);
/// Labels of tokens or ids of a target text, signed.
void appendTargets(EncodedFile& file, const std::vector<std::int64_t>& targets);

// How the rows of each task become examples. They fill in everything but `dataset`.
void encodeTexts(EncodedFile& file, const EncodeContext& context);
void encodeWords(EncodedFile& file, const EncodeContext& context,
                 const std::vector<std::vector<std::int64_t>>& labels);
void encodeQuestions(EncodedFile& file, const EncodeContext& context);
void encodeLanguage(EncodedFile& file, const EncodeContext& context);
void encodePairsOfTexts(EncodedFile& file, const EncodeContext& context);
void encodeChoices(EncodedFile& file, const EncodeContext& context);
void encodeRanking(EncodedFile& file, const EncodeContext& context);

/// Joins the sequences of these examples and cuts them into blocks; what is left over at the end is dropped.
/// The numbers of the new examples, which come after those in `blocks`.
std::vector<std::int64_t> joinIntoBlocks(const EncodedFile& file, const std::vector<std::int64_t>& examples,
                                         std::int64_t blockSize, TokenTable& blocks);

} // namespace vitrine::training
