// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/models/model.h"
#include "backend/tokenizers/normalizers/normalizer.h"
#include "backend/tokenizers/pretokenized_string.h"
#include "backend/tokenizers/tokenizer.h"

#include <map>
#include <set>

namespace vitrine::tokenizers {

/// Finds the first of several patterns in a text, of those that start at one place the longest. A text
/// without matches is read once, whatever the patterns are (Aho and Corasick's automaton).
class PatternTrie
{
public:
    PatternTrie() : m_nodes(1) {}
    void insert(std::string_view pattern, std::uint32_t value); ///< the first of equal patterns counts
    void build();                                               ///< once after the last insert()
    struct Match
    {
        std::size_t begin, end;
        std::uint32_t value;
    };
    /// The first match at or after `from`, the longest that starts there.
    std::optional<Match> find(std::string_view text, std::size_t from) const;
    bool empty() const { return m_nodes.size() == 1; }

private:
    static constexpr std::uint32_t none = 0xFFFFFFFFU;
    struct Node
    {
        std::vector<std::pair<unsigned char, std::uint32_t>> next; ///< sorted once built
        std::uint32_t depth = 0;
        std::uint32_t fallback = 0;  ///< the longest other node that ends this one
        std::uint32_t ending = none; ///< the longest pattern that ends this one, maybe itself
        std::optional<std::uint32_t> value;
    };
    std::uint32_t child(std::uint32_t node, unsigned char byte) const;

    std::vector<Node> m_nodes;
    bool m_starts[256] = {};
};

/// The tokens that a vocabulary was extended by. They are found in the text before the model sees it: those
/// that are not `normalized` in the raw text, the others in the normalized one.
class AddedVocabulary
{
public:
    /// Ids follow the library: that of the model's own token, else counted on from the vocabulary's size; ids
    /// in the file are not used. A later definition of a token, or of its id, replaces the earlier.
    void add(std::span<const AddedToken> tokens, const Vocabulary& model, const Normalizer* normalizer);

    /// Normalizes `text` piece by piece, added tokens split off.
    PreTokenizedString split(std::string_view text, const Normalizer* normalizer) const;

    std::optional<std::uint32_t> find(std::string_view content) const;
    /// The text that decoding shows: of a `normalized` token its normalized form.
    const std::string* decodedText(std::uint32_t id) const;
    bool isSpecial(const std::string& text) const { return m_specialContents.contains(text); }
    std::span<const AddedToken> tokens() const { return m_tokens; } ///< by ascending id
    /// How many of them the model's vocabulary does not have.
    std::size_t countBeyond(const Vocabulary& model) const;

private:
    struct Known
    {
        AddedToken token;
        std::string decodedText;
    };
    void splitPiece(NormalizedString piece, const PatternTrie& trie, PreTokenizedString& out) const;
    template <typename Emit>
    void matches(std::string_view text, const PatternTrie& trie, Emit emit) const;

    std::map<std::string, std::uint32_t, std::less<>> m_ids;
    std::map<std::uint32_t, Known> m_byId;
    std::size_t m_newCount = 0; ///< tokens that the model does not have
    std::set<std::string, std::less<>> m_specialContents;
    std::vector<AddedToken> m_tokens;
    PatternTrie m_raw, m_normalized;
};

} // namespace vitrine::tokenizers
