// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/models/byte_trie.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

/// Keys [begin, end) share the path to `node`, which is `depth` bytes long.
struct Pending
{
    std::uint32_t node;
    std::size_t begin, end, depth;
};

} // namespace

ByteTrie::ByteTrie(std::vector<std::pair<std::string_view, std::uint32_t>> keys)
{
    if (keys.empty()) return;
    std::ranges::sort(keys);
    m_nodes.resize(512);
    m_nodes[0].parent = 0;
    std::uint32_t firstFree = 1, end = 1; // after the last node in use
    std::vector<Pending> pending{{0, 0, keys.size(), 0}};
    std::vector<std::pair<unsigned char, std::size_t>> children; // byte, first key
    while (!pending.empty()) {
        const auto [node, begin, stop, depth] = pending.back();
        pending.pop_back();
        children.clear();
        for (std::size_t i = begin; i < stop; ++i) {
            if (keys[i].first.size() == depth) {
                m_nodes[node].value = keys[i].second;
                continue;
            }
            const auto byte = static_cast<unsigned char>(keys[i].first[depth]);
            if (children.empty() || children.back().first != byte) children.emplace_back(byte, i);
        }
        if (children.empty()) {
            m_nodes[node].base = none - 255; // past the end for every byte
            continue;
        }
        while (firstFree < m_nodes.size() && m_nodes[firstFree].parent != none)
            ++firstFree;
        const std::uint32_t lowest = children.front().first;
        std::uint32_t base = firstFree > lowest ? firstFree - lowest : 1;
        const auto isFree = [&](std::uint32_t at) {
            return at >= m_nodes.size() || m_nodes[at].parent == none;
        };
        // few tries only at crowded places: then the end has room
        for (int tries = 0;
             !std::ranges::all_of(children, [&](const auto& c) { return isFree(base + c.first); }); ++base)
            if (++tries == 100) base = std::max(end, lowest + 1) - lowest - 1;
        end = std::max(end, base + children.back().first + 1);
        if (end + 256 > m_nodes.size())
            m_nodes.resize(std::max<std::size_t>(end + 256, m_nodes.size() * 3 / 2));
        m_nodes[node].base = base;
        for (std::size_t i = 0; i < children.size(); ++i) {
            const std::uint32_t child = base + children[i].first;
            m_nodes[child].parent = node;
            pending.push_back({child, children[i].second,
                               i + 1 < children.size() ? children[i + 1].second : stop, depth + 1});
        }
    }
    m_nodes.resize(end);
    m_nodes.shrink_to_fit();
}

} // namespace vitrine::tokenizers
