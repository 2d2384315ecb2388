// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/encoding_export.h"

#include "widgets/common/theme.h"

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace vitrine::widgets {
namespace {

QString number(const std::optional<std::uint32_t>& value)
{
    return value ? QString::number(*value) : QString();
}

QJsonValue jsonNumber(const std::optional<std::uint32_t>& value)
{
    return value ? QJsonValue(qint64(*value)) : QJsonValue(QJsonValue::Null);
}

template <typename Span>
QJsonArray jsonSpan(const Span& span)
{
    return {qint64(span.begin.value), qint64(span.end.value)};
}

QJsonObject toJson(const EncodingView& view)
{
    const auto& encoding = view.encoding;
    QJsonArray ids, tokens, offsets, byteOffsets, utf16Offsets, wordIds, sequenceIds, typeIds, attentionMask,
        specialTokensMask;
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        ids.append(qint64(encoding.ids[i]));
        tokens.append(QString::fromStdString(encoding.tokens[i]));
        offsets.append(jsonSpan(view.codePoints[i]));
        byteOffsets.append(jsonSpan(encoding.offsets[i]));
        utf16Offsets.append(jsonSpan(view.utf16[i]));
        wordIds.append(jsonNumber(encoding.wordIds[i]));
        sequenceIds.append(jsonNumber(encoding.sequenceIds[i]));
        typeIds.append(qint64(encoding.typeIds[i]));
        attentionMask.append(qint64(encoding.attentionMask[i]));
        specialTokensMask.append(qint64(encoding.specialTokensMask[i]));
    }
    return {{QStringLiteral("ids"), ids},
            {QStringLiteral("tokens"), tokens},
            {QStringLiteral("offsets"), offsets},
            {QStringLiteral("byte_offsets"), byteOffsets},
            {QStringLiteral("utf16_offsets"), utf16Offsets},
            {QStringLiteral("word_ids"), wordIds},
            {QStringLiteral("sequence_ids"), sequenceIds},
            {QStringLiteral("type_ids"), typeIds},
            {QStringLiteral("attention_mask"), attentionMask},
            {QStringLiteral("special_tokens_mask"), specialTokensMask}};
}

/// Colours of one theme as CSS variables.
QString cssColors(const Theme& theme)
{
    QString css = QStringLiteral("--surface:%1;--text:%2;--muted:%3;--border:%4;--raised:%5;--danger:%6;")
                      .arg(theme.surface.name(), theme.text.name(), theme.mutedText.name(),
                           theme.border.name(), theme.raised.name(), theme.danger.name());
    for (std::size_t i = 0; i < theme.token.size(); ++i)
        css += QStringLiteral("--t%1:%2;").arg(i).arg(theme.token[i].name());
    return css;
}

QString style()
{
    QString css = QStringLiteral(":root{%1color-scheme:light dark}"
                                 "@media(prefers-color-scheme:dark){:root{%2}}")
                      .arg(cssColors(themeFor(false)), cssColors(themeFor(true)));
    css += QStringLiteral(
        "body{background:var(--surface);color:var(--text);font:16px/1.7 'Noto "
        "Sans',sans-serif;max-width:70rem;"
        "margin:2rem auto;padding:0 "
        "1rem}h1{font-size:1.2rem}.text{white-space:pre-wrap;overflow-wrap:anywhere}"
        ".text span{border-radius:3px}.text .u{outline:1px dashed var(--danger)}"
        ".text .added{background:var(--raised);border:1px solid var(--border);color:var(--muted);padding:0 "
        ".4em;"
        "margin-right:.2em;font-size:.85em}"
        ".s{background-image:repeating-linear-gradient(135deg,var(--muted) 0 1px,transparent 1px 5px)}"
        "table{border-collapse:collapse;font:13px/1.5 'Noto Sans Mono',monospace;width:100%}"
        "th,td{text-align:right;padding:.15em .6em;border-bottom:1px solid var(--border)}"
        "th{color:var(--muted);font-weight:500}th:nth-child(2),td:nth-child(2),th:nth-child(4),td:nth-child("
        "4)"
        "{text-align:left}caption,p{color:var(--muted);text-align:left}");
    for (int i = 0; i < 8; ++i)
        css += QStringLiteral(".t%1{background-color:var(--t%1)}").arg(i);
    return css;
}

QString titleOf(const EncodingView& view, int token)
{
    const auto i = std::size_t(token);
    return QStringLiteral("#%1 %2 · id %3 · %4–%5")
        .arg(token)
        .arg(QString::fromStdString(view.encoding.tokens[i]))
        .arg(view.encoding.ids[i])
        .arg(view.codePoints[i].begin.value)
        .arg(view.codePoints[i].end.value)
        .toHtmlEscaped();
}

void addAdded(const EncodingView& view, int token, QString& html)
{
    html += QStringLiteral("<span class=\"added\" title=\"id %1\">%2</span>")
                .arg(view.encoding.ids[std::size_t(token)])
                .arg(QString::fromStdString(view.encoding.tokens[std::size_t(token)]).toHtmlEscaped());
}

void addText(const EncodingView& view, int text, QString& html)
{
    const QString& whole = view.texts[std::size_t(text)];
    for (int begin = 0; begin < whole.size();) {
        const auto tokens = view.tokensAt(text, begin);
        int end = begin + 1;
        while (end < whole.size() && view.tokensAt(text, end) == tokens)
            ++end;
        const QString part = whole.mid(begin, end - begin).toHtmlEscaped();
        if (tokens.count() == 0)
            html += part;
        else {
            QStringList titles;
            for (int token = tokens.first; token <= tokens.last; ++token)
                titles.append(titleOf(view, token));
            html += QStringLiteral("<span class=\"t%1%2%3\" title=\"%4\">%5</span>")
                        .arg(QString::number(tokens.first % 8),
                             tokens.count() > 1 ? QStringLiteral(" s") : QString(),
                             view.isUnknown(tokens.first) ? QStringLiteral(" u") : QString(),
                             titles.join(QStringLiteral("&#10;")), part);
        }
        begin = end;
    }
}

void addWindow(const EncodingView& view, QString& html)
{
    html += QStringLiteral("<div class=\"text\" dir=\"auto\">");
    std::array<bool, 2> shown{false, false};
    for (int token = 0; token < view.size(); ++token) {
        if (!view.hasPlace(token))
            addAdded(view, token, html);
        else if (!std::exchange(shown[std::size_t(view.textOf(token))], true))
            addText(view, view.textOf(token), html);
    }
    html += QStringLiteral("</div>\n<table><thead><tr><th>#</th><th>token</th><th>id</th><th>text</th>"
                           "<th>characters</th><th>bytes</th><th>UTF-16</th><th>word</th><th>sequence</th>"
                           "<th>type</th><th>attention</th><th>special</th></tr></thead><tbody>\n");
    const auto& encoding = view.encoding;
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        const auto cell = [&](const QString& text) {
            html += QStringLiteral("<td>") + text.toHtmlEscaped() + QStringLiteral("</td>");
        };
        const auto range = [&](const auto& span) {
            cell(QStringLiteral("%1–%2").arg(span.begin.value).arg(span.end.value));
        };
        html += QStringLiteral("<tr>");
        cell(QString::number(i));
        cell(QString::fromStdString(encoding.tokens[i]));
        cell(QString::number(encoding.ids[i]));
        cell(view.slice(int(i)));
        range(view.codePoints[i]);
        range(encoding.offsets[i]);
        range(view.utf16[i]);
        cell(number(encoding.wordIds[i]));
        cell(number(encoding.sequenceIds[i]));
        cell(QString::number(encoding.typeIds[i]));
        cell(QString::number(encoding.attentionMask[i]));
        cell(QString::number(encoding.specialTokensMask[i]));
        html += QStringLiteral("</tr>\n");
    }
    html += QStringLiteral("</tbody></table>\n");
}

} // namespace

