// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace vitrine::widgets {

/// What the form of the Training panel says. The defaults bring the starter model to about 98 % on the
/// starter e-mails in a few minutes on two cores.
struct TrainingJob
{
    enum class Evaluation { Quarter, Epoch, Steps };

    QString dataset = QStringLiteral("starter:emails"); ///< a file or a name that the data sets know
    QString textColumn, secondColumn, labelColumn;      ///< empty: none
    double testShare = 0.2;
    int splitSeed = 42;
    bool stratify = true;

    QString model = QStringLiteral("starter:minilm");
    bool fromScratch = false;

    int maxLength = 128;
    double epochs = 2;
    int batchSize = 16;
    double learningRate = 5e-5;

    QString scheduler = QStringLiteral("linear"); ///< the names of Transformers
    double warmup = 0.1;                          ///< a share of the steps, or steps from 1 on
    double weightDecay = 0.01;
    int accumulation = 1;
    double clipping = 1; ///< 0: none
    Evaluation evaluation = Evaluation::Quarter;
    int evaluationSteps = 50;
    bool bfloat16 = false;
    bool groupByLength = true;
    int seed = 42;
    bool earlyStopping = false;
    int patience = 3;
    bool loadBest = true;
    QString bestMetric = QStringLiteral("loss");

    bool operator==(const TrainingJob&) const = default;
};

/// The job file for `vitrine train`, which writes into its own folder. `rows` of the whole data set, 0 when
/// not known: then every epoch is evaluated instead of every quarter of one.
QJsonObject jobFile(const TrainingJob& job, qint64 rows);
/// The form of a job file; what it does not say keeps its default.
TrainingJob jobOf(const QJsonObject& file);

/// Everything of the form, for the settings file.
QJsonObject jobState(const TrainingJob& job);
TrainingJob jobOfState(const QJsonObject& state);

/// The settings of a job file as names and values, in a fixed order: "arguments.learning_rate" → "5e-05".
std::vector<std::pair<QString, QString>> jobSettings(const QJsonObject& file);

/// The script with Transformers' Trainer that does the same; `dataset` and `model` are paths.
QString jobPython(const QJsonObject& file, const QString& dataset, const QString& model);

} // namespace vitrine::widgets
