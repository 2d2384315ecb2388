// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/training_data.h"

#include "backend/core/text_offsets.h"
#include "backend/datasets/columns.h"
#include "backend/datasets/starter.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace vitrine::app {
namespace {

using datasets::Dataset;
using tokenizers::EncodeInput;
using widgets::DataPreview;
using widgets::PreviewRow;
using widgets::TrainingJob;

constexpr std::int64_t measuredRows = 2000, shownRows = 100;
/// A label a row is a column of numbers or texts, not of labels.
constexpr std::size_t mostLabels = 1000;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(TrainingData)
};

/// Blank or without text at all.
bool isEmpty(const std::string& text)
{
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

EncodeInput inputOf(const PreviewRow& row, bool isPair)
{
    return isPair ? EncodeInput::pair(row.first.toStdString(), row.second.toStdString())
                  : EncodeInput::text(row.first.toStdString());
}

/// Fills in the columns: those of the form where the table has them, else guesses.
void chooseColumns(DataPreview& preview, const TrainingJob& job, const Dataset& dataset)
{
    const auto& columns = dataset.columns();
    for (const auto& column : columns) {
        preview.columns.append(QString::fromStdString(column.name));
        preview.types.append(QString::fromStdString(column.type));
    }
    const bool isKnown =
        preview.columns.contains(job.textColumn) && preview.columns.contains(job.labelColumn);
    if (isKnown) {
        preview.textColumn = job.textColumn;
        preview.labelColumn = job.labelColumn;
        if (preview.columns.contains(job.secondColumn)) preview.secondColumn = job.secondColumn;
    } else if (job.dataset == QLatin1String("starter:emails")) {
        preview.textColumn = QStringLiteral("subject");
        preview.secondColumn = QStringLiteral("body");
        preview.labelColumn = QStringLiteral("spam");
    } else {
        const auto roles = datasets::guessRoles(columns);
        const auto name = [&](const std::optional<std::size_t>& place) {
            return place ? preview.columns[qsizetype(*place)] : QString();
        };
        preview.textColumn = name(roles.text);
        preview.secondColumn = name(roles.secondText);
        preview.labelColumn = name(roles.label);
    }
}

void countLabels(DataPreview& preview, const Dataset& dataset, core::RunControl& control)
{
    const auto labels =
        datasets::labelValues(dataset, dataset.columnIndex(preview.labelColumn.toStdString()), control);
    std::vector<qint64> counts(labels.names.size(), 0);
    for (const std::int64_t id : labels.ids)
        id < 0 ? ++preview.withoutLabel : ++counts[std::size_t(id)];
    for (std::size_t i = 0; i < counts.size(); ++i)
        preview.labels.emplace_back(QString::fromStdString(labels.names[i]), counts[i]);
}

void measure(DataPreview& preview, const Dataset& table, const tokenizers::Tokenizer& tokenizer,
             core::RunControl& control)
{
    const std::int64_t count = std::min<std::int64_t>(preview.rows, measuredRows);
    // The first rows, which are shown, then rows at even distances.
    std::vector<std::int64_t> rows;
    for (std::int64_t i = 0; i < std::min(count, shownRows); ++i)
        rows.push_back(i);
    for (std::int64_t i = std::int64_t(rows.size()); i < count; ++i)
        rows.push_back(i * preview.rows / count);
    const auto read = [&](const QString& name) {
        return name.isEmpty() ? std::vector<std::string>(rows.size())
                              : table.texts(table.columnIndex(name.toStdString()), rows);
    };
    const auto first = read(preview.textColumn), second = read(preview.secondColumn),
               labels = read(preview.labelColumn);
    const auto labelNames =
        preview.labelColumn.isEmpty()
            ? std::vector<std::string>()
            : table.columns()[table.columnIndex(preview.labelColumn.toStdString())].labelNames;
    const bool isPair = !preview.secondColumn.isEmpty();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % 50 == 0) {
            control.checkpoint();
            control.progress({double(i) / double(rows.size()), "measuring texts", -1});
        }
        if (isEmpty(first[i]) && isEmpty(second[i])) ++preview.emptyTexts;
        PreviewRow row;
        row.row = rows[i];
        row.first = QString::fromStdString(first[i]);
        row.second = QString::fromStdString(second[i]);
        row.label = QString::fromStdString(labels[i]);
        // Of a column of ClassLabels the cells are ids.
        bool isId = false;
        if (const auto id = std::size_t(row.label.toULongLong(&isId)); isId && id < labelNames.size())
            row.label = QString::fromStdString(labelNames[id]);
        row.tokens = int(tokenizer.encode(inputOf(row, isPair)).size());
        preview.lengths.push_back(row.tokens);
        if (std::int64_t(i) < shownRows) preview.sample.push_back(std::move(row));
    }
}

