// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/training/run_log.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace vitrine::widgets {

/// A row of the data set as the preview shows it.
struct PreviewRow
{
    qint64 row = 0;
    QString first, second, label;
    int tokens = 0;                    ///< uncut, special tokens included
    int firstCut = -1, secondCut = -1; ///< positions from which on a text is cut off; -1: it is kept whole
};

/// What is known of the chosen data set.
struct DataPreview
{
    QString dataset; ///< as the form names it
    QString name;    ///< for people
    bool isFallback = false;
    qint64 rows = 0;
    QStringList columns, types; ///< as many names as types
    QString textColumn, secondColumn,
        labelColumn; ///< those that were looked at; guessed where none were given
    std::vector<std::pair<QString, qint64>> labels; ///< name and rows of each
    qint64 withoutLabel = 0;
    std::vector<PreviewRow> sample; ///< the first of the measured rows
    std::vector<int> lengths;       ///< in tokens, of rows at even distances
    qint64 emptyTexts = 0;          ///< of the measured rows
    int modelLimit = 512;           ///< positions that the model has
    QString problem, nextStep;      ///< why this can't be trained on; empty if it can
};

/// What `vitrine train --dry-run` found.
struct DryRun
{
    qint64 rows = 0, evalRows = 0, truncatedRows = 0, emptyRows = 0, longest = 0, totalSteps = 0,
           parameters = 0;
    double stepSeconds = 0, totalSeconds = 0, peakBytes = 0;
};

/// A run as the panel shows it; the log is that of the reader and grows.
struct RunView
{
    QString id;     ///< the name of its folder
    QString folder; ///< empty for the recorded example
    training::RunState state = training::RunState::Waiting;
    std::shared_ptr<const training::RunLog> log;
    QJsonObject job;
    bool isExample = false;
    bool isStarting = false;
    QString problem, nextStep; ///< of a run that failed or died
};

/// A line of the list of runs.
struct RunSummary
{
    QString id, folder;
    training::RunState state = training::RunState::Waiting;
    QDateTime date;
    QJsonObject job;
    std::optional<double> accuracy, f1, loss; ///< the best of each
    double epochs = 0;                        ///< done
    qint64 steps = 0;
    double seconds = 0;
    std::vector<float> sparkline; ///< the training loss, few points
};

/// "Running", "Finished" …
QString stateText(training::RunState state);
/// "Healthy", "Overfitting" …
QString verdictTitle(training::Verdict::Kind kind);
/// What the verdict means here, with its numbers.
QString verdictText(const training::Verdict& verdict);
/// What to do about it.
QString remedyText(const training::Verdict& verdict);
/// An observation in the language of the window; its English text where the code is not known.
QString observationText(const training::Observation& observation);
/// "1 min 20 s", "45 s", "2 h 5 min"
QString remainingText(double seconds);

} // namespace vitrine::widgets
