// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/progress.h"
#include "backend/tokenizers/files/tokenizer_document.h"
#include "backend/tokenizers/tokenizer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::tokenizers {

// Training a tokenizer, as a job that a window or a command runs:
//
//     TrainingJob job;
//     job.files = {"corpus.txt"};
//     job.trainer.algorithm = TrainingAlgorithm::Bpe;
//     job.trainer.vocabSize = 8000;
//     job.from = readTokenizerDocument(folder);           // or nothing
//     TrainingResult result = trainTokenizer(job, control, {onEvent});
//     saveTokenizer(result.document, folder);
//
// Vocabulary, ids, merges and scores are those of the `tokenizers` library 0.23 where it is deterministic;
// where its answer depends on the order of a hash table, ours is fixed (see trainers/). The same job gives
// the same bytes, whatever the number of threads.

enum class TrainingAlgorithm { Bpe, WordPiece, Unigram, WordLevel };

/// "bpe", "wordpiece", "unigram", "wordlevel"
std::string_view algorithmName(TrainingAlgorithm algorithm);
/// The model type of tokenizer.json: "BPE", "WordPiece", …
std::string_view modelTypeName(TrainingAlgorithm algorithm);
/// Of either spelling; nothing for any other text.
std::optional<TrainingAlgorithm> algorithmNamed(std::string_view name);

/// The options of the library's trainers, with their defaults; each algorithm reads those that it has.
struct TrainerOptions
{
    TrainingAlgorithm algorithm = TrainingAlgorithm::Bpe;
    std::size_t vocabSize = 30000;         ///< special tokens and alphabet included
    std::uint64_t minFrequency = 0;        ///< of a pair (bpe, wordpiece) or a word (wordlevel)
    std::vector<AddedToken> specialTokens; ///< they get the first ids; `id` and `special` are not read
    // bpe, wordpiece, and the initial alphabet of unigram, too
    std::optional<std::size_t>
        limitAlphabet;              ///< the most frequent characters; ties: the smaller code point stays
    std::u32string initialAlphabet; ///< characters that are kept even if the texts lack them
    std::optional<std::string> continuingSubwordPrefix; ///< wordpiece: "##" unless given
    std::optional<std::string> endOfWordSuffix;
    std::optional<std::size_t> maxTokenLength; ///< in characters
    // unigram
    std::optional<std::string> unkToken; ///< of bpe, wordpiece and wordlevel: the model's, without --from
    double shrinkingFactor = 0.75;
    std::size_t maxPieceLength = 16; ///< in characters
    unsigned subIterations = 2;      ///< EM steps before each pruning
    std::size_t seedSize = 1'000'000;
};

/// The alphabet of byte-level tokenizers: the 256 characters that stand for bytes.
std::u32string byteLevelAlphabet();

struct TrainingJob
{
    /// Text (a text a line), JSON Lines of strings or objects, Parquet, CSV, …; unknown extensions are text.
    std::vector<std::filesystem::path> files;
    std::string column = "text"; ///< of tables
    TrainerOptions trainer;
    /// Everything of it but its vocabulary is kept, as Transformers' train_new_from_iterator does it: its
    /// special tokens come before those of `trainer`. Its model must be that of the algorithm. Nothing:
    /// defaultPipeline().
    std::optional<TokenizerDocument> from;
    unsigned threads = 1; ///< that count words and run EM
    /// For the table of words while counting; past it sorted runs go to disk. Words that don't fit into it
    /// at the end are left out, the rarest first, with a warning.
    std::size_t memoryBytes = std::size_t(2) << 30;
    /// Where a stopped training leaves its checkpoint; empty: none is kept.
    std::filesystem::path checkpointFolder;
    bool resume = false;                   ///< go on from the checkpoint, if there is one of the same job
    std::vector<std::string> heldOutTexts; ///< compression is measured on them while training
    std::size_t sampleTexts = 1000;        ///< for TrainingResult::effect, spread over the files; 0: none
};

