// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace vitrine::tokenizers {

struct WordCount
{
    std::string_view word;
    std::uint64_t count = 0;
};

/// How often each word occurs. Words lie in blocks of memory that never move: views of them stay valid until
/// clear(). Not thread-safe.
class WordCounts
{
public:
    void add(std::string_view word, std::uint64_t count = 1);
    void clear();

    std::size_t size() const { return m_entries.size(); }
    /// Bytes in use, about.
    std::size_t memory() const;
    /// All words, by their bytes.
    std::vector<WordCount> sorted() const;

private:
    struct Entry
    {
        const char* word;
        std::uint32_t length, hash;
        std::uint64_t count;
    };
    std::string_view store(std::string_view word);
    void grow();

    std::vector<Entry> m_entries;
    std::vector<std::uint32_t> m_slots; ///< index of an entry, plus one; a power of two many
    std::vector<std::unique_ptr<char[]>> m_blocks;
    std::size_t m_blockUsed = 0, m_blockSize = 0, m_stored = 0;
};

} // namespace vitrine::tokenizers
