// SPDX-License-Identifier: Apache-2.0
// The unigram language model of Kudo 2018, as the Tokenizers library computes it.
#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/byte_level.h"
#include "backend/tokenizers/models/byte_trie.h"
#include "backend/tokenizers/models/model.h"

#include <algorithm>
#include <array>
#include <limits>

namespace vitrine::tokenizers {
namespace {

constexpr std::uint32_t none = StringTable::none;
constexpr double unknownPenalty = 10;

class Unigram final : public Model
{
public:
    Unigram(const ModelEntries& entries, std::optional<std::size_t> unknown, bool byteFallback)
        : m_vocabulary(entries.vocabulary, true, {}), m_scores(entries.scores), m_byteFallback(byteFallback)
    {
        if (unknown) m_unknown = std::uint32_t(*unknown);
        for (const double score : m_scores)
            m_lowest = std::min(m_lowest, score);
        std::vector<std::pair<std::string_view, std::uint32_t>> keys;
        const auto& tokens = m_vocabulary.entries();
        keys.reserve(tokens.size());
        for (std::uint32_t i = 0; i < tokens.size(); ++i)
            if (!tokens[i].text.empty() && m_vocabulary.table().find(tokens[i].text) == i)
                keys.emplace_back(tokens[i].text, i);
        m_trie = ByteTrie(std::move(keys));
        for (std::size_t byte = 0; byte < 256; ++byte)
            m_bytes[byte] = m_vocabulary.table().find(fallbackToken(static_cast<unsigned char>(byte)));
    }

    void tokenize(std::string_view word, ModelTokens& out) const override
    {
        const bool isShort = word.size() <= WordCache::maxWord;
        const std::uint64_t hash = isShort ? WordCache::hashOf(word) : 0;
        if (isShort && appendKnown(m_vocabulary, word, hash, 0, out)) return;
        thread_local std::vector<Node> best;
        thread_local std::vector<Part> parts;
        findBest(word, best);
        tracePath(best, word.size(), parts);
        std::array<WordCache::Piece, WordCache::maxTokens> pieces;
        std::size_t count = 0;
        bool isKnown = isShort && parts.size() <= pieces.size();
        for (const Part& part : parts) {
            const std::uint32_t entry = emit(word.substr(part.begin, part.end - part.begin), part, out);
            isKnown = isKnown && entry != none;
            if (isKnown) pieces[count++] = {entry, part.end};
        }
        if (isKnown && count > 0) out.cache.insert(word, hash, {pieces.data(), count});
        if (best.size() > 1 << 20) best = {}; // a giant word keeps no memory
    }

    ModelTrace explain(std::string_view word) const override
    {
        ModelTrace trace;
        trace.result = resultOf(word);
        std::vector<Node> best;
        std::vector<Part> parts;
        findBest(word, best, &trace.edges);
        std::vector<bool> isOnPath(word.size() + 1, false);
        for (std::size_t end = word.size(); end > 0; end = best[end].begin)
            isOnPath[end] = true;
        for (ModelTrace::Edge& edge : trace.edges)
            edge.isBest = isOnPath[edge.end] && best[edge.end].begin == edge.begin;
        std::ranges::stable_sort(trace.edges, [](const auto& a, const auto& b) {
            return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
        });
        return trace;
    }

    const Vocabulary& vocabulary() const override { return m_vocabulary; }
    std::string_view typeName() const override { return "Unigram"; }
    std::optional<double> score(std::uint32_t id) const override
    {
        return id < m_scores.size() ? std::optional(m_scores[id]) : std::nullopt;
    }

private:
    /// The best way to a place of the word.
    struct Node
    {
        double total = 0;
        std::uint32_t begin = none; ///< of its last token; none: not reached yet
        std::uint32_t entry = none;
    };
    struct Part
    {
        std::uint32_t begin, end;
        std::uint32_t entry; ///< of the vocabulary
    };

