// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/training/diagnosis.h"
#include "backend/training/evaluation.h"
#include "backend/training/run_folder.h"
#include "backend/training/trainer_state.h"
#include "backend/training/training.h"

#include <chrono>
#include <optional>

namespace vitrine::training {

/// The loop of Transformers' Trainer 5.23 on the processor: the same batches, steps, rates, clipping,
/// evaluations and files. Given the same job,
/// threads and machine, a run that was killed and resumed ends with the same bits.
class Trainer
{
public:
    /// Reads config, tokenizer and data; makes nothing on disk.
    Trainer(const TrainJob& job, core::RunControl& control);

    /// Into the job's folder, whose lock is held. Throws Exception.
    TrainEnd run(const std::string& resume, RunWriter& writer);
    /// Where it stands, for an event.
    std::int64_t globalStep() const { return m_state.globalStep; }
    double epoch() const { return m_state.epoch; }
    /// Trains some steps on the longest and on ordinary batches and throws them away. The `dry_run` event.
    core::OrderedJson dryRun();

private:
    using Clock = std::chrono::steady_clock;

    void start(const std::string& resumedFrom, const std::vector<std::string>& fresh, RunWriter& writer);
    /// The epochs; false when a stop was requested.
    bool trainEpochs(RunWriter& writer);
    /// One optimizer step on the epoch's batches from number `batch` on; how many it took.
    std::int64_t step(std::span<const std::int64_t> order, std::int64_t batch);
    /// What belongs to the end of an epoch; false when a stop came first, then nothing of it is done.
    bool endEpoch(RunWriter& writer);
    void log(RunWriter& writer);
    /// Returns false when a stop was requested meanwhile; then nothing has changed.
    bool evaluateNow(RunWriter& writer);
    void judgeMetric(double metric);
    void saveCheckpoint(RunWriter& writer);
    void finish(RunWriter& writer, const char* reason);
    Evaluation evaluateSome(std::span<const std::int64_t> examples) const;
    std::vector<std::pair<std::string, double>> reported(const Evaluation& evaluation) const;
    void savePredictions(const Evaluation& evaluation) const;
    void resumeFrom(const std::filesystem::path& checkpoint);
    void observe(RunWriter& writer);

    void chooseThreads() const;
    double trainedSeconds() const;
    double secondsRemaining() const;
    at::ScalarType type() const { return m_job.arguments.bf16 ? at::kBFloat16 : at::kFloat; }
    core::OrderedJson dataFacts() const;

    const TrainJob& m_job;
    core::RunControl& m_control;
    tokenizers::Tokenizer m_tokenizer;
    TrainedModel m_model;
    Examples m_examples;
    BatchRule m_rule;
    StepPlan m_plan;
    std::optional<AdamW> m_optimizer;
    TrainerState m_state;
    RunCurves m_curves;
    bool m_isNewBest = false, m_stopsEarly = false;
    double m_gradientNorm = 0, m_rate = 0; ///< of the last step
    double m_stepSeconds = 0;              ///< a running mean
    double m_evaluationSeconds = 0;        ///< of the last one
    std::int64_t m_rowsSinceLog = 0, m_tokensSinceLog = 0;
    double m_secondsSinceLog = 0;
    Clock::time_point m_started, m_epochStarted;
};

/// The whole run: one writer a folder, an earlier run set aside unless this one goes on with it, and whatever
/// goes wrong as an `error` event before it is thrown.
TrainEnd runTraining(const TrainJob& job, const TrainOptions& options, core::RunControl& control);

} // namespace vitrine::training
