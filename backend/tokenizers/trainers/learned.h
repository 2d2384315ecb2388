// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/trainers/reporter.h"
#include "backend/tokenizers/trainers/word_counts.h"

#include <span>

namespace vitrine::tokenizers {

/// A vocabulary as a trainer learned it.
struct Learned
{
    std::vector<std::pair<std::string, std::uint32_t>> vocabulary; ///< all but unigram: token and id
    std::vector<std::pair<std::string, std::string>> merges;       ///< bpe, by rank
    std::vector<std::pair<std::string, double>> pieces;            ///< unigram, by id
    std::optional<std::size_t> unkId;                              ///< unigram
    std::vector<std::string> warnings;

    std::size_t size() const { return vocabulary.size() + pieces.size(); }
};

/// The words of a training, sorted by their bytes, and those of the held-out texts.
struct TrainingWords
{
    std::span<const WordCount> words;
    std::span<const WordCount> heldOut;
};

/// Where a stopped training leaves what it has; an empty folder: nowhere.
struct TrainingCheckpoint
{
    std::filesystem::path folder;
    bool resume = false; ///< and goes on from
};

// One function an algorithm; `reporter` gets progress and events. They throw InvalidArgument for options that
// the words can't fulfil.
Learned learnBpe(const TrainerOptions& options, const TrainingWords& words, TrainingReporter& reporter);
Learned learnWordLevel(const TrainerOptions& options, const TrainingWords& words);
Learned learnUnigram(const TrainerOptions& options, const TrainingWords& words, unsigned threads,
                     const TrainingCheckpoint& checkpoint, TrainingReporter& reporter);

} // namespace vitrine::tokenizers
