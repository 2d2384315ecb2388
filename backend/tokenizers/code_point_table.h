// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine::tokenizers {

/// From `first` on, up to the next entry, characters have these flags.
struct FlagChange
{
    char32_t first;
    std::uint8_t flags;
};

/// Flags of every character, in blocks of 256 of which equal ones are shared.
class CodePointTable
{
public:
    explicit CodePointTable(std::span<const FlagChange> changes)
    {
        std::size_t next = 0;
        std::uint8_t current = 0;
        for (std::size_t block = 0; block < std::size(m_index); ++block) {
            std::uint8_t flags[256];
            for (std::size_t i = 0; i < 256; ++i) {
                if (next < changes.size() && changes[next].first == (block << 8 | i))
                    current = changes[next++].flags;
                flags[i] = current;
            }
            std::size_t known = 0;
            while (known < m_flags.size() && !std::equal(flags, flags + 256, m_flags.data() + known))
                known += 256;
            if (known == m_flags.size()) m_flags.insert(m_flags.end(), flags, flags + 256);
            m_index[block] = std::uint16_t(known >> 8);
        }
    }
    std::uint8_t of(char32_t c) const { return m_flags[std::size_t(m_index[c >> 8]) << 8 | (c & 0xFF)]; }

private:
    std::vector<std::uint8_t> m_flags;
    std::uint16_t m_index[0x1100];
};

} // namespace vitrine::tokenizers
