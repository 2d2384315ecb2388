// SPDX-License-Identifier: Apache-2.0
#include "backend/training/diagnosis.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <span>

namespace vitrine::training {
namespace {

using Curve = std::vector<CurvePoint>;

// Thresholds. All losses are compared with the loss at the start (about ln(classes) for a new head) or with
// each other, so that none of them depends on the number of classes.

/// Below this many training points a mean says nothing, below two evaluations there is no direction.
constexpr std::size_t fewestPoints = 8, fewestEvaluations = 2;
/// The loss of one batch jumps by itself: 16 e-mails give residuals of 0.1 to 0.2 of the start. Learning
/// rates that throw the weights about give more than 0.5.
constexpr double erraticNoise = 0.4;
/// Validation is always on the same rows, so its swings are no batch noise: a fifth of its level, up and
/// down.
constexpr double erraticSwing = 0.2;
/// The loss over a thousand rows is known to a few percent; a rise above 5 % and 0.01 is not chance.
constexpr double realRise = 0.05, realDifference = 0.01;
/// A validation loss that no longer falls while it is twice the training loss: the rest is learnt by heart.
constexpr double wideGap = 0.1;
/// Given back more than half of what was gained, or above the start by a quarter: it runs away.
constexpr double givenBack = 0.5, aboveStart = 1.25;
/// Still 75 % of the start at the end: the model has hardly begun to fit. Unless it was good before.
constexpr double hardlyFitted = 0.75, goodLoss = 0.1, goodAccuracy = 0.95;
/// A tenth of the whole fall in the last quarter of the steps: the curve has not levelled off.
constexpr double lateGain = 0.1;
/// Gradient norms spread over a factor of 3 in a sound run; eight times the median is an outlier.
constexpr double spike = 8;

std::string format(const char* pattern, auto... values)
{
    char buffer[320];
    std::snprintf(buffer, sizeof buffer, pattern, values...);
    return buffer;
}

double mean(std::span<const CurvePoint> points)
{
    double sum = 0;
    for (const CurvePoint& point : points)
        sum += point.value;
    return points.empty() ? NAN : sum / double(points.size());
}

/// How many points one level is averaged over: a twentieth of the curve, at least 3.
std::size_t levelWidth(std::size_t size)
{
    return std::min(size, std::max<std::size_t>(3, size / 20));
}

double firstLevel(const Curve& curve)
{
    return mean(std::span(curve).first(levelWidth(curve.size())));
}

double lastLevel(const Curve& curve)
{
    return mean(std::span(curve).last(levelWidth(curve.size())));
}

/// The level around a step: the mean of so many points up to it.
double levelAt(const Curve& curve, std::int64_t step)
{
    const auto end = std::upper_bound(curve.begin(), curve.end(), step,
                                      [](std::int64_t s, const CurvePoint& p) { return s < p.step; });
    const auto count = std::size_t(end - curve.begin());
    const auto width = std::min(count, levelWidth(curve.size()));
    return mean(std::span(curve).subspan(count - width, width));
}

/// The mean of a window around each point; at the ends the window is cut.
std::vector<double> runningMean(const Curve& curve, std::size_t width)
{
    std::vector<double> sums(curve.size() + 1, 0.0), result(curve.size());
    for (std::size_t i = 0; i < curve.size(); ++i)
        sums[i + 1] = sums[i] + curve[i].value;
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const std::size_t first = i > width / 2 ? i - width / 2 : 0;
        const std::size_t last = std::min(curve.size(), i + width / 2 + 1);
        result[i] = (sums[last] - sums[first]) / double(last - first);
    }
    return result;
}

/// Standard deviation of a curve around its running mean.
double noiseOf(const Curve& curve, const std::vector<double>& trend)
{
    double sum = 0;
    for (std::size_t i = 0; i < curve.size(); ++i)
        sum += (curve[i].value - trend[i]) * (curve[i].value - trend[i]);
    return std::sqrt(sum / double(std::max<std::size_t>(1, curve.size())));
}

const CurvePoint* firstBad(const Curve& curve)
{
    const auto found =
        std::find_if(curve.begin(), curve.end(), [](const CurvePoint& p) { return !std::isfinite(p.value); });
    return found == curve.end() ? nullptr : &*found;
}

const CurvePoint& lowest(const Curve& curve)
{
    return *std::min_element(curve.begin(), curve.end(),
                             [](const CurvePoint& a, const CurvePoint& b) { return a.value < b.value; });
}

/// A curve that turns at every second point or more often, by more than `erraticSwing` of its level.
bool swings(const Curve& curve)
{
    if (curve.size() < 4) return false;
    int turns = 0;
    double way = 0;
    for (std::size_t i = 1; i < curve.size(); ++i) {
        way += std::abs(curve[i].value - curve[i - 1].value);
        if (i >= 2 && (curve[i].value - curve[i - 1].value) * (curve[i - 1].value - curve[i - 2].value) < 0)
            ++turns;
    }
    return turns * 2 >= int(curve.size()) - 2 && turns >= 2 &&
           way / double(curve.size() - 1) > erraticSwing * std::abs(mean(curve));
}

/// The last point at or before an epoch.
const CurvePoint* atEpoch(const Curve& curve, double epoch)
{
    const CurvePoint* found = nullptr;
    for (const CurvePoint& point : curve)
        if (point.epoch <= epoch + 1e-6) found = &point;
    return found;
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

void observeGradients(const Curve& curve, double from, std::vector<Observation>& result)
{
    std::vector<double> norms;
    for (const CurvePoint& point : curve)
        if (std::isfinite(point.value)) norms.push_back(point.value);
    if (norms.size() < fewestPoints) return;
    const double usual = median(norms);
    int count = 0;
    CurvePoint largest;
    for (const CurvePoint& point : curve)
        if (point.epoch > from && point.value > spike * usual) {
            ++count;
            if (point.value > largest.value) largest = point;
        }
    if (count == 0) return;
    result.push_back(
        {"gradient_spikes",
         format("The gradient norm jumped %d time(s), at step %lld to %.3g; usual is %.3g.", count,
                (long long)largest.step, largest.value, usual),
         {{"count", count}, {"step", double(largest.step)}, {"largest", largest.value}, {"usual", usual}}});
}

} // namespace

const char* verdictName(Verdict::Kind kind)
{
    switch (kind) {
    case Verdict::Kind::TooEarly:
        return "too_early";
    case Verdict::Kind::Healthy:
        return "healthy";
    case Verdict::Kind::Overfitting:
        return "overfitting";
    case Verdict::Kind::Underfitting:
        return "underfitting";
    case Verdict::Kind::Erratic:
        return "erratic";
    case Verdict::Kind::Diverging:
        return "diverging";
    case Verdict::Kind::StillImproving:
        return "still_improving";
    }
    return "";
}

std::vector<Observation> observeEpoch(const RunCurves& curves)
{
    std::vector<Observation> result;
    if (const CurvePoint* bad = firstBad(curves.trainLoss)) {
        result.push_back(
            {"loss_not_a_number",
             format("The training loss is not a number from step %lld on.", (long long)bad->step),
             {{"step", double(bad->step)}}});
        return result;
    }
    double last = 0;
    for (const Curve* curve : {&curves.trainLoss, &curves.evalLoss})
        if (!curve->empty()) last = std::max(last, curve->back().epoch);
    if (last <= 0) return result;
    const double from = std::ceil(last - 1e-6) - 1;

    const CurvePoint* lossNow = atEpoch(curves.evalLoss, last);
    const CurvePoint* lossBefore = from > 0 ? atEpoch(curves.evalLoss, from) : nullptr;
    if (lossNow && lossBefore && lossNow != lossBefore && std::isfinite(lossNow->value)) {
        const double change = lossNow->value / lossBefore->value - 1;
        const bool real =
            std::abs(lossNow->value - lossBefore->value) > realDifference && std::abs(change) > realRise;
        const char* code = !real        ? "validation_loss_level"
                           : change > 0 ? "validation_loss_rose"
                                        : "validation_loss_fell";
        result.push_back({code,
                          !real ? format("The validation loss stayed level, %.4f to %.4f.", lossBefore->value,
                                         lossNow->value)
                                : format("The validation loss %s by %.0f %%, from %.4f to %.4f.",
                                         change > 0 ? "rose" : "fell", std::abs(change) * 100,
                                         lossBefore->value, lossNow->value),
                          {{"from", lossBefore->value}, {"to", lossNow->value}, {"percent", change * 100}}});
    }

    const CurvePoint* accuracyNow = atEpoch(curves.evalAccuracy, last);
    const CurvePoint* accuracyBefore = from > 0 ? atEpoch(curves.evalAccuracy, from) : nullptr;
    if (accuracyNow && accuracyBefore && accuracyNow != accuracyBefore) {
        const double points = (accuracyNow->value - accuracyBefore->value) * 100;
        if (std::abs(points) >= 0.05)
            result.push_back({points > 0 ? "accuracy_up" : "accuracy_down",
                              format("Accuracy went %s by %.1f points to %.1f %%.",
                                     points > 0 ? "up" : "down", std::abs(points), accuracyNow->value * 100),
                              {{"points", points}, {"to", accuracyNow->value}}});
    } else if (accuracyNow && !accuracyBefore) {
        result.push_back({"accuracy_first",
                          format("The first accuracy is %.1f %%.", accuracyNow->value * 100),
                          {{"to", accuracyNow->value}}});
    }

    Curve epoch;
    for (const CurvePoint& point : curves.trainLoss)
        if (point.epoch > from + 1e-9) epoch.push_back(point);
    if (epoch.size() >= fewestPoints) {
        const double start = firstLevel(epoch), end = lastLevel(epoch);
        if (end > start * (1 + realRise) && end - start > realDifference)
            result.push_back(
                {"train_loss_rose",
                 format("The training loss rose within the epoch, from %.4f to %.4f.", start, end),
                 {{"from", start}, {"to", end}}});
        else if (start - end > realDifference)
            result.push_back({"train_loss_fell",
                              format("The training loss fell from %.4f to %.4f.", start, end),
                              {{"from", start}, {"to", end}}});
    }
    observeGradients(curves.gradientNorm, from, result);
    return result;
}

Verdict judge(const RunCurves& curves)
{
    Verdict verdict;
    auto& numbers = verdict.numbers;
    const auto give = [&](Verdict::Kind kind, const char* remedy, std::string text) {
        verdict.kind = kind;
        verdict.remedy = remedy;
        verdict.text = std::move(text);
        return verdict;
    };
    const Curve &train = curves.trainLoss, &eval = curves.evalLoss;

    for (const Curve* curve : {&train, &eval})
        if (const CurvePoint* bad = firstBad(*curve)) {
            numbers["bad_step"] = double(bad->step);
            return give(Verdict::Kind::Diverging, "lower_rate",
                        format("The loss is not a number from step %lld on.", (long long)bad->step));
        }
    if (train.size() < fewestPoints)
        return give(Verdict::Kind::TooEarly, "wait", "There are too few points to judge.");

    const double start = firstLevel(train), end = lastLevel(train);
    const auto trend = runningMean(train, std::max<std::size_t>(5, train.size() / 10));
    const double bottom = std::min(end, *std::min_element(trend.begin(), trend.end()));
    const double noise = start > 0 ? noiseOf(train, trend) / start : 0;
    numbers["start_loss"] = start;
    numbers["train_loss"] = end;
    numbers["noise"] = noise;

    const bool ranAway = end > aboveStart * start;
    const bool gaveBack = start - bottom > realDifference && end - bottom > givenBack * (start - bottom);
    const bool noisy = noise > erraticNoise;
    // Noise of one batch alone can look like a rise at the end of a short curve; three of its errors can't.
    const double error = noise * start / std::sqrt(double(levelWidth(train.size())));
    if ((ranAway && end - start > 3 * error) || (gaveBack && end - bottom > 3 * error))
        return give(Verdict::Kind::Diverging, "lower_rate",
                    format("The training loss rose from %.4f at its lowest to %.4f; it began at %.4f.",
                           bottom, end, start));
    if (noisy || swings(eval))
        return give(Verdict::Kind::Erratic, "lower_rate",
                    format("The loss jumps: its noise is %.0f %% of the loss at the start.", noise * 100));
    if (eval.size() < fewestEvaluations)
        return give(Verdict::Kind::TooEarly, "wait", "There are too few evaluations to judge.");

    const CurvePoint& best = lowest(eval);
    const CurvePoint& last = eval.back();
    const double rise = best.value > 0 ? last.value / best.value - 1 : 0;
    const double gap = last.value - end;
    numbers["eval_loss"] = last.value;
    numbers["best_step"] = double(best.step);
    numbers["best_epoch"] = best.epoch;
    numbers["best_eval_loss"] = best.value;
    numbers["rise"] = rise;
    numbers["gap"] = gap;

    // What the last quarter of the steps brought, of all that was gained since the start. The evaluation
    // before that quarter may not exist; then the one before the last speaks for it.
    const std::int64_t quarter = last.step - std::max<std::int64_t>(1, last.step / 4);
    const CurvePoint* before = &eval[eval.size() - 2];
    for (const CurvePoint& point : eval)
        if (point.step <= quarter) before = &point;
    const double whole = std::max(start, eval.front().value) - last.value;
    const double share = whole > realDifference ? (before->value - last.value) / whole : 0;
    numbers["late_gain"] = share;

    const bool rose = rise > realRise && last.value - best.value > realDifference;
    if (rose && end < levelAt(train, best.step) + realDifference)
        return give(
            Verdict::Kind::Overfitting, "stop_earlier",
            format("The validation loss was lowest at step %lld (%.4f) and is %.0f %% higher now, while "
                   "the training loss is %.4f.",
                   (long long)best.step, best.value, rise * 100, end));
    if (share < lateGain && gap > wideGap && last.value > 2 * end)
        return give(
            Verdict::Kind::Overfitting, "stop_earlier",
            format("The validation loss stays at %.4f while the training loss is %.4f.", last.value, end));

    const bool alreadyGood =
        end < goodLoss || (!curves.evalAccuracy.empty() && curves.evalAccuracy.back().value >= goodAccuracy);
    const bool hardly = end > hardlyFitted * start && last.value > hardlyFitted * start && !alreadyGood;
    if (share >= lateGain && last.value < before->value - realDifference && start - end > realDifference)
        return give(Verdict::Kind::StillImproving, "train_longer",
                    format("The validation loss still falls: %.0f %% of its fall came in the last quarter.",
                           share * 100));
    if (hardly)
        return give(Verdict::Kind::Underfitting, "more_capacity",
                    format("The training loss fell only from %.4f to %.4f, the validation loss is %.4f.",
                           start, end, last.value));
    return give(
        Verdict::Kind::Healthy, "none",
        format("Both losses fell and levelled off: training %.4f, validation %.4f.", end, last.value));
}

} // namespace vitrine::training
