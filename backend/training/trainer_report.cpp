// SPDX-License-Identifier: Apache-2.0
// What a run says of itself: events, evaluations, predictions.
#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/training/run_folder.h"
#include "backend/training/trainer.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
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

Evaluation Trainer::evaluateSome(std::span<const std::int64_t> examples) const
{
    const EvaluationSet set{m_examples.validationFile(), examples, m_examples.labelNames,
                            m_job.preprocessing.maxAnswerLength};
    return evaluate(m_model, set, m_rule, m_job.arguments.perDeviceEvalBatchSize,
                    {{}, type(), m_job.arguments.labelSmoothingFactor}, m_control);
}

/// The metrics that the job asks for, in its order; of a regression all there are.
std::vector<std::pair<std::string, double>> Trainer::reported(const Evaluation& evaluation) const
{
    std::vector<std::pair<std::string, double>> values;
    for (const auto& name : m_job.metrics)
        if (const auto found = evaluation.metrics.find(name); found != evaluation.metrics.end())
            values.emplace_back(name, found->second);
    if (values.empty()) values.assign(evaluation.metrics.begin(), evaluation.metrics.end());
    return values;
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
    if (m_job.task == JobTask::TextClassification && m_examples.form == LabelForm::Ids) {
        std::vector<std::int64_t> numbers(m_examples.labelNames.size());
        for (const auto row : m_examples.train)
            ++numbers[std::size_t(train.labels[std::size_t(row)])];
        for (std::size_t i = 0; i < numbers.size(); ++i)
            counts[m_examples.labelNames[i]] = numbers[i];
    }
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
                             {"task", m_job.taskName},
                             {"model", m_job.model},
                             {"num_train_epochs", arguments.numTrainEpochs},
                             {"max_steps", m_plan.maxSteps},
                             {"train_batch_size", arguments.perDeviceTrainBatchSize},
                             {"gradient_accumulation_steps", arguments.gradientAccumulationSteps},
                             {"labels", m_examples.labelNames}};
    fields.update(dataFacts());
    fields.update(
        {{"parameters", m_model.parameterCount()},
         {"newly_initialized", fresh},
         {"ignored_arguments", m_job.notes},
         {"dtype", arguments.bf16 ? "bfloat16" : "float32"},
         {"threads", at::get_num_threads()},
         {"seed", arguments.seed},
         {"resumed_from", resumedFrom.empty() ? core::OrderedJson() : core::OrderedJson(resumedFrom)},
         {"pid", ::getpid()}});
    writer.write("start", m_state.globalStep, m_state.epoch, fields);
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
        evaluation = evaluateSome(m_examples.validation);
    } catch (const core::CanceledException&) {
        return false;
    }
    m_evaluationSeconds = secondsSince(started);
    core::OrderedJson numbers{{"eval_loss", evaluation->loss}};
    for (const auto& [name, value] : reported(*evaluation))
        numbers["eval_" + name] = value;
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
    if (!best.empty()) {
        if (!numbers.contains("eval_" + best))
            throw Exception(ErrorCode::InvalidArgument,
                            "arguments.metric_for_best_model is \"" + best +
                                "\", which an evaluation of these labels does not have");
        judgeMetric(numbers["eval_" + best].get<double>());
    }
    if (evaluation->matrix) numbers["confusion_matrix"] = matrixJson(*evaluation->matrix);
    writer.write("eval", m_state.globalStep, m_state.epoch, numbers);
    if (m_isNewBest || !m_job.arguments.loadBestModelAtEnd) savePredictions(*evaluation);
    return true;
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
        m_model.save(m_job.outputDir);
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
    if (evaluation.predictions.empty()) return;
    const auto& file = m_examples.validationFile();
    core::writeFileAtomically(m_job.outputDir / predictionsFile, [&](const core::FileSink& write) {
        for (const auto& each : evaluation.predictions)
            write(core::dumpJson({{"row", each.row},
                                  {"text", file.text(each.row, shownCharacters)},
                                  {"label", each.label},
                                  {"prediction", each.prediction},
                                  {"score", each.score}}) +
                  '\n');
    });
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

} // namespace vitrine::training
