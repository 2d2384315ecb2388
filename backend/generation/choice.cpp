// SPDX-License-Identifier: Apache-2.0
#include "backend/generation/choice.h"

#include "backend/core/result.h"
#include "backend/generation/logits_processor.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::generation {
namespace {

[[noreturn]] void failInvalid(const char* what)
{
    throw core::Exception(core::ErrorCode::InvalidArgument,
                          std::string("the scores of the next token ") + what +
                              " (remove_invalid_values=true goes on without them)");
}

} // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream)
{
    std::seed_seq sequence{std::uint32_t(seed), std::uint32_t(seed >> 32), std::uint32_t(stream),
                           std::uint32_t(stream >> 32)};
    m_engine.seed(sequence);
}

double Random::uniform()
{
    return double(m_engine() >> 11) * 0x1p-53;
}

double Random::exponential()
{
    return -std::log1p(-uniform());
}

std::int64_t largest(std::span<const float> scores)
{
    std::size_t best = 0;
    bool isNumber = true;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        isNumber &= scores[i] == scores[i];
        if (scores[i] > scores[best]) best = i;
    }
    if (!isNumber) failInvalid("are not numbers (NaN)");
    return std::int64_t(best);
}

std::int64_t draw(std::span<const float> scores, Random& random)
{
    const float top = scores[std::size_t(largest(scores))];
    if (!std::isfinite(top)) failInvalid(top > 0 ? "are infinite" : "are all minus infinity");
    double sum = 0;
    for (const float score : scores)
        sum += std::exp(score - top);
    double left = random.uniform() * sum;
    std::int64_t last = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const double weight = std::exp(scores[i] - top);
        if (weight <= 0) continue;
        last = std::int64_t(i);
        left -= weight;
        if (left < 0) break;
    }
    return last;
}

std::vector<std::int64_t> drawSeveral(std::span<const float> scores, std::size_t count, Random& random)
{
    // The smallest of independent exponentials with these rates, then the next: drawing without replacement.
    const float top = scores[std::size_t(largest(scores))];
    if (!std::isfinite(top)) failInvalid(top > 0 ? "are infinite" : "are all minus infinity");
    std::vector<float> keys(scores.size(), -std::numeric_limits<float>::infinity());
    std::size_t possible = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (std::exp(scores[i] - top) <= 0) continue;
        keys[i] = float(double(scores[i] - top) - std::log(std::max(random.exponential(), 1e-300)));
        ++possible;
    }
    return largestSeveral(keys, std::min(count, possible));
}

std::vector<std::int64_t> largestSeveral(std::span<const float> scores, std::size_t count)
{
    const auto better = [&](std::int64_t a, std::int64_t b) {
        const float x = scores[std::size_t(a)], y = scores[std::size_t(b)];
        return x > y || (x == y && a < b);
    };
    std::vector<std::int64_t> heap; // the worst of the best in front
    count = std::min(count, scores.size());
    heap.reserve(count);
    float worst = 0;
    for (std::size_t i = 0; count > 0 && i < scores.size(); ++i) {
        if (heap.size() == count && scores[i] <= worst) continue;
        if (std::isnan(scores[i])) failInvalid("are not numbers (NaN)");
        if (heap.size() == count) {
            std::ranges::pop_heap(heap, better);
            heap.pop_back();
        }
        heap.push_back(std::int64_t(i));
        std::ranges::push_heap(heap, better);
        worst = scores[std::size_t(heap.front())];
    }
    std::ranges::sort_heap(heap, better);
    return heap;
}

float logProbability(std::span<const float> scores, std::int64_t id)
{
    return scores[std::size_t(id)] - logSumExp(scores);
}

TokenRecord describeChoice(std::span<const float> scores, std::int64_t id, std::size_t alternatives)
{
    const float sum = logSumExp(scores), chosen = scores[std::size_t(id)];
    TokenRecord record;
    record.id = id;
    record.logProbability = chosen - sum;
    double entropy = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        record.rank += scores[i] > chosen || (scores[i] == chosen && std::int64_t(i) < id);
        const double logarithm = scores[i] - sum;
        if (logarithm > -100) entropy -= logarithm * std::exp(logarithm);
    }
    record.entropy = float(std::max(entropy, 0.0));
    for (const auto each : largestSeveral(scores, alternatives))
        if (const float probability = std::exp(scores[std::size_t(each)] - sum); probability > 0)
            record.alternatives.push_back({each, probability});
    return record;
}

} // namespace vitrine::generation
