// SPDX-License-Identifier: Apache-2.0
#include "backend/training/schedule.h"

#include "backend/core/result.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::training {
namespace {

/// A number of steps, or below 1 a share of all of them.
std::int64_t steps(double value, std::int64_t all)
{
    return value < 1 ? std::int64_t(std::ceil(value * double(all))) : std::int64_t(value);
}

double polynomial(const TrainingArguments& arguments, double step, double warmup, double all)
{
    const double start = arguments.learningRate, end = arguments.lrEnd;
    if (step > all) return end / start;
    const double remaining = 1 - (step - warmup) / (all - warmup);
    return ((start - end) * std::pow(remaining, arguments.power) + end) / start;
}

double factor(const TrainingArguments& arguments, const StepPlan& plan, std::int64_t at)
{
    using std::numbers::pi;
    const double step = double(at), warmup = double(plan.warmupSteps), all = double(plan.maxSteps);
    const auto type = arguments.lrSchedulerType;
    if (type == SchedulerType::Constant) return 1;
    if (step < warmup) return step / std::max(1.0, warmup);
    const double progress = (step - warmup) / std::max(1.0, all - warmup);
    switch (type) {
    case SchedulerType::Linear:
        return std::max(0.0, (all - step) / std::max(1.0, all - warmup));
    case SchedulerType::Cosine:
        return std::max(0.0, 0.5 * (1 + std::cos(pi * arguments.numCycles * 2 * progress)));
    case SchedulerType::CosineWithRestarts:
        if (progress >= 1) return 0;
        return std::max(0.0, 0.5 * (1 + std::cos(pi * std::fmod(arguments.numCycles * progress, 1.0))));
    case SchedulerType::Polynomial:
        return polynomial(arguments, step, warmup, all);
    case SchedulerType::InverseSqrt: {
        const double timescale = warmup > 0 ? warmup : 10000;
        return 1 / std::sqrt((step + timescale - warmup) / timescale);
    }
    default:
        return 1;
    }
}

} // namespace

StepPlan planSteps(const TrainingArguments& arguments, std::int64_t trainRows)
{
    const auto size = arguments.perDeviceTrainBatchSize, window = arguments.gradientAccumulationSteps;
    StepPlan plan;
    plan.batchesPerEpoch = arguments.dataloaderDropLast ? trainRows / size : (trainRows + size - 1) / size;
    if (plan.batchesPerEpoch == 0)
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "the training data has " + std::to_string(trainRows) +
                                  " rows, which make no batch of " + std::to_string(size));
    plan.stepsPerEpoch = (plan.batchesPerEpoch + window - 1) / window;
    plan.maxSteps = arguments.maxSteps > 0
                        ? arguments.maxSteps
                        : std::int64_t(std::ceil(arguments.numTrainEpochs * double(plan.stepsPerEpoch)));
    plan.epochs = (plan.maxSteps + plan.stepsPerEpoch - 1) / plan.stepsPerEpoch;
    plan.warmupSteps = steps(arguments.warmupSteps, plan.maxSteps);
    plan.loggingSteps = std::max<std::int64_t>(1, steps(arguments.loggingSteps, plan.maxSteps));
    plan.evalSteps = std::max<std::int64_t>(1, steps(arguments.evalSteps, plan.maxSteps));
    plan.saveSteps = std::max<std::int64_t>(1, steps(arguments.saveSteps, plan.maxSteps));
    return plan;
}

double learningRate(const TrainingArguments& arguments, const StepPlan& plan, std::int64_t step)
{
    return arguments.learningRate * factor(arguments, plan, step);
}

} // namespace vitrine::training
