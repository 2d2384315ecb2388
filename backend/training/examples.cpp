// SPDX-License-Identifier: Apache-2.0
#include "backend/training/examples.h"

#include "backend/core/result.h"
#include "backend/datasets/columns.h"
#include "backend/datasets/format.h"
#include "backend/datasets/split.h"
#include "backend/datasets/starter.h"

#include <algorithm>
#include <charconv>
#include <exception>
#include <numeric>
#include <thread>

namespace vitrine::training {
namespace {

using core::ErrorCode;
using core::Exception;
using datasets::Dataset;

/// Texts read at a time, and encoded by all threads together.
constexpr std::size_t textsAtOnce = 512;

Dataset openDataset(const std::string& specification, const std::string& format, core::RunControl& control)
{
    datasets::OpenOptions options;
    if (!format.empty()) options.format = datasets::formatNamed(format);
    auto dataset = Dataset::open(datasets::locateDataset(specification).path, options, control).value();
    return dataset.isMapped() ? dataset : dataset.mapped(control);
}

struct Columns
{
    std::vector<std::size_t> texts;
    std::size_t label = 0;
};

Columns chooseColumns(const Dataset& dataset, const JobDataset& job)
{
    const auto guess = datasets::guessRoles(dataset.columns());
    const auto choose = [&](const std::string& name, std::optional<std::size_t> guessed, const char* role) {
        if (!name.empty()) return dataset.columnIndex(name);
        if (guessed) return *guessed;
        throw Exception(ErrorCode::InvalidArgument, dataset.name() + ": no column looks like the " + role +
                                                        "; name one in dataset.columns." + role);
    };
    Columns columns;
    columns.texts.push_back(choose(job.textColumn, guess.text, "text"));
    if (!job.secondTextColumn.empty())
        columns.texts.push_back(dataset.columnIndex(job.secondTextColumn));
    else if (job.textColumn.empty() && guess.secondText)
        columns.texts.push_back(*guess.secondText);
    columns.label = choose(job.labelColumn, guess.label, "label");
    if (dataset.columns()[columns.label].kind == datasets::Column::Kind::Real)
        throw Exception(ErrorCode::Unsupported, dataset.name() + ": the label column \"" +
                                                    dataset.columns()[columns.label].name + "\" holds " +
                                                    dataset.columns()[columns.label].type +
                                                    " numbers; labels are texts, integers or booleans");
    return columns;
}

void requireLabels(const Dataset& dataset, std::size_t column, const std::vector<std::int64_t>& ids)
{
    const auto missing = std::ranges::find(ids, -1);
    if (missing != ids.end())
        throw Exception(ErrorCode::InvalidArgument,
                        dataset.name() + ": row " + std::to_string(missing - ids.begin()) + " has no \"" +
                            dataset.columns()[column].name + "\" (rows count from 0)");
}

/// Integers that count from 0 are ids already.
bool areIds(const datasets::LabelValues& values)
{
    constexpr std::int64_t most = 10'000;
    std::int64_t least = most;
    for (const auto& name : values.names) {
        std::int64_t number = -1;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (error != std::errc{} || end != name.data() + name.size() || number < 0 || number >= most)
            return false;
        least = std::min(least, number);
    }
    return least == 0;
}

void requireRange(const Dataset& dataset, const std::vector<std::int64_t>& ids, std::int64_t count)
{
    for (std::size_t row = 0; row < ids.size(); ++row)
        if (ids[row] < 0 || ids[row] >= count)
            throw Exception(ErrorCode::InvalidArgument, dataset.name() + ": row " + std::to_string(row) +
                                                            " has the label " + std::to_string(ids[row]) +
                                                            ", the model has the labels 0 to " +
                                                            std::to_string(count - 1));
}

std::vector<std::string> namesById(const std::map<std::string, std::int64_t>& label2id)
{
    std::vector<std::string> names(label2id.size());
    for (const auto& [name, id] : label2id)
        names[std::size_t(id)] = name;
    return names;
}

/// Ids and names of a column. With `known` (those of the training file) the ids are the same.
datasets::LabelValues labelsOf(const Dataset& dataset, std::size_t column, const LabelScheme& scheme,
                               const std::vector<std::string>& known, core::RunControl& control)
{
    const bool isInteger = dataset.columns()[column].kind == datasets::Column::Kind::Integer &&
                           dataset.columns()[column].labelNames.empty();
    datasets::LabelValues values = datasets::labelValues(dataset, column, control);
    requireLabels(dataset, column, values.ids);
    const auto fits = [&](const std::map<std::string, std::int64_t>& map) {
        return std::ranges::all_of(values.names, [&](const auto& name) { return map.contains(name); });
    };
    const auto remap = [&](const std::map<std::string, std::int64_t>& map) {
        std::vector<std::int64_t> ids;
        for (const auto& name : values.names)
            ids.push_back(map.at(name));
        for (auto& id : values.ids)
            id = ids[std::size_t(id)];
        values.names = namesById(map);
    };
    std::map<std::string, std::int64_t> knownIds;
    for (std::size_t i = 0; i < known.size(); ++i)
        knownIds[known[i]] = std::int64_t(i);

    if (!scheme.label2id.empty() && fits(scheme.label2id)) {
        remap(scheme.label2id);
    } else if (isInteger && areIds(values)) {
        std::map<std::string, std::int64_t> raw;
        for (const auto& name : values.names)
            raw[name] = std::stoll(name);
        for (auto& id : values.ids)
            id = raw.at(values.names[std::size_t(id)]);
        const auto most = std::ranges::max(values.ids) + 1;
        const auto count = scheme.numLabels.value_or(known.empty() ? most : std::int64_t(known.size()));
        requireRange(dataset, values.ids, count);
        values.names = namesById(scheme.label2id);
        for (auto i = std::int64_t(values.names.size()); i < count; ++i)
            values.names.push_back("LABEL_" + std::to_string(i));
    } else if (!known.empty()) {
        for (std::size_t row = 0; row < values.ids.size(); ++row)
            if (const auto& name = values.names[std::size_t(values.ids[row])]; !knownIds.contains(name))
                throw Exception(ErrorCode::InvalidArgument, dataset.name() + ": row " + std::to_string(row) +
                                                                " has the label \"" + name +
                                                                "\", which no training row has");
        remap(knownIds);
    } else if (scheme.numLabels && std::int64_t(values.names.size()) > *scheme.numLabels) {
        throw Exception(ErrorCode::InvalidArgument,
                        dataset.name() + ": the column \"" + dataset.columns()[column].name + "\" has " +
                            std::to_string(values.names.size()) + " labels, the model's config " +
                            std::to_string(*scheme.numLabels));
    }
    return values;
}

/// Encodes `texts[i]` (one or two columns) on several threads, results in order.
std::vector<tokenizers::Encoding> encodeAll(const std::vector<std::vector<std::string>>& columns,
                                            const tokenizers::Tokenizer& tokenizer,
                                            const tokenizers::EncodeOptions& options)
{
    using tokenizers::EncodeInput;
    const std::size_t count = columns.front().size();
    std::vector<tokenizers::Encoding> encodings(count);
    const std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, count);
    std::vector<std::exception_ptr> errors(threads);
    {
        std::vector<std::jthread> pool;
        for (std::size_t thread = 0; thread < threads; ++thread)
            pool.emplace_back([&, thread] {
                try {
                    for (std::size_t i = thread; i < count; i += threads)
                        encodings[i] = tokenizer.encode(columns.size() > 1
                                                            ? EncodeInput::pair(columns[0][i], columns[1][i])
                                                            : EncodeInput::text(columns[0][i]),
                                                        options);
                } catch (...) {
                    errors[thread] = std::current_exception();
                }
            });
    }
    for (const auto& error : errors)
        if (error) std::rethrow_exception(error);
    return encodings;
}

void encodeFile(EncodedFile& file, const TrainJob& job, const tokenizers::Tokenizer& tokenizer,
                std::int64_t maxLength, core::RunControl& control)
{
    const std::int64_t rows = file.dataset.rowCount();
    tokenizers::EncodeOptions options;
    if (job.truncation) options.truncation = tokenizers::TruncationParams{std::size_t(maxLength)};
    for (std::int64_t first = 0; first < rows; first += std::int64_t(textsAtOnce)) {
        control.checkpoint();
        control.progress({double(first) / double(rows), "encoding texts", -1});
        std::vector<std::int64_t> numbers(std::size_t(std::min<std::int64_t>(textsAtOnce, rows - first)));
        std::iota(numbers.begin(), numbers.end(), first);
        std::vector<std::vector<std::string>> columns;
        for (const auto column : file.textColumns)
            columns.push_back(file.dataset.texts(column, numbers));
        const auto encodings = encodeAll(columns, tokenizer, options);
        for (std::size_t i = 0; i < encodings.size(); ++i) {
            const auto& encoding = encodings[i];
            const auto length = std::int64_t(encoding.size());
            if (length > maxLength)
                throw Exception(ErrorCode::InvalidArgument,
                                file.dataset.name() + ": row " + std::to_string(numbers[i]) + " has " +
                                    std::to_string(length) + " tokens, the model takes " +
                                    std::to_string(maxLength) + "; set preprocessing.truncation to true");
            if (length == 0)
                throw Exception(ErrorCode::InvalidArgument, file.dataset.name() + ": row " +
                                                                std::to_string(numbers[i]) +
                                                                " makes no tokens at all");
            file.tokens.append(encoding.ids, encoding.typeIds);
            file.longest = std::max(file.longest, length);
            file.truncatedRows += !encoding.overflowing.empty();
            file.emptyRows += std::ranges::all_of(columns, [&](const auto& texts) {
                return texts[i].find_first_not_of(" \t\r\n") == std::string::npos;
            });
        }
    }
    file.tokens.finish();
    if (file.emptyRows == rows)
        throw Exception(ErrorCode::InvalidArgument,
                        file.dataset.name() + ": every \"" +
                            file.dataset.columns()[file.textColumns.front()].name +
                            "\" is empty; choose another text column");
}

} // namespace

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
    std::vector<std::string> paths{job.dataset.train};
    if (!job.dataset.validation.empty()) paths.push_back(job.dataset.validation);
    std::size_t labelColumn = 0;
    for (const auto& path : paths) {
        Dataset dataset = openDataset(path, job.dataset.format, control);
        if (dataset.rowCount() == 0)
            throw Exception(ErrorCode::InvalidArgument, dataset.name() + ": no rows in it");
        const auto columns = chooseColumns(dataset, job.dataset);
        auto labels = labelsOf(dataset, columns.label, scheme, examples.labelNames, control);
        if (examples.files.empty()) {
            examples.labelNames = std::move(labels.names);
            labelColumn = columns.label;
        }
        examples.files.push_back({std::move(dataset), columns.texts, {}, std::move(labels.ids)});
    }
    const auto count = std::int64_t(examples.labelNames.size());
    if (count < 2)
        throw Exception(ErrorCode::InvalidArgument,
                        examples.trainFile().dataset.name() + ": every row has the label \"" +
                            examples.labelNames.front() + "\"; a classification needs two at least");
    const Dataset& trainSet = examples.trainFile().dataset;
    if (job.dataset.hasSplit) {
        datasets::SplitOptions options;
        if (job.dataset.testSize < 1)
            options.testSize = job.dataset.testSize;
        else
            options.testSize = std::int64_t(job.dataset.testSize);
        options.seed = job.dataset.splitSeed;
        if (job.dataset.stratify) options.stratify = labelColumn;
        auto split = datasets::trainTestSplit(trainSet, options, control);
        examples.train = std::move(split.train);
        examples.validation = std::move(split.test);
    } else {
        examples.train.resize(std::size_t(trainSet.rowCount()));
        std::iota(examples.train.begin(), examples.train.end(), std::int64_t(0));
        if (examples.files.size() > 1) {
            examples.validation.resize(std::size_t(examples.validationFile().dataset.rowCount()));
            std::iota(examples.validation.begin(), examples.validation.end(), std::int64_t(0));
        }
    }
    for (auto& file : examples.files)
        encodeFile(file, job, tokenizer, maxLength, control);
    return examples;
}

} // namespace vitrine::training
