// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/training/diagnosis.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::training {

/// How a run stands. Running, Died and Waiting depend on whether a writer holds the folder's lock.
enum class RunState {
    Waiting,      ///< no event yet and nobody writes
    Running,      ///< a writer lives
    Finished,     ///< to the last step
    EarlyStopped, ///< the best model stands, the validation no longer improved
    Stopped,      ///< on request, with a checkpoint
    Failed,       ///< the worker said why
    Died,         ///< neither an end nor a writer
};

/// The start event.
struct RunStart
{
    std::string model, dtype;
    std::int64_t rows = 0, evalRows = 0;
    double epochs = 0;
    std::int64_t maxSteps = 0;
    std::int64_t batchSize = 0, accumulation = 1;
    std::vector<std::string> labels; ///< by id
    std::int64_t truncatedRows = 0, emptyRows = 0, longest = 0;
    std::int64_t parameters = 0;
    int threads = 0;
    std::int64_t pid = 0;
    double time = 0; ///< seconds since 1970
    std::string resumedFrom;
};

struct RunEvaluation
{
    std::int64_t step = 0;
    double epoch = 0;
    std::map<std::string, double> values;             ///< "eval_loss", "eval_accuracy", …
    std::vector<std::vector<std::int64_t>> confusion; ///< [label][prediction], rows; may be empty
};

struct RunEpoch
{
    std::int64_t step = 0;
    double epoch = 0, trainLoss = 0, seconds = 0;
};

struct RunCheckpoint
{
    std::int64_t step = 0;
    std::string name; ///< "checkpoint-302"
    bool best = false;
};

struct RunObservation
{
    std::int64_t step = 0;
    double epoch = 0;
    Observation observation;
};

/// Speed at the last log event; 0 where it was not told.
struct RunSpeed
{
    double stepSeconds = 0, rowsPerSecond = 0, tokensPerSecond = 0, secondsRemaining = 0;
};

struct RunEnd
{
    std::string reason; ///< "finished", "early_stopping", "stopped"
    double seconds = 0, trainLoss = 0;
    std::string bestCheckpoint;
    std::optional<double> bestMetric;
};

struct RunError
{
    std::string code, message;
};

/// Everything that events.jsonl says about a run, each series in the order of steps. Of a step that was done
/// again after a resume only the last time counts. NaN stands for a loss that is no number.
struct RunLog
{
    std::optional<RunStart> start;
    RunCurves curves;
    std::vector<CurvePoint> learningRate;
    std::vector<RunEvaluation> evaluations;
    std::vector<RunEpoch> epochs;
    std::vector<RunCheckpoint> checkpoints;
    std::vector<RunObservation> observations;
    RunSpeed speed;
    std::optional<RunEnd> end;
    std::optional<RunError> error;
    std::int64_t step = 0; ///< of the last event
    double epoch = 0;
    double time = 0; ///< of the last event, seconds since 1970
    std::int64_t events = 0;
    std::int64_t badLines = 0; ///< lines that are no event
    /// Counts how often points were taken back: whoever copies series anew only where they grew looks here.
    int rewinds = 0;
};

/// A row of predictions.jsonl.
struct RunPrediction
{
    std::int64_t row = 0;
    std::string text, label, prediction;
    double score = 0;
};

} // namespace vitrine::training
