// SPDX-License-Identifier: Apache-2.0
#include "backend/training/optimizer.h"

#include <algorithm>
#include <c10/core/GradMode.h>
#include <cmath>

namespace vitrine::training {
namespace {

bool isDecayed(const std::string& name)
{
    return name.find("bias") == std::string::npos && name.find("Norm") == std::string::npos;
}

} // namespace

AdamW::AdamW(std::vector<Parameter> parameters, const TrainingArguments& arguments)
    : m_parameters(std::move(parameters)),
      m_groups{{arguments.weightDecay, {}, {}, {}, {}}, {0, {}, {}, {}, {}}},
      m_beta1(arguments.adamBeta1),
      m_beta2(arguments.adamBeta2),
      m_epsilon(arguments.adamEpsilon)
{
    for (const auto& parameter : m_parameters) {
        Group& group = m_groups[isDecayed(parameter.name) ? 0 : 1];
        group.values.push_back(parameter.value);
        group.averages.push_back(at::zeros_like(parameter.value));
        group.squares.push_back(at::zeros_like(parameter.value));
        group.steps.push_back(at::zeros({}, at::kFloat));
    }
}

double AdamW::step(double learningRate, double maxNorm)
{
    const c10::NoGradGuard noGradients;
    double squares = 0;
    for (const auto& parameter : m_parameters) {
        const auto& gradient = parameter.value.grad();
        if (!gradient.defined()) continue;
        const double norm = at::linalg_vector_norm(gradient).item<double>();
        squares += norm * norm;
    }
    const double norm = std::sqrt(squares);
    if (std::isfinite(norm)) {
        // The fused step divides by it: no pass of its own for clipping.
        const double scale = maxNorm > 0 ? std::max(1.0, (norm + 1e-6) / maxNorm) : 1.0;
        const std::optional<at::Tensor> divisor =
            scale > 1 ? std::optional(at::scalar_tensor(scale, at::kFloat)) : std::nullopt;
        ++m_steps;
        for (auto& group : m_groups) {
            std::vector<at::Tensor> values, gradients, averages, squared, steps;
            for (std::size_t i = 0; i < group.values.size(); ++i) {
                if (!group.values[i].grad().defined()) continue;
                values.push_back(group.values[i]);
                gradients.push_back(group.values[i].grad());
                averages.push_back(group.averages[i]);
                squared.push_back(group.squares[i]);
                steps.push_back(group.steps[i].add_(1));
            }
            if (values.empty()) continue;
            at::_fused_adamw_(values, gradients, averages, squared, {}, steps, learningRate, m_beta1, m_beta2,
                              group.weightDecay, m_epsilon, /*amsgrad=*/false, /*maximize=*/false, divisor);
        }
    }
    for (auto& parameter : m_parameters)
        parameter.value.mutable_grad().reset();
    return norm;
}

std::vector<Parameter> AdamW::state() const
{
    std::vector<Parameter> state;
    std::size_t next[2] = {0, 0};
    for (const auto& parameter : m_parameters) {
        const int which = isDecayed(parameter.name) ? 0 : 1;
        const auto place = next[which]++;
        state.push_back({"exp_avg." + parameter.name, m_groups[which].averages[place]});
        state.push_back({"exp_avg_sq." + parameter.name, m_groups[which].squares[place]});
    }
    return state;
}

void AdamW::setSteps(std::int64_t steps)
{
    m_steps = steps;
    for (auto& group : m_groups)
        for (auto& step : group.steps)
            step.fill_(double(steps));
}

} // namespace vitrine::training
