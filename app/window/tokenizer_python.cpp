// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_controller.h"
#include "widgets/tokenizer/encoding_view.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace vitrine::app {
namespace {

/// A Python literal: JSON's escapes are Python's, too.
QString literal(const QString& text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(1, array.size() - 2));
}

} // namespace

QString tokenizerPython(const widgets::TokenizerRequest& request, const QString& folder)
{
    using Truncation = widgets::TokenizerRequest::Truncation;
    const bool truncates = request.truncation != Truncation::Off;
    const bool pads = request.padLength > 0;
    QString code = QStringLiteral("from transformers import AutoTokenizer\n\n"
                                  "tokenizer = AutoTokenizer.from_pretrained(%1")
                       .arg(literal(folder));
    if (truncates && request.truncateLeft) code += QStringLiteral(", truncation_side=\"left\"");
    if (pads && request.padLeft) code += QStringLiteral(", padding_side=\"left\"");
    code += QStringLiteral(")\nencoding = tokenizer(\n    %1,\n").arg(literal(request.first));
    if (request.second) code += QStringLiteral("    %1,\n").arg(literal(*request.second));
    if (!request.addSpecialTokens) code += QStringLiteral("    add_special_tokens=False,\n");
    if (truncates) {
        const char* names[] = {"", "longest_first", "only_first", "only_second"};
        code += QStringLiteral("    truncation=\"%1\",\n    max_length=%2,\n    stride=%3,\n"
                               "    return_overflowing_tokens=True,\n")
                    .arg(QLatin1String(names[int(request.truncation)]))
                    .arg(request.maxLength)
                    .arg(request.stride);
    } else if (pads)
        code += QStringLiteral("    padding=\"max_length\",\n    max_length=%1,\n").arg(request.padLength);
    if (truncates && pads && request.padLength == request.maxLength)
        code += QStringLiteral("    padding=\"max_length\",\n");
    code += QStringLiteral("    return_offsets_mapping=True,\n    return_special_tokens_mask=True,\n)\n");
    if (truncates && pads && request.padLength != request.maxLength)
        code += QStringLiteral("encoding = tokenizer.pad(encoding, padding=\"max_length\", max_length=%1)\n")
                    .arg(request.padLength);
    code += QStringLiteral("print(encoding)\n");
    return code;
}

} // namespace vitrine::app
