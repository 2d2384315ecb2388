// SPDX-License-Identifier: Apache-2.0
#include "backend/models/decoder_step.h"

#include <algorithm>

namespace vitrine::models {

DecoderStep::DecoderStep(at::Tensor ids, at::Tensor positions, at::Tensor mask, layers::KeyValueCache* cache,
                         layers::Pass& pass)
    : m_ids(std::move(ids)),
      m_positions(std::move(positions)),
      m_mask(std::move(mask)),
      m_cache(cache),
      m_pass(pass),
      m_start(cache ? cache->length() : 0)
{
}

at::Tensor DecoderStep::positions() const
{
    if (m_positions.defined()) return m_positions;
    return at::arange(m_start, keyCount(), at::kLong).unsqueeze(0);
}

layers::RopeAngles DecoderStep::angles(const layers::Rotary& rotary, at::ScalarType type) const
{
    for (const auto& [known, angles] : m_angles)
        if (known == &rotary) return angles;
    auto angles =
        m_positions.defined() ? rotary.angles(m_positions, type) : rotary.range(m_start, count(), type);
    m_angles.emplace_back(&rotary, angles);
    return angles;
}

void DecoderStep::setMask(layers::AttentionRule& rule, std::int64_t window, std::int64_t firstKey,
                          at::ScalarType type) const
{
    const auto keys = keyCount() - firstKey;
    const bool windowHides = window > 0 && count() > 1 && window < keyCount();
    if (!m_mask.defined() && !windowHides) {
        if (count() == 1) return;
        if (m_start == 0 && !rule.mask.defined()) {
            rule.isCausal = true;
            return;
        }
    }
    const auto causal = once(window, [&] {
        const auto padding = m_mask.defined() ? m_mask.narrow(1, firstKey, keys) : at::Tensor();
        return layers::causalMask(padding, count(), keys, windowHides ? window : 0, type);
    });
    if (!rule.mask.defined()) {
        rule.mask = causal;
        return;
    }
    // The sum is that of all layers that have the same bias.
    const auto bias = rule.mask;
    rule.mask = once(std::int64_t(std::uintptr_t(bias.unsafeGetTensorImpl())), [&] { return bias + causal; });
}

at::Tensor DecoderStep::attend(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                               layers::AttentionRule rule, std::int64_t window) const
{
    // Keys that no query of this step sees are left out; a pass from the start keeps its square.
    const auto firstKey = window > 0 ? std::max<std::int64_t>(0, m_start + 1 - window) : 0;
    setMask(rule, window, firstKey, query.scalar_type());
    if (!m_cache) return layers::attend(query, key, value, rule, m_pass);
    m_cache->write(rule.layer, key, value);
    return layers::attend(query, m_cache->keys(rule.layer, firstKey, count()),
                          m_cache->values(rule.layer, firstKey, count()), rule, m_pass);
}

} // namespace vitrine::models
