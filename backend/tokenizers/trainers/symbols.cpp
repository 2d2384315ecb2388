// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/trainers/symbols.h"

#include "backend/core/text_offsets.h"
#include "backend/tokenizers/trainers/alphabet.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

namespace vitrine::tokenizers {

std::uint32_t SymbolTable::add(std::string_view text)
{
    if (const auto known = m_ids.find(text); known != m_ids.end()) return known->second;
    const auto id = std::uint32_t(m_texts.size());
    m_texts.push_back(&m_ids.emplace(text, id).first->first);
    return id;
}

std::optional<std::uint32_t> SymbolTable::find(std::string_view text) const
{
    const auto found = m_ids.find(text);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max(); ///< no such form in the words
constexpr std::uint32_t unnumbered = none - 1;                            ///< there is, without an id yet

// Where a character stands in its word decides which form it takes; bits.
constexpr unsigned Inner = 1; ///< not the first
constexpr unsigned Last = 2;

std::string formOf(const TrainerOptions& options, std::string_view character, unsigned place)
{
    std::string form(character);
    if ((place & Inner) && options.continuingSubwordPrefix) form.insert(0, *options.continuingSubwordPrefix);
    if ((place & Last) && options.endOfWordSuffix) form += *options.endOfWordSuffix;
    return form;
}

/// The symbol of each allowed character at each place.
class Forms
{
public:
    using Ids = std::array<std::uint32_t, 4>;
    /// Nothing for a character that is not allowed.
    Ids* find(char32_t character)
    {
        if (character < m_small.size()) return m_isSmall[character] ? &m_small[character] : nullptr;
        const auto found = m_large.find(character);
        return found == m_large.end() ? nullptr : &found->second;
    }
    void allow(char32_t character)
    {
        if (character < m_small.size()) m_isSmall[character] = true;
        (character < m_small.size() ? m_small[character] : m_large[character]) = {none, none, none, none};
    }

private:
    std::vector<Ids> m_small = std::vector<Ids>(0x800);
    std::vector<bool> m_isSmall = std::vector<bool>(0x800);
    std::unordered_map<char32_t, Ids> m_large;
};

template <typename Receive>
void forEachCharacter(std::string_view word, const TrainerOptions& options, Receive receive)
{
    const unsigned inner = options.continuingSubwordPrefix ? Inner : 0;
    const unsigned last = options.endOfWordSuffix ? Last : 0;
    for (std::size_t i = 0; i < word.size();) {
        const unsigned notFirst = i > 0 ? inner : 0;
        const char32_t character = core::nextCodePoint(word, i);
        receive(character, notFirst | (i == word.size() ? last : 0));
    }
}

} // namespace

SymbolWords splitIntoSymbols(const TrainerOptions& options, const TrainingWords& words, SymbolTable& table)
{
    for (const AddedToken& token : options.specialTokens)
        table.add(token.content);
    Forms forms;
    const auto textOf = [](char32_t character) {
        std::string text;
        core::appendUtf8(text, character);
        return text;
    };
    for (const char32_t character : trainingAlphabet(options, words.words))
        table.add(textOf(character));
    // a special token of one character is allowed in words, too
    for (std::uint32_t id = 0; id < table.size(); ++id) {
        const std::string& text = table.text(id);
        std::size_t end = 0;
        const char32_t character = core::nextCodePoint(text, end);
        if (end == text.size()) forms.allow(character);
    }

    std::set<std::string> used;
    for (const WordCount& each : words.words)
        forEachCharacter(each.word, options, [&](char32_t character, unsigned place) {
            Forms::Ids* const ids = forms.find(character);
            if (!ids || (*ids)[place] != none) return;
            (*ids)[place] = unnumbered;
            used.insert(formOf(options, textOf(character), place));
        });
    for (const std::string& form : used)
        table.add(form);

    SymbolWords result;
    const auto split = [&](std::string_view text, std::uint64_t count) {
        std::size_t begin = result.symbols.size();
        forEachCharacter(text, options, [&](char32_t character, unsigned place) {
            Forms::Ids* const ids = forms.find(character);
            if (!ids) return;
            std::uint32_t& id = (*ids)[place];
            if (id == none) return; // a form that only held-out words have
            if (id == unnumbered) id = *table.find(formOf(options, textOf(character), place));
            result.symbols.push_back(id);
        });
        bool isFirst = true;
        do {
            const std::size_t left = result.symbols.size() - begin;
            const auto length = std::uint32_t(std::min<std::size_t>(left, SymbolWords::blockLength));
            result.blocks.push_back({begin, length, length < left, !isFirst, count});
            begin += length;
            isFirst = false;
        } while (begin < result.symbols.size());
    };
    for (const WordCount& each : words.words)
        split(each.word, each.count);
    result.firstHeldOut = result.blocks.size();
    for (const WordCount& each : words.heldOut) {
        split(each.word, 0);
        result.heldOutCounts.resize(result.blocks.size() - result.firstHeldOut, each.count);
    }
    return result;
}

} // namespace vitrine::tokenizers
