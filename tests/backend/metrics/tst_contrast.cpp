// SPDX-License-Identifier: Apache-2.0
#include "backend/metrics/contrast.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace vitrine::metrics;
using doctest::Approx;

using Values = std::vector<double>;

TEST_CASE("a contrast of pairs: means, differences, ratios")
{
    const Values first{0.2, 0.4, 0.1}, second{0.1, 0.1, 0.2};
    const auto both = contrast(first, second);
    CHECK(both.pairs == 3);
    CHECK(both.first == Approx(0.7 / 3));
    CHECK(both.second == Approx(0.4 / 3));
    CHECK(both.difference == Approx(0.1));
    // (ln 2 + ln 4 - ln 2) / 3
    CHECK(both.logRatio == Approx(std::log(4.0) / 3));
    CHECK(both.p == Approx(1)); // two up, one down
    CHECK(both.differenceRange.low <= both.difference);
    CHECK(both.differenceRange.high >= both.difference);
    CHECK_FALSE(both.isClear());
}

TEST_CASE("what is always so is clear, what changes its sign is not")
{
    const Values low{0.1, 0.12, 0.08, 0.11, 0.1, 0.09}, high{0.3, 0.35, 0.2, 0.33, 0.3, 0.4};
    const auto clear = contrast(high, low);
    CHECK(clear.p == Approx(0.03125));
    CHECK(clear.differenceRange.low > 0);
    CHECK(clear.isClear());
    CHECK(contrast(low, high).isClear());
    const Values mixed{0.3, 0.05, 0.2, 0.02, 0.3, 0.01};
    CHECK_FALSE(contrast(mixed, low).isClear());
    // Five pairs say nothing, however far apart they are.
    CHECK_FALSE(contrast(Values{1, 1, 1, 1, 1}, Values{0, 0, 0, 0, 0}).isClear());
}

TEST_CASE("no ratio with a zero, nothing at all without pairs")
{
    CHECK(std::isnan(contrast(Values{0.5, 0}, Values{0.1, 0.2}).logRatio));
    const auto none = contrast(Values{}, Values{});
    CHECK(none.pairs == 0);
    CHECK(std::isnan(none.difference));
    CHECK_FALSE(none.isClear());
    const auto one = contrast(Values{0.4}, Values{0.1});
    CHECK(one.difference == Approx(0.3));
    CHECK(std::isnan(one.differenceRange.low));
}

TEST_CASE("of logarithms the difference is the ratio")
{
    const auto logs = contrastOfLogs(Values{-10, -20}, Values{-11, -23});
    CHECK(logs.difference == Approx(2));
    CHECK(logs.logRatio == Approx(2));
    CHECK(logs.first == Approx(-15));
}
