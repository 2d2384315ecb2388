// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace vitrine::tokenizers {

/// A heap with four children a node that takes equal scores in the order in which the library's heap
/// (dary_heap 0.3) does: there the comparison calls equal elements greater, and so the choice among
/// segmentations with the same score depends on how the heap is built.
class HypothesisHeap
{
public:
    struct Item
    {
        double score;
        std::uint32_t step;
    };

    bool empty() const { return m_items.empty(); }
    std::size_t size() const { return m_items.size(); }

    void push(Item item)
    {
        m_items.push_back(item);
        siftUp(m_items.size() - 1);
    }
    Item pop()
    {
        Item item = m_items.back();
        m_items.pop_back();
        if (m_items.empty()) return item;
        std::swap(item, m_items.front());
        siftDownToBottom();
        return item;
    }

private:
    static constexpr std::size_t arity = 4;
    bool isLess(std::size_t a, std::size_t b) const { return m_items[a].score < m_items[b].score; }

    void siftUp(std::size_t place)
    {
        const Item item = m_items[place];
        while (place > 0) {
            const std::size_t parent = (place - 1) / arity;
            if (item.score < m_items[parent].score) break;
            m_items[place] = m_items[parent];
            place = parent;
        }
        m_items[place] = item;
    }
    void siftDownToBottom()
    {
        const Item item = m_items.front();
        const std::size_t end = m_items.size();
        std::size_t place = 0, child = 1;
        for (; child + arity <= end; child = arity * place + 1) {
            const std::size_t a = child + isLess(child, child + 1);
            const std::size_t b = child + 2 + isLess(child + 2, child + 3);
            child = isLess(a, b) ? b : a;
            m_items[place] = m_items[child];
            place = child;
        }
        if (child < end) {
            for (std::size_t other = child + 1; other < end; ++other)
                if (isLess(child, other)) child = other;
            m_items[place] = m_items[child];
            place = child;
        }
        m_items[place] = item;
        siftUp(place);
    }

    std::vector<Item> m_items;
};

} // namespace vitrine::tokenizers
