// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/task_catalogue.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <iterator>

namespace vitrine::widgets {
namespace {

struct Entry
{
    const char *task, *title, *explanation, *icon, *group;
};

constexpr auto classify = QT_TRANSLATE_NOOP("TaskCatalogue", "Classify and rank");
constexpr auto find = QT_TRANSLATE_NOOP("TaskCatalogue", "Find inside a text");
constexpr auto write = QT_TRANSLATE_NOOP("TaskCatalogue", "Write");
constexpr auto measure = QT_TRANSLATE_NOOP("TaskCatalogue", "Compare meanings");

constexpr Entry entries[] = {
    {"text-classification", QT_TRANSLATE_NOOP("TaskCatalogue", "Text classification"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Gives a text, or a pair of texts, one or several of fixed labels."),
     "task-classify", classify},
    {"zero-shot-classification", QT_TRANSLATE_NOOP("TaskCatalogue", "Zero-shot classification"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Chooses among labels that you make up, without any training."),
     "task-zero-shot", classify},
    {"multiple-choice", QT_TRANSLATE_NOOP("TaskCatalogue", "Multiple choice"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Finds the most likely continuation of a text among several."),
     "task-choice", classify},
    {"text-ranking", QT_TRANSLATE_NOOP("TaskCatalogue", "Text ranking"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Puts documents into the order in which they answer a query."),
     "task-ranking", classify},
    {"token-classification", QT_TRANSLATE_NOOP("TaskCatalogue", "Token classification"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Marks names, places or parts of speech in a text."), "task-tokens",
     find},
    {"question-answering", QT_TRANSLATE_NOOP("TaskCatalogue", "Question answering"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Points at the answer to a question inside a context of any length."),
     "task-answer", find},
    {"fill-mask", QT_TRANSLATE_NOOP("TaskCatalogue", "Fill in the mask"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Ranks the words that fit into a gap of a sentence."), "task-mask",
     find},
    {"text-generation", QT_TRANSLATE_NOOP("TaskCatalogue", "Text generation"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Goes on with a text, token by token, with all alternatives open."),
     "task-generate", write},
    {"text2text-generation", QT_TRANSLATE_NOOP("TaskCatalogue", "Text to text"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Turns a text with an instruction into another text."),
     "task-text2text", write},
    {"summarization", QT_TRANSLATE_NOOP("TaskCatalogue", "Summarization"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Says the main points of a long text in a few sentences."),
     "task-summary", write},
    {"translation", QT_TRANSLATE_NOOP("TaskCatalogue", "Translation"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Carries a text over into another language."), "task-translate",
     write},
    {"sentence-similarity", QT_TRANSLATE_NOOP("TaskCatalogue", "Sentence similarity"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Shows how near texts are in meaning, each with each."),
     "task-similarity", measure},
    {"feature-extraction", QT_TRANSLATE_NOOP("TaskCatalogue", "Feature extraction"),
     QT_TRANSLATE_NOOP("TaskCatalogue", "Turns texts into the vectors that everything else is made from."),
     "task-vectors", measure},
};

/// {"examples": [{"task", "starter", "title", "input", "arguments"}, …]} or the array alone.
QJsonArray storedExamples()
{
    QFile file(QStringLiteral(":/examples/tasks.json"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const auto document = QJsonDocument::fromJson(file.readAll());
    return document.isArray() ? document.array() : document.object()[QStringLiteral("examples")].toArray();
}

} // namespace

const QStringList& taskOrder()
{
    static const QStringList order = [] {
        QStringList names;
        for (const Entry& entry : entries)
            names.append(QLatin1String(entry.task));
        return names;
    }();
    return order;
}

TaskText taskText(const QString& task)
{
    const auto translated = [](const char* text) {
        return QCoreApplication::translate("TaskCatalogue", text);
    };
    for (const Entry& entry : entries)
        if (task == QLatin1String(entry.task))
            return {translated(entry.title), translated(entry.explanation), QLatin1String(entry.icon),
                    translated(entry.group)};
    return {task, {}, QStringLiteral("text"), {}};
}

QList<TaskExample> taskExamples(const QString& task)
{
    QList<TaskExample> examples;
    for (const QJsonValue& value : storedExamples()) {
        const QJsonObject each = value.toObject();
        if (each[QStringLiteral("task")].toString() != task) continue;
        examples.append({each[QStringLiteral("title")].toString(),
                         {task, each[QStringLiteral("input")], each[QStringLiteral("arguments")].toObject()},
                         each[QStringLiteral("starter")].toString()});
    }
    return examples;
}

QString mainInput(const QString& task)
{
    if (task == QLatin1String("text-classification")) return QStringLiteral("text");
    if (task == QLatin1String("question-answering")) return QStringLiteral("context");
    if (task == QLatin1String("multiple-choice")) return QStringLiteral("prompt");
    if (task == QLatin1String("text-ranking")) return QStringLiteral("documents");
    return {};
}

QString summary(const QJsonValue& input)
{
    constexpr int longest = 120;
    const QJsonObject inputs = input.toObject();
    QString text = input.toString();
    for (const char* key : {"question", "query", "prompt", "text", "source_sentence"})
        if (text.isEmpty()) text = inputs[QLatin1String(key)].toString();
    text = text.simplified();
    return text.size() > longest ? text.left(longest - 1).trimmed() + u'…' : text;
}

bool needsTransformers4(const QString& task)
{
    constexpr const char* removed[] = {"question-answering", "summarization", "translation",
                                       "text2text-generation"};
    return std::any_of(std::begin(removed), std::end(removed),
                       [&](const char* name) { return task == QLatin1String(name); });
}

} // namespace vitrine::widgets
