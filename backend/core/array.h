// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

namespace vitrine::core {

using Shape = std::vector<std::int64_t>;

inline std::int64_t elementCount(const Shape& shape)
{
    return std::accumulate(shape.begin(), shape.end(), std::int64_t(1), std::multiplies<>());
}

/// A dense row-major array of numbers: what crosses the border instead of a tensor.
/// Invariant: values.size() == elementCount(shape).
template <typename Number>
struct Array
{
    Shape shape;
    std::vector<Number> values;
};

using FloatArray = Array<float>;
using IntArray = Array<std::int64_t>;

struct NamedFloatArray
{
    std::string name;
    FloatArray array;
};

} // namespace vitrine::core
