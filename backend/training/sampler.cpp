// SPDX-License-Identifier: Apache-2.0
#include "backend/training/sampler.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <numeric>

namespace vitrine::training {
namespace {

std::vector<std::int64_t> permutation(std::int64_t count, std::uint64_t seed)
{
    const auto order =
        at::randperm(count, at::detail::createCPUGenerator(seed), at::TensorOptions(at::kLong));
    const auto* data = order.const_data_ptr<std::int64_t>();
    return {data, data + count};
}

void groupByLength(std::vector<std::int64_t>& order, const std::vector<std::int64_t>& lengths,
                   std::int64_t window)
{
    const auto count = std::int64_t(order.size());
    const auto chunk = window * std::clamp<std::int64_t>(count / (window * 4), 1, 50);
    std::int64_t longestChunk = 0;
    for (std::int64_t first = 0; first < count; first += chunk) {
        const auto begin = order.begin() + first, end = order.begin() + std::min(count, first + chunk);
        std::stable_sort(begin, end, [&](auto a, auto b) { return lengths[a] > lengths[b]; });
        if (lengths[*begin] > lengths[order[longestChunk]]) longestChunk = first;
    }
    // A batch that is too large for the memory fails at once, not after an hour.
    std::swap(order.front(), order[longestChunk]);
}

} // namespace

std::vector<std::int64_t> epochOrder(const Examples& examples, const TrainingArguments& arguments,
                                     std::int64_t epoch)
{
    const auto count = std::int64_t(examples.train.size());
    if (arguments.trainSamplingStrategy == SamplingStrategy::Sequential) {
        std::vector<std::int64_t> order(examples.train.size());
        std::iota(order.begin(), order.end(), std::int64_t(0));
        return order;
    }
    auto order = permutation(count, arguments.dataSeed.value_or(arguments.seed) + std::uint64_t(epoch));
    if (arguments.trainSamplingStrategy == SamplingStrategy::GroupByLength) {
        std::vector<std::int64_t> lengths;
        for (const auto row : examples.train)
            lengths.push_back(examples.trainFile().length(row));
        groupByLength(order, lengths,
                      arguments.perDeviceTrainBatchSize * arguments.gradientAccumulationSteps);
    }
    return order;
}

} // namespace vitrine::training
