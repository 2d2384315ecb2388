// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/models/model_entries.h"

namespace vitrine::tokenizers {

/// The merges that make the tokens of `entries`, as Transformers makes them from a vocabulary: every way to
/// cut a token in two tokens, ordered by the token's id (which is its rank), then by the halves' lengths in
/// characters.
void generateMerges(ModelEntries& entries);

} // namespace vitrine::tokenizers
