// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_values.h"

#include <limits>
#include <vector>

namespace vitrine::widgets {

// The same inputs of one task on several models: what the page of the comparison shows.

constexpr int mostComparedModels = 6;

/// A model that was chosen, before it runs.
struct ComparedChoice
{
    QString specification;   ///< `starter:NAME`, a folder, a Hub id
    QString dtype;           ///< "float32", "bfloat16", "checkpoint"; empty: as the window computes
    QString name;            ///< as people call it; tells the models of a comparison apart
    QString problem;         ///< why it can't take part; translated; empty: it can, as far as is known
    QString problemDetail;   ///< more of that; may be empty
    QString facts;           ///< its size in words; translated; empty until it is known
    qint64 neededBytes = -1; ///< of its weights in memory; -1: not known
};

/// One input on one model.
struct ComparedAnswer
{
    bool isDone = false;
    QString error;              ///< English; the model could not do this input
    TaskResult result;          ///< of the first repetition
    QList<double> milliseconds; ///< of every repetition
    int newTokens = 0;          ///< that were generated, in all repetitions
};

/// One model of a comparison that runs or ran.
struct ComparedRun
{
    enum class State { Waiting, Loading, Running, Done, Stopped, Failed };

    QString name, specification;
    QString location; ///< its folder: what from_pretrained() takes
    State state = State::Waiting;
    QString problem;                         ///< of a failed one: what kind of error; translated
    QString detail;                          ///< English fact
    QString nextStep;                        ///< translated
    double loadSeconds = -1;                 ///< -1: not loaded
    bool wasKept = false;                    ///< loaded by an earlier run
    qint64 weightBytes = -1, peakBytes = -1; ///< peak: with the weights, above what was there before
    qint64 parameters = -1;
    QString dtype;
    std::vector<ComparedAnswer> answers; ///< one an input
};

struct ModelComparison
{
    QString task;
    QJsonObject arguments;
    QList<QJsonValue> inputs;
    QString source; ///< where they are from, translated; empty: the form
    int repetitions = 1;
    std::vector<ComparedRun> runs; ///< the first is the reference
};

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

/// An answer beside that of the reference.
struct AnswerAgreement
{
    QString text;                     ///< the answer in few words
    bool isKnown = false;             ///< both answered, and their answers can be compared
    bool isSame = false;              ///< in the terms of the task
    double measure = notKnown;        ///< how far they agree, 0 … 1 (a cosine -1 … 1)
    QString note;                     ///< where they differ; translated
    int markBegin = -1, markEnd = -1; ///< of a generated text: the first difference, in code points
};

/// What two models have in common over all inputs that both answered.
struct PairAgreement
{
    int inputs = 0;
    double same = notKnown;        ///< share of inputs
    double measure = notKnown;     ///< mean over inputs
    double correlation = notKnown; ///< Spearman's, of the scores of labels that both have
    double difference = notKnown;  ///< mean, without sign, of those scores
};

/// Of one model, over everything that was timed.
struct RunFigures
{
    int answered = 0, failed = 0, timed = 0;   ///< inputs, inputs, runs
    double median = notKnown, slow = notKnown; ///< the 50th and 95th percentile in milliseconds
    double tokensPerSecond = notKnown;         ///< of a generating task
};

struct ComparisonSummary
{
    std::vector<std::vector<AnswerAgreement>> answers; ///< [model][input]
    std::vector<PairAgreement> pairs;                  ///< [model][model], row by row
    std::vector<RunFigures> figures;                   ///< [model]
};

/// What AnswerAgreement::measure is of this task, translated: "F1 of the entities"; empty: there is none
/// beside being the same.
QString agreementMeasure(const QString& task);
/// What isSame means of this task, translated: "the best label is the same".
QString agreementMeaning(const QString& task);
bool isGeneratingTask(const QString& task);

} // namespace vitrine::widgets
