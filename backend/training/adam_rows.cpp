// SPDX-License-Identifier: Apache-2.0
#include "backend/training/adam_rows.h"

#include "backend/layers/vectorized.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>

namespace vitrine::training {
namespace {

struct Factors
{
    float beta1, beta2, epsilon, inverseDivisor, stepSize, inverseRootCorrection;
};

VITRINE_VECTORIZED void adamRow(float* value, const float* gradient, float* average, float* square,
                                std::int64_t count, Factors f)
{
    for (std::int64_t i = 0; i < count; ++i) {
        const float g = gradient[i] * f.inverseDivisor;
        average[i] += (g - average[i]) * (1 - f.beta1);
        square[i] = square[i] * f.beta2 + (1 - f.beta2) * g * g;
        value[i] -= f.stepSize * average[i] / (std::sqrt(square[i]) * f.inverseRootCorrection + f.epsilon);
    }
}

} // namespace

void adamRows(const AdamTable& table, const std::vector<std::int64_t>& rows, const AdamNumbers& numbers)
{
    const double correction1 = 1 - std::pow(numbers.beta1, double(numbers.step)),
                 correction2 = 1 - std::pow(numbers.beta2, double(numbers.step));
    const Factors factors{float(numbers.beta1),
                          float(numbers.beta2),
                          float(numbers.epsilon),
                          float(1 / numbers.divisor),
                          float(numbers.learningRate / correction1),
                          float(1 / std::sqrt(correction2))};
    const auto width = table.value.size(1);
    auto *value = table.value.mutable_data_ptr<float>(), *average = table.average.mutable_data_ptr<float>(),
         *square = table.square.mutable_data_ptr<float>();
    const auto* gradient = table.gradient.const_data_ptr<float>();
    const auto grain = std::max<std::int64_t>(1, 32768 / width);
    at::parallel_for(0, std::int64_t(rows.size()), grain, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end; ++i) {
            const auto at = rows[std::size_t(i)] * width;
            adamRow(value + at, gradient + at, average + at, square + at, width, factors);
        }
    });
}

double squaresOfRows(const at::Tensor& table, const std::vector<std::int64_t>& rows)
{
    const auto width = table.size(1);
    const auto* data = table.const_data_ptr<float>();
    double sum = 0;
    for (const auto row : rows) {
        float part = 0;
        for (std::int64_t i = 0; i < width; ++i)
            part += data[row * width + i] * data[row * width + i];
        sum += double(part);
    }
    return sum;
}

void clearRows(const at::Tensor& table, const std::vector<std::int64_t>& rows)
{
    const auto width = table.size(1);
    auto* data = table.mutable_data_ptr<float>();
    for (const auto row : rows)
        std::fill_n(data + row * width, width, 0.0f);
}

} // namespace vitrine::training