    /// Viterbi from the left; the first of equally good ways stays. `edges` is told every token that fits.
    void findBest(std::string_view word, std::vector<Node>& best,
                  std::vector<ModelTrace::Edge>* edges = nullptr) const
    {
        best.assign(word.size() + 1, Node{});
        for (std::size_t begin = 0; begin < word.size();) {
            const double total = best[begin].total;
            const std::size_t charLength = core::utf8Length(static_cast<unsigned char>(word[begin]));
            bool hasSingle = false;
            const auto offer = [&](std::size_t length, std::uint32_t entry, double score) {
                Node& node = best[begin + length];
                if (node.begin == none || score + total > node.total)
                    node = {score + total, std::uint32_t(begin), entry};
            };
            m_trie.forEachPrefix(word.substr(begin), [&](std::size_t length, std::uint32_t entry) {
                offer(length, entry, m_scores[entry]);
                hasSingle = hasSingle || length == charLength;
                if (edges) addEdge(word, begin, length, entry, m_scores[entry], total, *edges);
            });
            if (!hasSingle) {
                requireUnknown();
                offer(charLength, m_unknown, m_lowest - unknownPenalty);
                if (edges)
                    addEdge(word, begin, charLength, m_unknown, m_lowest - unknownPenalty, total, *edges);
            }
            begin += charLength;
        }
    }

    void addEdge(std::string_view word, std::size_t begin, std::size_t length, std::uint32_t entry,
                 double score, double total, std::vector<ModelTrace::Edge>& edges) const
    {
        const auto& token = m_vocabulary.entries()[entry];
        edges.push_back({std::string(word.substr(begin, length)), token.id, std::uint32_t(begin),
                         std::uint32_t(begin + length), score, total + score, false, entry == m_unknown});
    }

    /// The best way from end to start, turned round; neighbouring unknown parts become one.
    void tracePath(const std::vector<Node>& best, std::size_t size, std::vector<Part>& parts) const
    {
        parts.clear();
        for (std::size_t end = size; end > 0;) {
            const Node& node = best[end];
            if (!parts.empty() && node.entry == m_unknown && parts.back().entry == m_unknown)
                parts.back().begin = node.begin;
            else
                parts.push_back({node.begin, std::uint32_t(end), node.entry});
            end = node.begin;
        }
        std::ranges::reverse(parts);
    }

    /// Returns the entry of the token, none where several or none of the vocabulary stand for it.
    std::uint32_t emit(std::string_view text, const Part& part, ModelTokens& out) const
    {
        if (const std::uint32_t entry = m_vocabulary.table().find(text); entry != none) {
            push(entry, part.begin, part.end, out);
            return entry;
        }
        const auto lacksByte = [&](unsigned char byte) { return m_bytes[byte] == none; };
        if (m_byteFallback && std::ranges::none_of(text, lacksByte)) {
            for (const unsigned char byte : text)
                push(m_bytes[byte], part.begin, part.end, out);
            return none;
        }
        requireUnknown();
        const std::string& surface = out.surfaces.emplace_back(text);
        out.tokens.push_back({m_vocabulary.entries()[m_unknown].id, part.begin, part.end, surface});
        return none;
    }

    void push(std::uint32_t entry, std::uint32_t begin, std::uint32_t end, ModelTokens& out) const
    {
        const auto& token = m_vocabulary.entries()[entry];
        out.tokens.push_back({token.id, begin, end, token.text});
    }

    void requireUnknown() const
    {
        if (m_unknown == none)
            throw core::Exception(
                core::ErrorCode::InvalidFormat,
                "the text has a character that the vocabulary lacks, and \"unk_id\" is missing");
    }

    Vocabulary m_vocabulary;
    std::vector<double> m_scores; ///< by entry
    std::uint32_t m_unknown = none;
    bool m_byteFallback;
    double m_lowest = std::numeric_limits<double>::infinity();
    ByteTrie m_trie;
    std::array<std::uint32_t, 256> m_bytes;
};

} // namespace

std::unique_ptr<const Model> makeUnigram(const core::JsonObject& settings, const ModelEntries& entries)
{
    std::optional<std::size_t> unknown;
    if (settings.has("unk_id")) unknown = settings.get<std::size_t>("unk_id");
    if (unknown && *unknown >= entries.vocabulary.size())
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              settings.place() + ": \"unk_id\" is " + std::to_string(*unknown) +
                                  ", but the vocabulary has " + std::to_string(entries.vocabulary.size()) +
                                  " tokens");
    return std::make_unique<Unigram>(entries, unknown, settings.get<bool>("byte_fallback", false));
}

} // namespace vitrine::tokenizers
