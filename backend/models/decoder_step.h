// SPDX-License-Identifier: Apache-2.0
#pragma once

// Private to libvitrine_torch.

#include "backend/layers/attention.h"
#include "backend/layers/key_value_cache.h"
#include "backend/layers/rotary.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace vitrine::models {

/// One pass of the next tokens of every row through a decoder: where they stand and what they may look at.
/// Without a cache the rows begin here. What all layers need is computed once.
class DecoderStep
{
public:
    /// ids: int64 [B, n]. positions: [B, n], undefined: as many as the cache holds, then one after the
    /// other. mask: [B, cached + n] of 0 and 1, undefined: nothing is padded.
    DecoderStep(at::Tensor ids, at::Tensor positions, at::Tensor mask, layers::KeyValueCache* cache,
                layers::Pass& pass);

    const at::Tensor& ids() const { return m_ids; }
    /// Undefined where the positions are those that one counts.
    const at::Tensor& givenPositions() const { return m_positions; }
    at::Tensor positions() const; ///< int64 [1 or B, n]
    const at::Tensor& mask() const { return m_mask; }
    std::int64_t count() const { return m_ids.size(1); }
    std::int64_t keyCount() const { return m_start + count(); }
    bool hasCache() const { return m_cache != nullptr; }
    layers::Pass& pass() const { return m_pass; }

    /// What `make` returned when it was first called with that key: below 0, of an architecture's own things.
    template <typename Function>
    at::Tensor once(std::int64_t key, Function make) const
    {
        for (const auto& [known, value] : m_once)
            if (known == key) return value;
        const at::Tensor value = make();
        m_once.emplace_back(key, value);
        return value;
    }

    layers::RopeAngles angles(const layers::Rotary& rotary, at::ScalarType type) const;

    /// Causal attention of query [B, heads, n, d] to the keys and values of the cache and these, which go
    /// into it. With a window only to the nearest so many tokens. `rule.mask` is added to the causal one:
    /// [1 or B, heads, 1 or n, keyCount], kept by once(); not with a window.
    at::Tensor attend(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                      layers::AttentionRule rule, std::int64_t window = 0) const;

private:
    void setMask(layers::AttentionRule& rule, std::int64_t window, std::int64_t firstKey,
                 at::ScalarType type) const;

    at::Tensor m_ids, m_positions, m_mask;
    layers::KeyValueCache* m_cache;
    layers::Pass& m_pass;
    std::int64_t m_start; ///< positions that the cache holds
    mutable std::vector<std::pair<std::int64_t, at::Tensor>> m_once;
    mutable std::vector<std::pair<const layers::Rotary*, layers::RopeAngles>> m_angles;
};

} // namespace vitrine::models
