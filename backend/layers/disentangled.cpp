// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/disentangled.h"

#include <cmath>

namespace vitrine::layers {

at::Tensor relativePositions(std::int64_t length, const DisentangledRule& rule)
{
    const auto place = at::arange(length, at::kLong);
    const auto relative = place.unsqueeze(1) - place.unsqueeze(0); // query - key
    if (rule.buckets <= 0) return relative;
    // In float32 as the reference does, or a rounding puts a distance into another bucket.
    const auto middle = rule.buckets / 2;
    const auto isNear = relative.lt(middle).logical_and(relative.gt(-middle));
    const auto distance = at::where(isNear, at::full({}, middle - 1, at::kLong), relative.abs());
    const auto ends = at::log(at::full({}, double(rule.maxPositions - 1) / double(middle), at::kFloat));
    const auto bucket =
        at::ceil(at::log(distance / double(middle)) / ends * double(middle - 1)) + double(middle);
    return at::where(distance.le(middle), relative.to(at::kFloat), bucket * relative.sign()).to(at::kLong);
}

at::Tensor disentangledBias(const at::Tensor& query, const at::Tensor& key, const at::Tensor& positionKeys,
                            const at::Tensor& positionQueries, const at::Tensor& relative,
                            const DisentangledRule& rule, double scale)
{
    const auto length = query.size(2);
    const auto pick = [&](const at::Tensor& scores, const at::Tensor& position) {
        const auto index = (position + rule.span).clamp_(0, 2 * rule.span - 1);
        return scores.gather(3, index.expand({query.size(0), query.size(1), length, length}));
    };
    at::Tensor bias;
    if (rule.contentToPosition)
        bias = pick(at::matmul(query, positionKeys.transpose(1, 2)), relative) * scale;
    if (rule.positionToContent) {
        const auto scores = pick(at::matmul(key, positionQueries.transpose(1, 2)), -relative);
        const auto added = scores.transpose(2, 3) * scale;
        bias = bias.defined() ? bias + added : added;
    }
    return bias;
}

} // namespace vitrine::layers
