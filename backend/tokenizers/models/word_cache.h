// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace vitrine::tokenizers {

/// The tokens of words met before: text has few different words. A word has one place, the newest stays, so
/// it never grows. Not thread-safe: each thread has its own.
class WordCache
{
public:
    static constexpr std::size_t maxWord = 40, maxTokens = 6;

    struct Piece
    {
        std::uint32_t entry; ///< of the vocabulary
        std::uint32_t end;   ///< bytes of the word; a piece begins where the last one ends
    };

    /// The pieces of `word`; empty if it isn't known. `hash` is any hash of the word.
    std::span<const Piece> find(std::string_view word, std::uint64_t hash) const
    {
        if (m_slots.empty()) return {};
        const Slot& slot = m_slots[hash & (slotCount - 1)];
        if (slot.hash != hash || slot.length != word.size() || slot.count == 0 ||
            std::memcmp(slot.word, word.data(), word.size()) != 0)
            return {};
        return {slot.pieces, slot.count};
    }

    /// `word` has at most maxWord bytes, `pieces` 1 to maxTokens.
    void insert(std::string_view word, std::uint64_t hash, std::span<const Piece> pieces)
    {
        if (m_slots.empty()) m_slots.resize(slotCount);
        Slot& slot = m_slots[hash & (slotCount - 1)];
        slot.hash = hash;
        slot.length = std::uint8_t(word.size());
        slot.count = std::uint8_t(pieces.size());
        std::memcpy(slot.word, word.data(), word.size());
        std::memcpy(slot.pieces, pieces.data(), pieces.size_bytes());
    }

    static std::uint64_t hashOf(std::string_view word)
    {
        constexpr std::uint64_t factor = 0x9E3779B97F4A7C15ULL;
        std::uint64_t hash = word.size() * factor;
        std::size_t i = 0;
        for (; i + 8 <= word.size(); i += 8)
            hash = mixed(hash ^ load(word.data() + i, 8));
        return mixed(hash ^ load(word.data() + i, word.size() - i));
    }

private:
    static std::uint64_t load(const char* bytes, std::size_t count)
    {
        std::uint64_t value = 0;
        std::memcpy(&value, bytes, count);
        return value;
    }
    static std::uint64_t mixed(std::uint64_t value)
    {
        value *= 0x9E3779B97F4A7C15ULL;
        return value ^ value >> 32;
    }

    static constexpr std::size_t slotCount = 16384;
    struct Slot
    {
        std::uint64_t hash = 0;
        std::uint8_t length = 0, count = 0;
        char word[maxWord];
        Piece pieces[maxTokens];
    };
    std::vector<Slot> m_slots;
};

} // namespace vitrine::tokenizers
