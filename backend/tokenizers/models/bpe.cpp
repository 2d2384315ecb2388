// SPDX-License-Identifier: Apache-2.0
// Byte-pair encoding: Sennrich et al. 2016, with the options of the Tokenizers library.
#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/byte_level.h"
#include "backend/tokenizers/models/merge_table.h"
#include "backend/tokenizers/models/model.h"

#include <array>
#include <bitset>
#include <random>

namespace vitrine::tokenizers {
namespace {

constexpr std::uint32_t none = StringTable::none;

struct BpeSettings
{
    std::optional<float> dropout;
    std::optional<std::string> unknownToken;
    std::string prefix, suffix; ///< of symbols inside and at the end of a word
    bool fuseUnknown = false, byteFallback = false, ignoreMerges = false;
};

/// Characters that some merge joins, by a hash: where it says no, no token crosses, and a word falls into
/// parts that don't depend on each other.
class Junctions
{
public:
    void add(char32_t left, char32_t right) { m_bits.set(place(left, right)); }
    bool mayJoin(char32_t left, char32_t right) const { return m_bits.test(place(left, right)); }

private:
    static constexpr std::size_t size = 1 << 17;
    static std::size_t place(char32_t left, char32_t right)
    {
        return (left * 0x9E3779B1U ^ right * 0x85EBCA6BU) % size;
    }
    std::bitset<size> m_bits;
};

char32_t firstChar(std::string_view text)
{
    std::size_t i = 0;
    return core::nextCodePoint(text, i);
}

char32_t lastChar(std::string_view text)
{
    std::size_t i = text.size() - 1;
    while (i > 0 && (text[i] & 0xC0) == 0x80)
        --i;
    return core::nextCodePoint(text, i);
}

class Bpe final : public Model
{
public:
    Bpe(const ModelEntries& entries, BpeSettings settings, const std::string& place)
        : m_vocabulary(entries.vocabulary, false, place), m_settings(std::move(settings))
    {
        if (m_settings.unknownToken) m_unknown = m_vocabulary.table().find(*m_settings.unknownToken);
        for (std::size_t byte = 0; byte < 256; ++byte)
            m_bytes[byte] = m_settings.byteFallback
                                ? m_vocabulary.table().find(fallbackToken(static_cast<unsigned char>(byte)))
                                : none;
        m_chars.assign(0x3000, none);
        std::string text;
        for (char32_t c = 0; c < m_chars.size(); ++c) {
            text.clear();
            core::appendUtf8(text, c);
            m_chars[c] = m_vocabulary.table().find(text);
        }
        readMerges(entries, place);
    }

    void tokenize(std::string_view word, ModelTokens& out) const override
    {
        if (m_settings.dropout.value_or(0) > 0) {
            thread_local std::mt19937 random{std::random_device{}()};
            std::uniform_real_distribution<float> uniform;
            auto symbols = symbolsOf(word);
            mergeSymbols(symbols, m_merges, [&] { return uniform(random) < *m_settings.dropout; });
            return emitAll(symbols, out);
        }
        if (m_settings.ignoreMerges)
            if (const std::uint32_t entry = m_vocabulary.table().find(word); entry != none)
                return emit(entry, 0, std::uint32_t(word.size()), out);
        const std::size_t before = out.tokens.size();
        if (m_fallsApart && tokenizeParts(word, out)) return;
        out.tokens.resize(before);
        const bool isShort = word.size() <= WordCache::maxWord;
        const std::uint64_t hash = isShort ? WordCache::hashOf(word) : 0;
        if (isShort && appendKnown(m_vocabulary, word, hash, 0, out)) return;
        auto symbols = symbolsOf(word);
        mergeSymbols(symbols, m_merges);
        if (isShort) remember(word, hash, symbols.data(), symbols.size(), out);
        emitAll(symbols, out);
    }

    ModelTrace explain(std::string_view word) const override
    {
        ModelTrace trace;
        if (m_settings.ignoreMerges) trace.isWholeWord = m_vocabulary.find(word).has_value();
        const auto pieces = [&](const std::vector<Symbol>& symbols) {
            std::vector<ModelTrace::Piece> result;
            std::uint32_t at = 0;
            for (const Symbol& symbol : symbols) {
                const auto& entry = m_vocabulary.entries()[symbol.entry];
                result.push_back({std::string(entry.text), entry.id, at, at + symbol.length});
                at += symbol.length;
            }
            return result;
        };
        auto symbols = symbolsOf(word);
        trace.start = pieces(symbols);
        mergeSymbols(symbols, m_merges, {},
                     [&](std::uint32_t rank, std::size_t left, const std::vector<Symbol>& after) {
                         trace.merges.push_back({rank, std::uint32_t(left), pieces(after)});
                     });
        trace.result = trace.isWholeWord ? resultOf(word) : pieces(symbols);
        return trace;
    }

