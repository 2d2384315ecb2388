// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/trainers/corpus.h"
#include "backend/tokenizers/trainers/learned.h"
#include "backend/tokenizers/trainers/word_counts.h"

namespace vitrine::tokenizers {

/// The distinct words of a corpus, sorted by their bytes.
struct WordList
{
    WordCounts storage; ///< holds the bytes
    std::vector<WordCount> words;
    std::uint64_t texts = 0, bytes = 0, total = 0; ///< read in all; words with repetitions
    std::vector<std::string> warnings;
};

struct CountingOptions
{
    unsigned threads = 1;
    std::size_t memoryBytes = std::size_t(2) << 30;
    TrainingCheckpoint checkpoint;
};

/// Normalizes and splits every text as `pipeline`, a tokenizer.json, says (its model and added tokens take no
/// part) and counts the words. Tables past the memory become sorted runs on disk; words that don't fit at the
/// end are left out, the rarest first, with a warning. After a stop the checkpoint holds what was counted.
WordList countWords(const Corpus& corpus, const core::Json& pipeline, const CountingOptions& options,
                    TrainingReporter& reporter);

/// The same for a few texts.
WordList countWords(const std::vector<std::string>& texts, const core::Json& pipeline);

/// Removes a finished training's checkpoint.
void removeCheckpoint(const std::filesystem::path& folder);

} // namespace vitrine::tokenizers
