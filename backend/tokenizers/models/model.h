// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/tokenizers/models/vocabulary.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::core {
class JsonObject;
}

namespace vitrine::tokenizers {

/// The tokens of one word, relative to it. `text` points into the vocabulary or into `surfaces`.
struct ModelTokens
{
    struct Token
    {
        std::uint32_t id;
        std::uint32_t begin, end; ///< bytes of the word
        std::string_view text;
    };
    std::vector<Token> tokens;
    std::deque<std::string> surfaces; ///< texts that are in no vocabulary; their addresses stay
};

/// The third stage: cuts a word into tokens of its vocabulary. Every const function is thread-safe.
class Model
{
public:
    virtual ~Model() = default;
    /// Appends the tokens of `word` (not empty). Throws InvalidFormat where the model can't go on, as without
    /// an unknown token.
    virtual void tokenize(std::string_view word, ModelTokens& out) const = 0;
    virtual const Vocabulary& vocabulary() const = 0;
    virtual std::string_view typeName() const = 0;
};

/// The model that `settings` of tokenizer.json describe; without "type" its fields tell. `vocabulary` takes
/// the place of `settings["vocab"]` if it is not null.
std::unique_ptr<const Model> makeModel(const core::JsonObject& settings, const VocabularyEntries* vocabulary);

// One function a model; the list is in registry.cpp.
std::unique_ptr<const Model> makeWordLevel(const core::JsonObject& settings,
                                           const VocabularyEntries* vocabulary);
std::unique_ptr<const Model> makeWordPiece(const core::JsonObject& settings,
                                           const VocabularyEntries* vocabulary);

/// A WordPiece model from a list of tokens, as vocab.txt holds it.
struct WordPieceSettings
{
    std::string unknownToken = "[UNK]", prefix = "##";
    std::size_t maxCharsPerWord = 100;
};
std::unique_ptr<const Model> makeWordPiece(Vocabulary vocabulary, WordPieceSettings settings);

} // namespace vitrine::tokenizers
