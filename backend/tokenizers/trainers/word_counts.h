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

/// How often each word occurs. Not thread-safe.
class WordCounts
{
public:
    void add(std::string_view word, std::uint64_t count = 1);
    void clear();

    std::size_t size() const { return m_entries.size(); }
    /// Bytes in use, about.
    std::size_t memory() const;
    /// All words, by their bytes. The views stay valid until the next add() or clear(), and when this is
    /// moved.
    std::vector<WordCount> sorted() const;

private:
    /// Short words lie in the entry itself: one look at the memory less for nearly all.
    struct Entry
    {
        static constexpr std::size_t room = 16;
        std::uint64_t count;
        std::uint32_t length, hash;
        union {
            char here[room];
            const char* elsewhere;
        };
        std::string_view word() const { return {length <= room ? here : elsewhere, length}; }
    };
    struct Slot
    {
        std::uint32_t hash = 0;
        std::uint32_t entry = 0; ///< index plus one, 0: free
    };
    const char* store(std::string_view word);
    void grow();

    std::vector<Entry> m_entries;
    std::vector<Slot> m_slots; ///< a power of two many
    std::vector<std::unique_ptr<char[]>> m_blocks;
    std::size_t m_blockUsed = 0, m_blockSize = 0, m_stored = 0;
};

} // namespace vitrine::tokenizers
