// SPDX-License-Identifier: Apache-2.0
// Byte-pair encoding as the `tokenizers` library trains it, with its peculiarities: a pair that was merged
// keeps its count, a token that arises in two ways queues its neighbours once for each, and a queue entry
// merges only in the words (of long ones, in the blocks) that it was queued for. Equal entries, whose order
// the library leaves to a hash table, are taken oldest first. Counts have 64 bits (the library's wrap around
// at 2^31).
#include "backend/core/result.h"
#include "backend/tokenizers/trainers/learned.h"
#include "backend/tokenizers/trainers/pair_counts.h"
#include "backend/tokenizers/trainers/symbols.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace vitrine::tokenizers {
namespace {

using BlockIndices = std::vector<std::uint32_t>;

/// A pair that waits to be merged in the blocks `where`.
struct QueueEntry
{
    std::uint64_t count;
    SymbolPair pair;
    std::uint32_t where; ///< index of the list, older ones first

    bool operator<(const QueueEntry& other) const ///< less urgent
    {
        if (count != other.count) return count < other.count;
        if (pair != other.pair) return pair > other.pair;
        return where > other.where;
    }
};

/// Changes of the counts of pairs that have one symbol in common, by the other symbol.
class Changes
{
public:
    void add(std::uint32_t symbol, std::int64_t count)
    {
        if (symbol >= m_counts.size())
            m_counts.resize(std::max<std::size_t>(symbol + 1, m_counts.size() * 2));
        if (!m_counts[symbol].isTouched) {
            m_counts[symbol].isTouched = true;
            m_touched.push_back(symbol);
        }
        m_counts[symbol].count += count;
    }
    void addIn(std::uint32_t symbol, std::int64_t count, std::uint32_t block)
    {
        add(symbol, count);
        auto& blocks = m_counts[symbol].blocks;
        if (blocks.empty() || blocks.back() != block) blocks.push_back(block);
    }
    /// Calls `receive(symbol, count, blocks)` for each and forgets them.
    template <typename Receive>
    void drain(Receive receive)
    {
        for (const std::uint32_t symbol : m_touched) {
            receive(symbol, m_counts[symbol].count, m_counts[symbol].blocks);
            m_counts[symbol] = {};
        }
        m_touched.clear();
    }

private:
    struct Change
    {
        std::int64_t count = 0;
        bool isTouched = false;
        BlockIndices blocks;
    };
    std::vector<Change> m_counts;
    std::vector<std::uint32_t> m_touched;
};

class BpeLearner
{
public:
    BpeLearner(const TrainerOptions& options, const TrainingWords& words, TrainingReporter& reporter)
        : m_options(options), m_reporter(reporter)
    {
        m_data = splitIntoSymbols(options, words, m_table);
        if (options.maxTokenLength) m_sizes.assign(m_data.symbols.size(), 1);
        for (std::size_t i = m_data.firstHeldOut; i < m_data.blocks.size(); ++i)
            m_heldOutTokens += m_data.blocks[i].length * heldOutCount(i);
        for (const WordCount& each : words.heldOut)
            m_heldOutBytes += each.word.size() * each.count;
    }

    Learned learn()
    {
        Learned learned;
        if (m_table.size() > m_options.vocabSize)
            learned.warnings.push_back("special tokens and alphabet alone are " +
                                       std::to_string(m_table.size()) + " tokens, more than the " +
                                       std::to_string(m_options.vocabSize) + " asked for");
        m_reporter.startPhase(TrainingPhase::Learning, double(m_options.vocabSize));
        countPairs();
        while (m_table.size() < m_options.vocabSize && !m_queue.empty()) {
            QueueEntry top = pop();
            const auto current = std::uint64_t(m_counts[top.pair]);
            if (top.count != current) {
                top.count = current;
                push(top);
                continue;
            }
            if (top.count < 1 || m_options.minFrequency > top.count) break;
            merge(top);
            tell(false);
        }
        tell(true);
        if (m_table.size() < m_options.vocabSize)
            learned.warnings.push_back("the texts give no more than " + std::to_string(m_table.size()) +
                                       " tokens of the " + std::to_string(m_options.vocabSize) +
                                       " asked for");
        for (std::uint32_t id = 0; id < m_table.size(); ++id)
            learned.vocabulary.emplace_back(m_table.text(id), id);
        learned.merges = distinctMerges();
        return learned;
    }

private:
    std::uint64_t heldOutCount(std::size_t block) const
    {
        return m_data.heldOutCounts[block - m_data.firstHeldOut];
    }

    void push(const QueueEntry& entry)
    {
        m_queue.push_back(entry);
        std::push_heap(m_queue.begin(), m_queue.end());
    }
    QueueEntry pop()
    {
        std::pop_heap(m_queue.begin(), m_queue.end());
        const QueueEntry top = m_queue.back();
        m_queue.pop_back();
        return top;
    }
    /// Queues a pair if it occurs; empties `blocks`.
    void queue(SymbolPair pair, BlockIndices& blocks)
    {
        const std::int64_t count = m_counts[pair];
        if (count <= 0) return;
        push({std::uint64_t(count), pair, std::uint32_t(m_where.size())});
        m_where.push_back(std::move(blocks));
    }

