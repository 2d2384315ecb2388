// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/models/trainable.h"
#include "backend/training/job_file.h"

#include <ATen/ATen.h>

#include <string>
#include <vector>

namespace vitrine::training {

struct Parameter
{
    std::string name; ///< in the checkpoint
    at::Tensor value; ///< float32, wants gradients
};

/// AdamW with decoupled weight decay (Loshchilov & Hutter 2019) in PyTorch's fused form. Biases and the
/// weights of norms are not decayed, as Trainer's rule has it.
class AdamW
{
public:
    /// With `hasTables` step() is told which rows of embedding tables have gradients; without, all may.
    AdamW(std::vector<Parameter> parameters, const TrainingArguments& arguments, bool hasTables);

    /// Scales the gradients so that their common norm is at most `maxNorm` (0: any) and makes one step, then
    /// drops them. Returns the norm before scaling; where that is no finite number, nothing is changed. Of
    /// the tables that `rows` names only those rows have gradients (a table may be named several times).
    double step(double learningRate, double maxNorm, const std::vector<models::TableRows>& rows);

    const std::vector<Parameter>& parameters() const { return m_parameters; }
    /// `exp_avg.NAME` and `exp_avg_sq.NAME`, for checkpoints; to be written to when a run goes on.
    std::vector<Parameter> state() const;
    std::int64_t steps() const { return m_steps; }
    /// After state() was written to.
    void setSteps(std::int64_t steps);

private:
    struct Group
    {
        double weightDecay;
        std::vector<at::Tensor> values, averages, squares, steps;
    };

    /// An embedding table. Rows that no batch has had yet have neither gradient nor averages, so that a step
    /// leaves them alone: most of a vocabulary is never seen.
    struct Table
    {
        at::Tensor value, average, square;
        std::vector<bool> isSeen;
        std::vector<std::int64_t> seen;  ///< row numbers
        std::vector<std::int64_t> batch; ///< rows of this step, each once
    };

    bool isTable(const Parameter& parameter) const;
    void collectRows(const std::vector<models::TableRows>& rows);
    void stepTable(Table& table, double learningRate, double divisor);

    std::vector<Parameter> m_parameters;
    std::vector<Group> m_groups;
    std::vector<Table> m_tables;
    double m_tableDecay;
    bool m_hasTables;
    double m_beta1, m_beta2, m_epsilon;
    std::int64_t m_steps = 0;
};

} // namespace vitrine::training
