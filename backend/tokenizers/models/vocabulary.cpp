// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/models/vocabulary.h"

#include "backend/core/json_access.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace vitrine::tokenizers {

void StringTable::reserve(std::size_t count)
{
    m_slots.assign(std::bit_ceil(count * 2 + 1), Slot{});
    m_mask = m_slots.size() - 1;
}

void StringTable::insert(std::string_view key, std::uint32_t value)
{
    const std::uint64_t hash = PrefixHash::of(key);
    m_maxLength = std::max(m_maxLength, key.size());
    for (std::size_t at = hash & m_mask;; at = (at + 1) & m_mask) {
        Slot& slot = m_slots[at];
        const bool isEqual = slot.value != none && slot.tag == std::uint32_t(hash >> 32) &&
                             std::string_view(slot.key, slot.length) == key;
        if (slot.value != none && !isEqual) continue;
        slot = {key.data(), std::uint32_t(key.size()), std::uint32_t(hash >> 32), value};
        return;
    }
}

Vocabulary::Vocabulary(const std::vector<std::pair<std::string_view, std::uint32_t>>& entries)
{
    std::size_t bytes = 0;
    for (const auto& [text, id] : entries)
        bytes += text.size();
    m_texts = std::make_unique_for_overwrite<char[]>(bytes);
    m_entries.reserve(entries.size());
    m_table.reserve(entries.size());
    char* next = m_texts.get();
    for (const auto& [text, id] : entries) {
        std::copy(text.begin(), text.end(), next);
        m_entries.push_back({{next, text.size()}, id});
        next += text.size();
    }
    for (std::uint32_t i = 0; i < m_entries.size(); ++i)
        m_table.insert(m_entries[i].text, i);
    m_byId.reserve(m_entries.size());
    for (std::uint32_t i = 0; i < m_entries.size(); ++i)
        if (m_table.find(m_entries[i].text) == i) m_byId.emplace_back(m_entries[i].id, i);
    m_size = m_byId.size();
    if (!std::ranges::is_sorted(m_byId)) std::ranges::sort(m_byId);
}

Vocabulary::Vocabulary(const VocabularyEntries& entries)
    : Vocabulary(std::vector<std::pair<std::string_view, std::uint32_t>>(entries.begin(), entries.end()))
{
}

Vocabulary Vocabulary::fromJson(const core::JsonObject& settings)
{
    const core::JsonObject vocab = settings.object("vocab");
    std::vector<std::pair<std::string_view, std::uint32_t>> entries;
    entries.reserve(vocab.json().size());
    for (auto entry = vocab.json().begin(); entry != vocab.json().end(); ++entry) {
        const core::Json& id = entry.value();
        if (!id.is_number_unsigned() || id.get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max())
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  vocab.place() + ": the id of \"" + entry.key() +
                                      "\" is not an integer from 0 to 4294967295");
        entries.emplace_back(entry.key(), id.get<std::uint32_t>());
    }
    return Vocabulary(entries);
}

std::optional<std::string_view> Vocabulary::token(std::uint32_t id) const
{
    const auto found =
        std::ranges::lower_bound(m_byId, id, {}, &std::pair<std::uint32_t, std::uint32_t>::first);
    if (found == m_byId.end() || found->first != id) return std::nullopt;
    return m_entries[found->second].text;
}

} // namespace vitrine::tokenizers
