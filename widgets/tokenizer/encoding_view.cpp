// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/encoding_view.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace vitrine::widgets {

QString EncodingView::slice(int token) const
{
    if (!hasPlace(token)) return {};
    const auto span = utf16[std::size_t(token)];
    return texts[std::size_t(textOf(token))].mid(qsizetype(span.begin.value), qsizetype(span.length()));
}

core::Utf16Span EncodingView::covered(int text) const
{
    std::optional<core::Utf16Span> range;
    for (int i = 0; i < size(); ++i) {
        if (!hasPlace(i) || textOf(i) != text) continue;
        const auto span = utf16[std::size_t(i)];
        if (!range) range = span;
        range->begin = std::min(range->begin, span.begin);
        range->end = std::max(range->end, span.end);
    }
    return range.value_or(core::Utf16Span{});
}

std::shared_ptr<const EncodingView> makeEncodingView(const QString& first,
                                                     const std::optional<QString>& second,
                                                     tokenizers::Encoding encoding,
                                                     std::optional<std::uint32_t> unknownId)
{
    auto view = std::make_shared<EncodingView>();
    view->texts = {first, second.value_or(QString())};
    view->isPair = second.has_value();
    view->unknownId = unknownId;
    encoding.overflowing.clear();
    view->encoding = std::move(encoding);

    const core::TextIndex indexes[2] = {core::TextIndex(first.toStdString()),
                                        core::TextIndex(view->texts[1].toStdString())};
    for (std::size_t text = 0; text < 2; ++text)
        view->tokenAt[text].assign(std::size_t(view->texts[text].size()), -1);
    const std::size_t count = view->encoding.size();
    view->utf16.resize(count);
    view->codePoints.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (!view->hasPlace(int(i))) continue;
        const std::size_t text = view->encoding.textIds[i];
        view->utf16[i] = indexes[text].utf16(view->encoding.offsets[i]);
        view->codePoints[i] = indexes[text].codePoints(view->encoding.offsets[i]);
        auto& tokenAt = view->tokenAt[text];
        const std::size_t end = std::min(view->utf16[i].end.value, tokenAt.size());
        for (std::size_t unit = view->utf16[i].begin.value; unit < end; ++unit)
            if (tokenAt[unit] < 0) tokenAt[unit] = int(i);
    }
    return view;
}

namespace {

QString number(const std::optional<std::uint32_t>& value)
{
    return value ? QString::number(*value) : QString();
}

QString csvQuoted(QString text)
{
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QJsonValue jsonNumber(const std::optional<std::uint32_t>& value)
{
    return value ? QJsonValue(qint64(*value)) : QJsonValue(QJsonValue::Null);
}

} // namespace

QString encodingToCsv(const EncodingView& view)
{
    QString csv = QStringLiteral(
        "index,token,id,begin,end,text,word_id,sequence_id,type_id,attention_mask,special_tokens_mask\n");
    const auto& encoding = view.encoding;
    for (int row = 0; row < view.size(); ++row) {
        const auto i = std::size_t(row);
        const QStringList fields{QString::number(row),
                                 csvQuoted(QString::fromStdString(encoding.tokens[i])),
                                 QString::number(encoding.ids[i]),
                                 QString::number(view.codePoints[i].begin.value),
                                 QString::number(view.codePoints[i].end.value),
                                 csvQuoted(view.slice(row)),
                                 number(encoding.wordIds[i]),
                                 number(encoding.sequenceIds[i]),
                                 QString::number(encoding.typeIds[i]),
                                 QString::number(encoding.attentionMask[i]),
                                 QString::number(encoding.specialTokensMask[i])};
        csv += fields.join(u',') + u'\n';
    }
    return csv;
}

QString encodingToJson(const EncodingView& view)
{
    const auto& encoding = view.encoding;
    QJsonArray ids, tokens, offsets, wordIds, sequenceIds, typeIds, attentionMask, specialTokensMask;
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        ids.append(qint64(encoding.ids[i]));
        tokens.append(QString::fromStdString(encoding.tokens[i]));
        const auto span = view.codePoints[i];
        offsets.append(QJsonArray{qint64(span.begin.value), qint64(span.end.value)});
        wordIds.append(jsonNumber(encoding.wordIds[i]));
        sequenceIds.append(jsonNumber(encoding.sequenceIds[i]));
        typeIds.append(qint64(encoding.typeIds[i]));
        attentionMask.append(qint64(encoding.attentionMask[i]));
        specialTokensMask.append(qint64(encoding.specialTokensMask[i]));
    }
    const QJsonObject object{{QStringLiteral("ids"), ids},
                             {QStringLiteral("tokens"), tokens},
                             {QStringLiteral("offsets"), offsets},
                             {QStringLiteral("word_ids"), wordIds},
                             {QStringLiteral("sequence_ids"), sequenceIds},
                             {QStringLiteral("type_ids"), typeIds},
                             {QStringLiteral("attention_mask"), attentionMask},
                             {QStringLiteral("special_tokens_mask"), specialTokensMask}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n';
}

} // namespace vitrine::widgets
