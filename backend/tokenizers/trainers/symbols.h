// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/trainers/learned.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace vitrine::tokenizers {

/// The tokens of a vocabulary that grows, by id and by text.
class SymbolTable
{
public:
    /// The id of `text`, a new one if it is new.
    std::uint32_t add(std::string_view text);
    std::optional<std::uint32_t> find(std::string_view text) const;
    const std::string& text(std::uint32_t id) const { return *m_texts[id]; }
    std::size_t size() const { return m_texts.size(); }

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> m_ids;
    std::vector<const std::string*> m_texts; ///< keys of m_ids, which never move
};

/// A word as symbols, a range of SymbolWords::symbols. A long word is several of these in a row, so that a
/// merge need not look at all of it.
struct SymbolBlock
{
    std::size_t begin = 0;
    std::uint32_t length = 0; ///< symbols; shrinks as they are merged, may become 0 in a long word
    bool hasNext = false, hasPrevious = false; ///< the word goes on there
    std::uint64_t count = 0; ///< 0 for held-out words: they follow what is learned and don't take part
};

/// All words of a training split into the symbols that it starts from.
struct SymbolWords
{
    static constexpr std::uint32_t blockLength = 256;

    std::vector<std::uint32_t> symbols;
    std::vector<SymbolBlock> blocks;
    std::size_t firstHeldOut = 0;             ///< blocks from here on are held out
    std::vector<std::uint64_t> heldOutCounts; ///< how often the words of these blocks occur
};

/// Fills `table` with special tokens, alphabet and the characters' forms with prefix or suffix, then splits
/// the words; characters outside the alphabet are dropped. The library gives the forms their ids in the order
/// of a hash table of words; here they are sorted by their bytes.
SymbolWords splitIntoSymbols(const TrainerOptions& options, const TrainingWords& words, SymbolTable& table);

} // namespace vitrine::tokenizers
