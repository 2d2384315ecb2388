// SPDX-License-Identifier: Apache-2.0
#include "backend/training/diagnosis.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <random>

using namespace vitrine::training;
using Kind = Verdict::Kind;

namespace {

constexpr int stepsPerEpoch = 100;

/// A run of `epochs` epochs with `evaluations` each; the curves are functions of the epoch, `noise` is added
/// to the training loss.
RunCurves makeRun(double epochs, int evaluations, double noise, const std::function<double(double)>& train,
                  const std::function<double(double)>& eval)
{
    std::mt19937 random(7);
    std::normal_distribution<double> normal(0, noise);
    RunCurves curves;
    const int steps = int(epochs * stepsPerEpoch);
    const int every = stepsPerEpoch / evaluations;
    for (int step = 1; step <= steps; ++step) {
        const double epoch = double(step) / stepsPerEpoch;
        const double jump = noise > 0 ? normal(random) : 0;
        curves.trainLoss.push_back({step, epoch, std::max(0.0, train(epoch) + jump)});
        curves.gradientNorm.push_back({step, epoch, 1 + std::abs(jump)});
        if (step % every == 0) {
            curves.evalLoss.push_back({step, epoch, eval(epoch)});
            curves.evalAccuracy.push_back({step, epoch, std::min(0.99, 1 - eval(epoch) / 2)});
        }
    }
    return curves;
}

double falling(double epoch)
{
    return 0.05 + 0.65 * std::exp(-6 * epoch);
}

bool has(const std::vector<Observation>& observations, const char* code)
{
    for (const auto& o : observations)
        if (o.code == code) return !o.text.empty();
    return false;
}

} // namespace

TEST_CASE("a fall that levels off is healthy, with batch noise as with none")
{
    for (const double noise : {0.0, 0.05, 0.1}) {
        const auto verdict = judge(makeRun(2, 4, noise, falling, [](double e) { return falling(e) + 0.02; }));
        CHECK(verdict.kind == Kind::Healthy);
        CHECK(verdict.remedy == "none");
        CHECK(verdict.numbers.at("eval_loss") == doctest::Approx(0.07).epsilon(0.1));
        CHECK(verdict.numbers.at("gap") < 0.06);
    }
}

TEST_CASE("a validation loss that turns upwards is overfitting, with the best step")
{
    const auto verdict = judge(makeRun(
        6, 1, 0.03, [](double e) { return 0.7 * std::exp(-e); },
        [](double e) { return 0.3 + 0.04 * (e - 2) * (e - 2); }));
    CHECK(verdict.kind == Kind::Overfitting);
    CHECK(verdict.remedy == "stop_earlier");
    CHECK(verdict.numbers.at("best_step") == 2 * stepsPerEpoch);
    CHECK(verdict.numbers.at("best_eval_loss") == doctest::Approx(0.3));
    CHECK(verdict.numbers.at("rise") == doctest::Approx(0.64 / 0.3));
}

TEST_CASE("a wide gap on a level validation loss is overfitting, too")
{
    const auto verdict = judge(makeRun(
        5, 2, 0.01, [](double e) { return 0.02 + 0.68 * std::exp(-4 * e); }, [](double) { return 0.45; }));
    CHECK(verdict.kind == Kind::Overfitting);
    CHECK(verdict.numbers.at("gap") > 0.4);
}

TEST_CASE("losses that stay near the start are underfitting")
{
    const auto slow = [](double e) { return 0.69 - 0.01 * std::min(e, 1.0); };
    const auto verdict = judge(makeRun(3, 2, 0.02, slow, slow));
    CHECK(verdict.kind == Kind::Underfitting);
    CHECK(verdict.remedy == "more_capacity");
}

TEST_CASE("a model that was good at the start does not underfit")
{
    const auto level = [](double) { return 0.04; };
    CHECK(judge(makeRun(2, 2, 0.01, level, level)).kind == Kind::Healthy);
    auto curves = makeRun(
        2, 2, 0.01, [](double) { return 0.2; }, [](double) { return 0.2; });
    for (auto& point : curves.evalAccuracy)
        point.value = 0.97;
    CHECK(judge(curves).kind == Kind::Healthy);
}

