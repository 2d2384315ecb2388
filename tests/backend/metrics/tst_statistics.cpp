// SPDX-License-Identifier: Apache-2.0
#include "backend/metrics/statistics.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace vitrine::metrics;
using doctest::Approx;

using Values = std::vector<double>;

// Expected values: NumPy 2, and by hand where it has no such function.
TEST_CASE("mean, deviation and percentiles are NumPy's")
{
    const Values values{4, 1, 3, 10};
    CHECK(mean(values) == Approx(4.5));
    CHECK(standardDeviation(values) == Approx(3.872983346207417));
    CHECK(percentile(values, 0) == 1);
    CHECK(percentile(values, 0.05) == Approx(1.3));
    CHECK(percentile(values, 0.5) == Approx(3.5));
    CHECK(percentile(values, 0.95) == Approx(9.1));
    CHECK(percentile(values, 1) == 10);
    CHECK(std::isnan(mean(Values{})));
    CHECK(std::isnan(percentile({}, 0.5)));
    CHECK(std::isnan(standardDeviation(Values{1})));
}

TEST_CASE("equal values share the mean of their ranks")
{
    CHECK(ranks(Values{0.3, 0.1, 0.3, 0.3, 0.9}) == Values{3, 1, 3, 3, 5});
    CHECK(ranks(Values{}).empty());
}

TEST_CASE("spearman is the correlation of ranks")
{
    CHECK(spearman(Values{1, 2, 3, 4, 5}, Values{5, 6, 7, 8, 7}) == Approx(0.8207826816681233));
    CHECK(spearman(Values{0.1, 0.4, 0.4, 0.9}, Values{0.2, 0.1, 0.5, 0.8}) == Approx(0.632455532033676));
    CHECK(spearman(Values{1, 2, 3}, Values{9, 8, 1}) == Approx(-1));
    CHECK(std::isnan(spearman(Values{1, 2}, Values{1, 1})));
    CHECK(std::isnan(spearman(Values{1, 2}, Values{1, 2, 3})));
}

TEST_CASE("differences and cosines")
{
    CHECK(meanAbsoluteDifference(Values{0.1, 0.4, 0.9}, Values{0.3, 0.1, 0.8}) == Approx(0.2));
    CHECK(std::isnan(meanAbsoluteDifference(Values{}, Values{})));
    const std::vector<float> one{1, 2, 3}, other{2, 0, 1}, none{0, 0, 0};
    CHECK(cosine(one, other) == Approx(0.5976143046671968));
    CHECK(cosine(one, one) == Approx(1));
    CHECK(std::isnan(cosine(one, none)));
    CHECK(std::isnan(cosine(one, std::vector<float>{1, 2})));
}

TEST_CASE("the sign test is the exact binomial one")
{
    CHECK(signTest(5, 0) == Approx(0.0625));
    CHECK(signTest(0, 5) == Approx(0.0625));
    CHECK(signTest(8, 2) == Approx(0.109375));
    CHECK(signTest(6, 4) == Approx(0.75390625));
    CHECK(signTest(20, 5) == Approx(0.004077315330505371));
    CHECK(signTest(1, 1) == Approx(1));
    CHECK(signTest(0, 0) == 1);
}

TEST_CASE("the bootstrap's interval holds the mean and is where NumPy has it")
{
    const Values values{0.2, 0.5, -0.1, 0.4, 0.3, 0.6, 0.1, 0.2}; // NumPy, 250,000 samples: 0.125 … 0.4125
    const auto interval = bootstrapMean(values, 0.95, 20000);
    CHECK(interval.low == Approx(0.125).epsilon(0.05));
    CHECK(interval.high == Approx(0.4125).epsilon(0.05));
    const auto again = bootstrapMean(values, 0.95, 20000);
    CHECK(again.low == interval.low);
    CHECK(again.high == interval.high);
    CHECK(std::isnan(bootstrapMean(Values{1}).low));
    const auto constant = bootstrapMean(Values{2, 2, 2});
    CHECK(constant.low == 2);
    CHECK(constant.high == 2);
}

TEST_CASE("spans agree by place and label")
{
    const std::vector<LabelledSpan> one{{0, 4, "PER"}, {10, 14, "LOC"}, {20, 22, "ORG"}};
    CHECK(spanF1(one, one) == 1);
    CHECK(spanF1(one, {{0, 4, "PER"}, {10, 15, "LOC"}}) == Approx(2.0 * 1 / 5));
    CHECK(spanF1(one, {{0, 4, "ORG"}}) == 0);
    CHECK(spanF1({}, {}) == 1);
    CHECK(spanF1(one, {}) == 0);
    CHECK(spanF1({{0, 4, "PER"}, {0, 4, "PER"}}, {{0, 4, "PER"}}) == 1);
}

TEST_CASE("the overlap of lists does not look at their order")
{
    CHECK(overlap({"a", "b", "c"}, {"c", "a", "d"}) == Approx(2.0 / 3));
    CHECK(overlap({"a", "b", "c", "d"}, {"a"}) == Approx(0.25));
    CHECK(overlap({}, {}) == 1);
    CHECK(overlap({"a"}, {}) == 0);
}
