// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/json.h"
#include "backend/tokenizers/model_trace.h"
#include "backend/tokenizers/models/vocabulary.h"
#include "backend/tokenizers/models/word_cache.h"

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
    WordCache cache;                  ///< of the one model that fills this
};

/// The third stage: cuts a word into tokens of its vocabulary. Every const function is thread-safe.
class Model
{
public:
    virtual ~Model() = default;
    /// Appends the tokens of `word` (not empty). Throws InvalidFormat where the model can't go on, as without
    /// an unknown token.
    virtual void tokenize(std::string_view word, ModelTokens& out) const = 0;
    /// What tokenize() makes of `word`, and how; by itself the result alone.
    virtual ModelTrace explain(std::string_view word) const
    {
        ModelTrace trace;
        trace.result = resultOf(word);
        return trace;
    }
    virtual const Vocabulary& vocabulary() const = 0;
    virtual std::string_view typeName() const = 0;
    /// The log probability of a token, where the model has one.
    virtual std::optional<double> score(std::uint32_t) const { return std::nullopt; }
    /// By rank, where the model has merges.
    virtual std::vector<std::pair<std::string_view, std::string_view>> merges() const { return {}; }

protected:
    /// The tokens of `word` for the trace.
    std::vector<ModelTrace::Piece> resultOf(std::string_view word) const;
    /// Appends the tokens of a word that `out` remembers, `position` added to their places; false if it does
    /// not.
    static bool appendKnown(const Vocabulary& vocabulary, std::string_view word, std::uint64_t hash,
                            std::uint32_t position, ModelTokens& out)
    {
        const auto pieces = out.cache.find(word, hash);
        std::uint32_t begin = 0;
        for (const auto& piece : pieces) {
            const auto& token = vocabulary.entries()[piece.entry];
            out.tokens.push_back({token.id, position + begin, position + piece.end, token.text});
            begin = piece.end;
        }
        return !pieces.empty();
    }
};

/// The model that `settings` of tokenizer.json describe; without "type" its fields tell. `entries` are its
/// vocabulary and merges.
std::unique_ptr<const Model> makeModel(const core::JsonObject& settings, const ModelEntries& entries);

// One function a model; the list is in registry.cpp.
std::unique_ptr<const Model> makeBpe(const core::JsonObject& settings, const ModelEntries& entries);
std::unique_ptr<const Model> makeUnigram(const core::JsonObject& settings, const ModelEntries& entries);
std::unique_ptr<const Model> makeWordLevel(const core::JsonObject& settings, const ModelEntries& entries);
std::unique_ptr<const Model> makeWordPiece(const core::JsonObject& settings, const ModelEntries& entries);

/// A WordPiece model from a list of tokens, as vocab.txt holds it.
struct WordPieceSettings
{
    std::string unknownToken = "[UNK]", prefix = "##";
    std::size_t maxCharsPerWord = 100;
};
std::unique_ptr<const Model> makeWordPiece(Vocabulary vocabulary, WordPieceSettings settings);

} // namespace vitrine::tokenizers