TEST_CASE("large jumps are erratic: of batches, and of the validation loss alone")
{
    const auto level = [](double) { return 0.9; };
    CHECK(judge(makeRun(2, 2, 0.6, level, level)).kind == Kind::Erratic);
    const auto verdict =
        judge(makeRun(4, 2, 0.02, falling, [](double e) { return std::lround(e * 2) % 2 ? 0.3 : 0.6; }));
    CHECK(verdict.kind == Kind::Erratic);
    CHECK(verdict.remedy == "lower_rate");
}

TEST_CASE("a rising training loss and a loss that is no number are diverging")
{
    const auto rising = [](double e) { return 0.7 + e; };
    CHECK(judge(makeRun(2, 1, 0.05, rising, rising)).kind == Kind::Diverging);
    const auto turning = [](double e) { return e < 1 ? 0.7 - 0.5 * e : 0.2 + 0.5 * (e - 1); };
    CHECK(judge(makeRun(2, 1, 0.02, turning, turning)).kind == Kind::Diverging);

    auto curves = makeRun(1, 1, 0, falling, falling);
    curves.trainLoss[40].value = std::numeric_limits<double>::quiet_NaN();
    const auto verdict = judge(curves);
    CHECK(verdict.kind == Kind::Diverging);
    CHECK(verdict.numbers.at("bad_step") == 41);
    CHECK(has(observeEpoch(curves), "loss_not_a_number"));
    curves.trainLoss[40].value = std::numeric_limits<double>::infinity();
    CHECK(judge(curves).kind == Kind::Diverging);
}

TEST_CASE("a curve that has not levelled off is still improving")
{
    const auto straight = [](double e) { return 0.7 - 0.15 * e; };
    const auto verdict = judge(makeRun(3, 2, 0.03, straight, straight));
    CHECK(verdict.kind == Kind::StillImproving);
    CHECK(verdict.remedy == "train_longer");
    CHECK(verdict.numbers.at("late_gain") > 0.2);
}

TEST_CASE("too few points are too early to judge")
{
    CHECK(judge({}).kind == Kind::TooEarly);
    CHECK(observeEpoch({}).empty());
    RunCurves one;
    one.trainLoss = {{1, 0.5, 0.7}};
    one.evalLoss = {{1, 0.5, 0.7}};
    CHECK(judge(one).kind == Kind::TooEarly);
    auto curves = makeRun(1, 1, 0.05, falling, falling);
    CHECK(judge(curves).kind == Kind::TooEarly); // one evaluation has no direction
    CHECK(judge(curves).remedy == "wait");
    curves.evalLoss.clear();
    CHECK(judge(curves).kind == Kind::TooEarly);
}

TEST_CASE("curves of zeros and constants neither divide by zero nor alarm")
{
    const auto zero = [](double) { return 0.0; };
    const auto verdict = judge(makeRun(2, 2, 0, zero, zero));
    CHECK(verdict.kind == Kind::Healthy);
    for (const auto& [name, value] : verdict.numbers)
        CHECK_MESSAGE(std::isfinite(value), name);
}

TEST_CASE("observations compare the last epoch with the one before")
{
    auto curves = makeRun(2, 2, 0, falling, [](double e) { return e < 1.2 ? 0.2 : 0.3; });
    curves.gradientNorm[150].value = 60;
    const auto observations = observeEpoch(curves);
    REQUIRE(has(observations, "validation_loss_rose"));
    CHECK(observations.front().numbers.at("percent") == doctest::Approx(50));
    CHECK(has(observations, "accuracy_down"));
    REQUIRE(has(observations, "gradient_spikes"));
    CHECK(observations.back().numbers.at("step") == 151);
    CHECK(observations.back().numbers.at("largest") == 60);

    const auto first = observeEpoch(makeRun(1, 2, 0, falling, falling));
    CHECK(has(first, "accuracy_first"));
    CHECK(has(first, "train_loss_fell"));
    CHECK(has(observeEpoch(makeRun(2, 1, 0, falling, [](double) { return 0.2; })), "validation_loss_level"));
}

TEST_CASE("every verdict has a name, a text and a remedy")
{
    for (int kind = 0; kind <= int(Kind::StillImproving); ++kind)
        CHECK(std::string(verdictName(Kind(kind))).size() > 3);
    const auto verdict = judge(makeRun(2, 4, 0.05, falling, falling));
    CHECK(!verdict.text.empty());
    CHECK(!verdict.remedy.empty());
}