    const Vocabulary& vocabulary() const override { return m_vocabulary; }
    std::string_view typeName() const override { return "BPE"; }
    std::vector<std::pair<std::string_view, std::string_view>> merges() const override
    {
        std::vector<std::pair<std::string_view, std::string_view>> texts;
        texts.reserve(m_ranked.size());
        for (const auto& [left, right] : m_ranked)
            texts.emplace_back(m_vocabulary.entries()[left].text, m_vocabulary.entries()[right].text);
        return texts;
    }

private:
    void readMerges(const ModelEntries& entries, const std::string& place)
    {
        m_merges.reserve(entries.merges.size());
        m_ranked.reserve(entries.merges.size());
        m_fallsApart = m_settings.prefix.empty() && m_settings.suffix.empty();
        const auto fail = [&](std::size_t rank, const std::string& what) {
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  place + ": merges[" + std::to_string(rank) + "]: " + what);
        };
        std::string product;
        std::uint32_t next = 0; // the entry after the last product
        for (std::uint32_t rank = 0; rank < entries.merges.size(); ++rank) {
            const auto [left, right] = entries.merges[rank];
            MergeTable::Merge merge{m_vocabulary.table().find(left), m_vocabulary.table().find(right), rank,
                                    none};
            for (const auto& [half, entry] : {std::pair(left, merge.left), std::pair(right, merge.right)})
                if (entry == none)
                    fail(rank, "the token \"" + std::string(half) + "\" is not in the vocabulary");
            if (left.empty() || right.size() <= m_settings.prefix.size())
                fail(rank, "it joins nothing to \"" + std::string(left.empty() ? right : left) + "\"");
            product.assign(left).append(right.substr(m_settings.prefix.size()));
            // most files list products in the order of their merges
            const auto& tokens = m_vocabulary.entries();
            merge.product = next < tokens.size() && tokens[next].text == product
                                ? next
                                : m_vocabulary.table().find(product);
            if (merge.product == none) fail(rank, "its result \"" + product + "\" is not in the vocabulary");
            next = merge.product + 1;
            m_merges.insert(merge);
            m_ranked.emplace_back(merge.left, merge.right);
            m_junctions.add(lastChar(left), firstChar(right));
            // a symbol that stands for something else than its text would join where no characters meet
            for (const std::uint32_t entry : {merge.left, merge.right})
                if (entry == m_unknown || isByte(entry)) m_fallsApart = false;
        }
    }

    bool isByte(std::uint32_t entry) const
    {
        const auto& text = m_vocabulary.entries()[entry].text;
        return m_settings.byteFallback && text.size() == 6 && text.starts_with("<0x");
    }

    std::uint32_t charEntry(char32_t c, std::string_view text) const
    {
        return c < m_chars.size() ? m_chars[c] : m_vocabulary.table().find(text);
    }

    /// What the library begins with: characters, or what stands for those that the vocabulary lacks. As
    /// there, an unknown one waits for the next known one, past the bytes of others.
    std::vector<Symbol> symbolsOf(std::string_view word) const
    {
        std::vector<Symbol> symbols;
        symbols.reserve(word.size());
        std::optional<Symbol> unknown;
        std::string text;
        for (std::size_t i = 0; i < word.size();) {
            const std::size_t begin = i;
            core::nextCodePoint(word, i);
            text.assign(begin > 0 ? m_settings.prefix : "").append(word.substr(begin, i - begin));
            if (i == word.size()) text += m_settings.suffix;
            const std::uint32_t entry = m_vocabulary.table().find(text);
            if (entry == none) {
                appendUnknown(text, std::uint32_t(i - begin), unknown, symbols);
                continue;
            }
            if (unknown) symbols.push_back(*unknown);
            unknown.reset();
            symbols.push_back({entry, std::uint32_t(i - begin)});
        }
        if (unknown) symbols.push_back(*unknown);
        return symbols;
    }

    void appendUnknown(std::string_view text, std::uint32_t length, std::optional<Symbol>& unknown,
                       std::vector<Symbol>& symbols) const
    {
        if (m_settings.byteFallback) {
            bool hasAll = true;
            for (const unsigned char byte : text)
                hasAll = hasAll && m_bytes[byte] != none;
            if (hasAll) {
                for (const unsigned char byte : text)
                    symbols.push_back({m_bytes[byte], 1});
                return;
            }
        }
        if (!m_settings.unknownToken) return; // the library drops it
        if (m_unknown == none)
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  "the vocabulary lacks its own unknown token \"" + *m_settings.unknownToken +
                                      "\"");
        if (unknown && m_settings.fuseUnknown) {
            unknown->length += length;
            return;
        }
        if (unknown) symbols.push_back(*unknown);
        unknown = Symbol{m_unknown, length};
    }

