// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/trainers/seed_pieces.h"

#include <filesystem>

namespace vitrine::tokenizers {

/// How far a unigram training is, between two prunings.
struct UnigramState
{
    std::size_t round = 0;  ///< EM steps done
    std::size_t before = 0; ///< pieces before the last pruning
    int unchanged = 0;      ///< prunings in a row that took nothing
    SeedPieces pieces;      ///< without the unknown one
};

/// The state that a stopped training of the same options left in `folder`, whose word counts are known to be
/// those of this training. Nothing if there is none, or one of other options.
std::optional<UnigramState> readUnigramState(const std::filesystem::path& folder,
                                             const TrainerOptions& options);
/// `pieces` are the model's, the unknown one first.
void writeUnigramState(const std::filesystem::path& folder, const TrainerOptions& options,
                       const UnigramState& state, const std::vector<UnigramPiece>& pieces);

constexpr const char* unigramStateFile = "unigram.json";

} // namespace vitrine::tokenizers
