// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/trainers/learned.h"

#include <string>

namespace vitrine::tokenizers {

/// The characters that a BPE or WordPiece vocabulary starts from, by code point: those of the words and of
/// the initial alphabet, cut to the most frequent `limitAlphabet`. The library breaks ties of this cut by
/// the order of a hash table; here the smaller code point stays.
std::u32string trainingAlphabet(const TrainerOptions& options, std::span<const WordCount> words);

} // namespace vitrine::tokenizers
