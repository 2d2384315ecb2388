// SPDX-License-Identifier: Apache-2.0
#include "backend/core/result.h"
#include "backend/metrics/metrics.h"

#include <doctest/doctest.h>

using namespace vitrine;
using doctest::Approx;

namespace {

metrics::ConfusionMatrix matrixOf(std::size_t labels, std::vector<std::pair<int, int>> pairs)
{
    metrics::ConfusionMatrix matrix(labels);
    for (const auto& [label, prediction] : pairs)
        matrix.add(std::size_t(label), std::size_t(prediction));
    return matrix;
}

} // namespace

// Expected values: scikit-learn 1.9, zero_division=0.
TEST_CASE("two labels: precision, recall and f1 are those of label 1")
{
    const auto matrix = matrixOf(2, {{0, 0}, {0, 1}, {1, 1}, {1, 1}, {1, 0}, {0, 0}});
    CHECK(metrics::value("accuracy", matrix) == Approx(4.0 / 6));
    CHECK(metrics::value("precision", matrix) == Approx(2.0 / 3));
    CHECK(metrics::value("recall", matrix) == Approx(2.0 / 3));
    CHECK(metrics::value("f1", matrix) == Approx(2.0 / 3));
    CHECK(matrix.total() == 6);
}

TEST_CASE("more labels: the mean over those that occur")
{
    // labels 0 0 1 1 2, predictions 0 1 1 1 0; label 3 never occurs
    const auto matrix = matrixOf(4, {{0, 0}, {0, 1}, {1, 1}, {1, 1}, {2, 0}});
    CHECK(metrics::value("accuracy", matrix) == Approx(0.6));
    CHECK(metrics::value("precision", matrix) == Approx((0.5 + 2.0 / 3 + 0) / 3));
    CHECK(metrics::value("recall", matrix) == Approx((0.5 + 1 + 0) / 3));
    CHECK(metrics::value("f1", matrix) == Approx((0.5 + 0.8 + 0) / 3));
}

TEST_CASE("nothing predicted as label 1 is 0, not a division by zero")
{
    const auto matrix = matrixOf(2, {{0, 0}, {1, 0}});
    CHECK(metrics::value("precision", matrix) == 0);
    CHECK(metrics::value("f1", matrix) == 0);
    CHECK(metrics::value("accuracy", metrics::ConfusionMatrix(2)) == 0);
}

TEST_CASE("an unknown metric is an error that names it")
{
    CHECK_FALSE(metrics::isKnown("bleu"));
    CHECK_THROWS_AS(metrics::value("bleu", metrics::ConfusionMatrix(2)), core::Exception);
}
