// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <vector>

namespace vitrine::tokenizers {

/// The merges of a BPE model: from the two symbols to the one that replaces them, with its rank. Symbols are
/// entries of the vocabulary.
class MergeTable
{
public:
    static constexpr std::uint32_t none = 0xFFFFFFFFU;
    struct Merge
    {
        std::uint32_t left = none, right = none, rank = none, product = none;
    };

    void reserve(std::size_t count)
    {
        m_slots.assign(std::bit_ceil(count * 3 / 2 + 1), Merge{});
        m_mask = m_slots.size() - 1;
    }
    /// A later merge of the same pair replaces the earlier.
    void insert(const Merge& merge)
    {
        std::size_t at = place(merge.left, merge.right);
        while (m_slots[at].left != none &&
               (m_slots[at].left != merge.left || m_slots[at].right != merge.right))
            at = (at + 1) & m_mask;
        m_slots[at] = merge;
    }
    /// A merge of rank `none` if there is none.
    const Merge& find(std::uint32_t left, std::uint32_t right) const
    {
        std::size_t at = place(left, right);
        while (m_slots[at].left != none && (m_slots[at].left != left || m_slots[at].right != right))
            at = (at + 1) & m_mask;
        return m_slots[at];
    }

private:
    std::size_t place(std::uint32_t left, std::uint32_t right) const
    {
        const std::uint64_t key = (std::uint64_t(left) << 32 | right) * 0x9E3779B97F4A7C15ULL;
        return std::size_t(key >> 29) & m_mask;
    }

    std::vector<Merge> m_slots = std::vector<Merge>(1);
    std::size_t m_mask = 0;
};

/// One symbol of a word that is being merged.
struct Symbol
{
    std::uint32_t entry;
    std::uint32_t length; ///< bytes of the word
};

/// Merges the lowest rank first, the leftmost of equal ones, until no merge is left. `skip`, if set, is asked
/// for every merge that is due and may pass it over (dropout); `onMerge`, if set, is told each rank and the
/// index of the left symbol among those before it. Time n log n in the number of symbols.
void mergeSymbols(
    std::vector<Symbol>& symbols, const MergeTable& merges, const std::function<bool()>& skip = {},
    const std::function<void(std::uint32_t, std::size_t, const std::vector<Symbol>&)>& onMerge = {});

/// The same for few symbols, without memory of its own. Returns how many are left.
std::size_t mergeFewSymbols(Symbol* symbols, std::size_t count, const MergeTable& merges);
constexpr std::size_t fewSymbols = 48; ///< up to as many

} // namespace vitrine::tokenizers
