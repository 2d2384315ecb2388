// SPDX-License-Identifier: Apache-2.0
#include "backend/training/evaluation.h"

#include "backend/metrics/entities.h"
#include "backend/training/answer_evaluation.h"

#include <algorithm>
#include <c10/core/GradMode.h>
#include <cmath>
#include <numeric>

namespace vitrine::training {
namespace {

/// The places of a batch's examples in the set, and what was answered.
struct Part
{
    std::span<const std::int64_t> places;
    const Answers& answers;
};

void takeIds(Evaluation& result, const EvaluationSet& set, const Part& part, bool hasNames)
{
    const auto [scores, answers] = at::softmax(part.answers.logits, 1).max(1);
    const auto name = [&](std::int64_t id) {
        return hasNames ? set.labelNames[std::size_t(id)] : std::to_string(id);
    };
    auto& right = result.metrics["accuracy"]; // counts until the end
    for (std::size_t i = 0; i < part.places.size(); ++i) {
        const auto place = std::size_t(part.places[i]);
        const auto label = part.answers.targets[std::int64_t(i)].item<std::int64_t>();
        const auto answer = answers[std::int64_t(i)].item<std::int64_t>();
        if (result.matrix) result.matrix->add(std::size_t(label), std::size_t(answer));
        right += label == answer;
        result.predictions[place] = {set.file.rowOf(set.examples[place]), name(label), name(answer),
                                     scores[std::int64_t(i)].item<float>()};
    }
}

/// Sums for a correlation.
struct Moments
{
    double count = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0, squares = 0, distances = 0;

