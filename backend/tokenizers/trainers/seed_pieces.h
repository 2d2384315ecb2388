// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/trainers/learned.h"
#include "backend/tokenizers/trainers/unigram_model.h"

#include <vector>

namespace vitrine::tokenizers {

/// The pieces that a unigram training starts from.
struct SeedPieces
{
    std::vector<char32_t> text; ///< of all pieces; moves without moving its content, as a string may not
    std::vector<UnigramPiece> pieces;
};

/// All characters by count, then the substrings of two to `maxPieceLength` characters that are followed by
/// different ones, best first by occurrences times length, up to `seedSize` pieces; scores are log
/// probabilities. Words count once each. Equal to the library, whose order of words does not matter here.
SeedPieces seedPieces(const TrainerOptions& options, std::span<const WordCount> words,
                      TrainingReporter& reporter);

} // namespace vitrine::tokenizers
