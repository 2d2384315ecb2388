// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace vitrine::tokenizers {

/// A piece of a unigram vocabulary while it is trained; the text lies elsewhere.
struct UnigramPiece
{
    std::u32string_view text;
    double score = 0; ///< log probability
};

/// Finds the pieces that start at a place: a trie over code points in one hash table.
class PieceTrie
{
public:
    explicit PieceTrie(const std::vector<UnigramPiece>& pieces);

    /// Calls `receive(length, id)` for each piece that `text` starts with, shorter ones first.
    template <typename Receive>
    void forEachPrefix(std::u32string_view text, Receive receive) const
    {
        std::uint32_t node = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const Slot& slot = m_slots[place(keyOf(node, text[i]))];
            if (slot.key == 0) return;
            if (slot.id > 0) receive(i + 1, slot.id);
            node = slot.node;
        }
    }

private:
    struct Slot
    {
        std::uint64_t key = 0; ///< parent and code point, plus one; 0: free
        std::uint32_t node = 0;
        std::uint32_t id = 0; ///< of the piece that ends here, 0: none (piece 0 is the unknown one)
    };
    static std::uint64_t keyOf(std::uint32_t parent, char32_t c)
    {
        return (std::uint64_t(parent) << 21 | c) + 1;
    }
    std::size_t place(std::uint64_t key) const
    {
        std::uint64_t hash = key * 0x9E3779B97F4A7C15;
        hash ^= hash >> 29;
        std::size_t i = hash & m_mask;
        while (m_slots[i].key != key && m_slots[i].key != 0)
            i = (i + 1) & m_mask;
        return i;
    }
    void grow();

    std::vector<Slot> m_slots = std::vector<Slot>(64); ///< a power of two many, half of them free
    std::size_t m_mask = 63;
};

/// Pieces, of which the first stands for what is unknown, ready to segment words.
struct UnigramModel
{
    explicit UnigramModel(std::vector<UnigramPiece> pieces);

    std::vector<UnigramPiece> pieces;
    PieceTrie trie;
    double minScore; ///< of the known ones
    double unkScore;
};

/// All segmentations of one word. Positions count characters; edges are sorted by begin, then end.
class Lattice
{
public:
    struct Edge
    {
        std::uint32_t begin, end, id;
        double score;
    };

    void build(const UnigramModel& model, std::u32string_view text);

    /// Adds to `expected` how often each piece is expected to occur, times `frequency`; returns the log
    /// likelihood of the word.
    double addExpected(double frequency, std::vector<double>& expected);
    /// The ids of the best segmentation. Ties: the piece that starts earlier, as in the library.
    const std::vector<std::uint32_t>& best();
    /// The ids of the second best one; `bestLength` tells how many pieces the best has. Empty if there is
    /// none.
    std::vector<std::uint32_t> secondBest(std::size_t& bestLength);

private:
    void runViterbi();

    std::size_t m_length = 0;
    std::vector<Edge> m_edges;
    std::vector<double> m_forward, m_backward;
    // of Viterbi: lists of the edges that end at a position, in their order
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    std::vector<std::uint32_t> m_firstAt, m_lastAt, m_nextAt, m_previous;
    std::vector<double> m_bestScore;
    std::uint32_t m_lastEdge = none;
    std::vector<std::uint32_t> m_best;
};

} // namespace vitrine::tokenizers
