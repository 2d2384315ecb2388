// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/registry.h"
#include "backend/tokenizers/models/model.h"

namespace vitrine::tokenizers {

std::unique_ptr<const Model> makeModel(const core::JsonObject& settings, const VocabularyEntries* vocabulary)
{
    using ModelComponent = Component<Model, const VocabularyEntries*>;
    static const ModelComponent components[] = {
        {"WordPiece", makeWordPiece, {"continuing_subword_prefix", "max_input_chars_per_word"}},
        {"WordLevel", makeWordLevel, {"vocab", "unk_token"}},
    };
    // files without "type" are told apart by what only one model has
    if (!settings.has("type")) {
        for (const char* key : {"merges", "byte_fallback"})
            if (settings.has(key))
                throw core::Exception(core::ErrorCode::Unsupported,
                                      settings.place() + ": \"" + key +
                                          "\" is that of a BPE model, not known here");
    }
    return findComponent(std::span<const ModelComponent>(components), settings, "model")
        .make(settings, vocabulary);
}

} // namespace vitrine::tokenizers
