// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/added_vocabulary.h"

#include <algorithm>

namespace vitrine::tokenizers {

void PatternTrie::insert(std::string_view pattern, std::uint32_t value)
{
    if (pattern.empty()) return;
    std::uint32_t node = 0;
    for (const unsigned char byte : pattern) {
        auto& next = m_nodes[node].next;
        const auto found =
            std::ranges::lower_bound(next, byte, {}, &std::pair<unsigned char, std::uint32_t>::first);
        if (found != next.end() && found->first == byte) {
            node = found->second;
            continue;
        }
        const auto created = std::uint32_t(m_nodes.size());
        next.insert(found, {byte, created});
        const std::uint32_t depth = m_nodes[node].depth + 1;
        m_nodes.emplace_back().depth = depth;
        node = created;
    }
    if (!m_nodes[node].value) m_nodes[node].value = value;
    m_starts[static_cast<unsigned char>(pattern.front())] = true;
}

std::uint32_t PatternTrie::child(std::uint32_t node, unsigned char byte) const
{
    const auto& next = m_nodes[node].next;
    const auto found =
        std::ranges::lower_bound(next, byte, {}, &std::pair<unsigned char, std::uint32_t>::first);
    return found != next.end() && found->first == byte ? found->second : none;
}

void PatternTrie::build()
{
    std::vector<std::uint32_t> queue{0}; // by depth: what a node falls back to comes before it
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const std::uint32_t node = queue[i];
        for (const auto& [byte, created] : m_nodes[node].next) {
            Node& own = m_nodes[created];
            for (std::uint32_t at = node; at != 0;) {
                at = m_nodes[at].fallback;
                if (const std::uint32_t found = child(at, byte); found != none) {
                    own.fallback = found;
                    break;
                }
            }
            own.ending = own.value ? created : m_nodes[own.fallback].ending;
            queue.push_back(created);
        }
    }
}

std::optional<PatternTrie::Match> PatternTrie::find(std::string_view text, std::size_t from) const
{
    if (empty()) return std::nullopt;
    std::optional<Match> best;
    std::uint32_t node = 0;
    for (std::size_t i = from; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (node == 0 && !m_starts[byte]) continue;
        std::uint32_t next = child(node, byte);
        while (next == none && node != 0) {
            node = m_nodes[node].fallback;
            next = child(node, byte);
        }
        node = next == none ? 0 : next;
        // what still grows starts here; nothing that starts later than the best can take its place
        if (best && i + 1 - m_nodes[node].depth > best->begin) return best;
        if (const std::uint32_t ending = m_nodes[node].ending; ending != none) {
            const std::size_t begin = i + 1 - m_nodes[ending].depth;
            if (!best || begin <= best->begin) best = Match{begin, i + 1, *m_nodes[ending].value};
        }
    }
    return best;
}

namespace {

bool endsWithWord(std::string_view text)
{
    std::size_t i = text.size();
    if (i == 0) return false;
    do
        --i;
    while (i > 0 && (text[i] & 0xC0) == 0x80);
    return isWord(core::nextCodePoint(text, i));
}

bool startsWithWord(std::string_view text)
{
    std::size_t i = 0;
    return !text.empty() && isWord(core::nextCodePoint(text, i));
}

} // namespace

void AddedVocabulary::add(std::span<const AddedToken> tokens, const Vocabulary& model,
                          const Normalizer* normalizer)
{
    for (AddedToken token : tokens) {
        if (token.content.empty()) continue;
        if (token.special) m_specialContents.insert(token.content);
        const auto known = m_ids.find(token.content);
        if (known != m_ids.end())
            token.id = known->second;
        else if (const auto own = model.find(token.content))
            token.id = *own;
        else
            token.id = std::uint32_t(model.size() + m_newCount++);
        m_ids[token.content] = token.id;

        Known& entry = m_byId[token.id];
        // once a token was normalized it is decoded so, whatever a later definition says
        const bool keepsText = entry.token.content == token.content && !token.normalized;
        if (!keepsText) entry.decodedText = token.content;
        entry.token = token;
        if (token.normalized && normalizer) {
            NormalizedString text(token.content);
            normalizer->normalize(text);
            entry.decodedText = text.text();
        }
    }
    m_raw = m_normalized = PatternTrie();
    m_tokens.clear();
    for (const auto& [id, known] : m_byId) {
        if (known.token.normalized)
            m_normalized.insert(known.decodedText, id);
        else
            m_raw.insert(known.token.content, id);
        m_tokens.push_back(known.token);
    }
    m_raw.build();
    m_normalized.build();
}

template <typename Emit>
void AddedVocabulary::matches(std::string_view text, const PatternTrie& trie, Emit emit) const
{
    std::size_t done = 0;
    for (auto match = trie.find(text, 0); match; match = trie.find(text, match->end)) {
        std::size_t begin = match->begin, end = match->end;
        const AddedToken& token = m_byId.at(match->value).token;
        if (token.singleWord && (endsWithWord(text.substr(0, begin)) || startsWithWord(text.substr(end))))
            continue;
        if (token.lstrip) begin = std::max(trimmedLength(text.substr(0, begin)), done);
        if (token.rstrip) end += leadingWhitespace(text.substr(end));
        if (done < begin) emit(done, begin, std::optional<std::uint32_t>());
        if (begin < end) emit(begin, end, std::optional(match->value));
        done = end;
    }
    if (done < text.size()) emit(done, text.size(), std::optional<std::uint32_t>());
}

void AddedVocabulary::splitPiece(NormalizedString piece, const PatternTrie& trie,
                                 PreTokenizedString& out) const
{
    const auto base = std::uint32_t(out.text.text().size());
    matches(piece.text(), trie, [&](std::size_t begin, std::size_t end, std::optional<std::uint32_t> id) {
        out.splits.push_back({std::uint32_t(base + begin), std::uint32_t(base + end), id});
    });
    if (base == 0)
        out.text = std::move(piece);
    else
        out.text.append(piece);
}

PreTokenizedString AddedVocabulary::split(std::string_view text, const Normalizer* normalizer) const
{
    PreTokenizedString result;
    matches(text, m_raw, [&](std::size_t begin, std::size_t end, std::optional<std::uint32_t> id) {
        NormalizedString piece(std::string(text.substr(begin, end - begin)), std::uint32_t(begin));
        if (id) {
            const auto base = std::uint32_t(result.text.text().size());
            result.splits.push_back({base, std::uint32_t(base + end - begin), id});
            result.text.append(piece);
            return;
        }
        if (normalizer) normalizer->normalize(piece);
        splitPiece(std::move(piece), m_normalized, result);
    });
    return result;
}

std::optional<std::uint32_t> AddedVocabulary::find(std::string_view content) const
{
    const auto found = m_ids.find(content);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

const std::string* AddedVocabulary::decodedText(std::uint32_t id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : &found->second.decodedText;
}

std::size_t AddedVocabulary::countBeyond(const Vocabulary& model) const
{
    return std::size_t(
        std::ranges::count_if(m_ids, [&](const auto& entry) { return !model.find(entry.first); }));
}

} // namespace vitrine::tokenizers
