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
#include <unistd.h>

namespace vitrine::training {
namespace {

using core::ErrorCode;
using core::Exception;

/// Characters of a text that predictions.jsonl keeps.
constexpr std::size_t shownCharacters = 2000;

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Of one text, in tokens: job, tokenizer and model each have a say.
std::int64_t tokenLimit(const TrainJob& job, const tokenizers::Tokenizer& tokenizer, std::int64_t positions)
{
    if (job.maxLength > positions)
        throw Exception(ErrorCode::InvalidArgument,
                        "preprocessing.max_length is " + std::to_string(job.maxLength) +
                            ", the model takes at most " + std::to_string(positions) + " tokens");
    if (job.maxLength > 0) return job.maxLength;
    const auto own = tokenizer.info().modelMaxLength;
    return own ? std::min(positions, std::int64_t(*own)) : positions;
}

core::OrderedJson matrixJson(const metrics::ConfusionMatrix& matrix)
{
    auto rows = core::OrderedJson::array();
    for (std::size_t label = 0; label < matrix.labels(); ++label) {
        auto row = core::OrderedJson::array();
        for (std::size_t prediction = 0; prediction < matrix.labels(); ++prediction)
            row.push_back(matrix.at(label, prediction));
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

Trainer::Trainer(const TrainJob& job, core::RunControl& control)
    : m_job(job), m_control(control), m_classifier(job)
{
    const auto tokenizer = tokenizers::Tokenizer::load(hub::locate(job.tokenizer)).value();
    const auto limit = tokenLimit(job, tokenizer, m_classifier.maxPositions());
    m_examples = loadExamples(job, m_classifier.labelScheme(), tokenizer, limit, control);
    m_plan = planSteps(job.arguments, std::int64_t(m_examples.train.size()));
}

TrainEnd Trainer::run(const std::string& resume, RunWriter& writer)
{
    if (resume == "latest" && isFinished(m_job.outputDir, m_plan.maxSteps)) return TrainEnd::Finished;
    const auto fresh = m_classifier.load(m_examples.labelNames, m_job.arguments.seed);
    m_classifier.requireFits(m_examples);
    chooseThreads();
    m_optimizer.emplace(m_classifier.parameters(), m_job.arguments);
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
        m_classifier.restore(m_job.outputDir / std::filesystem::path(m_state.bestModelCheckpoint).filename());
    m_state.finished = true;
    finish(writer, m_stopsEarly ? "early_stopping" : "finished");
    return TrainEnd::Finished;
}

void Trainer::resumeFrom(const std::filesystem::path& checkpoint)
{
    m_state = readCheckpoint(checkpoint, m_classifier, *m_optimizer);
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

core::OrderedJson Trainer::dataFacts() const
{
    const auto& train = m_examples.trainFile();
    std::int64_t truncated = 0, empty = 0, longest = 0;
    for (const auto& file : m_examples.files) {
        truncated += file.truncatedRows;
        empty += file.emptyRows;
        longest = std::max(longest, file.longest);
    }
    auto counts = core::OrderedJson::object();
    std::vector<std::int64_t> numbers(m_examples.labelNames.size());
    for (const auto row : m_examples.train)
        ++numbers[std::size_t(train.labels[std::size_t(row)])];
    for (std::size_t i = 0; i < numbers.size(); ++i)
        counts[m_examples.labelNames[i]] = numbers[i];
    return {{"num_examples", m_examples.train.size()},
            {"num_eval_examples", m_examples.validation.size()},
            {"truncated_rows", truncated},
            {"empty_rows", empty},
            {"longest", longest},
            {"label_counts", counts}};
}

void Trainer::start(const std::string& resumedFrom, const std::vector<std::string>& fresh, RunWriter& writer)
{
    const auto& arguments = m_job.arguments;
    core::OrderedJson fields{{"output_dir", m_job.outputDir.string()},
                             {"model", m_job.model},
                             {"num_train_epochs", arguments.numTrainEpochs},
                             {"max_steps", m_plan.maxSteps},
                             {"train_batch_size", arguments.perDeviceTrainBatchSize},
                             {"gradient_accumulation_steps", arguments.gradientAccumulationSteps},
                             {"labels", m_examples.labelNames}};
    fields.update(dataFacts());
    fields.update(
        {{"parameters", m_classifier.parameterCount()},
         {"newly_initialized", fresh},
         {"ignored_arguments", m_job.notes},
         {"dtype", arguments.bf16 ? "bfloat16" : "float32"},
         {"threads", at::get_num_threads()},
         {"seed", arguments.seed},
         {"resumed_from", resumedFrom.empty() ? core::OrderedJson() : core::OrderedJson(resumedFrom)},
         {"pid", ::getpid()}});
    writer.write("start", m_state.globalStep, m_state.epoch, fields);
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
    const auto rowsOf = [&](std::int64_t number) {
        std::vector<std::int64_t> rows;
        const auto end = std::min<std::int64_t>((number + 1) * size, std::int64_t(order.size()));
        for (auto i = number * size; i < end; ++i)
            rows.push_back(m_examples.train[std::size_t(order[std::size_t(i)])]);
        // The sum of their losses knows no order, and texts of one length are computed together.
        std::ranges::stable_sort(rows, std::greater{}, [&](auto row) { return file.tokens.length(row); });
        return rows;
    };
    const auto windowRows = std::min<std::int64_t>(last * size, std::int64_t(order.size())) - batch * size;
    double loss = 0;
    std::vector<models::TableRows> tableRows;
    for (auto number = batch; number < last; ++number) {
        const auto rows = rowsOf(number);
        const auto packed = packRows(file, rows);
        const auto key =
            std::uint64_t(m_state.globalStep * arguments.gradientAccumulationSteps + number - batch);
        models::TrainingMode mode{layers::DropoutStream(arguments.seed, key), type()};
        const auto logits = m_classifier.model().logits(packed, mode);
        // The mean over the whole window, also of a last one that is shorter.
        const auto part = at::cross_entropy_loss(logits, labelsOf(file, rows), {}, at::Reduction::Sum, -100,
                                                 arguments.labelSmoothingFactor) /
                          double(windowRows);
        part.backward();
        std::ranges::move(m_classifier.model().tableRows(packed), std::back_inserter(tableRows));
        loss += part.item<double>();
        m_rowsSinceLog += std::int64_t(rows.size());
        m_tokensSinceLog += packed.starts.back();
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

void Trainer::observe(RunWriter& writer)
{
    for (const auto& observation : observeEpoch(m_curves)) {
        writer.write(
            "observation", m_state.globalStep, m_state.epoch,
            {{"code", observation.code}, {"text", observation.text}, {"numbers", observation.numbers}});
    }
}

void Trainer::log(RunWriter& writer)
{
    if (m_state.stepsSinceLog == 0) return;
    const auto at = m_state.globalStep;
    const double loss = m_state.lossSinceLog / double(m_state.stepsSinceLog);
    core::OrderedJson numbers{{"loss", loss}, {"grad_norm", m_gradientNorm}, {"learning_rate", m_rate}};
    core::OrderedJson entry{{"epoch", m_state.epoch}};
    entry.update(numbers);
    entry["step"] = at;
    m_state.appendLog(entry);
    const double seconds = std::max(m_secondsSinceLog, 1e-9);
    numbers.update({{"step_seconds", m_stepSeconds},
                    {"samples_per_second", double(m_rowsSinceLog) / seconds},
                    {"tokens_per_second", double(m_tokensSinceLog) / seconds},
                    {"seconds_remaining", secondsRemaining()}});
    m_curves.trainLoss.push_back({at, m_state.epoch, loss});
    m_curves.gradientNorm.push_back({at, m_state.epoch, m_gradientNorm});
    m_state.lossSinceLog = 0;
    m_state.stepsSinceLog = 0;
    m_rowsSinceLog = m_tokensSinceLog = 0;
    m_secondsSinceLog = 0;
    writer.write("log", at, m_state.epoch, numbers);
}

bool Trainer::evaluateNow(RunWriter& writer)
{
    const auto started = Clock::now();
    std::optional<Evaluation> evaluation;
    try {
        evaluation =
            evaluate(m_classifier.model(), m_examples.validationFile(), m_examples.validation,
                     std::int64_t(m_examples.labelNames.size()), m_job.arguments.perDeviceEvalBatchSize,
                     type(), m_job.arguments.labelSmoothingFactor, m_control);
    } catch (const core::CanceledException&) {
        return false;
    }
    m_evaluationSeconds = secondsSince(started);
    core::OrderedJson numbers{{"eval_loss", evaluation->loss}};
    for (const auto& name : m_job.metrics)
        numbers["eval_" + name] = metrics::value(name, evaluation->matrix);
    const double rows = double(m_examples.validation.size());
    numbers["eval_runtime"] = m_evaluationSeconds;
    numbers["eval_samples_per_second"] = rows / m_evaluationSeconds;
    numbers["eval_steps_per_second"] =
        std::ceil(rows / double(m_job.arguments.perDeviceEvalBatchSize)) / m_evaluationSeconds;
    core::OrderedJson entry{{"epoch", m_state.epoch}};
    entry.update(numbers);
    entry["step"] = m_state.globalStep;
    m_state.appendLog(entry);
    m_curves.evalLoss.push_back({m_state.globalStep, m_state.epoch, evaluation->loss});
    if (numbers.contains("eval_accuracy"))
        m_curves.evalAccuracy.push_back(
            {m_state.globalStep, m_state.epoch, numbers["eval_accuracy"].get<double>()});
    const auto& best = m_job.arguments.metricForBestModel;
    if (!best.empty()) judgeMetric(numbers.at("eval_" + best).get<double>());
    numbers["confusion_matrix"] = matrixJson(evaluation->matrix);
    writer.write("eval", m_state.globalStep, m_state.epoch, numbers);
    if (m_isNewBest || !m_job.arguments.loadBestModelAtEnd) savePredictions(*evaluation);
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
    writeCheckpoint(folder, m_classifier, m_job.arguments.saveOnlyModel ? nullptr : &*m_optimizer,
                    toJson(state, m_job.arguments, m_plan));
    writer.write("checkpoint", m_state.globalStep, m_state.epoch,
                 {{"path", folder.filename().string()}, {"best", isBest}});
    if (m_job.arguments.saveTotalLimit)
        removeOldCheckpoints(m_job.outputDir, std::size_t(*m_job.arguments.saveTotalLimit),
                             m_job.arguments.loadBestModelAtEnd ? m_state.bestModelCheckpoint : "");
}

void Trainer::finish(RunWriter& writer, const char* reason)
{
    const double seconds = trainedSeconds();
    const double steps = std::max<double>(1, double(m_state.globalStep));
    const double rows =
        steps * double(m_job.arguments.perDeviceTrainBatchSize * m_job.arguments.gradientAccumulationSteps);
    core::OrderedJson numbers{{"train_runtime", seconds},
                              {"train_samples_per_second", rows / seconds},
                              {"train_steps_per_second", steps / seconds},
                              {"total_flos", 0.0},
                              {"train_loss", m_state.lossTotal / steps}};
    if (m_state.finished) {
        core::OrderedJson entry{{"epoch", m_state.epoch}};
        entry.update(numbers);
        entry["step"] = m_state.globalStep;
        m_state.appendLog(entry);
        m_classifier.save(m_job.outputDir);
        core::writeFileAtomically(m_job.outputDir / stateFile, toJson(m_state, m_job.arguments, m_plan));
    }
    numbers["reason"] = reason;
    numbers["best_model_checkpoint"] =
        m_state.bestModelCheckpoint.empty()
            ? core::OrderedJson()
            : core::OrderedJson(std::filesystem::path(m_state.bestModelCheckpoint).filename().string());
    numbers["best_metric"] =
        m_state.bestMetric ? core::OrderedJson(*m_state.bestMetric) : core::OrderedJson();
    writer.write("end", m_state.globalStep, m_state.epoch, numbers);
}

void Trainer::savePredictions(const Evaluation& evaluation) const
{
    const auto& file = m_examples.validationFile();
    core::writeFileAtomically(m_job.outputDir / predictionsFile, [&](const core::FileSink& write) {
        for (const auto& each : evaluation.predictions)
            write(core::dumpJson({{"row", each.row},
                                  {"text", file.text(each.row, shownCharacters)},
                                  {"label", m_examples.labelNames[std::size_t(each.label)]},
                                  {"prediction", m_examples.labelNames[std::size_t(each.prediction)]},
                                  {"score", each.score}}) +
                  '\n');
    });
}

void Trainer::chooseThreads() const
{
    // Below that, threads wait for each other longer than they work (measured with two).
    constexpr double leastWork = 1e9;
    const auto longest = m_examples.trainFile().longest;
    const double work = 6.0 * double(m_classifier.layerParameterCount()) * double(longest) *
                        double(m_job.arguments.perDeviceTrainBatchSize);
    const int machine = std::max(1, int(std::thread::hardware_concurrency()));
    at::set_num_threads(m_job.threads > 0 ? m_job.threads : work < leastWork ? 1 : machine);
}

double Trainer::trainedSeconds() const
{
    return m_state.secondsBefore + secondsSince(m_started);
}

double Trainer::secondsRemaining() const
{
    const auto& arguments = m_job.arguments;
    const auto steps = m_plan.maxSteps - m_state.globalStep;
    double evaluations = 0;
    if (arguments.evalStrategy == IntervalStrategy::Steps)
        evaluations = std::ceil(double(steps) / double(m_plan.evalSteps));
    else if (arguments.evalStrategy == IntervalStrategy::Epoch)
        evaluations = std::ceil(double(steps) / double(m_plan.stepsPerEpoch));
    return double(steps) * m_stepSeconds + evaluations * m_evaluationSeconds;
}

core::OrderedJson Trainer::dryRun()
{
    constexpr std::int64_t timedSteps = 3;
    m_classifier.load(m_examples.labelNames, m_job.arguments.seed);
    m_classifier.requireFits(m_examples);
    chooseThreads();
    m_optimizer.emplace(m_classifier.parameters(), m_job.arguments);
    // The longest rows together need the most memory.
    std::vector<std::int64_t> byLength(m_examples.train.size());
    std::iota(byLength.begin(), byLength.end(), std::int64_t(0));
    std::ranges::stable_sort(byLength, std::greater{}, [&](auto i) {
        return m_examples.trainFile().tokens.length(m_examples.train[std::size_t(i)]);
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
        evaluate(m_classifier.model(), m_examples.validationFile(), std::span(rows).first(sample),
                 std::int64_t(m_examples.labelNames.size()), m_job.arguments.perDeviceEvalBatchSize, type(),
                 m_job.arguments.labelSmoothingFactor, m_control);
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
                             {"parameters", m_classifier.parameterCount()}};
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
