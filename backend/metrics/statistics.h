// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vitrine::metrics {

// Small numbers over small samples. What can't be said (nothing to average, a constant sample) is NaN.

double mean(std::span<const double> values);
/// With n - 1; NaN below two values.
double standardDeviation(std::span<const double> values);
/// `share` of 0 … 1; between two values linearly, as numpy.percentile.
double percentile(std::vector<double> values, double share);

/// Ranks from 1, equal values share the mean of theirs.
std::vector<double> ranks(std::span<const double> values);
/// Rank correlation of two samples of one length, -1 … 1, as scipy.stats.spearmanr.
double spearman(std::span<const double> one, std::span<const double> other);
double meanAbsoluteDifference(std::span<const double> one, std::span<const double> other);
/// NaN for different lengths and where one is all zeros.
double cosine(std::span<const float> one, std::span<const float> other);

/// The two-sided exact p of so many differences up and down if both were equally likely; ties are left out
/// by the caller. 1 for none at all.
double signTest(std::size_t up, std::size_t down);

struct Interval
{
    double low, high;
};
/// The middle `confidence` of the means of samples drawn anew with replacement; NaN below two values. The
/// same seed gives the same interval on every machine.
Interval bootstrapMean(std::span<const double> values, double confidence = 0.95, int resamples = 2000,
                       std::uint64_t seed = 0);

/// A labelled stretch of a text.
struct LabelledSpan
{
    std::int64_t begin, end;
    std::string label;
    auto operator<=>(const LabelledSpan&) const = default;
};
/// F1 of spans that are equal in place and label, each counted once; 1 where neither has any.
double spanF1(std::vector<LabelledSpan> one, std::vector<LabelledSpan> other);
/// How many of the words of both lists are in both, of the longer list's length; 1 where both are empty.
double overlap(std::vector<std::string> one, std::vector<std::string> other);

} // namespace vitrine::metrics
