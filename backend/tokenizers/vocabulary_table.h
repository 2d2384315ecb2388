// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vitrine::tokenizers {

class Tokenizer;

/// A token of the vocabulary as views show and search it.
struct VocabularyEntry
{
    std::uint32_t id = 0;
    std::string token;  ///< as in the vocabulary
    std::string text;   ///< as it reads: spaces for ▁ and Ġ, without ##; bytes that are no text as \xE4
    std::string script; ///< "Latin", "Han" …; "Mixed" for several; empty without letters
    std::uint32_t characters = 0; ///< of `text`; each byte of what is no text counts
    bool isAdded = false, isSpecial = false;
    bool isByte = false;         ///< <0x0A>, or bytes that are no whole characters
    bool isContinuing = false;   ///< goes on with a word: ## before it
    std::optional<double> score; ///< Unigram: log probability
};

/// A merge of a BPE model and its place in the list.
struct RankedMerge
{
    std::uint32_t rank = 0;
    std::string left, right;
};

/// A whole vocabulary. Immutable once made; queries on it may run on any thread.
struct VocabularyTable
{
    std::vector<VocabularyEntry> entries;                       ///< by ascending id
    std::vector<RankedMerge> merges;                            ///< BPE, by rank
    std::unordered_map<std::string_view, std::uint32_t> places; ///< of each token in `entries`
    std::unordered_map<std::string, std::uint32_t> mergeOf;     ///< by token: the first merge that makes it

    VocabularyTable() = default;
    VocabularyTable(const VocabularyTable&) = delete; // `places` points into `entries`
    VocabularyTable& operator=(const VocabularyTable&) = delete;
    VocabularyTable(VocabularyTable&&) = default;
    VocabularyTable& operator=(VocabularyTable&&) = default;
};

VocabularyTable makeVocabularyTable(const Tokenizer& tokenizer, core::RunControl& control);

/// The Unicode script of the letters of a text: its name, "Mixed", or nothing where there are none.
std::string scriptOf(std::string_view text);

struct VocabularyFilter
{
    enum class Match { Contains, Begins, Ends, Equals, Regex, Id };
    enum class Kind { Any, Added, Special, Byte, Continuing, Ordinary };

    std::string pattern; ///< for Id: "42", "100-200"; empty: any
    Match match = Match::Contains;
    bool matchCase = false;
    Kind kind = Kind::Any;
    std::string script; ///< empty: any
    std::uint32_t minCharacters = 0, maxCharacters = std::numeric_limits<std::uint32_t>::max();
};

enum class VocabularyOrder { Id, Token, Length, Script, Score };

/// The places in `entries` of what passes the filter, in that order (equal ones by id). Both `token` and
/// `text` are searched. Throws InvalidArgument or InvalidFormat for a pattern that is none.
std::vector<std::uint32_t> queryVocabulary(const VocabularyTable& table, const VocabularyFilter& filter,
                                           VocabularyOrder order, bool descending, core::RunControl& control);

/// What is near a token. Lists are cut at `limit`; the counts are whole.
struct TokenNeighbours
{
    std::vector<std::uint32_t> around;   ///< places of the ids before and after it, itself included
    std::vector<std::uint32_t> begins;   ///< longer tokens that begin with it, shortest first
    std::vector<std::uint32_t> contains; ///< further tokens that contain it, shortest first
    std::vector<std::uint32_t> parts;    ///< tokens that it contains, longest first
    std::size_t beginsCount = 0, containsCount = 0, partsCount = 0;
    std::optional<RankedMerge> madeBy; ///< BPE
    std::vector<RankedMerge> usedIn;   ///< BPE: merges that take it, by rank
    std::size_t usedInCount = 0;
};

TokenNeighbours neighboursOf(const VocabularyTable& table, std::uint32_t place, std::size_t limit,
                             core::RunControl& control);

/// Two vocabularies against each other; the lists hold places, ascending.
struct VocabularyOverlap
{
    std::vector<std::uint32_t> onlyFirst, onlySecond;
    struct Common
    {
        std::uint32_t first, second;
    };
    std::vector<Common> sameId, otherId;

    std::size_t commonCount() const { return sameId.size() + otherId.size(); }
};

/// `asText`: tokens are the same if they read the same (▁the, Ġthe and " the"); the first of equals counts.
VocabularyOverlap overlapOf(const VocabularyTable& first, const VocabularyTable& second, bool asText,
                            core::RunControl& control);

} // namespace vitrine::tokenizers
