// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <cstdint>

namespace vitrine::layers {

/// T5's buckets (Raffel et al. 2019, section 2.1): near distances have one each, far ones share them
/// logarithmically up to `maxDistance`, beyond which all are in the last.
struct RelativeBuckets
{
    bool bidirectional = true; ///< else keys after the query count as distance 0
    std::int64_t count = 32;
    std::int64_t maxDistance = 128;

    /// int64 key - query, any shape → int64 buckets of the same shape. Rounds as Transformers does.
    at::Tensor operator()(const at::Tensor& distances) const;
};

/// weight [buckets, heads] → [1, heads, queries, keys], where the last query stands at the last key. With
/// gradients.
at::Tensor relativeBias(const at::Tensor& weight, const RelativeBuckets& buckets, std::int64_t queries,
                        std::int64_t keys);

/// Biases of a decoder whose rows grow: what a query sees of the keys before it depends on their distance
/// alone, so that the bias of any one position is a piece of one row.
class CausalBias
{
public:
    CausalBias(const at::Tensor& weight, const RelativeBuckets& buckets, std::int64_t capacity);

    /// [1, heads, queries, keys], the type's lowest number after each query. A view for one query.
    at::Tensor of(std::int64_t queries, std::int64_t keys) const;

private:
    at::Tensor m_row; ///< [heads, 2 * capacity]: distance -(capacity - 1) … 0, then what is not seen
    std::int64_t m_capacity;
};

} // namespace vitrine::layers
