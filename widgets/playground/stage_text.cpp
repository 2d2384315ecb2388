// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/stage_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cstdlib>

namespace vitrine::widgets {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Stage", text);
}

struct StageText
{
    const char *name, *title, *explanation;
};

constexpr StageText texts[] = {
    {"raw_text", QT_TRANSLATE_NOOP("Stage", "Raw text"),
     QT_TRANSLATE_NOOP("Stage",
                       "The texts as you wrote them. A model can't read letters: everything below turns them "
                       "into numbers.")},
    {"tokenization", QT_TRANSLATE_NOOP("Stage", "Tokenization"),
     QT_TRANSLATE_NOOP(
         "Stage", "Each text is split into tokens of the vocabulary, and special tokens are put around it. "
                  "Shorter texts are filled up, so that all rows have the same length.")},
    {"model_input", QT_TRANSLATE_NOOP("Stage", "Model input"),
     QT_TRANSLATE_NOOP(
         "Stage", "Every token becomes its number in the vocabulary (input_ids). The attention mask is 1 "
                  "for real tokens and 0 for padding, which the model must not look at.")},
    {"embeddings", QT_TRANSLATE_NOOP("Stage", "Embeddings"),
     QT_TRANSLATE_NOOP(
         "Stage", "Each number is looked up in a table and becomes a vector; the vector of its position "
                  "and of its text are added. The same token at the same place always starts the same.")},
    {"pooling", QT_TRANSLATE_NOOP("Stage", "Pooling"),
     QT_TRANSLATE_NOOP("Stage",
                       "The token vectors of a text are averaged, padding left out, and brought to length 1: "
                       "one vector for the whole text.")},
    {"result", QT_TRANSLATE_NOOP("Stage", "Result"),
     QT_TRANSLATE_NOOP("Stage",
                       "One vector a text. The cosine of two of them says how near the texts are in meaning: "
                       "1 is the same direction, 0 unrelated.")},
};

//: %1 is the number of a transformer layer, counted from 1
constexpr const char* layerTitle = QT_TRANSLATE_NOOP("Stage", "Layer %1");
constexpr const char* layerExplanation = QT_TRANSLATE_NOOP(
    "Stage", "Self-attention lets every token gather from the others of its text, a feed-forward "
             "network works on each one. The shape stays, the meaning gets richer.");

} // namespace

QString stageTitle(const std::string& name)
{
    if (name.starts_with("layer.")) return tr(layerTitle).arg(std::atoi(name.c_str() + 6) + 1);
    for (const StageText& text : texts)
        if (name == text.name) return tr(text.title);
    return QString::fromStdString(name);
}

QString stageExplanation(const std::string& name)
{
    if (name.starts_with("layer.")) return tr(layerExplanation);
    for (const StageText& text : texts)
        if (name == text.name) return tr(text.explanation);
    return {};
}

QString durationText(double seconds)
{
    const QLocale locale;
    const double milliseconds = seconds * 1000;
    if (milliseconds >= 1000) return QStringLiteral("%1 s").arg(locale.toString(seconds, 'f', 2));
    return QStringLiteral("%1 ms").arg(locale.toString(milliseconds, 'f', milliseconds < 10 ? 2 : 0));
}

} // namespace vitrine::widgets