/// The tokenizer.json without a vocabulary that a training without `from` starts from: as chapter 6 of the
/// course builds them (bpe: byte level; wordpiece: BERT's normalizer and words; unigram: XLNet's normalizer
/// and Metaspace; wordlevel: words and punctuation). A template is there if its tokens are special ones.
core::Json defaultPipeline(const TrainerOptions& options);

enum class TrainingPhase {
    Reading,  ///< finding texts; unit: files
    Counting, ///< words; unit: texts
    Merging,  ///< sorted runs from disk; unit: words
    Seeding,  ///< unigram: frequent substrings; unit: characters
    Learning, ///< bpe, wordpiece: merges; unigram: rounds
    Judging,  ///< the effect on the data; unit: texts
};
std::string_view phaseName(TrainingPhase phase); ///< "counting words", in English

struct PairCount
{
    std::string left, right; ///< tokens as in the vocabulary
    std::uint64_t count = 0;
};

struct LearnedMerge
{
    std::size_t rank = 0; ///< from 0
    std::string left, right, token;
    std::uint64_t count = 0; ///< of the pair when it was merged
};

struct UnigramRound
{
    std::size_t round = 0;  ///< from 1, an EM step each
    std::size_t pieces = 0; ///< after it
    double loss = 0;        ///< negative log likelihood a word, before it
};

/// How held-out texts fare at some moment.
struct Compression
{
    std::size_t vocabSize = 0;
    double bytesPerToken = 0;
};

/// What happened since the last event. Sent at most every `intervalSeconds`; nothing is lost, lists are cut
/// at `maxMerges` (the newest stay).
struct TrainingEvent
{
    TrainingPhase phase = TrainingPhase::Reading;
    double done = 0, total = 0;   ///< in the phase's unit; total 0: unknown
    double ratePerSecond = 0;     ///< of this phase, 0: unknown
    double secondsRemaining = -1; ///< of this phase, negative: unknown
    std::size_t distinctWords = 0;
    std::size_t vocabSize = 0;
    std::vector<PairCount> topPairs;      ///< bpe, wordpiece: the most frequent now, best first
    std::vector<LearnedMerge> merges;     ///< new ones
    std::vector<UnigramRound> rounds;     ///< new ones
    std::vector<Compression> compression; ///< new measurements on the held-out texts
};

struct TrainingObserver
{
    std::function<void(const TrainingEvent&)> onEvent; ///< on the thread of trainTokenizer()
    double intervalSeconds = 0.1;
    std::size_t topPairs = 20;
    std::size_t maxMerges = 2000;
};

/// What a tokenizer makes of a sample of the data.
struct TokenizerEffect
{
    std::size_t vocabSize = 0;
    std::uint64_t tokens = 0, unknown = 0;
    double tokensPerWord = 0, tokensPerByte = 0;
    double unknownRate = 0;      ///< of the tokens
    double alphabetCoverage = 0; ///< of the sample's distinct characters, those that it can express
};

struct TrainingEffect
{
    std::uint64_t texts = 0, words = 0, bytes = 0; ///< of the sample; words are separated by white space
    TokenizerEffect trained;
    std::optional<TokenizerEffect> old; ///< that of TrainingJob::from
};

struct TrainingResult
{
    TokenizerDocument document; ///< for saveTokenizer()
    std::size_t vocabSize = 0;  ///< with added tokens
    std::size_t merges = 0;     ///< bpe
    std::uint64_t texts = 0, bytes = 0, words = 0;
    std::size_t distinctWords = 0;
    double seconds = 0;
    TrainingEffect effect;             ///< empty where `sampleTexts` is 0
    std::vector<std::string> warnings; ///< English facts, a line each
};

/// Throws Exceptions that name file and line or option; Canceled after a stop, with the checkpoint written.
TrainingResult trainTokenizer(const TrainingJob& job, core::RunControl& control,
                              const TrainingObserver& observer = {});

/// How `tokenizer` fares on some texts; `trained` is filled.
TrainingEffect judgeTokenizer(const Tokenizer& tokenizer, const std::vector<std::string>& texts,
                              core::RunControl& control);

} // namespace vitrine::tokenizers
