// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/compare_result.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace vitrine::widgets {
namespace {

QString quoted(QString field)
{
    if (!field.contains(QLatin1Char(',')) && !field.contains(QLatin1Char('"')) &&
        !field.contains(QLatin1Char('\n')))
        return field;
    return QLatin1Char('"') + field.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QJsonArray tokensOf(const EncodingView& view)
{
    QJsonArray tokens;
    for (int i = 0; i < view.size(); ++i) {
        const auto at = std::size_t(i);
        QJsonObject token{{QStringLiteral("token"), QString::fromStdString(view.encoding.tokens[at])},
                          {QStringLiteral("id"), qint64(view.encoding.ids[at])}};
        if (view.hasPlace(i))
            token[QStringLiteral("offsets")] =
                QJsonArray{qint64(view.codePoints[at].begin.value), qint64(view.codePoints[at].end.value)};
        tokens.append(token);
    }
    return tokens;
}

} // namespace

QString comparisonToCsv(const CompareResult& result, double price)
{
    QString csv = QStringLiteral("tokenizer,model,vocabulary,tokens,words,characters,bytes,tokens_per_word,"
                                 "tokens_per_character,bytes_per_token,unknown,cost\n");
    for (const ComparedTokenizer& each : result.tokenizers) {
        if (!each.isGood()) continue;
        const auto& s = each.statistics;
        const QStringList fields{quoted(each.name),
                                 each.modelType,
                                 QString::number(each.vocabularySize),
                                 QString::number(s.tokens),
                                 QString::number(s.words),
                                 QString::number(s.characters),
                                 QString::number(s.bytes),
                                 QString::number(s.tokensPerWord(), 'g', 6),
                                 QString::number(tokensPerCharacter(s), 'g', 6),
                                 QString::number(s.bytesPerToken(), 'g', 6),
                                 QString::number(s.unknown),
                                 price > 0 ? QString::number(double(s.tokens) / 1000 * price, 'g', 9)
                                           : QString()};
        csv += fields.join(QLatin1Char(',')) + QLatin1Char('\n');
    }
    return csv;
}

QString comparisonToJson(const CompareResult& result, double price)
{
    QJsonArray rows;
    const EncodingView* first = nullptr;
    for (const ComparedTokenizer& each : result.tokenizers) {
        const auto& s = each.statistics;
        QJsonObject row{{QStringLiteral("tokenizer"), each.name},
                        {QStringLiteral("specification"), each.specification}};
        if (!each.isGood()) {
            row[QStringLiteral("problem")] = each.problem;
            rows.append(row);
            continue;
        }
        row[QStringLiteral("model")] = each.modelType;
        row[QStringLiteral("vocabulary")] = qint64(each.vocabularySize);
        row[QStringLiteral("tokens")] = qint64(s.tokens);
        row[QStringLiteral("words")] = qint64(s.words);
        row[QStringLiteral("characters")] = qint64(s.characters);
        row[QStringLiteral("bytes")] = qint64(s.bytes);
        row[QStringLiteral("tokens_per_word")] = s.tokensPerWord();
        row[QStringLiteral("tokens_per_character")] = tokensPerCharacter(s);
        row[QStringLiteral("bytes_per_token")] = s.bytesPerToken();
        row[QStringLiteral("unknown")] = qint64(s.unknown);
        if (price > 0) row[QStringLiteral("cost")] = double(s.tokens) / 1000 * price;
        if (each.view) {
            row[QStringLiteral("encoding")] = tokensOf(*each.view);
            if (!first) first = each.view.get();
        }
        rows.append(row);
    }
    QJsonObject document{{QStringLiteral("tokenizers"), rows}};
    if (!result.source.isEmpty()) {
        document[QStringLiteral("file")] = result.source;
        document[QStringLiteral("partial")] = result.isPartial;
    }
    if (first) {
        const std::string text = first->texts[0].toStdString();
        const core::TextIndex index(text);
        QJsonArray regions;
        for (const auto& region : result.alignment.regions) {
            const auto span = index.codePoints(region.span);
            regions.append(QJsonObject{
                {QStringLiteral("begin"), qint64(span.begin.value)},
                {QStringLiteral("end"), qint64(span.end.value)},
                {QStringLiteral("text"),
                 QString::fromStdString(text.substr(region.span.begin.value, region.span.length()))},
                {QStringLiteral("agrees"), region.agrees}});
        }
        document[QStringLiteral("regions")] = regions;
        document[QStringLiteral("agreement")] = result.alignment.agreement();
    }
    return QString::fromUtf8(QJsonDocument(document).toJson());
}

} // namespace vitrine::widgets
