// SPDX-License-Identifier: Apache-2.0
#include "backend/metrics/contrast.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::metrics {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// All but the ratio, which is of another kind for either.
Contrast ofDifferences(std::span<const double> first, std::span<const double> second,
                       std::vector<double>& differences, int resamples)
{
    Contrast result;
    result.pairs = std::min(first.size(), second.size());
    result.first = mean(first);
    result.second = mean(second);
    std::size_t up = 0, down = 0;
    for (std::size_t i = 0; i < result.pairs; ++i) {
        differences.push_back(first[i] - second[i]);
        up += differences.back() > 0;
        down += differences.back() < 0;
    }
    result.difference = mean(differences);
    result.differenceRange = bootstrapMean(differences, 0.95, resamples);
    result.p = signTest(up, down);
    result.logRatio = unknown;
    result.logRatioRange = {unknown, unknown};
    return result;
}

} // namespace

bool Contrast::isClear() const
{
    const Interval& range = std::isnan(logRatioRange.low) ? differenceRange : logRatioRange;
    return p < 0.05 && (range.low > 0 || range.high < 0);
}

Contrast contrast(std::span<const double> first, std::span<const double> second, int resamples)
{
    std::vector<double> differences;
    Contrast result = ofDifferences(first, second, differences, resamples);
    std::vector<double> ratios;
    for (std::size_t i = 0; i < result.pairs; ++i)
        if (first[i] > 0 && second[i] > 0) ratios.push_back(std::log(first[i] / second[i]));
    if (ratios.empty() || ratios.size() < result.pairs) return result;
    result.logRatio = mean(ratios);
    result.logRatioRange = bootstrapMean(ratios, 0.95, resamples);
    return result;
}

Contrast contrastOfLogs(std::span<const double> first, std::span<const double> second, int resamples)
{
    std::vector<double> differences;
    Contrast result = ofDifferences(first, second, differences, resamples);
    result.logRatio = result.difference;
    result.logRatioRange = result.differenceRange;
    return result;
}

} // namespace vitrine::metrics
