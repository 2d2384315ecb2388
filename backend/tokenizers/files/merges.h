// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/models/model_entries.h"

namespace vitrine::tokenizers {

/// Which of the ways to make a token comes first.
enum class MergeOrder {
    Lengths, ///< the halves' lengths in characters, as SentencePiece models are converted
    Ids,     ///< the halves' ids, as tiktoken's ranks are converted
};

/// The merges that make the tokens of `entries`, as Transformers makes them from a vocabulary: every way to
/// cut a token in two tokens. Tokens come by id, or by falling score where `scores` has one for each entry.
void generateMerges(ModelEntries& entries, MergeOrder order, const std::vector<double>& scores = {});

} // namespace vitrine::tokenizers