QString csvQuoted(QString text)
{
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString tableToCsv(const QAbstractItemModel& model)
{
    QString csv;
    for (int row = -1; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(csvQuoted(row < 0 ? model.headerData(column, Qt::Horizontal).toString()
                                           : model.index(row, column).data().toString()));
        csv += cells.join(u',') + u'\n';
    }
    return csv;
}

QString encodingToCsv(const EncodingWindows& windows)
{
    QString csv = QStringLiteral("index,token,id,begin,end,text,word_id,sequence_id,type_id,attention_mask,"
                                 "special_tokens_mask,begin_byte,end_byte,begin_utf16,end_utf16,window\n");
    for (std::size_t window = 0; window < windows.size(); ++window) {
        const EncodingView& view = *windows[window];
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
                                     QString::number(encoding.specialTokensMask[i]),
                                     QString::number(encoding.offsets[i].begin.value),
                                     QString::number(encoding.offsets[i].end.value),
                                     QString::number(view.utf16[i].begin.value),
                                     QString::number(view.utf16[i].end.value),
                                     QString::number(window)};
            csv += fields.join(u',') + u'\n';
        }
    }
    return csv;
}

QString encodingToJson(const EncodingWindows& windows)
{
    if (windows.empty()) return QStringLiteral("{}\n");
    QJsonObject object = toJson(*windows[0]);
    QJsonArray further;
    for (std::size_t i = 1; i < windows.size(); ++i)
        further.append(toJson(*windows[i]));
    if (!further.isEmpty()) object[QStringLiteral("overflowing")] = further;
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n';
}

QString encodingToHtml(const EncodingWindows& windows, const QString& tokenizer)
{
    const auto translated = [](const char* text) {
        return QCoreApplication::translate("EncodingExport", text);
    };
    QString html =
        QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                       "content=\"width=device-width\"><title>%1</title><style>%2</style></head><body>\n")
            .arg(tokenizer.toHtmlEscaped(), style());
    html += QStringLiteral("<h1>%1</h1>\n").arg(tokenizer.toHtmlEscaped());
    for (std::size_t i = 0; i < windows.size(); ++i) {
        QString facts = translated(QT_TRANSLATE_NOOP("EncodingExport", "%1 tokens")).arg(windows[i]->size());
        if (windows.size() > 1)
            facts = translated(QT_TRANSLATE_NOOP("EncodingExport", "Window %1 of %2: %3"))
                        .arg(i + 1)
                        .arg(windows.size())
                        .arg(facts);
        html += QStringLiteral("<p>%1</p>\n").arg(facts.toHtmlEscaped());
        addWindow(*windows[i], html);
    }
    return html + QStringLiteral("</body></html>\n");
}

} // namespace vitrine::widgets