void findProblem(DataPreview& preview, const TrainingJob& job)
{
    const auto say = [&](const QString& problem, const QString& nextStep) {
        preview.problem = problem;
        preview.nextStep = nextStep;
    };
    qint64 smallest = preview.rows;
    for (const auto& [name, count] : preview.labels)
        smallest = std::min(smallest, count);
    if (preview.rows == 0)
        say(Texts::tr("The table has no rows."), Texts::tr("Choose another one."));
    else if (preview.textColumn.isEmpty())
        say(Texts::tr("The table has no column of texts."), Texts::tr("Choose the text column above."));
    else if (preview.labelColumn.isEmpty())
        say(Texts::tr("The table has no column of labels."),
            Texts::tr("Add a column with the answer of every row, or choose the label column above."));
    else if (preview.labelColumn == preview.textColumn)
        say(Texts::tr("Text and label are the same column."), Texts::tr("Choose two."));
    else if (preview.labels.size() < 2)
        say(Texts::tr("All rows have the same label."),
            Texts::tr("Choose a column with at least two labels."));
    else if (preview.labels.size() > mostLabels)
        say(Texts::tr("The label column has %1 different values.").arg(preview.labels.size()),
            Texts::tr("Choose a column with fewer labels."));
    else if (preview.withoutLabel > 0)
        say(Texts::tr("%1 rows have no label.").arg(preview.withoutLabel),
            Texts::tr("Give every row a label, or remove these rows."));
    else if (preview.emptyTexts == qint64(preview.lengths.size()))
        say(Texts::tr("All texts are empty."), Texts::tr("Choose another text column."));
    else if (job.stratify && smallest < 2)
        say(Texts::tr("A label has one row only, so it can't be in both parts."),
            Texts::tr("Remove it, or switch off “Same share of every label” under Advanced."));
    else if (preview.rows < 2 || double(preview.rows) * (1 - job.testShare) < 1)
        say(Texts::tr("With %1 rows one part of the split is empty.").arg(preview.rows),
            Texts::tr("Add rows or hold out fewer."));
}

/// The first character that is cut off: behind the last token of a text that was kept.
int cutPlace(const QString& text, std::size_t keptBytes)
{
    const std::string utf8 = text.toStdString();
    if (keptBytes >= utf8.size()) return -1;
    return int(core::TextIndex(utf8).utf16(core::ByteOffset{keptBytes}).value);
}

} // namespace

DataPreview readPreview(const TrainingJob& job, const tokenizers::Tokenizer& tokenizer,
                        core::RunControl& control)
{
    DataPreview preview;
    preview.dataset = job.dataset;
    const auto located = datasets::locateDataset(job.dataset.toStdString());
    preview.isFallback = located.isFallback;
    preview.name = job.dataset.startsWith(QLatin1String("starter:")) ? Texts::tr("Starter e-mails")
                                                                     : QFileInfo(job.dataset).fileName();
    const Dataset dataset = Dataset::open(located.path, {}, control).value();
    preview.rows = dataset.rowCount();
    if (const auto limit = tokenizer.info().modelMaxLength)
        preview.modelLimit = int(std::min<std::size_t>(*limit, 8192));
    chooseColumns(preview, job, dataset);
    if (preview.rows > 0 && !preview.labelColumn.isEmpty()) countLabels(preview, dataset, control);
    if (preview.rows > 0 && !preview.textColumn.isEmpty())
        measure(preview, dataset.isMapped() ? dataset : dataset.mapped(control), tokenizer, control);
    findProblem(preview, job);
    preview.sample = cutRows(std::move(preview.sample), job.maxLength, tokenizer, control);
    return preview;
}

std::vector<PreviewRow> cutRows(std::vector<PreviewRow> rows, int maxLength,
                                const tokenizers::Tokenizer& tokenizer, core::RunControl& control)
{
    const bool isPair =
        std::any_of(rows.begin(), rows.end(), [](const auto& row) { return !row.second.isEmpty(); });
    tokenizers::EncodeOptions options;
    options.truncation = tokenizers::TruncationParams{};
    options.truncation->maxLength = std::size_t(maxLength);
    int done = 0;
    for (PreviewRow& row : rows) {
        if (++done % 16 == 0) control.checkpoint();
        row.firstCut = row.secondCut = -1;
        if (row.tokens <= maxLength) continue;
        const auto encoding = tokenizer.encode(inputOf(row, isPair), options);
        std::size_t kept[2] = {0, 0};
        for (std::size_t i = 0; i < encoding.size(); ++i)
            if (encoding.sequenceIds[i])
                kept[encoding.textIds[i]] =
                    std::max(kept[encoding.textIds[i]], encoding.offsets[i].end.value);
        row.firstCut = cutPlace(row.first, kept[0]);
        if (isPair) row.secondCut = cutPlace(row.second, kept[1]);
    }
    return rows;
}

} // namespace vitrine::app
