// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <limits>
#include <vector>

namespace vitrine::widgets {

// A sentence with a word swapped: what the page of the bias probe asks for and shows.

struct BiasFiller
{
    QString text;
    QString group;

    bool operator==(const BiasFiller&) const = default;
};

/// What the model is asked about every sentence.
enum class BiasQuestion {
    FillMask,     ///< the probability of words in the gap
    Classify,     ///< the score of the model's labels
    ZeroShot,     ///< the score of labels that one makes up
    Continuation, ///< the log probability of given continuations
    Sample,       ///< continuations that the model makes; texts, no numbers
};
/// The task of the pipeline: "fill-mask".
QString biasTask(BiasQuestion question);

struct BiasSetup
{
    BiasQuestion question = BiasQuestion::FillMask;
    QStringList templates;     ///< each with {}, to fill a mask also with [MASK]
    QList<BiasFiller> fillers; ///< in the order in which they were written
    /// The words, labels or continuations that are scored; none: what the model likes best, or its labels.
    QStringList outcomes;
    QString hypothesis = QStringLiteral("This example is {}."); ///< zero-shot
    int candidates = 10;                                        ///< words a sentence, where none are given
    int samples = 3;                                            ///< continuations a sentence
    int newTokens = 20;                                         ///< of each
    int seed = 0;
    /// The groups that are compared, `first` minus `second`.
    QString first, second;

    QStringList groups() const; ///< in the order of their first filler
};

/// "She works …": the filler in its place, with a capital letter where the sentence begins with it.
QString biasSentence(const QString& text, const QString& filler);
/// One group a line, "men: man, boy"; a line without a colon is a list of groups of one each. Empty: nothing.
QList<BiasFiller> readBiasFillers(const QString& text);
QString writeBiasFillers(const QList<BiasFiller>& fillers);

/// A ready set, from the resources. Its words are not translated: they are English as the sentences are.
struct BiasSet
{
    QString id, title;
    QList<BiasFiller> fillers;
    QStringList maskTemplates, otherTemplates;
};
QList<BiasSet> biasSets();

constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();

/// Everything that was measured.
struct BiasValues
{
    BiasSetup setup;
    QString model;
    QStringList outcomes;
    bool isLog = false;         ///< the values are log probabilities
    std::vector<float> values;  ///< [template][filler][outcome]
    QList<QStringList> samples; ///< [template][filler] of BiasQuestion::Sample
    QStringList warnings;       ///< of the pipeline, English
    int leftOut = 0;            ///< likely words beyond those that are shown
    double milliseconds = 0;

    float value(int text, int filler, int outcome) const
    {
        return values[(std::size_t(text) * std::size_t(setup.fillers.size()) + std::size_t(filler)) *
                          std::size_t(outcomes.size()) +
                      std::size_t(outcome)];
    }
};

/// One outcome under two groups, over the templates.
struct BiasDifference
{
    int outcome = 0;
    double first = notMeasured, second = notMeasured; ///< means
    double difference = notMeasured, low = notMeasured, high = notMeasured;
    double logRatio = notMeasured, logLow = notMeasured, logHigh = notMeasured;
    double p = 1;
    int templates = 0;
    bool isClear = false; ///< more than chance would often do
};

/// One filler's score of one outcome, over the templates.
struct BiasScore
{
    int filler = 0;
    double mean = notMeasured;
    double spread = notMeasured;     ///< standard deviation over the templates
    double difference = notMeasured; ///< from the mean of all fillers
    double low = notMeasured, high = notMeasured;
    bool isClear = false;
};

struct BiasSummary
{
    std::vector<BiasDifference> differences;    ///< the clear ones first, of them the greatest ratio
    std::vector<std::vector<BiasScore>> scores; ///< [outcome], the highest mean first
    std::vector<double> means;                  ///< [outcome], of all fillers
    std::vector<double> ranges;                 ///< [outcome], highest minus lowest filler
};

} // namespace vitrine::widgets