    void countPairs()
    {
        PairCounts places; // of the pair's list, plus one
        std::vector<std::pair<SymbolPair, BlockIndices>> lists;
        const auto count = [&](SymbolPair pair, std::uint32_t block) {
            std::int64_t& place = places[pair];
            if (place == 0) {
                lists.push_back({pair, {}});
                place = std::int64_t(lists.size());
            }
            m_counts[pair] += std::int64_t(m_data.blocks[block].count);
            BlockIndices& list = lists[std::size_t(place - 1)].second;
            if (list.empty() || list.back() != block) list.push_back(block);
        };
        for (std::uint32_t i = 0; i < m_data.blocks.size(); ++i) {
            const SymbolBlock& block = m_data.blocks[i];
            const std::uint32_t* const symbols = m_data.symbols.data() + block.begin;
            for (std::uint32_t k = 1; k < block.length; ++k)
                count({symbols[k - 1], symbols[k]}, i);
            // the blocks of a word follow each other in memory
            if (block.hasNext) count({symbols[block.length - 1], symbols[block.length]}, i);
            if (i % 65536 == 0) m_reporter.update(0);
        }
        for (auto& [pair, list] : lists)
            queue(pair, list);
    }

    std::string mergedText(SymbolPair pair) const
    {
        std::string_view right = m_table.text(pair.right);
        if (m_options.continuingSubwordPrefix && right.starts_with(*m_options.continuingSubwordPrefix))
            right.remove_prefix(m_options.continuingSubwordPrefix->size());
        return m_table.text(pair.left) + std::string(right);
    }

    void merge(const QueueEntry& top)
    {
        const std::uint32_t merged = m_table.add(mergedText(top.pair));
        if (m_reporter.isObserved())
            m_reporter.addMerge({m_merges.size(), m_table.text(top.pair.left), m_table.text(top.pair.right),
                                 m_table.text(merged), top.count});
        m_merges.push_back(top.pair);
        BlockIndices where = std::move(m_where[top.where]);
        if (!std::ranges::is_sorted(where)) { // only where pairs cross the blocks of long words
            std::ranges::sort(where);
            where.erase(std::unique(where.begin(), where.end()), where.end());
        }
        for (const std::uint32_t index : where)
            mergeIn(index, top.pair, merged);

        const auto apply = [&](auto& changes, auto pairOf) {
            changes.drain([&](std::uint32_t symbol, std::int64_t count, const BlockIndices&) {
                m_counts[pairOf(symbol)] += count;
            });
        };
        apply(m_lostBefore, [&](std::uint32_t symbol) { return SymbolPair{symbol, top.pair.left}; });
        apply(m_lostAfter, [&](std::uint32_t symbol) { return SymbolPair{top.pair.right, symbol}; });
        m_newPairs.clear();
        const auto gain = [&](Changes& changes, auto pairOf) {
            changes.drain([&](std::uint32_t symbol, std::int64_t count, BlockIndices& blocks) {
                m_counts[pairOf(symbol)] += count;
                m_newPairs.emplace_back(pairOf(symbol), std::move(blocks));
            });
        };
        gain(m_wonBefore, [&](std::uint32_t symbol) { return SymbolPair{symbol, merged}; });
        gain(m_wonAfter, [&](std::uint32_t symbol) { return SymbolPair{merged, symbol}; });
        for (auto& [pair, blocks] : m_newPairs)
            queue(pair, blocks);
    }

    /// The block of the same word before or after this one that is not empty.
    std::optional<std::uint32_t> before(std::uint32_t index) const
    {
        while (m_data.blocks[index].hasPrevious)
            if (m_data.blocks[--index].length > 0) return index;
        return std::nullopt;
    }
    std::optional<std::uint32_t> after(std::uint32_t index) const
    {
        while (m_data.blocks[index].hasNext)
            if (m_data.blocks[++index].length > 0) return index;
        return std::nullopt;
    }

