// SPDX-License-Identifier: Apache-2.0
#include "backend/training/trainer.h"

#include "backend/core/json_access.h"
#include "backend/hub/locate.h"
#include "backend/training/checkpoint_folder.h"
#include "backend/training/sampler.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <thread>

namespace vitrine::training {
namespace {

using core::ErrorCode;
using core::Exception;

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Of one text, in tokens: job, tokenizer and model each have a say.
std::int64_t tokenLimit(std::int64_t wanted, const tokenizers::Tokenizer& tokenizer, std::int64_t positions)
{
    if (wanted > positions)
        throw Exception(ErrorCode::InvalidArgument, "preprocessing.max_length is " + std::to_string(wanted) +
                                                        ", the model takes at most " +
                                                        std::to_string(positions) + " tokens");
    if (wanted > 0) return wanted;
    const auto own = tokenizer.info().modelMaxLength;
    return own ? std::min(positions, std::int64_t(*own)) : positions;
}

} // namespace

Trainer::Trainer(const TrainJob& job, core::RunControl& control)
    : m_job(job),
      m_control(control),
      m_tokenizer(tokenizers::Tokenizer::load(hub::locate(job.tokenizer)).value()),
      m_model(job, m_tokenizer)
{
    const auto limit = tokenLimit(job.preprocessing.maxLength, m_tokenizer, m_model.maxPositions());
    m_examples = loadExamples(job, m_model.labelScheme(), m_tokenizer, limit, control);
    m_plan = planSteps(job.arguments, std::int64_t(m_examples.train.size()));
    m_rule = {job.task,
              m_examples.form,
              std::int64_t(m_examples.labelNames.size()),
              job.preprocessing.padToMaxLength ? limit : 0,
              job.preprocessing.maskProbability,
              job.arguments.seed};
}

TrainEnd Trainer::run(const std::string& resume, RunWriter& writer)
{
    if (resume == "latest" && isFinished(m_job.outputDir, m_plan.maxSteps)) return TrainEnd::Finished;
    const auto fresh = m_model.load(m_examples, m_job.arguments.seed);
    m_model.requireFits(m_examples);
    chooseThreads();
    m_optimizer.emplace(m_model.parameters(), m_job.arguments, m_model.hasTables());
    std::string resumedFrom;
    if (!resume.empty())
        if (const auto checkpoint = checkpointToResume(m_job.outputDir, resume)) {
            resumeFrom(*checkpoint);
            resumedFrom = checkpoint->filename().string();
        }
    start(resumedFrom, fresh, writer);
    m_started = m_epochStarted = Clock::now();
    if (m_state.globalStep == 0 && m_job.arguments.evalOnStart && !evaluateNow(writer)) {
        finish(writer, "stopped");
        return TrainEnd::Stopped;
    }
    if (!trainEpochs(writer)) {
        saveCheckpoint(writer);
        finish(writer, "stopped");
        return TrainEnd::Stopped;
    }
    // By its name: the run's folder may have been moved since.
    if (m_job.arguments.loadBestModelAtEnd && !m_state.bestModelCheckpoint.empty())
        m_model.restore(m_job.outputDir / std::filesystem::path(m_state.bestModelCheckpoint).filename());
    m_state.finished = true;
    finish(writer, m_stopsEarly ? "early_stopping" : "finished");
    return TrainEnd::Finished;
}

void Trainer::resumeFrom(const std::filesystem::path& checkpoint)
{
    m_state = readCheckpoint(checkpoint, m_model, *m_optimizer);
    // Curves for the observations: those of the steps before.
    const auto history = core::parseJson(m_state.logHistory, checkpoint.string());
    for (const auto& entry : history) {
        const auto add = [&](const char* key, std::vector<CurvePoint>& points) {
            if (const auto found = entry.find(key); found != entry.end() && found->is_number())
                points.push_back(
                    {entry.value("step", std::int64_t(0)), entry.value("epoch", 0.0), found->get<double>()});
        };
        add("loss", m_curves.trainLoss);
        add("grad_norm", m_curves.gradientNorm);
        add("eval_loss", m_curves.evalLoss);
        add("eval_accuracy", m_curves.evalAccuracy);
    }
}

bool Trainer::trainEpochs(RunWriter& writer)
{
    const auto& arguments = m_job.arguments;
    if (m_state.evaluationDue) {
        m_state.evaluationDue = false;
        if (!evaluateNow(writer)) {
            m_state.evaluationDue = true;
            return false;
        }
    }
    // A checkpoint of an epoch's last step may be from before what belongs to the epoch's end.
    if (m_state.globalStep > 0 && m_state.globalStep % m_plan.stepsPerEpoch == 0 && !m_state.epochEnded) {
        if (!endEpoch(writer)) return false;
    }
    while (m_state.globalStep < m_plan.maxSteps && !m_stopsEarly) {
        const auto epoch = m_state.globalStep / m_plan.stepsPerEpoch;
        const auto order = epochOrder(m_examples, arguments, epoch);
        auto batch = m_state.globalStep % m_plan.stepsPerEpoch * arguments.gradientAccumulationSteps;
        if (batch == 0) m_state.lossOfEpoch = 0;
        m_epochStarted = Clock::now();
        while (batch < m_plan.batchesPerEpoch && m_state.globalStep < m_plan.maxSteps && !m_stopsEarly) {
            m_state.epochEnded = false;
            const auto taken = step(order, batch);
            batch += taken;
            ++m_state.globalStep;
            m_state.epoch = double(epoch) + double(batch) / double(m_plan.batchesPerEpoch);
            const auto at = m_state.globalStep;
            const bool isLast = at >= m_plan.maxSteps;
            if ((arguments.loggingStrategy == IntervalStrategy::Steps && at % m_plan.loggingSteps == 0) ||
                (at == 1 && arguments.loggingFirstStep))
                log(writer);
            const bool evaluates = arguments.evalStrategy == IntervalStrategy::Steps &&
                                   arguments.evalDelay <= double(at) &&
                                   (isLast || at % m_plan.evalSteps == 0);
            m_isNewBest = false;
            if (evaluates && (m_control.stopRequested() || !evaluateNow(writer))) {
                m_state.evaluationDue = true;
                return false;
            }
            if ((arguments.saveStrategy == SaveStrategy::Steps && (isLast || at % m_plan.saveSteps == 0)) ||
                (arguments.saveStrategy == SaveStrategy::Best && m_isNewBest))
                saveCheckpoint(writer);
            if (m_control.stopRequested() && !isLast) return false;
        }
        if (!endEpoch(writer)) return false;
        if (m_control.stopRequested() && m_state.globalStep < m_plan.maxSteps) return false;
    }
    return true;
}

std::int64_t Trainer::step(std::span<const std::int64_t> order, std::int64_t batch)
{
    const auto& arguments = m_job.arguments;
    const auto& file = m_examples.trainFile();
    const auto started = Clock::now();
    const auto size = arguments.perDeviceTrainBatchSize;
    const auto last = std::min(batch + arguments.gradientAccumulationSteps, m_plan.batchesPerEpoch);
    const auto first = std::uint64_t(m_state.globalStep * arguments.gradientAccumulationSteps);
    std::vector<Batch> window;
    double items = 0;
    for (auto number = batch; number < last; ++number) {
        std::vector<std::int64_t> rows;
        const auto end = std::min<std::int64_t>((number + 1) * size, std::int64_t(order.size()));
        for (auto i = number * size; i < end; ++i)
            rows.push_back(m_examples.train[std::size_t(order[std::size_t(i)])]);
        // The sum of their losses knows no order, and texts of one length are computed together.
        std::ranges::stable_sort(rows, std::greater{}, [&](auto row) { return file.length(row); });
        window.push_back(makeBatch(m_model, file, rows, m_rule, first + std::uint64_t(number - batch)));
        items += double(window.back().items);
        m_rowsSinceLog += std::int64_t(rows.size());
        m_tokensSinceLog += window.back().tokens;
    }
    double loss = 0;
    std::vector<models::TableRows> tableRows;
    for (std::size_t i = 0; i < window.size(); ++i) {
        if (window[i].items == 0) continue; // no token of it was to be told
        LossMode mode{layers::DropoutStream(arguments.seed, first + i), type(),
                      arguments.labelSmoothingFactor};
        // The mean over the whole window, also of a last one that is shorter.
        const auto part = answersOf(m_model, window[i], m_rule, mode, m_control).loss / items;
        part.backward();
        if (const auto* classifier = m_model.classifier())
            std::ranges::move(classifier->tableRows(window[i].packed), std::back_inserter(tableRows));
        loss += part.item<double>();
    }
    m_rate = learningRate(arguments, m_plan, m_state.globalStep);
    m_gradientNorm = std::isfinite(loss) ? m_optimizer->step(m_rate, arguments.maxGradNorm, tableRows) : loss;
    if (!std::isfinite(loss) || !std::isfinite(m_gradientNorm))
        throw Exception(ErrorCode::Diverged,
                        std::string(std::isfinite(loss) ? "the gradient" : "the loss") +
                            " is no finite number at step " + std::to_string(m_state.globalStep + 1) +
                            " (learning rate " + core::Json(m_rate).dump() +
                            "): lower learning_rate, or use warmup_steps and max_grad_norm; checkpoints "
                            "until then are kept");
    m_state.lossSinceLog += loss;
    ++m_state.stepsSinceLog;
    m_state.lossTotal += loss;
    m_state.lossOfEpoch += loss;
    const double seconds = secondsSince(started);
    m_secondsSinceLog += seconds;
    m_stepSeconds = m_stepSeconds > 0 ? 0.9 * m_stepSeconds + 0.1 * seconds : seconds;
    return last - batch;
}

bool Trainer::endEpoch(RunWriter& writer)
{
    const auto& arguments = m_job.arguments;
    const auto at = m_state.globalStep;
    const auto inEpoch = at % m_plan.stepsPerEpoch ? at % m_plan.stepsPerEpoch : m_plan.stepsPerEpoch;
    if (m_control.stopRequested()) return false;
    if (arguments.loggingStrategy == IntervalStrategy::Epoch) log(writer);
    m_isNewBest = false;
    if (arguments.evalStrategy == IntervalStrategy::Epoch && arguments.evalDelay <= m_state.epoch &&
        !evaluateNow(writer))
        return false;
    writer.write(
        "epoch", at, m_state.epoch,
        {{"train_loss", m_state.lossOfEpoch / double(inEpoch)}, {"seconds", secondsSince(m_epochStarted)}});
    observe(writer);
    m_state.epochEnded = at % m_plan.stepsPerEpoch == 0;
    if (arguments.saveStrategy == SaveStrategy::Epoch ||
        (arguments.saveStrategy == SaveStrategy::Best && m_isNewBest))
        saveCheckpoint(writer);
    return true;
}

void Trainer::judgeMetric(double metric)
{
    const auto better = [&](double other) {
        return m_job.arguments.greaterIsBetter ? metric > other : metric < other;
    };
    if (m_job.earlyStopping) {
        const auto& best = m_state.bestMetric;
        if (!best || (better(*best) && std::abs(metric - *best) > m_job.earlyStopping->threshold))
            m_state.badEvaluations = 0;
        else
            ++m_state.badEvaluations;
        m_stopsEarly = m_state.badEvaluations >= m_job.earlyStopping->patience;
    }
    m_isNewBest = !m_state.bestMetric || better(*m_state.bestMetric);
    if (!m_isNewBest) return;
    m_state.bestMetric = metric;
    if (m_job.arguments.saveStrategy != SaveStrategy::No) m_state.bestGlobalStep = m_state.globalStep;
}

void Trainer::saveCheckpoint(RunWriter& writer)
{
    const auto folder = m_job.outputDir / ("checkpoint-" + std::to_string(m_state.globalStep));
    const bool isBest = m_state.bestGlobalStep == m_state.globalStep && m_state.bestGlobalStep > 0;
    if (isBest) m_state.bestModelCheckpoint = folder.string();
    TrainerState state = m_state;
    state.secondsBefore = trainedSeconds();
    writeCheckpoint(folder, m_model, m_job.arguments.saveOnlyModel ? nullptr : &*m_optimizer,
                    toJson(state, m_job.arguments, m_plan));
    writer.write("checkpoint", m_state.globalStep, m_state.epoch,
                 {{"path", folder.filename().string()}, {"best", isBest}});
    if (m_job.arguments.saveTotalLimit)
        removeOldCheckpoints(m_job.outputDir, std::size_t(*m_job.arguments.saveTotalLimit),
                             m_job.arguments.loadBestModelAtEnd ? m_state.bestModelCheckpoint : "");
}

void Trainer::chooseThreads() const
{
    // Below that, threads wait for each other longer than they work (measured with two).
    constexpr double leastWork = 1e9;
    const auto longest = m_examples.trainFile().longest;
    const double work = 6.0 * double(m_model.layerParameterCount()) * double(longest) *
                        double(m_job.arguments.perDeviceTrainBatchSize);
    const int machine = std::max(1, int(std::thread::hardware_concurrency()));
    at::set_num_threads(m_job.threads > 0 ? m_job.threads : work < leastWork ? 1 : machine);
}

core::OrderedJson Trainer::dryRun()
{
    constexpr std::int64_t timedSteps = 3;
    m_model.load(m_examples, m_job.arguments.seed);
    m_model.requireFits(m_examples);
    chooseThreads();
    m_optimizer.emplace(m_model.parameters(), m_job.arguments, m_model.hasTables());
    // The longest rows together need the most memory.
    std::vector<std::int64_t> byLength(m_examples.train.size());
    std::iota(byLength.begin(), byLength.end(), std::int64_t(0));
    std::ranges::stable_sort(byLength, std::greater{}, [&](auto i) {
        return m_examples.trainFile().length(m_examples.train[std::size_t(i)]);
    });
    step(byLength, 0);
    m_control.checkpoint();
    const auto order = epochOrder(m_examples, m_job.arguments, 0);
    double stepSeconds = 0;
    std::int64_t timed = 0;
    // Ordinary batches, spread over the epoch.
    for (std::int64_t i = 0; i < std::min(timedSteps, m_plan.stepsPerEpoch); ++i) {
        m_control.checkpoint();
        const auto started = Clock::now();
        const auto which = (m_plan.stepsPerEpoch - 1) * (i + 1) / (timedSteps + 1);
        step(order, which * m_job.arguments.gradientAccumulationSteps);
        stepSeconds += secondsSince(started);
        ++timed;
    }
    stepSeconds /= double(timed);
    double evalSeconds = 0;
    if (!m_examples.validation.empty()) {
        const auto& rows = m_examples.validation;
        const auto sample = std::min(rows.size(), std::size_t(m_job.arguments.perDeviceEvalBatchSize) * 4);
        const auto started = Clock::now();
        evaluateSome(std::span(rows).first(sample));
        evalSeconds = secondsSince(started) * double(rows.size()) / double(sample);
    }
    m_stepSeconds = stepSeconds;
    m_evaluationSeconds = evalSeconds;
    auto facts = dataFacts();
    core::OrderedJson fields{{"rows", facts["num_examples"]},
                             {"eval_rows", facts["num_eval_examples"]},
                             {"truncated_rows", facts["truncated_rows"]},
                             {"empty_rows", facts["empty_rows"]},
                             {"longest", facts["longest"]},
                             {"labels", facts["label_counts"]},
                             {"total_steps", m_plan.maxSteps},
                             {"step_seconds", stepSeconds},
                             {"eval_seconds", evalSeconds},
                             {"seconds_total", secondsRemaining()},
                             {"peak_memory_bytes", peakMemoryBytes()},
                             {"parameters", m_model.parameterCount()}};
    return makeEvent("dry_run", 0, 0, fields);
}

TrainEnd runTraining(const TrainJob& job, const TrainOptions& options, core::RunControl& control)
{
    const RunLock lock(job.outputDir);
    removeUnfinished(job.outputDir);
    if (options.resume.empty()) setAsideOldRun(job.outputDir);
    RunWriter writer(job.outputDir, options.onEvent);
    std::optional<Trainer> trainer;
    try {
        trainer.emplace(job, control);
        return trainer->run(options.resume, writer);
    } catch (const core::CanceledException&) {
        // Before the first step: there is nothing to keep.
        writer.write("end", 0, 0, {{"reason", "stopped"}});
        return TrainEnd::Stopped;
    } catch (...) {
        const auto error = core::describe(std::current_exception());
        writer.write("error", trainer ? trainer->globalStep() : 0, trainer ? trainer->epoch() : 0,
                     {{"code", core::codeName(error.code)}, {"message", error.message}});
        throw;
    }
}

} // namespace vitrine::training
