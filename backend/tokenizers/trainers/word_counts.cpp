// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/trainers/word_counts.h"

#include "backend/core/result.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace vitrine::tokenizers {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::size_t blockBytes = 1 << 20;

std::uint32_t hashOf(std::string_view word)
{
    constexpr std::uint64_t factor = 0x9E3779B97F4A7C15;
    std::uint64_t hash = word.size() * factor;
    const auto mix = [&](std::uint64_t value) {
        const auto product = static_cast<Wide>(hash ^ value) * factor;
        hash = std::uint64_t(product) ^ std::uint64_t(product >> 64);
    };
    std::size_t i = 0;
    for (; i + 8 <= word.size(); i += 8) {
        std::uint64_t value;
        std::memcpy(&value, word.data() + i, 8);
        mix(value);
    }
    std::uint64_t rest = 0xD6E8FEB86659FD93;
    for (; i < word.size(); ++i)
        rest = rest << 8 ^ static_cast<unsigned char>(word[i]);
    mix(rest);
    return std::uint32_t(hash ^ hash >> 32);
}

} // namespace

void WordCounts::add(std::string_view word, std::uint64_t count)
{
    if ((m_entries.size() + 1) * 4 > m_slots.size() * 3) grow();
    const std::uint32_t hash = hashOf(word);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
        Slot& slot = m_slots[i];
        if (slot.entry == 0) {
            Entry& entry = m_entries.emplace_back();
            entry.count = count;
            entry.length = std::uint32_t(word.size());
            entry.hash = hash;
            if (word.size() <= Entry::room)
                std::copy(word.begin(), word.end(), entry.here);
            else
                entry.elsewhere = store(word);
            slot = {hash, std::uint32_t(m_entries.size())};
            return;
        }
        if (slot.hash != hash) continue;
        Entry& entry = m_entries[slot.entry - 1];
        if (entry.word() == word) {
            entry.count += count;
            return;
        }
    }
}

void WordCounts::grow()
{
    if (m_entries.size() >= std::numeric_limits<std::uint32_t>::max() / 2)
        throw core::Exception(core::ErrorCode::OutOfMemory, "more than 2^31 distinct words");
    m_slots.assign(std::max<std::size_t>(m_slots.size() * 2, 1024), {});
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        std::size_t place = m_entries[i].hash & mask;
        while (m_slots[place].entry != 0)
            place = (place + 1) & mask;
        m_slots[place] = {m_entries[i].hash, std::uint32_t(i + 1)};
    }
}

const char* WordCounts::store(std::string_view word)
{
    if (m_blocks.empty() || m_blockUsed + word.size() > m_blockSize) {
        m_blockSize = std::max(blockBytes, word.size());
        m_blocks.push_back(std::make_unique_for_overwrite<char[]>(m_blockSize));
        m_blockUsed = 0;
        m_stored += m_blockSize;
    }
    char* const place = m_blocks.back().get() + m_blockUsed;
    std::copy(word.begin(), word.end(), place);
    m_blockUsed += word.size();
    return place;
}

void WordCounts::clear()
{
    *this = {};
}

std::size_t WordCounts::memory() const
{
    return m_stored + m_entries.capacity() * sizeof(Entry) + m_slots.size() * sizeof(Slot);
}

std::vector<WordCount> WordCounts::sorted() const
{
    std::vector<WordCount> words;
    words.reserve(m_entries.size());
    for (const Entry& entry : m_entries)
        words.push_back({entry.word(), entry.count});
    std::ranges::sort(words, {}, &WordCount::word);
    return words;
}

} // namespace vitrine::tokenizers