    /// Replaces the pair in one block, from left to right, and notes what becomes of its neighbours. A pair
    /// that two blocks share belongs to the left one.
    void mergeIn(std::uint32_t index, SymbolPair pair, std::uint32_t merged)
    {
        SymbolBlock& block = m_data.blocks[index];
        std::uint32_t* const symbols = m_data.symbols.data() + block.begin;
        // where tokens are limited, the characters of each symbol: in theory two ways to one token differ in
        // it
        std::uint32_t* const sizes = m_sizes.empty() ? nullptr : m_sizes.data() + block.begin;
        const auto count = std::int64_t(block.count);
        const std::uint32_t length = block.length;
        std::uint32_t mergedSize = 0;
        const auto isShort = [&](std::size_t cell) {
            return !sizes || m_sizes[cell] + std::size_t(mergedSize) < *m_options.maxTokenLength;
        };
        const auto wonBefore = [&](std::size_t cell, std::uint32_t where) {
            const std::uint32_t symbol = m_data.symbols[cell];
            m_lostBefore.add(symbol, -count);
            // the pair of two merged ones has one entry, whichever side it is found from
            if (isShort(cell)) (symbol == merged ? m_wonAfter : m_wonBefore).addIn(symbol, count, where);
        };
        const auto wonAfter = [&](std::size_t cell) {
            m_lostAfter.add(m_data.symbols[cell], -count);
            if (isShort(cell)) m_wonAfter.addIn(m_data.symbols[cell], count, index);
        };
        std::uint32_t out = 0, gone = 0;
        const auto copy = [&](std::uint32_t from) {
            symbols[out] = symbols[from];
            if (sizes) sizes[out] = sizes[from];
        };
        for (std::uint32_t i = 0; i < length; ++out) {
            if (symbols[i] != pair.left || (i + 1 < length && symbols[i + 1] != pair.right)) {
                copy(i++);
                continue;
            }
            const std::size_t left = block.begin + i;
            std::size_t right = left + 1;
            if (i + 1 == length) { // the right half may lie in the next block
                const auto next = after(index);
                if (!next || m_data.symbols[m_data.blocks[*next].begin] != pair.right) {
                    copy(i++);
                    continue;
                }
                right = m_data.blocks[*next].begin++;
                --m_data.blocks[*next].length;
                i += 1;
            } else {
                i += 2;
            }
            ++gone;
            if (sizes) mergedSize = m_sizes[left] + m_sizes[right];
            if (out > 0) {
                wonBefore(block.begin + out - 1, index);
            } else if (block.hasPrevious) {
                if (const auto previous = before(index)) {
                    const SymbolBlock& other = m_data.blocks[*previous];
                    wonBefore(other.begin + other.length - 1, *previous);
                }
            }
            symbols[out] = merged;
            if (sizes) sizes[out] = mergedSize;
            if (i < length) {
                wonAfter(block.begin + i);
            } else if (block.hasNext) {
                if (const auto next = after(index)) wonAfter(m_data.blocks[*next].begin);
            }
        }
        if (index >= m_data.firstHeldOut) m_heldOutTokens -= gone * heldOutCount(index);
        block.length = out;
    }

    void tell(bool force)
    {
        if (!force && ++m_untold % 32 != 0) return;
        if (m_reporter.isObserved() && (force || m_reporter.isDue())) {
            m_reporter.event().vocabSize = m_table.size();
            m_reporter.event().topPairs = topPairs(m_reporter.observer().topPairs);
            if (m_heldOutTokens > 0)
                m_reporter.event().compression.push_back(
                    {m_table.size(), double(m_heldOutBytes) / double(m_heldOutTokens)});
        }
        m_reporter.update(double(std::min(m_table.size(), m_options.vocabSize)), force);
    }

    std::vector<PairCount> topPairs(std::size_t count)
    {
        std::vector<QueueEntry> entries = m_queue;
        for (QueueEntry& entry : entries)
            entry.count = std::uint64_t(m_counts[entry.pair]);
        const auto better = [](const QueueEntry& a, const QueueEntry& b) { return b < a; };
        // a pair may be queued a few times
        const std::size_t few = std::min(entries.size(), count * 2);
        std::ranges::partial_sort(entries, entries.begin() + std::ptrdiff_t(few), better);
        std::vector<PairCount> pairs;
        for (std::size_t i = 0; i < few && pairs.size() < count; ++i)
            if (i == 0 || entries[i].pair != entries[i - 1].pair)
                pairs.push_back({m_table.text(entries[i].pair.left), m_table.text(entries[i].pair.right),
                                 entries[i].count});
        return pairs;
    }

    /// A pair that was merged twice has its later rank.
    std::vector<std::pair<std::string, std::string>> distinctMerges() const
    {
        PairCounts seen;
        std::vector<std::pair<std::string, std::string>> merges;
        for (auto each = m_merges.rbegin(); each != m_merges.rend(); ++each)
            if (seen[*each]++ == 0) merges.emplace_back(m_table.text(each->left), m_table.text(each->right));
        std::ranges::reverse(merges);
        return merges;
    }

    const TrainerOptions& m_options;
    TrainingReporter& m_reporter;
    SymbolTable m_table;
    SymbolWords m_data;
    std::vector<std::uint32_t> m_sizes; ///< beside m_data.symbols, characters; empty without a limit
    PairCounts m_counts;
    std::vector<QueueEntry> m_queue; ///< a heap
    std::vector<BlockIndices> m_where;
    std::vector<SymbolPair> m_merges;
    Changes m_lostBefore, m_lostAfter, m_wonBefore, m_wonAfter;
    std::vector<std::pair<SymbolPair, BlockIndices>> m_newPairs;
    std::uint64_t m_heldOutTokens = 0, m_heldOutBytes = 0;
    unsigned m_untold = 0;
};

} // namespace

Learned learnBpe(const TrainerOptions& options, const TrainingWords& words, TrainingReporter& reporter)
{
    return BpeLearner(options, words, reporter).learn();
}

} // namespace vitrine::tokenizers
