// SPDX-License-Identifier: Apache-2.0
#include "backend/training/examples.h"

#include "backend/datasets/format.h"
#include "backend/datasets/split.h"
#include "backend/datasets/starter.h"
#include "backend/training/example_rows.h"
#include "backend/training/label_ids.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>

namespace vitrine::training {
namespace {

using core::ErrorCode;
using core::Exception;
using datasets::Column;
using datasets::Dataset;

Dataset openDataset(const std::string& specification, const std::string& format, core::RunControl& control)
{
    datasets::OpenOptions options;
    if (!format.empty()) options.format = datasets::formatNamed(format);
    auto dataset = Dataset::open(datasets::locateDataset(specification).path, options, control).value();
    if (dataset.rowCount() == 0)
        throw Exception(ErrorCode::InvalidArgument, dataset.name() + ": no rows in it");
    return dataset.isMapped() ? dataset : dataset.mapped(control);
}

/// Columns of a text classification, guessed as the window does.
struct TextColumns
{
    std::vector<std::size_t> texts;
    std::size_t label = 0;
};

TextColumns chooseColumns(const Dataset& dataset, const JobDataset& job)
{
    const auto guess = datasets::guessRoles(dataset.columns());
    const auto choose = [&](const char* role, std::optional<std::size_t> guessed) {
        if (const auto name = job.column(role); !name.empty()) return dataset.columnIndex(name);
        if (guessed) return *guessed;
        throw Exception(ErrorCode::InvalidArgument, dataset.name() + ": no column looks like the " + role +
                                                        "; name one in dataset.columns." + role);
    };
    TextColumns columns;
    columns.texts.push_back(choose("text", guess.text));
    if (const auto second = job.column("text_pair"); !second.empty())
        columns.texts.push_back(dataset.columnIndex(second));
    else if (job.column("text").empty() && guess.secondText)
        columns.texts.push_back(*guess.secondText);
    columns.label = choose("label", guess.label);
    return columns;
}

LabelForm classificationForm(const Dataset& dataset, std::size_t column, const LabelScheme& scheme)
{
    if (scheme.problemType == "regression") return LabelForm::Numbers;
    if (scheme.problemType == "multi_label_classification") return LabelForm::Several;
    switch (dataset.columns()[column].kind) {
    case Column::Kind::Real:
        return LabelForm::Numbers;
    case Column::Kind::Other:
        return LabelForm::Several;
    default:
        return LabelForm::Ids;
    }
}

/// The labels of a file of texts; the column they are in.
std::size_t readLabels(EncodedFile& file, Examples& examples, const EncodeContext& context,
                       const LabelScheme& scheme)
{
    const auto columns = chooseColumns(file.dataset, context.job.dataset);
    file.textColumns = columns.texts;
    examples.form = classificationForm(file.dataset, columns.label, scheme);
    auto& names = examples.labelNames;
    if (examples.form == LabelForm::Numbers) {
        labelNumbers(file, columns.label, names);
    } else if (examples.form == LabelForm::Several) {
        severalLabels(file, columns.label, scheme, names);
    } else {
        auto labels = labelIds(file.dataset, columns.label, scheme, names, context.control);
        if (names.empty()) names = std::move(labels.names);
        file.labels = std::move(labels.ids);
    }
    if (examples.form != LabelForm::Numbers && names.size() < 2)
        throw Exception(ErrorCode::InvalidArgument, file.dataset.name() + ": every row has the label \"" +
                                                        (names.empty() ? std::string() : names.front()) +
                                                        "\"; a classification needs two at least");
    return columns.label;
}

/// Returns the column that a split may be stratified by.
std::optional<std::size_t> encodeFile(EncodedFile& file, Examples& examples, const EncodeContext& context,
                                      const LabelScheme& scheme)
{
    std::optional<std::size_t> label;
    switch (context.job.task) {
    case JobTask::TextClassification:
        label = readLabels(file, examples, context, scheme);
        encodeTexts(file, context);
        break;
    case JobTask::TokenClassification: {
        examples.form = LabelForm::Tokens;
        const auto column = *columnOf(file.dataset, context.job, "labels");
        encodeWords(file, context, tokenLabels(file, column, scheme, examples.labelNames));
        break;
    }
    case JobTask::QuestionAnswering:
        examples.form = LabelForm::Spans;
        encodeQuestions(file, context);
        break;
    case JobTask::FillMask:
    case JobTask::TextGeneration:
        examples.form = LabelForm::None;
        encodeLanguage(file, context);
        break;
    case JobTask::Text2Text:
        examples.form = LabelForm::Texts;
        encodePairsOfTexts(file, context);
        break;
    case JobTask::MultipleChoice:
        examples.form = LabelForm::Ids;
        encodeChoices(file, context);
        break;
    case JobTask::TextRanking:
        examples.form = LabelForm::Several;
        examples.labelNames = {"LABEL_0"};
        encodeRanking(file, context);
        break;
    }
    file.tokens.finish();
    file.targets.finish();
    file.offsets.finish();
    return label;
}

std::vector<std::int64_t> allRows(const Dataset& dataset)
{
    std::vector<std::int64_t> rows(static_cast<std::size_t>(dataset.rowCount()));
    std::iota(rows.begin(), rows.end(), std::int64_t(0));
    return rows;
}

void splitRows(Examples& examples, const JobDataset& job, std::optional<std::size_t> label,
               core::RunControl& control)
{
    const Dataset& trainSet = examples.trainFile().dataset;
    if (!job.hasSplit) {
        examples.train = allRows(trainSet);
        if (examples.files.size() > 1) examples.validation = allRows(examples.validationFile().dataset);
        return;
    }
    datasets::SplitOptions options;
    if (job.testSize < 1)
        options.testSize = job.testSize;
    else
        options.testSize = std::int64_t(job.testSize);
    options.seed = job.splitSeed;
    if (job.stratify) {
        if (!label)
            throw Exception(ErrorCode::InvalidArgument,
                            "dataset.split.stratify needs a label a row, which this task has not");
        options.stratify = *label;
    }
    auto split = datasets::trainTestSplit(trainSet, options, control);
    examples.train = std::move(split.train);
    examples.validation = std::move(split.test);
}

/// Rows become the examples that were made of them.
void expandRows(std::vector<std::int64_t>& rows, const EncodedFile& file)
{
    std::vector<std::vector<std::int64_t>> ofRow(std::size_t(file.dataset.rowCount()));
    for (std::int64_t i = 0; i < file.exampleCount(); ++i)
        ofRow[std::size_t(file.rowOf(i))].push_back(i);
    std::vector<std::int64_t> examples;
    for (const auto row : rows)
        for (const auto example : ofRow[std::size_t(row)])
            if (file.length(example) > 0) examples.push_back(example);
    rows = std::move(examples);
}

void joinTexts(Examples& examples, std::int64_t blockSize)
{
    std::vector<TokenTable> blocks(examples.files.size());
    const auto train = joinIntoBlocks(examples.trainFile(), examples.train, blockSize, blocks.front());
    examples.validation =
        joinIntoBlocks(examples.validationFile(), examples.validation, blockSize, blocks.back());
    examples.train = train;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        blocks[i].finish();
        examples.files[i].tokens = std::move(blocks[i]);
        examples.files[i].longest = blockSize;
    }
}

} // namespace

