// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/training/run_reader.h"
#include "widgets/training/training_view.h"

#include <QJsonObject>
#include <QString>

#include <memory>
#include <vector>

namespace vitrine::app {

// The runs on disk as the Training panel lists them. Everything here reads files and runs on the worker pool,
// but for what says otherwise.

/// The runs below a folder, the newest first.
std::vector<widgets::RunSummary> summarizeRuns(const QString& runsFolder);
/// What the list shows of a log; any thread.
widgets::RunSummary summarize(const training::RunLog& log);

/// The job file of a run's folder; empty if there is none that can be read.
QJsonObject readJob(const QString& folder);

/// The ids that the label names of a start event have.
QStringList labelNames(const training::RunLog& log);

/// A folder that does not exist yet: `runs`/emails-001, emails-002 … for a data set `emails.csv`.
QString newRunFolder(const QString& runsFolder, const QString& dataset);

/// The run that comes with the program: a log without a folder, its predictions, its job. Any thread.
struct RecordedRun
{
    std::shared_ptr<training::RunReader> reader;
    std::vector<training::RunPrediction> predictions;
    QJsonObject job;
};
RecordedRun recordedRun();

} // namespace vitrine::app