    /// The word part by part, each ending where no merge can join its neighbours. False if it can't be done
    /// so: a character is left out, and those beside it meet.
    bool tokenizeParts(std::string_view word, ModelTokens& out) const
    {
        if (word.size() <= WordCache::maxWord &&
            appendKnown(m_vocabulary, word, WordCache::hashOf(word), 0, out))
            return true;
        std::uint32_t position = 0; // what the library counts: it leaves out what it drops
        std::optional<Symbol> unknown;
        std::vector<Symbol> bytes;
        const auto emitUnknown = [&] {
            if (unknown) emit(unknown->entry, position, position + unknown->length, out);
            if (unknown) position += unknown->length;
            unknown.reset();
        };
        for (std::size_t i = 0; i < word.size();) {
            const std::size_t begin = i;
            char32_t previous = 0;
            std::size_t count = 0;
            for (std::size_t next = i; next < word.size(); i = next, ++count) {
                const char32_t c = core::nextCodePoint(word, next);
                if (count > 0 && !m_junctions.mayJoin(previous, c)) break;
                if (charEntry(c, word.substr(i, next - i)) == none) break;
                previous = c;
            }
            if (count > 0) {
                emitUnknown();
                emitPart(word.substr(begin, i - begin), count, position, out);
                position += std::uint32_t(i - begin);
                continue;
            }
            core::nextCodePoint(word, i);
            bytes.clear();
            appendUnknown(word.substr(begin, i - begin), std::uint32_t(i - begin), unknown, bytes);
            if (bytes.empty() && !unknown) return false;
            for (const Symbol& byte : bytes) {
                emit(byte.entry, position, position + byte.length, out);
                position += byte.length;
            }
        }
        emitUnknown();
        return true;
    }

    /// `part` has `count` characters, all of them in the vocabulary.
    void emitPart(std::string_view part, std::size_t count, std::uint32_t position, ModelTokens& out) const
    {
        const bool isShort = count > 1 && part.size() <= WordCache::maxWord;
        const std::uint64_t hash = isShort ? WordCache::hashOf(part) : 0;
        if (isShort && appendKnown(m_vocabulary, part, hash, position, out)) return;
        std::array<Symbol, fewSymbols> few;
        std::vector<Symbol> many(count > few.size() ? count : 0);
        Symbol* const symbols = many.empty() ? few.data() : many.data();
        std::size_t n = 0;
        for (std::size_t i = 0; i < part.size(); ++n) {
            const std::size_t begin = i;
            const char32_t c = core::nextCodePoint(part, i);
            symbols[n] = {charEntry(c, part.substr(begin, i - begin)), std::uint32_t(i - begin)};
        }
        if (many.empty()) {
            n = mergeFewSymbols(symbols, n, m_merges);
        } else {
            mergeSymbols(many, m_merges);
            n = many.size();
        }
        const Symbol* const merged = many.empty() ? symbols : many.data();
        if (isShort) remember(part, hash, merged, n, out);
        for (std::size_t i = 0; i < n; ++i) {
            emit(merged[i].entry, position, position + merged[i].length, out);
            position += merged[i].length;
        }
    }

    void emit(std::uint32_t entry, std::uint32_t begin, std::uint32_t end, ModelTokens& out) const
    {
        const auto& token = m_vocabulary.entries()[entry];
        out.tokens.push_back({token.id, begin, end, token.text});
    }

    void emitAll(const std::vector<Symbol>& symbols, ModelTokens& out) const
    {
        std::uint32_t at = 0;
        for (const Symbol& symbol : symbols) {
            emit(symbol.entry, at, at + symbol.length, out);
            at += symbol.length;
        }
    }

    static void remember(std::string_view word, std::uint64_t hash, const Symbol* symbols, std::size_t count,
                         ModelTokens& out)
    {
        if (count == 0 || count > WordCache::maxTokens) return;
        WordCache::Piece pieces[WordCache::maxTokens];
        std::uint32_t end = 0;
        for (std::size_t i = 0; i < count; ++i)
            pieces[i] = {symbols[i].entry, end += symbols[i].length};
        out.cache.insert(word, hash, {pieces, count});
    }

    Vocabulary m_vocabulary;
    BpeSettings m_settings;
    std::uint32_t m_unknown = none;
    std::array<std::uint32_t, 256> m_bytes;
    std::vector<std::uint32_t> m_chars; ///< the entries of single characters, by code point
    MergeTable m_merges;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_ranked;
    Junctions m_junctions;
    bool m_fallsApart = false; ///< words may be cut where no merge joins
};

} // namespace

std::unique_ptr<const Model> makeBpe(const core::JsonObject& settings, const ModelEntries& entries)
{
    BpeSettings own;
    if (settings.has("dropout")) own.dropout = settings.get<float>("dropout");
    if (own.dropout && !(*own.dropout >= 0 && *own.dropout <= 1))
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              settings.place() + ": \"dropout\" is not between 0 and 1");
    if (settings.has("unk_token")) own.unknownToken = settings.get<std::string>("unk_token");
    own.prefix = settings.get<std::string>("continuing_subword_prefix", "");
    own.suffix = settings.get<std::string>("end_of_word_suffix", "");
    own.fuseUnknown = settings.get<bool>("fuse_unk", false);
    own.byteFallback = settings.get<bool>("byte_fallback", false);
    own.ignoreMerges = settings.get<bool>("ignore_merges", false);
    settings.at("merges");
    return std::make_unique<Bpe>(entries, std::move(own), settings.place());
}

} // namespace vitrine::tokenizers
