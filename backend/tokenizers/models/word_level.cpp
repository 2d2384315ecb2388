// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/tokenizers/models/model.h"

namespace vitrine::tokenizers {
namespace {

/// A word is a token or unknown.
class WordLevel final : public Model
{
public:
    WordLevel(Vocabulary vocabulary, std::string unknownToken)
        : m_vocabulary(std::move(vocabulary)),
          m_unknownToken(std::move(unknownToken)),
          m_unknown(m_vocabulary.find(m_unknownToken))
    {
    }

    void tokenize(std::string_view word, ModelTokens& out) const override
    {
        const auto end = std::uint32_t(word.size());
        if (const std::uint32_t entry = m_vocabulary.table().find(word); entry != StringTable::none) {
            const auto& found = m_vocabulary.entries()[entry];
            out.tokens.push_back({found.id, 0, end, found.text});
        } else if (m_unknown) {
            out.tokens.push_back({*m_unknown, 0, end, m_unknownToken});
        } else {
            throw core::Exception(core::ErrorCode::InvalidFormat,
                                  "the vocabulary lacks its own unknown token \"" + m_unknownToken + "\"");
        }
    }
    ModelTrace explain(std::string_view word) const override
    {
        ModelTrace trace;
        trace.result = resultOf(word);
        trace.attempts.push_back(
            {std::string(word), 0, std::uint32_t(word.size()), m_vocabulary.find(word).has_value()});
        return trace;
    }
    const Vocabulary& vocabulary() const override { return m_vocabulary; }
    std::string_view typeName() const override { return "WordLevel"; }

private:
    Vocabulary m_vocabulary;
    std::string m_unknownToken;
    std::optional<std::uint32_t> m_unknown;
};

} // namespace

std::unique_ptr<const Model> makeWordLevel(const core::JsonObject& settings, const ModelEntries& entries)
{
    return std::make_unique<WordLevel>(Vocabulary(entries.vocabulary, false, settings.place()),
                                       settings.get<std::string>("unk_token"));
}

} // namespace vitrine::tokenizers
