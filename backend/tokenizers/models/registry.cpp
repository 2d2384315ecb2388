// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/registry.h"
#include "backend/tokenizers/models/model.h"

namespace vitrine::tokenizers {

std::unique_ptr<const Model> makeModel(const core::JsonObject& settings, const ModelEntries& entries)
{
    using ModelComponent = Component<Model, const ModelEntries&>;
    // files without "type" are told apart by what only one model has, in this order
    static const ModelComponent components[] = {
        {"BPE", makeBpe, {"vocab", "merges"}},
        {"WordPiece", makeWordPiece, {"continuing_subword_prefix", "max_input_chars_per_word"}},
        {"WordLevel", makeWordLevel, {"vocab", "unk_token"}},
        {"Unigram", makeUnigram, {"vocab"}},
    };
    const auto& component = findComponent(std::span<const ModelComponent>(components), settings, "model");
    settings.at("vocab");
    if (const bool wantsList = component.make == makeUnigram; wantsList != entries.isList)
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              settings.place() + ": vocab: expected " +
                                  (wantsList ? "a list of tokens with scores" : "tokens with their ids"));
    return component.make(settings, entries);
}

std::vector<ModelTrace::Piece> Model::resultOf(std::string_view word) const
{
    ModelTokens tokens;
    tokenize(word, tokens);
    std::vector<ModelTrace::Piece> pieces;
    for (const auto& token : tokens.tokens)
        pieces.push_back({std::string(token.text), token.id, token.begin, token.end});
    return pieces;
}

} // namespace vitrine::tokenizers
