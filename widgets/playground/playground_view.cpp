// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/playground_view.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <algorithm>

namespace vitrine::widgets {

std::vector<TextPair> rankedPairs(const core::FloatArray& similarity)
{
    std::vector<TextPair> pairs;
    const int count = similarity.shape.empty() ? 0 : int(similarity.shape[0]);
    for (int i = 0; i < count; ++i)
        for (int j = i + 1; j < count; ++j)
            pairs.push_back({i, j, similarity.values[std::size_t(i * count + j)]});
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const TextPair& a, const TextPair& b) { return a.score > b.score; });
    return pairs;
}

QString shapeText(const core::Shape& shape)
{
    QStringList sizes;
    for (const auto size : shape)
        sizes.append(QString::number(size));
    return u'[' + sizes.join(QStringLiteral(", ")) + u']';
}

QString namedShapeText(const core::Shape& shape)
{
    const char* names[] = {QT_TRANSLATE_NOOP("Playground", "texts"),
                           QT_TRANSLATE_NOOP("Playground", "tokens"),
                           QT_TRANSLATE_NOOP("Playground", "hidden")};
    QStringList parts;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const std::size_t name = i == 0 ? 0 : i + 1 == shape.size() ? 2 : 1;
        const QString size = QString::number(shape[i]);
        parts.append(QCoreApplication::translate("Playground", names[name]) + u' ' + size);
    }
    return parts.join(QStringLiteral(" × "));
}

namespace {

QString quoted(QString text)
{
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

} // namespace

QString predictionsCsv(const PlaygroundResult& result)
{
    QString csv = QStringLiteral("text,label,score\n");
    for (std::size_t i = 0; i < result.predictions.size(); ++i)
        for (const LabelScore& each : result.predictions[i])
            csv += quoted(result.texts[qsizetype(i)]) + u',' + quoted(each.label) + u',' +
                   QString::number(double(each.score), 'g', 9) + u'\n';
    return csv;
}

QString similarityCsv(const PlaygroundResult& result)
{
    QStringList header{QStringLiteral("text")};
    for (const QString& text : result.texts)
        header.append(quoted(text));
    QString csv = header.join(u',') + u'\n';
    const qsizetype count = result.texts.size();
    for (qsizetype i = 0; i < count; ++i) {
        QStringList row{quoted(result.texts[i])};
        for (qsizetype j = 0; j < count; ++j)
            row.append(QString::number(double(result.similarity.values[std::size_t(i * count + j)]), 'g', 9));
        csv += row.join(u',') + u'\n';
    }
    return csv;
}

QString similarityJson(const PlaygroundResult& result)
{
    const auto rows = [](const core::FloatArray& array) {
        QJsonArray all;
        const auto width = std::size_t(array.shape[1]);
        for (std::size_t i = 0; i < std::size_t(array.shape[0]); ++i) {
            QJsonArray row;
            for (std::size_t j = 0; j < width; ++j)
                row.append(double(array.values[i * width + j]));
            all.append(row);
        }
        return all;
    };
    QJsonObject object{{QStringLiteral("model"), result.model},
                       {QStringLiteral("texts"), QJsonArray::fromStringList(result.texts)},
                       {QStringLiteral("similarity"), rows(result.similarity)},
                       {QStringLiteral("embeddings"), rows(result.embeddings)}};
    if (!result.predictions.empty()) {
        QJsonArray predictions;
        for (const Prediction& prediction : result.predictions) {
            QJsonArray labels;
            for (const LabelScore& each : prediction)
                labels.append(QJsonObject{{QStringLiteral("label"), each.label},
                                          {QStringLiteral("score"), double(each.score)}});
            predictions.append(labels);
        }
        object.insert(QStringLiteral("predictions"), predictions);
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

QByteArray toNpy(const core::FloatArray& array)
{
    QByteArray shape;
    for (const auto size : array.shape)
        shape += QByteArray::number(qint64(size)) + ", ";
    QByteArray header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
    // magic (6), version (2), length (2), header: together a multiple of 64
    header.append(QByteArray((64 - (10 + header.size() + 1) % 64) % 64, ' ')).append('\n');
    QByteArray file("\x93NUMPY\x01\x00", 8);
    const quint16 length = qToLittleEndian(quint16(header.size()));
    file.append(reinterpret_cast<const char*>(&length), 2).append(header);
    const auto offset = file.size();
    file.resize(offset + qsizetype(array.values.size() * sizeof(float)));
    for (std::size_t i = 0; i < array.values.size(); ++i)
        qToLittleEndian(array.values[i], file.data() + offset + qsizetype(i * sizeof(float)));
    return file;
}

QString similarityPython(const QStringList& texts, const QString& modelPath, int maxLength)
{
    // A JSON array of strings is a Python list of strings.
    const auto literal = [](const QJsonArray& array) {
        return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
    };
    QString list = QStringLiteral("[\n");
    for (const QString& text : texts)
        list += QStringLiteral("    ") + literal({text}).mid(1).chopped(1) + QStringLiteral(",\n");
    list += u']';
    return QStringLiteral(
               "import torch\n"
               "from transformers import AutoModel, AutoTokenizer\n"
               "\n"
               "path = %1\n"
               "texts = %2\n"
               "\n"
               "tokenizer = AutoTokenizer.from_pretrained(path)\n"
               "model = AutoModel.from_pretrained(path).eval()\n"
               "inputs = tokenizer(texts, padding=True, truncation=True%3, return_tensors=\"pt\")\n"
               "with torch.no_grad():\n"
               "    hidden = model(**inputs).last_hidden_state  # [texts, tokens, hidden]\n"
               "mask = inputs[\"attention_mask\"].unsqueeze(-1)\n"
               "embeddings = (hidden * mask).sum(1) / mask.sum(1)\n"
               "embeddings = torch.nn.functional.normalize(embeddings, dim=1)\n"
               "print(embeddings @ embeddings.T)  # cosine of every pair\n")
        .arg(literal({modelPath}).mid(1).chopped(1), list,
             maxLength > 0 ? QStringLiteral(", max_length=%1").arg(maxLength) : QString());
}

} // namespace vitrine::widgets
