// SPDX-License-Identifier: Apache-2.0
#include "backend/metrics/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vitrine::metrics {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// SplitMix64: small, good enough for resampling, and the same everywhere, which std::uniform_* are not.
class Random
{
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    std::size_t below(std::size_t count)
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        std::uint64_t x = m_state;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
        x ^= x >> 31;
        // The bias of a modulus is below 1e-12 for samples of any size that occurs here.
        return std::size_t(x % count);
    }

private:
    std::uint64_t m_state;
};

double correlation(std::span<const double> one, std::span<const double> other)
{
    const double oneMean = mean(one), otherMean = mean(other);
    double product = 0, oneSquares = 0, otherSquares = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        const double a = one[i] - oneMean, b = other[i] - otherMean;
        product += a * b;
        oneSquares += a * a;
        otherSquares += b * b;
    }
    if (oneSquares == 0 || otherSquares == 0) return unknown;
    return std::clamp(product / std::sqrt(oneSquares * otherSquares), -1.0, 1.0);
}

template <typename T>
void makeSet(std::vector<T>& values)
{
    std::ranges::sort(values);
    values.erase(std::ranges::unique(values).begin(), values.end());
}

/// Of two sets.
template <typename T>
std::size_t common(const std::vector<T>& one, const std::vector<T>& other)
{
    std::vector<T> both;
    std::ranges::set_intersection(one, other, std::back_inserter(both));
    return both.size();
}

} // namespace

double mean(std::span<const double> values)
{
    if (values.empty()) return unknown;
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

double standardDeviation(std::span<const double> values)
{
    if (values.size() < 2) return unknown;
    const double middle = mean(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - middle) * (value - middle);
    return std::sqrt(squares / double(values.size() - 1));
}

double percentile(std::vector<double> values, double share)
{
    if (values.empty()) return unknown;
    std::ranges::sort(values);
    const double place = std::clamp(share, 0.0, 1.0) * double(values.size() - 1);
    const auto below = std::size_t(place);
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - double(below)) * (values[above] - values[below]);
}

std::vector<double> ranks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> result(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        while (last < order.size() && values[order[last]] == values[order[first]])
            ++last;
        for (std::size_t i = first; i < last; ++i)
            result[order[i]] = double(first + 1 + last) / 2;
        first = last;
    }
    return result;
}

double spearman(std::span<const double> one, std::span<const double> other)
{
    if (one.size() != other.size() || one.size() < 2) return unknown;
    return correlation(ranks(one), ranks(other));
}

double meanAbsoluteDifference(std::span<const double> one, std::span<const double> other)
{
    if (one.size() != other.size() || one.empty()) return unknown;
    double sum = 0;
    for (std::size_t i = 0; i < one.size(); ++i)
        sum += std::abs(one[i] - other[i]);
    return sum / double(one.size());
}

double cosine(std::span<const float> one, std::span<const float> other)
{
    if (one.size() != other.size()) return unknown;
    double product = 0, oneSquares = 0, otherSquares = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
        product += double(one[i]) * double(other[i]);
        oneSquares += double(one[i]) * double(one[i]);
        otherSquares += double(other[i]) * double(other[i]);
    }
    if (oneSquares == 0 || otherSquares == 0) return unknown;
    return product / std::sqrt(oneSquares * otherSquares);
}

double signTest(std::size_t up, std::size_t down)
{
    const std::size_t all = up + down, few = std::min(up, down);
    if (all == 0) return 1;
    double tail = 0;
    for (std::size_t i = 0; i <= few; ++i)
        tail += std::exp(std::lgamma(double(all) + 1) - std::lgamma(double(i) + 1) -
                         std::lgamma(double(all - i) + 1) - double(all) * std::log(2.0));
    return std::min(1.0, 2 * tail);
}

Interval bootstrapMean(std::span<const double> values, double confidence, int resamples, std::uint64_t seed)
{
    if (values.size() < 2 || resamples < 1) return {unknown, unknown};
    Random random(seed);
    std::vector<double> means(static_cast<std::size_t>(resamples));
    for (double& each : means) {
        double sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i)
            sum += values[random.below(values.size())];
        each = sum / double(values.size());
    }
    const double outside = (1 - confidence) / 2;
    return {percentile(means, outside), percentile(means, 1 - outside)};
}

double spanF1(std::vector<LabelledSpan> one, std::vector<LabelledSpan> other)
{
    makeSet(one);
    makeSet(other);
    if (one.empty() && other.empty()) return 1;
    return 2.0 * double(common(one, other)) / double(one.size() + other.size());
}

double overlap(std::vector<std::string> one, std::vector<std::string> other)
{
    makeSet(one);
    makeSet(other);
    if (one.empty() && other.empty()) return 1;
    return double(common(one, other)) / double(std::max(one.size(), other.size()));
}

} // namespace vitrine::metrics
