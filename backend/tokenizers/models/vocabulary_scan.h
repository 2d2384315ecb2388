// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/models/vocabulary.h"

#include <optional>
#include <string>
#include <string_view>

namespace vitrine::tokenizers {

/// A tokenizer.json without the bulk of it.
struct ScannedVocabulary
{
    VocabularyEntries entries; ///< of model.vocab, in file order
    std::string rest;          ///< the file with `{}` in their place
};

/// Reads model.vocab without a tree of JSON values, which takes most of the time that loading takes. Nothing
/// where that object is absent or holds anything but ids: then the usual way finds out what is wrong.
std::optional<ScannedVocabulary> scanVocabulary(std::string_view tokenizerJson);

} // namespace vitrine::tokenizers
