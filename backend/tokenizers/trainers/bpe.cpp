// SPDX-License-Identifier: Apache-2.0
// Byte-pair encoding as the `tokenizers` library trains it, with its peculiarities: a pair that was merged
// keeps its count, a token that arises in two ways queues its neighbours once for each, and a queue entry
// merges only in the words that it was queued for. Equal entries, whose order the library leaves to a hash
// table, are taken oldest first. Counts have 64 bits (the library's wrap around at 2^31).
#include "backend/core/result.h"
#include "backend/tokenizers/trainers/learned.h"
#include "backend/tokenizers/trainers/pair_counts.h"
#include "backend/tokenizers/trainers/symbols.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace vitrine::tokenizers {
namespace {

using WordIndices = std::vector<std::uint32_t>;

/// A pair that waits to be merged in the words `where`.
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
    void addIn(std::uint32_t symbol, std::int64_t count, std::uint32_t word)
    {
        add(symbol, count);
        auto& words = m_counts[symbol].words;
        if (words.empty() || words.back() != word) words.push_back(word);
    }
    /// Calls `receive(symbol, count, words)` for each and forgets them.
    template <typename Receive>
    void drain(Receive receive)
    {
        for (const std::uint32_t symbol : m_touched) {
            receive(symbol, m_counts[symbol].count, m_counts[symbol].words);
            m_counts[symbol] = {};
        }
        m_touched.clear();
    }

private:
    struct Change
    {
        std::int64_t count = 0;
        bool isTouched = false;
        WordIndices words;
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
        m_lengths.assign(m_table.size(), 1);
        for (std::size_t i = m_data.firstHeldOut; i < m_data.words.size(); ++i) {
            m_heldOutTokens += m_data.words[i].length * heldOutCount(i);
            m_heldOutBytes += words.heldOut[i - m_data.firstHeldOut].word.size() * heldOutCount(i);
        }
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
    std::uint64_t heldOutCount(std::size_t word) const
    {
        return m_data.heldOutCounts[word - m_data.firstHeldOut];
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
    /// Queues a pair if it occurs; empties `words`.
    void queue(SymbolPair pair, WordIndices& words)
    {
        const std::int64_t count = m_counts[pair];
        if (count <= 0) return;
        push({std::uint64_t(count), pair, std::uint32_t(m_where.size())});
        m_where.push_back(std::move(words));
    }

    void countPairs()
    {
        PairCounts places; // of the pair's list, plus one
        std::vector<std::pair<SymbolPair, WordIndices>> lists;
        for (std::uint32_t i = 0; i < m_data.words.size(); ++i) {
            const SymbolWord& word = m_data.words[i];
            const std::uint32_t* const symbols = m_data.symbols.data() + word.begin;
            for (std::uint32_t k = 1; k < word.length; ++k) {
                const SymbolPair pair{symbols[k - 1], symbols[k]};
                std::int64_t& place = places[pair];
                if (place == 0) {
                    lists.push_back({pair, {}});
                    place = std::int64_t(lists.size());
                }
                m_counts[pair] += std::int64_t(word.count);
                WordIndices& list = lists[std::size_t(place - 1)].second;
                if (list.empty() || list.back() != i) list.push_back(i);
            }
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
        m_lengths.resize(m_table.size());
        m_lengths[merged] = m_lengths[top.pair.left] + m_lengths[top.pair.right];
        if (m_reporter.isObserved())
            m_reporter.addMerge({m_merges.size(), m_table.text(top.pair.left), m_table.text(top.pair.right),
                                 m_table.text(merged), top.count});
        m_merges.push_back(top.pair);
        const WordIndices where = std::move(m_where[top.where]);
        for (const std::uint32_t index : where)
            mergeIn(index, top.pair, merged);

        const auto apply = [&](auto& changes, auto pairOf) {
            changes.drain([&](std::uint32_t symbol, std::int64_t count, const WordIndices&) {
                m_counts[pairOf(symbol)] += count;
            });
        };
        apply(m_lostBefore, [&](std::uint32_t symbol) { return SymbolPair{symbol, top.pair.left}; });
        apply(m_lostAfter, [&](std::uint32_t symbol) { return SymbolPair{top.pair.right, symbol}; });
        m_newPairs.clear();
        const auto gain = [&](Changes& changes, auto pairOf) {
            changes.drain([&](std::uint32_t symbol, std::int64_t count, WordIndices& words) {
                m_counts[pairOf(symbol)] += count;
                m_newPairs.emplace_back(pairOf(symbol), std::move(words));
            });
        };
        gain(m_wonBefore, [&](std::uint32_t symbol) { return SymbolPair{symbol, merged}; });
        gain(m_wonAfter, [&](std::uint32_t symbol) { return SymbolPair{merged, symbol}; });
        for (auto& [pair, words] : m_newPairs)
            queue(pair, words);
    }

    /// Replaces the pair in one word, from left to right, and notes what becomes of its neighbours.
    void mergeIn(std::uint32_t index, SymbolPair pair, std::uint32_t merged)
    {
        SymbolWord& word = m_data.words[index];
        std::uint32_t* const symbols = m_data.symbols.data() + word.begin;
        const auto count = std::int64_t(word.count);
        const std::size_t room = m_options.maxTokenLength.value_or(std::numeric_limits<std::size_t>::max());
        std::uint32_t out = 0;
        for (std::uint32_t i = 0; i < word.length;) {
            if (symbols[i] != pair.left || i + 1 == word.length || symbols[i + 1] != pair.right) {
                symbols[out++] = symbols[i++];
                continue;
            }
            if (out > 0) {
                const std::uint32_t before = symbols[out - 1];
                m_lostBefore.add(before, -count);
                // the pair of two merged ones has one entry, whichever side it is found from
                if (m_lengths[before] + m_lengths[merged] < room)
                    (before == merged ? m_wonAfter : m_wonBefore).addIn(before, count, index);
            }
            symbols[out++] = merged;
            i += 2;
            if (i < word.length) {
                const std::uint32_t after = symbols[i];
                m_lostAfter.add(after, -count);
                if (m_lengths[after] + m_lengths[merged] < room) m_wonAfter.addIn(after, count, index);
            }
        }
        if (index >= m_data.firstHeldOut) m_heldOutTokens -= (word.length - out) * heldOutCount(index);
        word.length = out;
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
    std::vector<std::size_t> m_lengths; ///< of each symbol, in characters
    PairCounts m_counts;
    std::vector<QueueEntry> m_queue; ///< a heap
    std::vector<WordIndices> m_where;
    std::vector<SymbolPair> m_merges;
    Changes m_lostBefore, m_lostAfter, m_wonBefore, m_wonAfter;
    std::vector<std::pair<SymbolPair, WordIndices>> m_newPairs;
    std::uint64_t m_heldOutTokens = 0, m_heldOutBytes = 0;
    unsigned m_untold = 0;
};

} // namespace

Learned learnBpe(const TrainerOptions& options, const TrainingWords& words, TrainingReporter& reporter)
{
    return BpeLearner(options, words, reporter).learn();
}

} // namespace vitrine::tokenizers
