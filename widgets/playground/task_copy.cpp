// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/task_copy.h"

#include "widgets/playground/task_catalogue.h"

#include <QJsonDocument>

namespace vitrine::widgets {
namespace {

/// The class that AutoModelFor… spells for a task without a pipeline, and how its logits become scores.
QString multipleChoicePython(const QJsonObject& input, const QString& location)
{
    return QStringLiteral(
               "import torch\n"
               "from transformers import AutoModelForMultipleChoice, AutoTokenizer\n"
               "\n"
               "path = %1\n"
               "prompt = %2\n"
               "choices = %3\n"
               "\n"
               "tokenizer = AutoTokenizer.from_pretrained(path)\n"
               "model = AutoModelForMultipleChoice.from_pretrained(path).eval()\n"
               "inputs = tokenizer([prompt] * len(choices), choices, padding=True, truncation=True, "
               "return_tensors=\"pt\")\n"
               "with torch.no_grad():\n"
               "    logits = model(**{name: values.unsqueeze(0) for name, values in inputs.items()}).logits\n"
               "scores = logits.softmax(-1)[0].tolist()\n"
               "print(sorted(zip(scores, choices), reverse=True))\n")
        .arg(pythonLiteral(location), pythonLiteral(input[QStringLiteral("prompt")]),
             pythonLiteral(input[QStringLiteral("choices")]));
}

QString rankingPython(const QJsonObject& input, const QString& location)
{
    return QStringLiteral("from sentence_transformers import CrossEncoder\n"
                          "\n"
                          "query = %2\n"
                          "documents = %3\n"
                          "\n"
                          "model = CrossEncoder(%1)\n"
                          "print(model.rank(query, documents, return_documents=True))\n")
        .arg(pythonLiteral(location), pythonLiteral(input[QStringLiteral("query")]),
             pythonLiteral(input[QStringLiteral("documents")]));
}

} // namespace

QString jsonText(const QJsonValue& value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    // A document holds no scalar: the element of an array of one.
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact))
        .mid(1)
        .chopped(1);
}

QString pythonLiteral(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return QStringLiteral("None");
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("True") : QStringLiteral("False");
    case QJsonValue::Array: {
        QStringList parts;
        for (const QJsonValue& each : value.toArray())
            parts.append(pythonLiteral(each));
        return u'[' + parts.join(QStringLiteral(", ")) + u']';
    }
    case QJsonValue::Object: {
        QStringList parts;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            parts.append(pythonLiteral(it.key()) + QStringLiteral(": ") + pythonLiteral(it.value()));
        return u'{' + parts.join(QStringLiteral(", ")) + u'}';
    }
    default:
        return jsonText(value); // numbers, and strings, whose escapes Python reads the same way
    }
}

QString shellQuoted(const QString& text)
{
    QString quoted = text;
    return u'\'' + quoted.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

QString taskPython(const TaskRequest& request, const QString& location)
{
    const QJsonObject input = request.input.toObject();
    if (request.task == QLatin1String("multiple-choice")) return multipleChoicePython(input, location);
    if (request.task == QLatin1String("text-ranking")) return rankingPython(input, location);
    QStringList arguments;
    const bool isKeywords = request.task == QLatin1String("question-answering");
    if (isKeywords)
        for (auto it = input.begin(); it != input.end(); ++it)
            arguments.append(it.key() + u'=' + pythonLiteral(it.value()));
    else
        arguments.append(QStringLiteral("text"));
    QStringList construction{pythonLiteral(request.task), QStringLiteral("model=") + pythonLiteral(location)};
    for (auto it = request.arguments.begin(); it != request.arguments.end(); ++it) {
        // Token classification takes it when the pipeline is made; the call refuses it.
        if (it.key() == QLatin1String("seed")) continue; // no argument there
        if (it.key() == QLatin1String("decoder_input_ids")) {
            arguments.append(QStringLiteral("decoder_input_ids=torch.tensor(") + pythonLiteral(it.value()) +
                             u')');
            continue;
        }
        const bool isMade =
            it.key() == QLatin1String("aggregation_strategy") ||
            (request.task == QLatin1String("token-classification") && it.key() == QLatin1String("stride"));
        (isMade ? construction : arguments).append(it.key() + u'=' + pythonLiteral(it.value()));
    }
    QString code;
    if (needsTransformers4(request.task))
        code +=
            QStringLiteral("# Transformers 5 has no pipeline of this task: pip install \"transformers<5\"\n");
    if (request.arguments.contains(QStringLiteral("decoder_input_ids")))
        code += QStringLiteral("import torch\n");
    const QJsonValue seed = request.arguments.value(QStringLiteral("seed"));
    code += seed.isDouble() ? QStringLiteral("from transformers import pipeline, set_seed\n\nset_seed(%1)\n")
                                  .arg(seed.toInteger())
                            : QStringLiteral("from transformers import pipeline\n\n");
    code +=
        QStringLiteral("pipe = pipeline(") + construction.join(QStringLiteral(", ")) + QStringLiteral(")\n");
    if (!isKeywords) code += QStringLiteral("text = ") + pythonLiteral(request.input) + u'\n';
    return code + QStringLiteral("print(pipe(") + arguments.join(QStringLiteral(", ")) +
           QStringLiteral("))\n");
}

QString taskCurl(const TaskRequest& request, const QString& location)
{
    QJsonObject body{{QStringLiteral("inputs"), request.input}};
    if (!request.arguments.isEmpty()) body[QStringLiteral("parameters")] = request.arguments;
    return QStringLiteral(
               "curl \"${HF_ENDPOINT_URL:-https://router.huggingface.co/hf-inference/models/%1}\" \\\n"
               "  -H \"Authorization: Bearer $HF_TOKEN\" \\\n"
               "  -H 'Content-Type: application/json' \\\n"
               "  -d %2\n")
        .arg(location, shellQuoted(jsonText(body)));
}

QString taskCommand(const TaskRequest& request, const QString& location)
{
    QString command = QStringLiteral("printf '%s\\n' ") + shellQuoted(jsonText(request.input)) +
                      QStringLiteral(" | vitrine run ") + request.task + QStringLiteral(" --model ") +
                      shellQuoted(location);
    for (auto it = request.arguments.begin(); it != request.arguments.end(); ++it)
        command += QStringLiteral(" --set ") + shellQuoted(it.key() + u'=' + jsonText(it.value()));
    return command + u'\n';
}

QString taskJson(const TaskResult& result)
{
    const QJsonObject object{{QStringLiteral("task"), result.request.task},
                             {QStringLiteral("model"), result.model},
                             {QStringLiteral("input"), result.request.input},
                             {QStringLiteral("arguments"), result.request.arguments},
                             {QStringLiteral("result"), result.result},
                             {QStringLiteral("details"), result.details},
                             {QStringLiteral("milliseconds"), result.milliseconds}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented));
}

QString toCsv(const QList<QStringList>& table)
{
    QString csv;
    for (const QStringList& row : table) {
        QStringList cells;
        for (QString cell : row)
            cells.append(cell.contains(u',') || cell.contains(u'"') || cell.contains(u'\n') ||
                                 cell.contains(u'\r')
                             ? u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"'
                             : cell);
        csv += cells.join(u',') + u'\n';
    }
    return csv;
}

} // namespace vitrine::widgets
