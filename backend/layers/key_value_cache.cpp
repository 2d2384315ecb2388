// SPDX-License-Identifier: Apache-2.0
#include "backend/layers/key_value_cache.h"

namespace vitrine::layers {

KeyValueCache::KeyValueCache(const Shape& shape, at::ScalarType type) : m_shape(shape)
{
    for (std::int64_t i = 0; i < shape.layers; ++i)
        for (auto* part : {&m_keys, &m_values})
            part->push_back(at::empty({shape.rows, shape.heads, shape.capacity, shape.dimensions}, type));
}

void KeyValueCache::write(std::int64_t layer, const at::Tensor& key, const at::Tensor& value)
{
    const auto n = key.size(2);
    m_keys[std::size_t(layer)].narrow(2, m_length, n).copy_(key);
    m_values[std::size_t(layer)].narrow(2, m_length, n).copy_(value);
}

at::Tensor KeyValueCache::keys(std::int64_t layer, std::int64_t first, std::int64_t n) const
{
    return m_keys[std::size_t(layer)].narrow(2, first, m_length + n - first);
}

at::Tensor KeyValueCache::values(std::int64_t layer, std::int64_t first, std::int64_t n) const
{
    return m_values[std::size_t(layer)].narrow(2, first, m_length + n - first);
}

void KeyValueCache::reorder(const at::Tensor& rows)
{
    const auto count = rows.size(0);
    if (count == m_shape.rows && rows.equal(at::arange(count, at::kLong))) return;
    for (auto* part : {&m_keys, &m_values})
        for (auto& all : *part) {
            const auto chosen = all.narrow(2, 0, m_length).index_select(0, rows);
            if (count != m_shape.rows)
                all = at::empty({count, m_shape.heads, m_shape.capacity, m_shape.dimensions}, all.options());
            all.narrow(2, 0, m_length).copy_(chosen);
        }
    m_shape.rows = count;
}

std::int64_t KeyValueCache::bytes() const
{
    std::int64_t sum = 0;
    for (const auto* part : {&m_keys, &m_values})
        for (const auto& all : *part)
            sum += std::int64_t(all.nbytes());
    return sum;
}

} // namespace vitrine::layers
