// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/models/merge_table.h"

#include <algorithm>
#include <queue>

namespace vitrine::tokenizers {
namespace {

struct Due
{
    std::uint32_t rank, product, position;
    bool operator<(const Due& other) const
    {
        return rank != other.rank ? rank > other.rank : position > other.position;
    }
};

constexpr std::uint32_t noPosition = 0xFFFFFFFFU;

struct Link
{
    Symbol symbol; ///< of length 0 once it was merged into the one before
    std::uint32_t previous, next;
};

std::vector<Symbol> alive(const std::vector<Link>& links)
{
    std::vector<Symbol> symbols;
    for (const Link& link : links)
        if (link.symbol.length > 0) symbols.push_back(link.symbol);
    return symbols;
}

} // namespace

void mergeSymbols(std::vector<Symbol>& symbols, const MergeTable& merges, const std::function<bool()>& skip,
                  const std::function<void(std::uint32_t, std::size_t, const std::vector<Symbol>&)>& onMerge)
{
    const auto count = std::uint32_t(symbols.size());
    std::vector<Link> links(count);
    for (std::uint32_t i = 0; i < count; ++i)
        links[i] = {symbols[i], i == 0 ? noPosition : i - 1, i + 1 == count ? noPosition : i + 1};

    std::vector<Due> storage;
    storage.reserve(count);
    std::priority_queue<Due> queue(std::less<Due>(), std::move(storage));
    const auto offer = [&](std::uint32_t position) {
        const Link& link = links[position];
        const auto& merge = merges.find(link.symbol.entry, links[link.next].symbol.entry);
        if (merge.rank != MergeTable::none) queue.push({merge.rank, merge.product, position});
    };
    for (std::uint32_t i = 0; i + 1 < count; ++i)
        offer(i);

    std::vector<Due> skipped;
    while (!queue.empty()) {
        const Due due = queue.top();
        queue.pop();
        if (skip && skip()) {
            skipped.push_back(due);
            continue;
        }
        for (const Due& each : skipped)
            queue.push(each);
        skipped.clear();

        Link& left = links[due.position];
        if (left.symbol.length == 0 || left.next == noPosition) continue;
        Link& right = links[left.next];
        // the pair may have changed since it was offered
        if (merges.find(left.symbol.entry, right.symbol.entry).product != due.product) continue;

        const auto index =
            std::size_t(std::count_if(links.begin(), onMerge ? links.begin() + due.position : links.begin(),
                                      [](const Link& link) { return link.symbol.length > 0; }));
        left.symbol = {due.product, left.symbol.length + right.symbol.length};
        right.symbol.length = 0;
        left.next = right.next;
        if (left.next != noPosition) links[left.next].previous = due.position;
        if (onMerge) onMerge(due.rank, index, alive(links));
        if (left.previous != noPosition) offer(left.previous);
        if (left.next != noPosition) offer(due.position);
    }
    symbols = alive(links);
}

std::size_t mergeFewSymbols(Symbol* symbols, std::size_t count, const MergeTable& merges)
{
    struct Next
    {
        std::uint32_t rank, product;
    };
    Next next[fewSymbols]; // next[i]: the merge of symbols i and i + 1
    const auto lookUp = [&](std::size_t i) {
        const auto& merge = merges.find(symbols[i].entry, symbols[i + 1].entry);
        next[i] = {merge.rank, merge.product};
    };
    for (std::size_t i = 0; i + 1 < count; ++i)
        lookUp(i);
    while (count > 1) {
        std::size_t best = 0;
        for (std::size_t i = 1; i + 1 < count; ++i)
            if (next[i].rank < next[best].rank) best = i;
        if (next[best].rank == MergeTable::none) break;
        symbols[best] = {next[best].product, symbols[best].length + symbols[best + 1].length};
        --count;
        for (std::size_t i = best + 1; i < count; ++i) {
            symbols[i] = symbols[i + 1];
            next[i - 1] = next[i];
        }
        if (best > 0) lookUp(best - 1);
        if (best + 1 < count) lookUp(best);
    }
    return count;
}

} // namespace vitrine::tokenizers
