// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/models/decoder_network.h"

namespace vitrine::models {

/// How every decoder-only network decodes: with keys and values in a cache of fixed size. Positions are those
/// of Transformers' generate(): padding does not count.
class CachedDecoding final : public DecodingState
{
public:
    /// attentionMask: of the prompt, [rows, length] of 0 and 1. Padding needs capacity, but no positions: who
    /// generates takes care that there are enough of them.
    CachedDecoding(const DecoderNetwork& network, const at::Tensor& attentionMask, std::int64_t capacity);

    at::Tensor feed(const at::Tensor& ids, layers::Pass& pass) override;
    at::Tensor feedAll(const at::Tensor& ids, layers::Pass& pass) override;
    void reorder(const at::Tensor& rows) override;
    void truncate(std::int64_t length) override;
    std::int64_t length() const override { return m_length; }
    std::int64_t rows() const override { return m_cache.shape().rows; }
    std::int64_t bytes() const override { return m_cache.bytes(); }

private:
    at::Tensor advance(const at::Tensor& ids, layers::Pass& pass);
    bool mustRestart(const at::Tensor& ids);
    void countPositions();

    const DecoderNetwork& m_network;
    layers::KeyValueCache m_cache;
    std::int64_t m_length = 0;
    at::Tensor m_ids;       ///< int64 [rows, capacity]; defined where the network may have to restart
    bool m_isLong = false;  ///< whether the cache is that of a text beyond the network's restartsAt
    at::Tensor m_mask;      ///< int64 [rows, capacity], 1 beyond the prompt; undefined: nothing is padded
    at::Tensor m_positions; ///< of all of them; defined as the mask is
};

} // namespace vitrine::models