    void add(double a, double b)
    {
        count += 1;
        x += a;
        y += b;
        xx += a * a;
        yy += b * b;
        xy += a * b;
        squares += (a - b) * (a - b);
        distances += std::abs(a - b);
    }
    double pearson() const
    {
        const double spread = (xx - x * x / count) * (yy - y * y / count);
        return spread > 0 ? (xy - x * y / count) / std::sqrt(spread) : 0;
    }
};

std::string text(float value)
{
    auto digits = std::to_string(value);
    digits.erase(digits.find_last_not_of('0') + 1);
    return digits.ends_with('.') ? digits + '0' : digits;
}

void takeNumbers(Evaluation& result, Moments& moments, const EvaluationSet& set, const Part& part)
{
    const auto* answers = part.answers.logits.const_data_ptr<float>();
    const auto* targets = part.answers.targets.const_data_ptr<float>();
    const auto width = part.answers.targets.size(1);
    for (std::size_t i = 0; i < part.places.size(); ++i) {
        const auto place = std::size_t(part.places[i]);
        std::string label, answer;
        for (std::int64_t k = 0; k < width; ++k) {
            const auto at = std::int64_t(i) * width + k;
            moments.add(targets[at], answers[at]);
            label += (k ? " " : "") + text(targets[at]);
            answer += (k ? " " : "") + text(answers[at]);
        }
        result.predictions[place] = {set.file.rowOf(set.examples[place]), label, answer, 1};
    }
}

/// Counts over all labels together (micro), as scikit-learn's with average="micro".
struct SeveralCounts
{
    double right = 0, found = 0, there = 0, wholeRows = 0;
};

void takeSeveral(Evaluation& result, SeveralCounts& counts, const EvaluationSet& set, const Part& part)
{
    const auto scores = at::sigmoid(part.answers.logits).contiguous();
    const auto* answers = scores.const_data_ptr<float>();
    const auto* targets = part.answers.targets.const_data_ptr<float>();
    const auto width = part.answers.targets.size(1);
    for (std::size_t i = 0; i < part.places.size(); ++i) {
        const auto place = std::size_t(part.places[i]);
        std::string label, answer;
        float score = 1;
        bool isRight = true;
        for (std::int64_t k = 0; k < width; ++k) {
            const auto at = std::int64_t(i) * width + k;
            const bool there = targets[at] > 0.5F, found = answers[at] > 0.5F;
            counts.right += there && found;
            counts.found += found;
            counts.there += there;
            isRight = isRight && there == found;
            score = std::min(score, std::max(answers[at], 1 - answers[at]));
            const auto& name = set.labelNames[std::size_t(k)];
            if (there) label += (label.empty() ? "" : ", ") + name;
            if (found) answer += (answer.empty() ? "" : ", ") + name;
        }
        counts.wholeRows += isRight;
        result.predictions[place] = {set.file.rowOf(set.examples[place]), label, answer, score};
    }
}

void takeWords(Evaluation& result, metrics::EntityScores& scores, const EvaluationSet& set, const Part& part)
{
    const auto answers = part.answers.logits.argmax(1);
    std::int64_t next = 0;
    for (const auto at : part.places) {
        const auto place = std::size_t(at);
        std::vector<std::string> labels, predictions;
        std::string label, prediction;
        for (const auto stored : set.file.targets.row(set.examples[place]).ids) {
            if (std::int32_t(stored) < 0) continue;
            labels.push_back(set.labelNames[stored]);
            predictions.push_back(set.labelNames[std::size_t(answers[next++].item<std::int64_t>())]);
            label += (label.empty() ? "" : " ") + labels.back();
            prediction += (prediction.empty() ? "" : " ") + predictions.back();
        }
        scores.add(labels, predictions);
        result.predictions[place] = {set.file.rowOf(set.examples[place]), label, prediction, 1};
    }
}

double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

} // namespace

Evaluation evaluate(const TrainedModel& model, const EvaluationSet& set, const BatchRule& rule,
                    std::int64_t batchSize, LossMode mode, core::RunControl& control)
{
    const c10::NoGradGuard noGradients;
    const auto form = rule.form;
    const bool isClassification = form == LabelForm::Ids && rule.task == JobTask::TextClassification;
    Evaluation result;
    if (isClassification) result.matrix.emplace(set.labelNames.size());
    const bool hasPredictions = form != LabelForm::None && form != LabelForm::Texts;
    if (hasPredictions && form != LabelForm::Spans) result.predictions.resize(set.examples.size());
    // Trainer takes the mean over rows of the means over the tokens of a batch, so batches are to be its own.
    const bool meansByBatch =
        form == LabelForm::None || form == LabelForm::Texts || form == LabelForm::Tokens;
    std::vector<std::int64_t> order(set.examples.size());
    std::iota(order.begin(), order.end(), std::int64_t(0));
    // So they are for spans, whose softmax goes over the padding as well. Else texts of like length together:
    // they pad each other little.
    if (!meansByBatch && form != LabelForm::Spans)
        std::ranges::stable_sort(order, std::greater{}, [&](auto place) {
            return set.file.length(set.examples[std::size_t(place)]);
        });
    constexpr std::uint64_t fixedMasks = 0x5eed;
    double loss = 0, weight = 0, items = 0, right = 0;
    Moments moments;
    SeveralCounts several;
    metrics::EntityScores entities;
    AnswerCollector collector(set);
    for (std::size_t first = 0; first < order.size(); first += std::size_t(batchSize)) {
        control.checkpoint();
        const std::span places(order.data() + first, std::min(std::size_t(batchSize), order.size() - first));
        std::vector<std::int64_t> examples;
        for (const auto place : places)
            examples.push_back(set.examples[std::size_t(place)]);
        const auto batch = makeBatch(model, set.file, examples, rule, fixedMasks);
        if (batch.items == 0) continue;
        const auto answers = answersOf(model, batch, rule, mode, control);
        const double rows = double(places.size());
        loss += answers.loss.item<double>() * (meansByBatch ? rows / double(batch.items) : 1);
        weight += rows;
        items += double(batch.items);
        const Part part{places, answers};
        switch (form) {
        case LabelForm::Ids:
            takeIds(result, set, part, isClassification);
            break;
        case LabelForm::Numbers:
            takeNumbers(result, moments, set, part);
            break;
        case LabelForm::Several:
            takeSeveral(result, several, set, part);
            break;
        case LabelForm::Tokens:
            takeWords(result, entities, set, part);
            break;
        case LabelForm::Spans:
            collector.add(places, answers.logits);
            break;
        case LabelForm::None:
        case LabelForm::Texts:
            right += answers.logits.argmax(1).eq(answers.targets).sum().item<double>();
        }
    }
    result.loss = loss / std::max(weight, 1.0);
    auto& metrics = result.metrics;
    const double rows = double(set.examples.size());
    switch (form) {
    case LabelForm::Ids:
        metrics["accuracy"] /= std::max(rows, 1.0);
        if (result.matrix)
            for (const auto& name : metrics::names())
                metrics[name] = metrics::value(name, *result.matrix);
        break;
    case LabelForm::Numbers:
        metrics = {{"mse", ratio(moments.squares, moments.count)},
                   {"mae", ratio(moments.distances, moments.count)},
                   {"pearson", moments.pearson()}};
        break;
    case LabelForm::Several:
        metrics = {{"accuracy", ratio(several.wholeRows, rows)},
                   {"precision", ratio(several.right, several.found)},
                   {"recall", ratio(several.right, several.there)},
                   {"f1", ratio(2 * several.right, several.found + several.there)}};
        break;
    case LabelForm::Tokens:
        metrics = {{"precision", entities.precision()},
                   {"recall", entities.recall()},
                   {"f1", entities.f1()},
                   {"accuracy", entities.accuracy()}};
        break;
    case LabelForm::Spans:
        collector.finish(result);
        break;
    case LabelForm::None:
    case LabelForm::Texts:
        metrics = {{"accuracy", ratio(right, items)}, {"perplexity", std::exp(result.loss)}};
    }
    return result;
}

} // namespace vitrine::training
