// SPDX-License-Identifier: Apache-2.0
#include "backend/training/optimizer.h"

#include "backend/training/adam_rows.h"

#include <algorithm>
#include <c10/core/GradMode.h>
#include <cmath>

namespace vitrine::training {
namespace {

/// Trainer's rule: neither biases (T5's table of relative ones included) nor norms.
bool isDecayed(const Parameter& parameter)
{
    return parameter.name.find("bias") == std::string::npos && parameter.value.dim() > 1;
}

} // namespace

AdamW::AdamW(std::vector<Parameter> parameters, const TrainingArguments& arguments, bool hasTables)
    : m_parameters(std::move(parameters)),
      m_groups{{arguments.weightDecay, {}, {}, {}, {}}, {0, {}, {}, {}, {}}},
      m_tableDecay(arguments.weightDecay),
      m_hasTables(hasTables),
      m_beta1(arguments.adamBeta1),
      m_beta2(arguments.adamBeta2),
      m_epsilon(arguments.adamEpsilon)
{
    for (const auto& parameter : m_parameters) {
        const auto average = at::zeros_like(parameter.value), square = at::zeros_like(parameter.value);
        if (isTable(parameter)) {
            m_tables.push_back({parameter.value,
                                average,
                                square,
                                std::vector<bool>(std::size_t(parameter.value.size(0))),
                                {},
                                {}});
            continue;
        }
        Group& group = m_groups[isDecayed(parameter) ? 0 : 1];
        group.values.push_back(parameter.value);
        group.averages.push_back(average);
        group.squares.push_back(square);
        group.steps.push_back(at::zeros({}, at::kFloat));
    }
}

bool AdamW::isTable(const Parameter& parameter) const
{
    return m_hasTables && parameter.name.ends_with("_embeddings.weight");
}

void AdamW::collectRows(const std::vector<models::TableRows>& rows)
{
    for (auto& table : m_tables) {
        table.batch.clear();
        for (const auto& [value, ids] : rows)
            if (value.is_same(table.value)) {
                const auto* data = ids.const_data_ptr<std::int64_t>();
                table.batch.insert(table.batch.end(), data, data + ids.numel());
            }
        std::ranges::sort(table.batch);
        table.batch.erase(std::unique(table.batch.begin(), table.batch.end()), table.batch.end());
        for (const auto row : table.batch) {
            if (table.isSeen[std::size_t(row)]) continue;
            table.isSeen[std::size_t(row)] = true;
            table.seen.push_back(row);
        }
    }
}

double AdamW::step(double learningRate, double maxNorm, const std::vector<models::TableRows>& rows)
{
    const c10::NoGradGuard noGradients;
    collectRows(rows);
    double squares = 0;
    for (const auto& group : m_groups)
        for (const auto& value : group.values) {
            if (!value.grad().defined()) continue;
            const double norm = at::linalg_vector_norm(value.grad()).item<double>();
            squares += norm * norm;
        }
    for (const auto& table : m_tables)
        if (table.value.grad().defined()) squares += squaresOfRows(table.value.grad(), table.batch);
    const double norm = std::sqrt(squares);
    if (std::isfinite(norm)) {
        // The step divides by it: no pass of its own for clipping.
        const double divisor = maxNorm > 0 ? std::max(1.0, (norm + 1e-6) / maxNorm) : 1.0;
        const std::optional<at::Tensor> scale =
            divisor > 1 ? std::optional(at::scalar_tensor(divisor, at::kFloat)) : std::nullopt;
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
                              group.weightDecay, m_epsilon, /*amsgrad=*/false, /*maximize=*/false, scale);
        }
        for (auto& table : m_tables)
            stepTable(table, learningRate, divisor);
    }
    for (auto& group : m_groups)
        for (auto& value : group.values)
            value.mutable_grad().reset();
    for (auto& table : m_tables)
        if (table.value.grad().defined()) clearRows(table.value.grad(), table.batch);
    return norm;
}

void AdamW::stepTable(Table& table, double learningRate, double divisor)
{
    if (!table.value.grad().defined()) return;
    if (m_tableDecay > 0) table.value.mul_(1 - learningRate * m_tableDecay);
    adamRows({table.value, table.value.grad(), table.average, table.square}, table.seen,
             {learningRate, m_beta1, m_beta2, m_epsilon, divisor, m_steps});
}

std::vector<Parameter> AdamW::state() const
{
    std::vector<Parameter> state;
    std::size_t next[2] = {0, 0}, nextTable = 0;
    for (const auto& parameter : m_parameters) {
        const auto add = [&](const at::Tensor& average, const at::Tensor& square) {
            state.push_back({"exp_avg." + parameter.name, average});
            state.push_back({"exp_avg_sq." + parameter.name, square});
        };
        if (isTable(parameter)) {
            const auto& table = m_tables[nextTable++];
            add(table.average, table.square);
        } else {
            const int which = isDecayed(parameter) ? 0 : 1;
            const auto place = next[which]++;
            add(m_groups[which].averages[place], m_groups[which].squares[place]);
        }
    }
    return state;
}

void AdamW::setSteps(std::int64_t steps)
{
    m_steps = steps;
    for (auto& group : m_groups)
        for (auto& step : group.steps)
            step.fill_(double(steps));
    // A row that was seen and never had a gradient has averages of zero: leaving it alone is the same.
    for (auto& table : m_tables) {
        const auto seen = table.square.ne(0).any(1).nonzero().flatten().contiguous();
        const auto* data = seen.const_data_ptr<std::int64_t>();
        table.seen.assign(data, data + seen.numel());
        table.isSeen.assign(table.isSeen.size(), false);
        for (const auto row : table.seen)
            table.isSeen[std::size_t(row)] = true;
    }
}

} // namespace vitrine::training
