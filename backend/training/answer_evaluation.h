// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/training/evaluation.h"

#include <map>

namespace vitrine::training {

/// Reads answers off the windows of contexts: for each question the best span of all its windows, as run_qa
/// of Transformers' examples does, and scores them as SQuAD does, in percent.
class AnswerCollector
{
public:
    explicit AnswerCollector(const EvaluationSet& set) : m_set(set) {}

    /// logits: [places, length, 2]
    void add(std::span<const std::int64_t> places, const at::Tensor& logits);
    /// Predictions and `exact_match`, `f1`.
    void finish(Evaluation& result) const;

private:
    struct Found
    {
        float score = -1e30F, nothing = 1e30F; ///< of the best span, and that there is none
        std::uint32_t begin = 0, end = 0;      ///< bytes of the context
    };
    const EvaluationSet& m_set;
    std::map<std::int64_t, Found> m_rows;
};

} // namespace vitrine::training
