// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/models/model_entries.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::tokenizers {

/// A hash that grows byte by byte, so that all prefixes of a word are hashed in one pass.
struct PrefixHash
{
    std::uint64_t state = 0x9E3779B97F4A7C15ULL;

    void add(unsigned char byte) { state = (state ^ byte) * 0xD6E8FEB86659FD93ULL; }
    std::uint64_t value() const { return state ^ (state >> 32); }

    static std::uint64_t of(std::string_view text)
    {
        PrefixHash hash;
        for (const unsigned char byte : text)
            hash.add(byte);
        return hash.value();
    }
};

/// Finds a string among many: open addressing over entries that live elsewhere.
class StringTable
{
public:
    static constexpr std::uint32_t none = 0xFFFFFFFFU;

    void reserve(std::size_t count);
    /// Maps `key` to `value`; an equal key takes the new value.
    void insert(std::string_view key, std::uint32_t value);
    std::uint32_t find(std::string_view key, std::uint64_t hash) const
    {
        if (m_slots.empty()) return none;
        for (std::size_t at = hash & m_mask;; at = (at + 1) & m_mask) {
            const Slot& slot = m_slots[at];
            if (slot.value == none) return none;
            if (slot.tag == std::uint32_t(hash >> 32) && std::string_view(slot.key, slot.length) == key)
                return slot.value;
        }
    }
    std::uint32_t find(std::string_view key) const { return find(key, PrefixHash::of(key)); }
    std::size_t maxLength() const { return m_maxLength; } ///< of the keys, in bytes

private:
    struct Slot
    {
        const char* key;
        std::uint32_t length, tag;
        std::uint32_t value = none;
    };
    std::vector<Slot> m_slots;
    std::size_t m_mask = 0, m_count = 0, m_maxLength = 0;
};

/// Tokens and their ids, both ways. Token texts keep their address for the life of the vocabulary.
class Vocabulary
{
public:
    /// `entries` in file order; a later entry of the same token replaces the earlier, but in a list both keep
    /// their id. Throws InvalidFormat that names `place` where two tokens have one id.
    Vocabulary(std::span<const ModelEntries::Token> entries, bool isList, const std::string& place);
    explicit Vocabulary(const std::vector<std::pair<std::string_view, std::uint32_t>>& entries);

    std::size_t size() const { return m_byId.size(); } ///< tokens that have an id
    std::optional<std::uint32_t> find(std::string_view token) const
    {
        const std::uint32_t entry = m_table.find(token);
        return entry == StringTable::none ? std::nullopt : std::optional(m_entries[entry].id);
    }
    std::optional<std::string_view> token(std::uint32_t id) const;
    /// The index of the entry with this id, StringTable::none if there is none.
    std::uint32_t entryOf(std::uint32_t id) const;
    /// Ids and entries, by ascending id.
    std::span<const std::pair<std::uint32_t, std::uint32_t>> byId() const { return m_byId; }

    struct Entry
    {
        std::string_view text;
        std::uint32_t id;
    };
    /// Entries by their index, which `table` finds.
    const std::vector<Entry>& entries() const { return m_entries; }
    const StringTable& table() const { return m_table; }

private:
    std::unique_ptr<char[]> m_texts;
    std::vector<Entry> m_entries;
    StringTable m_table;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_byId; ///< id, entry; sorted
};

} // namespace vitrine::tokenizers
