// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace vitrine::layers {

/// Keys and values of the tokens that a decoder has seen, for all of its layers. Allocated once for so many
/// positions; memory that no position has reached yet is not touched.
class KeyValueCache
{
public:
    struct Shape
    {
        std::int64_t layers, rows, heads, capacity, dimensions;
    };
    KeyValueCache(const Shape& shape, at::ScalarType type);

    /// Writes key and value [rows, heads, n, d] of the next n tokens. The same place until advance().
    void write(std::int64_t layer, const at::Tensor& key, const at::Tensor& value);
    /// Everything from `first` on and the n tokens that were written, [rows, heads, length + n - first, d].
    at::Tensor keys(std::int64_t layer, std::int64_t first, std::int64_t n) const;
    at::Tensor values(std::int64_t layer, std::int64_t first, std::int64_t n) const;
    /// All layers have the next n tokens.
    void advance(std::int64_t n) { m_length += n; }

    /// Row i goes on as row rows[i] was: int64 [any number].
    void reorder(const at::Tensor& rows);
    void truncate(std::int64_t length) { m_length = length; }

    enum Part { Keys, Values };
    /// [capacity, d] of one head, for code that computes without tensors.
    template <typename Number>
    Number* place(Part part, std::int64_t layer, std::int64_t row, std::int64_t head) const
    {
        const auto& all = (part == Keys ? m_keys : m_values)[std::size_t(layer)];
        return all.mutable_data_ptr<Number>() +
               (row * m_shape.heads + head) * m_shape.capacity * m_shape.dimensions;
    }

    const Shape& shape() const { return m_shape; }
    std::int64_t length() const { return m_length; }
    std::int64_t bytes() const;

private:
    Shape m_shape;
    std::int64_t m_length = 0;
    std::vector<at::Tensor> m_keys, m_values; ///< a layer each: [rows, heads, capacity, d]
};

} // namespace vitrine::layers
