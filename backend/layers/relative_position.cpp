// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/relative_position.h"

#include "backend/layers/attention.h"

#include <cmath>

namespace vitrine::layers {

at::Tensor RelativeBuckets::operator()(const at::Tensor& distances) const
{
    auto buckets = at::zeros_like(distances);
    auto side = count;
    auto distance = distances;
    if (bidirectional) {
        side /= 2;
        buckets = distances.gt(0).to(at::kLong) * side;
        distance = distances.abs();
    } else {
        distance = distances.clamp_max(0).neg();
    }
    const auto exact = side / 2;
    const auto far = (at::log(distance.to(at::kFloat) / exact) /
                      std::log(double(maxDistance) / double(exact)) * (side - exact))
                         .to(at::kLong)
                         .add_(exact)
                         .clamp_max_(side - 1);
    return buckets + at::where(distance.lt(exact), distance, far);
}

at::Tensor relativeBias(const at::Tensor& weight, const RelativeBuckets& buckets, std::int64_t queries,
                        std::int64_t keys)
{
    // Few distances, many pairs: the table is looked up once a distance.
    const auto first = -(keys - 1); // of the last query
    const auto distances = at::arange(first, queries, at::kLong);
    const auto table = weight.index_select(0, buckets(distances)).t();
    const auto query = at::arange(keys - queries, keys, at::kLong).unsqueeze(1);
    const auto pairs = at::arange(keys, at::kLong).unsqueeze(0) - query - first;
    return table.index_select(1, pairs.reshape(-1)).view({1, weight.size(1), queries, keys});
}

CausalBias::CausalBias(const at::Tensor& weight, const RelativeBuckets& buckets, std::int64_t capacity)
    : m_capacity(capacity)
{
    const auto distances = at::arange(-(capacity - 1), 1, at::kLong);
    const auto seen = weight.index_select(0, buckets(distances)).t();
    m_row = at::cat({seen, at::full_like(seen, lowestValue(weight.scalar_type()))}, 1);
}

at::Tensor CausalBias::of(std::int64_t queries, std::int64_t keys) const
{
    // Key k of query q lies at capacity - 1 + k - q.
    if (queries == 1) return m_row.narrow(1, m_capacity - keys, keys).view({1, -1, 1, keys});
    const auto query = at::arange(keys - queries, keys, at::kLong).unsqueeze(1);
    const auto places = at::arange(keys, at::kLong).unsqueeze(0) - query + (m_capacity - 1);
    return m_row.index_select(1, places.reshape(-1)).view({1, m_row.size(0), queries, keys});
}

} // namespace vitrine::layers
