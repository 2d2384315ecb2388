// SPDX-License-Identifier: Apache-2.0
#include "backend/datasets/numpy_random.h"

#include <array>
#include <bit>
#include <numeric>
#include <set>

namespace vitrine::datasets {
namespace {

/// SeedSequence: mixes the 32-bit words of a seed into a pool of four words, and draws from that.
std::array<std::uint64_t, 4> seedWords(std::uint64_t seed)
{
    constexpr std::uint32_t multiplierA = 0x931e8875, multiplierB = 0x58f38ded;
    constexpr std::uint32_t mixLeft = 0xca01f9dd, mixRight = 0x4973f715;
    std::uint32_t hashConstant = 0x43b0d7e5;
    const auto hash = [&](std::uint32_t value) {
        value ^= hashConstant;
        hashConstant *= multiplierA;
        value *= hashConstant;
        return value ^ (value >> 16);
    };
    const auto mix = [&](std::uint32_t x, std::uint32_t y) {
        const std::uint32_t result = mixLeft * x - mixRight * y;
        return result ^ (result >> 16);
    };
    std::array<std::uint32_t, 4> pool{};
    const std::array<std::uint32_t, 4> entropy{std::uint32_t(seed), std::uint32_t(seed >> 32), 0, 0};
    for (std::size_t i = 0; i < 4; ++i)
        pool[i] = hash(entropy[i]);
    for (std::size_t source = 0; source < 4; ++source)
        for (std::size_t target = 0; target < 4; ++target)
            if (source != target) pool[target] = mix(pool[target], hash(pool[source]));

    std::array<std::uint64_t, 4> words{};
    hashConstant = 0x8b51f9dd;
    for (std::size_t i = 0; i < 8; ++i) {
        std::uint32_t value = pool[i % 4] ^ hashConstant;
        hashConstant *= multiplierB;
        value *= hashConstant;
        value ^= value >> 16;
        words[i / 2] |= std::uint64_t(value) << (i % 2 * 32);
    }
    return words;
}

} // namespace

NumpyRandom::NumpyRandom(std::uint64_t seed)
{
    const auto words = seedWords(seed);
    m_increment = ((Wide(words[2]) << 64 | words[3]) << 1) | 1;
    step();
    m_state += Wide(words[0]) << 64 | words[1];
    step();
}

void NumpyRandom::step()
{
    constexpr Wide multiplier = Wide(2549297995355413924ULL) << 64 | 4865540595714422341ULL;
    m_state = m_state * multiplier + m_increment;
}

std::uint64_t NumpyRandom::next64()
{
    step();
    const auto folded = std::uint64_t(m_state >> 64) ^ std::uint64_t(m_state);
    const unsigned rotation = unsigned(m_state >> 122);
    return folded >> rotation | folded << (-rotation & 63);
}

std::uint32_t NumpyRandom::next32()
{
    if (m_hasHalf) {
        m_hasHalf = false;
        return m_half;
    }
    const std::uint64_t both = next64();
    m_hasHalf = true;
    m_half = std::uint32_t(both >> 32);
    return std::uint32_t(both);
}

std::uint64_t NumpyRandom::bounded(std::uint64_t last)
{
    if (last == 0) return 0;
    if (last == UINT32_MAX) return next32();
    if (last == UINT64_MAX) return next64();
    if (last < UINT32_MAX) {
        const auto size = std::uint32_t(last + 1);
        std::uint64_t product = std::uint64_t(next32()) * size;
        if (std::uint32_t(product) < size) {
            const std::uint32_t threshold = (UINT32_MAX - std::uint32_t(last)) % size;
            while (std::uint32_t(product) < threshold)
                product = std::uint64_t(next32()) * size;
        }
        return product >> 32;
    }
    const std::uint64_t size = last + 1;
    Wide product = Wide(next64()) * size;
    if (std::uint64_t(product) < size) {
        const std::uint64_t threshold = (UINT64_MAX - last) % size;
        while (std::uint64_t(product) < threshold)
            product = Wide(next64()) * size;
    }
    return std::uint64_t(product >> 64);
}

std::uint64_t NumpyRandom::interval(std::uint64_t last)
{
    if (last == 0) return 0;
    const std::uint64_t mask = ~std::uint64_t(0) >> std::countl_zero(last);
    for (;;) {
        const std::uint64_t value = (last <= UINT32_MAX ? next32() : next64()) & mask;
        if (value <= last) return value;
    }
}

std::vector<std::int64_t> NumpyRandom::permutation(std::int64_t count)
{
    std::vector<std::int64_t> values(static_cast<std::size_t>(count));
    std::iota(values.begin(), values.end(), 0);
    shuffle(values);
    return values;
}

std::vector<std::int64_t> NumpyRandom::choice(const std::vector<std::int64_t>& values, std::size_t size)
{
    std::vector<std::int64_t> places;
    const std::size_t count = values.size();
    if (count > 10'000 && size > count / 50) {
        // The tail of a shuffle that stops once the tail is done.
        std::vector<std::int64_t> all(count);
        std::iota(all.begin(), all.end(), 0);
        for (std::size_t i = count - 1; i >= std::max<std::size_t>(count - size, 1); --i)
            std::swap(all[i], all[std::size_t(bounded(i))]);
        places.assign(all.end() - std::ptrdiff_t(size), all.end());
    } else {
        // Floyd's algorithm, then a shuffle.
        std::set<std::int64_t> taken;
        for (std::size_t i = count - size; i < count; ++i) {
            auto place = std::int64_t(bounded(i));
            if (!taken.insert(place).second) taken.insert(place = std::int64_t(i));
            places.push_back(place);
        }
        for (std::size_t i = size; i-- > 1;)
            std::swap(places[i], places[std::size_t(bounded(i))]);
    }
    std::vector<std::int64_t> result;
    for (const std::int64_t place : places)
        result.push_back(values[std::size_t(place)]);
    return result;
}

} // namespace vitrine::datasets
