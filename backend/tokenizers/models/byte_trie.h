// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::tokenizers {

/// Finds all of many strings that start at a place: a trie over bytes in two arrays (a double array, Aoe
/// 1989).
class ByteTrie
{
public:
    static constexpr std::uint32_t none = 0xFFFFFFFFU;

    ByteTrie() = default;
    /// Texts, none of them empty or twice, and their values.
    explicit ByteTrie(std::vector<std::pair<std::string_view, std::uint32_t>> keys);

    /// Calls `found(length, value)` for every key that `text` starts with, the shortest first.
    template <typename Found>
    void forEachPrefix(std::string_view text, Found found) const
    {
        std::uint32_t node = 0;
        for (std::size_t i = 0; i < text.size() && !m_nodes.empty(); ++i) {
            const std::uint32_t child = m_nodes[node].base + static_cast<unsigned char>(text[i]);
            if (child >= m_nodes.size() || m_nodes[child].parent != node) return;
            node = child;
            if (m_nodes[node].value != none) found(i + 1, m_nodes[node].value);
        }
    }

private:
    struct Node
    {
        std::uint32_t base = none; ///< where its children are: at base + byte
        std::uint32_t parent = none;
        std::uint32_t value = none;
    };
    std::vector<Node> m_nodes;
};

} // namespace vitrine::tokenizers
