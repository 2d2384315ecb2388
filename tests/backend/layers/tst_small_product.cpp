// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/linear.h"
#include "backend/layers/small_product.h"

#include <doctest/doctest.h>

#include <c10/core/GradMode.h>

using namespace vitrine::layers;

namespace {

double largestDifference(const at::Tensor& one, const at::Tensor& other)
{
    return (one.to(at::kDouble) - other.to(at::kDouble)).abs().max().item<double>();
}

} // namespace

TEST_CASE("a small product equals the general one for every number of rows and odd sizes")
{
    const c10::NoGradGuard noGradients;
    at::manual_seed(7);
    for (const auto type : {at::kFloat, at::kBFloat16})
        for (const std::int64_t in : {1, 15, 16, 17, 64, 576, 1000})
            for (const std::int64_t out : {1, 3, 8, 9, 250})
                for (std::int64_t rows = 1; rows <= mostSmallRows; ++rows) {
                    const auto input = at::randn({rows, in}).to(type), weight = at::randn({out, in}).to(type),
                               bias = at::randn({out}).to(type);
                    REQUIRE(isSmallProduct(input, weight));
                    const auto expected =
                        at::linear(input.to(at::kDouble), weight.to(at::kDouble), bias.to(at::kDouble));
                    const double tolerance =
                        (type == at::kFloat ? 1e-6 : 1e-2) * (1 + expected.abs().max().item<double>());
                    CHECK(largestDifference(smallProduct(input, weight, bias), expected) < tolerance);
                    CHECK(largestDifference(smallProduct(input, weight, {}),
                                            expected - bias.to(at::kDouble)) < tolerance);
                }
}

TEST_CASE("leading dimensions stay, strided input is taken")
{
    const c10::NoGradGuard noGradients;
    const auto input = at::randn({2, 3, 40}).transpose(0, 1), weight = at::randn({5, 40});
    const auto result = smallProduct(input, weight, {});
    CHECK(result.sizes() == at::IntArrayRef({3, 2, 5}));
    CHECK(largestDifference(result, at::linear(input, weight)) < 1e-4);
}

TEST_CASE("what it cannot do goes the general way")
{
    const auto weight = at::randn({5, 40});
    CHECK_FALSE(isSmallProduct(at::randn({2, 40}), weight)); // gradients are on
    const c10::NoGradGuard noGradients;
    CHECK_FALSE(isSmallProduct(at::randn({mostSmallRows + 1, 40}), weight));
    CHECK_FALSE(isSmallProduct(at::randn({0, 40}), weight));
    CHECK_FALSE(isSmallProduct(at::randn({2, 40}).to(at::kHalf), weight.to(at::kHalf)));
    CHECK_FALSE(isSmallProduct(at::randn({2, 5}), at::randn({40, 5}).t()));
}