std::int64_t EncodedFile::length(std::int64_t example) const
{
    std::int64_t longest = 0;
    for (auto sequence = sequenceBegin(example); sequence < sequenceEnd(example); ++sequence)
        longest = std::max(longest, tokens.length(sequence));
    return longest;
}

std::string EncodedFile::text(std::int64_t row, std::size_t characters) const
{
    std::string text;
    for (const auto column : textColumns)
        text += (text.empty() ? "" : "\n") + dataset.texts(column, std::span(&row, 1)).front();
    std::size_t end = 0, count = 0;
    for (; end < text.size(); ++end)
        if ((text[end] & 0xC0) != 0x80 && ++count > characters) break;
    return text.substr(0, end);
}

Examples loadExamples(const TrainJob& job, const LabelScheme& scheme, const tokenizers::Tokenizer& tokenizer,
                      std::int64_t maxLength, core::RunControl& control)
{
    Examples examples;
    const EncodeContext context{job, tokenizer, maxLength, control};
    std::optional<std::size_t> label;
    for (const auto& path : {job.dataset.train, job.dataset.validation}) {
        if (path.empty()) continue;
        examples.files.emplace_back(openDataset(path, job.dataset.format, control));
        const auto column = encodeFile(examples.files.back(), examples, context, scheme);
        if (!label) label = column;
    }
    splitRows(examples, job.dataset, label, control);
    expandRows(examples.train, examples.trainFile());
    expandRows(examples.validation, examples.validationFile());
    const bool isLanguage = job.task == JobTask::FillMask || job.task == JobTask::TextGeneration;
    if (isLanguage && job.preprocessing.blockSize > 0) joinTexts(examples, job.preprocessing.blockSize);
    return examples;
}

} // namespace vitrine::training
