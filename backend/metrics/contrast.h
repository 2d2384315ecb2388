// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/metrics/statistics.h"

namespace vitrine::metrics {

/// Two samples of which each value of one belongs to one of the other (the same template with one word or the
/// other in it).
struct Contrast
{
    std::size_t pairs = 0;
    double first, second;     ///< means
    double difference;        ///< first - second, its mean
    Interval differenceRange; ///< 95 %, bootstrapped over the pairs; NaN below two
    double logRatio;          ///< mean of ln(first / second); NaN where one is not above 0
    Interval logRatioRange;
    double p = 1; ///< of the sign test

    /// More than chance would often do: p below 0.05, for which six pairs are needed at least, and an
    /// interval without 0: that of the log ratio, where there is none that of the difference.
    bool isClear() const;
};

/// Both of one length.
Contrast contrast(std::span<const double> first, std::span<const double> second, int resamples = 1000);
/// The same for logarithms of probabilities: the difference is the log ratio, `first` and `second` are means
/// of the logarithms.
Contrast contrastOfLogs(std::span<const double> first, std::span<const double> second, int resamples = 1000);

} // namespace vitrine::metrics
