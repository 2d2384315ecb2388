// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_controller.h"
#include "widgets/tokenizer/encoding_view.h"
#include "widgets/tokenizer/labels_page.h"

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

QString literals(const QStringList& texts)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}

/// The labels of question answering: the tokens of each window at which the answer starts and ends.
QString answerCode(const QString& context, core::Utf16Span answer)
{
    const auto characters = [&](core::Utf16Offset end) {
        return QStringView(context).left(qsizetype(end.value)).toUcs4().size();
    };
    return QStringLiteral("answer_start, answer_end = %1, %2  # characters of the second text\n"
                          "windows = encoding[\"offset_mapping\"]\n"
                          "if isinstance(windows[0], tuple):\n"
                          "    windows = [windows]\n"
                          "start_positions, end_positions = [], []\n"
                          "for i, offsets in enumerate(windows):\n"
                          "    ids = encoding.sequence_ids(i)\n"
                          "    context = [token for token, sequence in enumerate(ids) if sequence == 1]\n"
                          "    start = end = 0\n"
                          "    if context and offsets[context[0]][0] <= answer_start "
                          "and offsets[context[-1]][1] >= answer_end:\n"
                          "        start = max(t for t in context if offsets[t][0] <= answer_start)\n"
                          "        end = min(t for t in context if offsets[t][1] >= answer_end)\n"
                          "    start_positions.append(start)\n"
                          "    end_positions.append(end)\n"
                          "print(start_positions, end_positions)\n")
        .arg(characters(answer.begin))
        .arg(characters(answer.end));
}

} // namespace

QString tokenizerPython(const widgets::TokenizerRequest& request, const QString& folder,
                        core::Utf16Span answer)
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
    if (request.second && !answer.empty()) code += answerCode(*request.second, answer);
    code += QStringLiteral("print(encoding)\n");
    return code;
}

QString labelsPython(const widgets::LabelsView& labels, const widgets::LabelsRequest& request,
                     bool addSpecialTokens, const QString& folder)
{
    QStringList numbers;
    for (const int label : labels.wordLabels)
        numbers.append(QString::number(label));
    QString code = QStringLiteral("from transformers import AutoTokenizer\n\n"
                                  "tokenizer = AutoTokenizer.from_pretrained(%1)\n"
                                  "words = %2\nnames = %3\nword_labels = [%4]\n"
                                  "encoding = tokenizer(words, is_split_into_words=True%5)\n\n"
                                  "labels, current = [], None\n"
                                  "for word in encoding.word_ids():\n"
                                  "    if word is None:\n"
                                  "        labels.append(-100)\n"
                                  "    elif word != current:\n"
                                  "        labels.append(word_labels[word])\n")
                       .arg(literal(folder), literals(labels.words), literals(labels.names),
                            numbers.join(QStringLiteral(", ")),
                            addSpecialTokens ? QString() : QStringLiteral(", add_special_tokens=False"));
    if (request.onlyFirst)
        code += QStringLiteral("    else:\n        labels.append(-100)\n");
    else if (!request.beginToInside)
        code += QStringLiteral("    else:\n        labels.append(word_labels[word])\n");
    else
        code +=
            QStringLiteral("    else:\n"
                           "        name = names[word_labels[word]]\n"
                           "        inside = \"I-\" + name[2:]\n"
                           "        converts = name.startswith(\"B-\") and inside in names\n"
                           "        labels.append(names.index(inside) if converts else word_labels[word])\n");
    code += QStringLiteral("    current = word\n"
                           "for token, label in zip(encoding.tokens(), labels):\n"
                           "    print(token, label)\n");
    return code;
}

} // namespace vitrine::app
