// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace vitrine::tokenizers {

/// Two neighbouring symbols.
struct SymbolPair
{
    std::uint32_t left = 0, right = 0;
    auto operator<=>(const SymbolPair&) const = default;
};

/// A number for each pair of symbols, 0 at first; open addressing.
class PairCounts
{
public:
    PairCounts() : m_slots(1024) {}

    std::int64_t& operator[](SymbolPair pair)
    {
        if (m_size * 2 >= m_slots.size()) grow();
        Slot& slot = m_slots[place(pair)];
        if (slot.pair == free) {
            slot.pair = pair;
            ++m_size;
        }
        return slot.count;
    }

private:
    static constexpr SymbolPair free{std::numeric_limits<std::uint32_t>::max(),
                                     std::numeric_limits<std::uint32_t>::max()};
    struct Slot
    {
        SymbolPair pair = free;
        std::int64_t count = 0;
    };
    std::size_t place(SymbolPair pair) const
    {
        const std::uint64_t key = std::uint64_t(pair.left) << 32 | pair.right;
        const std::size_t mask = m_slots.size() - 1;
        std::uint64_t hash = key * 0x9E3779B97F4A7C15;
        hash ^= hash >> 32;
        for (std::size_t i = hash & mask;; i = (i + 1) & mask)
            if (m_slots[i].pair == pair || m_slots[i].pair == free) return i;
    }
    void grow()
    {
        std::vector<Slot> old(m_slots.size() * 2);
        old.swap(m_slots);
        for (const Slot& slot : old)
            if (slot.pair != free) m_slots[place(slot.pair)] = slot;
    }

    std::vector<Slot> m_slots; ///< a power of two many
    std::size_t m_size = 0;
};

} // namespace vitrine::tokenizers
