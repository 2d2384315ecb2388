// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_compare_job.h"

#include "backend/datasets/dataset.h"
#include "backend/tokenizers/file_statistics.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>

namespace vitrine::app {
namespace {

constexpr std::size_t rowsABatch = 64;

/// `text`, else the first column of text.
std::size_t textColumn(const datasets::Dataset& table)
{
    const auto& columns = table.columns();
    std::size_t found = columns.size();
    for (std::size_t i = columns.size(); i-- > 0;)
        if (columns[i].name == "text" || (columns[i].kind == datasets::Column::Kind::Text &&
                                          (found == columns.size() || columns[found].name != "text")))
            found = i;
    if (found == columns.size())
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              table.name() + ": has no column of text to measure");
    return found;
}

QString literal(const QString& text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

} // namespace

widgets::CompareResult compareOnText(std::vector<Contestant> contestants, const QString& text,
                                     core::RunControl& control)
{
    const std::string utf8 = text.toStdString();
    widgets::CompareResult result;
    std::vector<const tokenizers::Encoding*> encodings;
    for (Contestant& contestant : contestants) {
        control.checkpoint();
        auto& row = result.tokenizers.emplace_back(std::move(contestant.facts));
        if (!contestant.tokenizer) continue;
        const auto unknown = tokenizers::unknownTokenId(*contestant.tokenizer);
        QElapsedTimer timer;
        timer.start();
        auto encoded =
            core::capture([&] { return contestant.tokenizer->encode(tokenizers::EncodeInput::text(utf8)); });
        if (!encoded.ok()) {
            row.problem = QString::fromStdString(encoded.error().message);
            continue;
        }
        row.milliseconds = double(timer.nsecsElapsed()) / 1e6;
        row.statistics.add(utf8, encoded.value(), unknown);
        row.view = widgets::makeEncodingView(text, std::nullopt, std::move(encoded.value()), unknown);
    }
    for (const auto& row : result.tokenizers)
        if (row.view) encodings.push_back(&row.view->encoding);
    control.checkpoint();
    result.alignment = tokenizers::alignTokenizations(utf8, encodings);
    return result;
}

widgets::CompareResult compareOnFile(std::vector<Contestant> contestants, const std::string& path,
                                     const std::function<void(widgets::CompareResult)>& publish,
                                     core::RunControl& control)
{
    control.progress({-1, "reading " + path, -1});
    const auto table = datasets::Dataset::open(path, {}, control).value();
    const std::size_t column = textColumn(table);
    widgets::CompareResult result;
    result.source = QFileInfo(QString::fromStdString(path)).fileName();
    std::vector<std::optional<std::uint32_t>> unknown;
    for (const Contestant& contestant : contestants) {
        result.tokenizers.push_back(contestant.facts);
        unknown.push_back(contestant.tokenizer ? tokenizers::unknownTokenId(*contestant.tokenizer)
                                               : std::nullopt);
    }

    QElapsedTimer sinceStart, sincePublished;
    sinceStart.start();
    sincePublished.start();
    std::int64_t rows = 0;
    const auto total = double(std::max<std::int64_t>(1, table.rowCount()));
    try {
        table.forEachText(
            column, rowsABatch,
            [&](std::span<const std::string> texts) {
                // A batch counts for all or, where a stop comes in between, for none.
                std::vector<std::vector<tokenizers::Encoding>> encodings(contestants.size());
                for (std::size_t i = 0; i < contestants.size(); ++i) {
                    auto& row = result.tokenizers[i];
                    if (!contestants[i].tokenizer || !row.isGood()) continue;
                    QElapsedTimer timer;
                    timer.start();
                    try {
                        for (const std::string& text : texts) {
                            control.checkpoint();
                            encodings[i].push_back(
                                contestants[i].tokenizer->encode(tokenizers::EncodeInput::text(text)));
                        }
                    } catch (const core::CanceledException&) {
                        throw;
                    } catch (const core::Exception& error) {
                        row.problem = QString::fromUtf8(error.what());
                    }
                    row.milliseconds += double(timer.nsecsElapsed()) / 1e6;
                }
                for (std::size_t i = 0; i < contestants.size(); ++i)
                    for (std::size_t k = 0; k < encodings[i].size(); ++k)
                        result.tokenizers[i].statistics.add(texts[k], encodings[i][k], unknown[i]);
                rows += std::int64_t(texts.size());
                const double done = double(rows) / total;
                const double seconds = double(sinceStart.elapsed()) / 1000;
                control.progress({done, std::to_string(rows) + " rows", seconds * (1 - done) / done});
                if (sincePublished.elapsed() > 500) {
                    sincePublished.restart();
                    auto reached = result;
                    reached.isPartial = true;
                    publish(std::move(reached));
                }
            },
            control);
    } catch (const core::CanceledException&) {
        // What was counted until then is true of the first rows.
        result.isPartial = true;
    }
    return result;
}

QString comparePython(const QStringList& folders, const QString& text, double price)
{
    QString code = QStringLiteral("from transformers import AutoTokenizer\n\ntext = %1\n\nfor folder in [\n")
                       .arg(literal(text));
    for (const QString& folder : folders)
        code += QStringLiteral("    %1,\n").arg(literal(folder));
    code += QStringLiteral("]:\n"
                           "    tokenizer = AutoTokenizer.from_pretrained(folder)\n"
                           "    ids = tokenizer(text, add_special_tokens=False)[\"input_ids\"]\n"
                           "    words = len(text.split())\n"
                           "    print(folder)\n"
                           "    print(\"  tokens\", len(ids), \"a word\", len(ids) / max(1, words),\n"
                           "          \"a character\", len(ids) / max(1, len(text)),\n"
                           "          \"bytes a token\", len(text.encode()) / max(1, len(ids)),\n"
                           "          \"unknown\", ids.count(tokenizer.unk_token_id))\n");
    if (price > 0)
        code += QStringLiteral("    print(\"  cost\", len(ids) / 1000 * %1)\n").arg(price, 0, 'g', 9);
    code += QStringLiteral("    print(\"  \", tokenizer.convert_ids_to_tokens(ids))\n");
    return code;
}

} // namespace vitrine::app
