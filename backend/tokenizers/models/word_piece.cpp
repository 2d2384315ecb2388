// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/models/model.h"
#include "backend/tokenizers/unicode.h"

#include <algorithm>
#include <array>

namespace vitrine::tokenizers {
namespace {

/// Longest match first from the left; a word that can't be covered is unknown as a whole.
class WordPiece final : public Model
{
public:
    WordPiece(Vocabulary vocabulary, WordPieceSettings settings)
        : m_vocabulary(std::move(vocabulary)),
          m_settings(std::move(settings)),
          m_unknown(m_vocabulary.find(m_settings.unknownToken))
    {
        const auto& entries = m_vocabulary.entries();
        m_continuing.reserve(entries.size());
        for (std::uint32_t i = 0; i < entries.size(); ++i)
            if (entries[i].text.starts_with(m_settings.prefix) &&
                entries[i].text.size() > m_settings.prefix.size())
                m_continuing.insert(entries[i].text.substr(m_settings.prefix.size()), i);
    }

    void tokenize(std::string_view word, ModelTokens& out) const override
    {
        if (word.size() > m_settings.maxCharsPerWord && countCharacters(word) > m_settings.maxCharsPerWord)
            return appendUnknown(word, out);
        const std::size_t before = out.tokens.size();
        for (std::size_t at = 0; at < word.size();) {
            const auto rest = word.substr(at);
            const std::uint32_t entry = longestPrefix(at == 0 ? m_vocabulary.table() : m_continuing, rest);
            if (entry == StringTable::none) {
                out.tokens.resize(before);
                return appendUnknown(word, out);
            }
            const auto& found = m_vocabulary.entries()[entry];
            const std::size_t length = found.text.size() - (at == 0 ? 0 : m_settings.prefix.size());
            out.tokens.push_back({found.id, std::uint32_t(at), std::uint32_t(at + length), found.text});
            at += length;
        }
    }
    ModelTrace explain(std::string_view word) const override
    {
        ModelTrace trace;
        trace.result = resultOf(word);
        if (countCharacters(word) > m_settings.maxCharsPerWord) return trace;
        for (std::size_t at = 0, end; at < word.size(); at = end) {
            bool isFound = false;
            for (end = word.size(); end > at && !isFound;) {
                std::string candidate((at > 0 ? m_settings.prefix : "") +
                                      std::string(word.substr(at, end - at)));
                isFound = m_vocabulary.find(candidate).has_value();
                trace.attempts.push_back(
                    {std::move(candidate), std::uint32_t(at), std::uint32_t(end), isFound});
                if (isFound) break;
                do
                    --end;
                while (end > at && (word[end] & 0xC0) == 0x80);
            }
            if (!isFound) break;
        }
        return trace;
    }
    const Vocabulary& vocabulary() const override { return m_vocabulary; }
    std::string_view typeName() const override { return "WordPiece"; }

private:
    /// The entry of the longest key that `text` starts with.
    static std::uint32_t longestPrefix(const StringTable& table, std::string_view text)
    {
        const std::size_t longest = std::min(table.maxLength(), text.size());
        constexpr std::size_t usual = 64;
        std::array<std::uint64_t, usual> few;
        std::vector<std::uint64_t> many;
        if (longest > usual) many.resize(longest);
        std::uint64_t* const hashes = longest > usual ? many.data() : few.data(); // of the first i + 1 bytes
        PrefixHash hash;
        for (std::size_t i = 0; i < longest; ++i) {
            hash.add(static_cast<unsigned char>(text[i]));
            hashes[i] = hash.value();
        }
        for (std::size_t length = longest; length > 0; --length)
            if (const auto entry = table.find(text.substr(0, length), hashes[length - 1]);
                entry != StringTable::none)
                return entry;
        return StringTable::none;
    }

    void appendUnknown(std::string_view word, ModelTokens& out) const
    {
        if (!m_unknown)
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  "the vocabulary lacks its own unknown token \"" + m_settings.unknownToken +
                                      "\"");
        out.tokens.push_back({*m_unknown, 0, std::uint32_t(word.size()), m_settings.unknownToken});
    }

    Vocabulary m_vocabulary;
    WordPieceSettings m_settings;
    std::optional<std::uint32_t> m_unknown;
    StringTable m_continuing; ///< tokens that start with the prefix, without it
};

} // namespace

std::unique_ptr<const Model> makeWordPiece(Vocabulary vocabulary, WordPieceSettings settings)
{
    return std::make_unique<WordPiece>(std::move(vocabulary), std::move(settings));
}

std::unique_ptr<const Model> makeWordPiece(const core::JsonObject& settings, const ModelEntries& entries)
{
    WordPieceSettings own{settings.get<std::string>("unk_token"),
                          settings.get<std::string>("continuing_subword_prefix"),
                          settings.get<std::size_t>("max_input_chars_per_word")};
    return makeWordPiece(Vocabulary(entries.vocabulary, false, settings.place()), std::move(own));
}

} // namespace vitrine::tokenizers
