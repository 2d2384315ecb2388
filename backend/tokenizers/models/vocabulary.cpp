// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/models/vocabulary.h"

#include "backend/core/result.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace vitrine::tokenizers {

void StringTable::reserve(std::size_t count)
{
    m_slots.assign(std::bit_ceil(count * 3 / 2 + 1), Slot{});
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

Vocabulary::Vocabulary(std::span<const ModelEntries::Token> entries, bool isList, const std::string& place)
{
    std::size_t bytes = 0;
    for (const auto& entry : entries)
        bytes += entry.text.size();
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
        if (isList || m_table.find(m_entries[i].text) == i) m_byId.emplace_back(m_entries[i].id, i);
    if (!std::ranges::is_sorted(m_byId)) std::ranges::sort(m_byId);
    const auto twice =
        std::ranges::adjacent_find(m_byId, {}, &std::pair<std::uint32_t, std::uint32_t>::first);
    if (twice != m_byId.end())
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              place + ": vocab: the tokens \"" + std::string(m_entries[twice->second].text) +
                                  "\" and \"" + std::string(m_entries[std::next(twice)->second].text) +
                                  "\" have the same id " + std::to_string(twice->first));
}

namespace {

std::vector<ModelEntries::Token>
asTokens(const std::vector<std::pair<std::string_view, std::uint32_t>>& entries)
{
    std::vector<ModelEntries::Token> tokens;
    tokens.reserve(entries.size());
    for (const auto& [text, id] : entries)
        tokens.push_back({text, id});
    return tokens;
}

} // namespace

Vocabulary::Vocabulary(const std::vector<std::pair<std::string_view, std::uint32_t>>& entries)
    : Vocabulary(asTokens(entries), false, "vocabulary")
{
}

std::uint32_t Vocabulary::entryOf(std::uint32_t id) const
{
    if (id < m_byId.size() && m_byId[id].first == id) return m_byId[id].second; // no gaps before it
    const auto found =
        std::ranges::lower_bound(m_byId, id, {}, &std::pair<std::uint32_t, std::uint32_t>::first);
    return found == m_byId.end() || found->first != id ? StringTable::none : found->second;
}

std::optional<std::string_view> Vocabulary::token(std::uint32_t id) const
{
    const std::uint32_t entry = entryOf(id);
    if (entry == StringTable::none) return std::nullopt;
    return m_entries[entry].text;
}

} // namespace vitrine::tokenizers
