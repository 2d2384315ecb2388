// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vitrine::datasets {

/// The numbers of `numpy.random.default_rng(seed)`: PCG64 (PCG XSL RR 128/64, O'Neill 2014) seeded by
/// SeedSequence, with the bounded integers of Lemire (2019). Shuffles and splits by the same seed are those
/// of the Datasets library.
class NumpyRandom
{
public:
    explicit NumpyRandom(std::uint64_t seed);

    std::uint64_t next64();
    std::uint32_t next32(); ///< half of a next64(), the lower one first
    /// An integer in [0, last]: by Lemire's product, as `Generator.integers` and `choice` draw it.
    std::uint64_t bounded(std::uint64_t last);
    /// An integer in [0, last]: by masking and rejection, as `Generator.shuffle` draws it.
    std::uint64_t interval(std::uint64_t last);
    /// `Generator.shuffle`.
    template <typename Value>
    void shuffle(std::vector<Value>& values)
    {
        for (std::size_t i = values.size(); i-- > 1;)
            std::swap(values[i], values[std::size_t(interval(i))]);
    }
    /// `Generator.permutation(count)`.
    std::vector<std::int64_t> permutation(std::int64_t count);
    /// `Generator.choice(values, size, replace=False)`.
    std::vector<std::int64_t> choice(const std::vector<std::int64_t>& values, std::size_t size);

private:
    __extension__ using Wide = unsigned __int128;
    void step();

    Wide m_state = 0, m_increment = 0;
    bool m_hasHalf = false;
    std::uint32_t m_half = 0;
};

} // namespace vitrine::datasets
