// SPDX-License-Identifier: Apache-2.0
#include "backend/generation/logits_processor.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::generation {
namespace {

class LogitNormalization final : public LogitsProcessor
{
public:
    std::string_view name() const override { return "renormalize_logits"; }
    void apply(const SequenceView&, std::span<float> scores) const override
    {
        const float sum = logSumExp(scores);
        for (auto& score : scores)
            score -= sum;
    }
};

} // namespace

float logSumExp(std::span<const float> scores)
{
    float largest = -std::numeric_limits<float>::infinity();
    for (const float score : scores)
        largest = std::max(largest, score);
    if (!std::isfinite(largest)) return largest;
    double sum = 0;
    for (const float score : scores)
        sum += std::exp(score - largest);
    return largest + float(std::log(sum));
}

LogitsProcessors makeLogitsProcessors(const GenerationConfig& config, std::int64_t vocabulary)
{
    LogitsProcessors processors;
    addPenalties(processors, config, vocabulary);
    addConstraints(processors, config, vocabulary);
    if (config.doSample) addWarpers(processors, config);
    if (config.renormalize) processors.push_back(std::make_unique<LogitNormalization>());
    return processors;
}

} // namespace vitrine::generation
