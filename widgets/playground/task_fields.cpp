// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/task_fields.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace vitrine::widgets {
namespace {

using Kind = TaskField::Kind;
using Place = TaskField::Place;

struct TaskFields
{
    Q_DECLARE_TR_FUNCTIONS(TaskFields)
};

TaskField text(const QString& key, const QString& label, const QString& tip, int lines)
{
    TaskField field{key, Place::Input, Kind::Text, label};
    field.tip = tip;
    field.lines = lines;
    return field;
}

TaskField argument(const QString& key, Kind kind, const QString& label, const QJsonValue& start,
                   const QJsonValue& standard, const QString& tip = {})
{
    TaskField field{key, Place::Argument, kind, label};
    field.tip = tip;
    field.start = start;
    field.standard = standard;
    return field;
}

TaskField number(const QString& key, const QString& label, int least, int most, const QJsonValue& start,
                 const QJsonValue& standard, const QString& tip, const QString& unset = {})
{
    TaskField field = argument(key, Kind::Whole, label, start, standard, tip);
    field.least = least;
    field.most = most;
    field.unset = unset;
    return field;
}

QList<TaskField> classification()
{
    TaskField pair = text(QStringLiteral("text_pair"), TaskFields::tr("Second text"),
                          TaskFields::tr("Only for models of pairs: entailment, paraphrase."), 2);
    pair.isOptional = true;
    TaskField function =
        argument(QStringLiteral("function_to_apply"), Kind::Choice, TaskFields::tr("Scores by"),
                 QStringLiteral("default"), QStringLiteral("default"),
                 TaskFields::tr("softmax: the labels share one; sigmoid: every label for itself; none: the "
                                "logits. default: what the model was trained for."));
    function.choices = {QStringLiteral("default"), QStringLiteral("softmax"), QStringLiteral("sigmoid"),
                        QStringLiteral("none")};
    return {
        text(QStringLiteral("text"), TaskFields::tr("Text"), TaskFields::tr("What is to be classified."), 5),
        pair, function,
        // The view shows every label.
        argument(QStringLiteral("top_k"), Kind::Constant, {}, QJsonValue::Null, QJsonValue::Undefined)};
}

QList<TaskField> zeroShot()
{
    TaskField labels{QStringLiteral("candidate_labels"), Place::Argument, Kind::Chips,
                     TaskFields::tr("Candidate labels")};
    labels.tip = TaskFields::tr("Add a label …");
    TaskField form = argument(QStringLiteral("hypothesis_template"), Kind::Word, TaskFields::tr("Hypothesis"),
                              QStringLiteral("This example is {}."), QStringLiteral("This example is {}."),
                              TaskFields::tr("A sentence with {} in the place of the label."));
    return {text({}, TaskFields::tr("Text"), TaskFields::tr("What is to be classified."), 5), labels, form,
            argument(QStringLiteral("multi_label"), Kind::Switch,
                     TaskFields::tr("Several labels may be true"), false, false,
                     TaskFields::tr("Each label gets a score of its own instead of a share of one."))};
}

QList<TaskField> tokens()
{
    TaskField strategy = argument(
        QStringLiteral("aggregation_strategy"), Kind::Choice, TaskFields::tr("Grouping"),
        QStringLiteral("simple"), QStringLiteral("none"),
        TaskFields::tr("none: every token by itself; simple: neighbours of one entity; first, average, max: "
                       "whole words, by their first token, the mean or the best score."));
    strategy.choices = {QStringLiteral("none"), QStringLiteral("simple"), QStringLiteral("first"),
                        QStringLiteral("average"), QStringLiteral("max")};
    return {text({}, TaskFields::tr("Text"), TaskFields::tr("Where names are to be found."), 6), strategy,
            number(QStringLiteral("stride"), TaskFields::tr("Window overlap"), 0, 4096, 0, {},
                   TaskFields::tr("Tokens that neighbouring windows of a long text share."),
                   TaskFields::tr("No windows"))};
}

QList<TaskField> answers()
{
    return {text(QStringLiteral("question"), TaskFields::tr("Question"),
                 TaskFields::tr("What do you want to know?"), 2),
            text(QStringLiteral("context"), TaskFields::tr("Context"),
                 TaskFields::tr("The text that holds the answer, as long as you like."), 9),
            number(QStringLiteral("top_k"), TaskFields::tr("Answers"), 1, 50, 5, 1,
                   TaskFields::tr("So many of the best answers.")),
            number(QStringLiteral("max_answer_len"), TaskFields::tr("Longest answer"), 1, 512, 15, 15,
                   TaskFields::tr("In tokens.")),
            number(QStringLiteral("max_seq_len"), TaskFields::tr("Window"), 15, 8192, 15, {},
                   TaskFields::tr("Tokens of question and context together; a longer context is cut into "
                                  "windows."),
                   TaskFields::tr("As the model")),
            number(QStringLiteral("doc_stride"), TaskFields::tr("Window overlap"), 0, 4096, 0, {},
                   TaskFields::tr("Tokens that neighbouring windows share."), TaskFields::tr("Standard")),
            argument(QStringLiteral("handle_impossible_answer"), Kind::Switch,
                     TaskFields::tr("There may be no answer"), false, false,
                     TaskFields::tr("“No answer” takes part with a score of its own."))};
}

QList<TaskField> mask()
{
    TaskField sentence = text({}, TaskFields::tr("Text with gaps"),
                              TaskFields::tr("A sentence with one or several masks."), 5);
    sentence.kind = Kind::Mask;
    TaskField targets{QStringLiteral("targets"), Place::Argument, Kind::Chips,
                      TaskFields::tr("Only these words")};
    targets.tip = TaskFields::tr("Any word; add one …");
    targets.isOptional = true;
    return {sentence, targets,
            number(QStringLiteral("top_k"), TaskFields::tr("Candidates"), 1, 100, 10, 5,
                   TaskFields::tr("So many of the best words a mask."))};
}

QList<TaskField> choice()
{
    TaskField choices{QStringLiteral("choices"), Place::Input, Kind::Lines, TaskFields::tr("Choices")};
    choices.tip = TaskFields::tr("One a line, two at least.");
    choices.lines = 5;
    return {text(QStringLiteral("prompt"), TaskFields::tr("Beginning"),
                 TaskFields::tr("A situation or a question."), 4),
            choices};
}

QList<TaskField> ranking()
{
    TaskField documents{QStringLiteral("documents"), Place::Input, Kind::Lines, TaskFields::tr("Documents")};
    documents.tip = TaskFields::tr("One a line.");
    documents.lines = 9;
    return {text(QStringLiteral("query"), TaskFields::tr("Query"), TaskFields::tr("What is looked for."), 2),
            documents};
}

} // namespace

QList<TaskField> taskFields(const QString& task)
{
    if (task == QLatin1String("text-classification")) return classification();
    if (task == QLatin1String("zero-shot-classification")) return zeroShot();
    if (task == QLatin1String("token-classification")) return tokens();
    if (task == QLatin1String("question-answering")) return answers();
    if (task == QLatin1String("fill-mask")) return mask();
    if (task == QLatin1String("multiple-choice")) return choice();
    if (task == QLatin1String("text-ranking")) return ranking();
    if (task == QLatin1String("text-generation"))
        return {text({}, TaskFields::tr("Beginning"), TaskFields::tr("The model goes on from here."), 6)};
    if (task == QLatin1String("summarization"))
        return {text({}, TaskFields::tr("Text"), TaskFields::tr("What is to be summarized."), 9)};
    if (task == QLatin1String("translation"))
        return {text({}, TaskFields::tr("Text"), TaskFields::tr("What is to be translated."), 6)};
    return {text({}, TaskFields::tr("Text"), TaskFields::tr("Write or paste a text."), 8)};
}

} // namespace vitrine::widgets
