// SPDX-License-Identifier: Apache-2.0

// What sampling cuts away. Sums are float32 and go in Transformers' order, so that a token at the edge falls
// on the same side.

#include "backend/generation/logits_processor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vitrine::generation {
namespace {

constexpr float never = -std::numeric_limits<float>::infinity();

/// The tokens that are still possible, with their scores.
struct Candidate
{
    std::size_t id;
    float score, probability;
};
std::vector<Candidate> candidates(std::span<const float> scores)
{
    const float sum = logSumExp(scores);
    std::vector<Candidate> all;
    for (std::size_t id = 0; id < scores.size(); ++id)
        if (scores[id] != never) all.push_back({id, scores[id], std::exp(scores[id] - sum)});
    return all;
}

/// The score of the k-th best.
float rankedScore(std::span<const float> scores, std::size_t k)
{
    std::vector<float> sorted(scores.begin(), scores.end());
    k = std::min(k, sorted.size());
    std::nth_element(sorted.begin(), sorted.begin() + std::ptrdiff_t(k - 1), sorted.end(), std::greater{});
    return sorted[k - 1];
}

class Temperature final : public LogitsProcessor
{
public:
    explicit Temperature(double temperature) : m_temperature(float(temperature)) {}
    std::string_view name() const override { return "temperature"; }
    void apply(const SequenceView&, std::span<float> scores) const override
    {
        for (auto& score : scores)
            score /= m_temperature;
    }

private:
    float m_temperature;
};

/// Top-H (arXiv 2509.02510): the likeliest tokens while their entropy stays below a part of the whole.
class TopH final : public LogitsProcessor
{
public:
    explicit TopH(double share) : m_share(share) {}
    std::string_view name() const override { return "top_h"; }
    void apply(const SequenceView&, std::span<float> scores) const override
    {
        constexpr std::size_t limit = 100; // that many are looked at
        auto best = candidates(scores);
        std::ranges::stable_sort(best, std::greater{}, &Candidate::score);
        best.resize(std::min(best.size(), limit));
        std::vector<float> top;
        for (const auto& each : best)
            top.push_back(each.score);
        const float sum = logSumExp(top);
        std::vector<float> terms;
        for (const float score : top) {
            const float probability = std::exp(score - sum);
            terms.push_back(probability > 0 ? -probability * std::log(probability) : 0);
        }
        const float threshold = std::accumulate(terms.begin(), terms.end(), 0.0f) * float(m_share);
        std::ranges::fill(scores, never);
        float entropy = 0;
        for (std::size_t i = 0; i < best.size(); ++i) {
            entropy += terms[i];
            if (i == 0 || entropy <= threshold) scores[best[i].id] = best[i].score;
        }
    }

private:
    double m_share;
};

class TopK final : public LogitsProcessor
{
public:
    TopK(std::int64_t k, std::size_t least) : m_k(std::max(std::size_t(k), least)) {}
    std::string_view name() const override { return "top_k"; }
    void apply(const SequenceView&, std::span<float> scores) const override
    {
        const float last = rankedScore(scores, m_k);
        for (auto& score : scores)
            if (score < last) score = never;
    }

private:
    std::size_t m_k;
};

/// Nucleus (Holtzman et al. 2019); the token that crosses the threshold stays.
class TopP final : public LogitsProcessor
{
public:
    TopP(double p, std::size_t least) : m_cut(float(1 - p)), m_least(least) {}
    std::string_view name() const override { return "top_p"; }
    void apply(const SequenceView&, std::span<float> scores) const override
    {
        auto rising = candidates(scores);
        std::ranges::stable_sort(rising, std::less{}, &Candidate::score);
        float sum = 0;
        for (std::size_t i = 0; i + m_least < rising.size(); ++i) {
            sum += rising[i].probability;
            if (sum > m_cut) return;
            scores[rising[i].id] = never;
        }
    }

private:
    float m_cut;
    std::size_t m_least;
};

class MinP final : public LogitsProcessor
{
public:
    MinP(double p, std::size_t least) : m_p(float(p)), m_least(least) {}
    std::string_view name() const override { return "min_p"; }
    void apply(const SequenceView&, std::span<float> scores) const override
    {
        auto falling = candidates(scores);
        std::ranges::stable_sort(falling, std::greater{}, &Candidate::score);
        for (std::size_t i = m_least; i < falling.size(); ++i)
            if (falling[i].probability < m_p * falling.front().probability) scores[falling[i].id] = never;
    }

private:
    float m_p;
    std::size_t m_least;
};

/// Meister et al. 2022: the tokens whose information is nearest to the expected.
class Typical final : public LogitsProcessor
{
public:
    Typical(double mass, std::size_t least) : m_mass(float(mass)), m_least(least) {}
    std::string_view name() const override { return "typical_p"; }
    void apply(const SequenceView&, std::span<float> scores) const override
    {
        auto all = candidates(scores);
        if (all.empty()) return;
        const float sum = logSumExp(scores);
        float entropy = 0;
        for (const auto& each : all)
            entropy -= (each.score - sum) * each.probability;
        const auto distance = [&](const Candidate& each) { return std::abs(sum - each.score - entropy); };
        std::ranges::stable_sort(all, std::less{}, distance);
        float mass = 0;
        std::size_t last = 0;
        for (const auto& each : all) {
            mass += each.probability;
            if (mass < m_mass) ++last;
        }
        const float limit = distance(all[std::min(last, all.size() - 1)]);
        for (std::size_t i = m_least; i < all.size(); ++i)
            if (distance(all[i]) > limit) scores[all[i].id] = never;
    }

private:
    float m_mass;
    std::size_t m_least;
};

/// Hewitt et al. 2022: no token below a probability; with eta the probability falls with the entropy.
class Cutoff final : public LogitsProcessor
{
public:
    Cutoff(double cutoff, bool eta, std::size_t least) : m_cutoff(float(cutoff)), m_eta(eta), m_least(least)
    {
    }
    std::string_view name() const override { return m_eta ? "eta_cutoff" : "epsilon_cutoff"; }
    void apply(const SequenceView&, std::span<float> scores) const override
    {
        const auto all = candidates(scores);
        float cutoff = m_cutoff;
        if (m_eta) {
            float entropy = 0;
            for (const auto& each : all)
                if (each.probability > 0) entropy -= each.probability * std::log(each.probability);
            cutoff = std::min(m_cutoff, std::sqrt(m_cutoff) * std::exp(-entropy));
        }
        const float least = rankedScore(scores, m_least);
        for (const auto& each : all)
            if (each.probability < cutoff && each.score < least) scores[each.id] = never;
    }

private:
    float m_cutoff;
    bool m_eta;
    std::size_t m_least;
};

} // namespace

void addWarpers(LogitsProcessors& processors, const GenerationConfig& config)
{
    // A beam needs a token beside those that end it.
    const std::size_t least =
        config.numBeams > 1 ? std::max<std::size_t>(config.eos.size() + 1, config.eos.empty() ? 2 : 1) : 1;
    if (config.temperature != 1) processors.push_back(std::make_unique<Temperature>(config.temperature));
    if (config.topH) processors.push_back(std::make_unique<TopH>(*config.topH));
    if (config.topK != 0) processors.push_back(std::make_unique<TopK>(config.topK, least));
    if (config.topP < 1) processors.push_back(std::make_unique<TopP>(config.topP, least));
    if (config.minP) processors.push_back(std::make_unique<MinP>(*config.minP, least));
    if (config.typicalP < 1) processors.push_back(std::make_unique<Typical>(config.typicalP, least));
    if (config.epsilonCutoff > 0 && config.epsilonCutoff < 1)
        processors.push_back(std::make_unique<Cutoff>(config.epsilonCutoff, false, least));
    if (config.etaCutoff > 0 && config.etaCutoff < 1)
        processors.push_back(std::make_unique<Cutoff>(config.etaCutoff, true, least));
}

} // namespace vitrine::generation
