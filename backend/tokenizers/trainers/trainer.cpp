// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/trainers/trainer.h"

#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/file_statistics.h"
#include "backend/tokenizers/trainers/training_base.h"
#include "backend/tokenizers/trainers/word_counter.h"
#include "backend/tokenizers/unicode.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>

namespace vitrine::tokenizers {
namespace {

struct AlgorithmNames
{
    TrainingAlgorithm algorithm;
    std::string_view name, modelType;
};
constexpr AlgorithmNames algorithms[] = {{TrainingAlgorithm::Bpe, "bpe", "BPE"},
                                         {TrainingAlgorithm::WordPiece, "wordpiece", "WordPiece"},
                                         {TrainingAlgorithm::Unigram, "unigram", "Unigram"},
                                         {TrainingAlgorithm::WordLevel, "wordlevel", "WordLevel"}};

Learned learn(const TrainerOptions& options, const TrainingWords& words, unsigned threads,
              const TrainingCheckpoint& checkpoint, TrainingReporter& reporter)
{
    switch (options.algorithm) {
    case TrainingAlgorithm::Bpe:
    case TrainingAlgorithm::WordPiece:
        return learnBpe(options, words, reporter);
    case TrainingAlgorithm::Unigram:
        return learnUnigram(options, words, threads, checkpoint, reporter);
    case TrainingAlgorithm::WordLevel:
        return learnWordLevel(options, words);
    }
    return {};
}

/// Encodes the texts and, one by one, their distinct characters.
TokenizerEffect effectOn(const Tokenizer& tokenizer, const std::vector<std::string>& texts,
                         const std::set<char32_t>& characters, const std::function<void()>& tick)
{
    EncodeOptions options;
    options.addSpecialTokens = false;
    options.offsets = false;
    const auto unknown = unknownTokenId(tokenizer);
    TextStatistics statistics;
    for (const std::string& text : texts) {
        statistics.add(text, tokenizer.encode(EncodeInput::text(text), options), unknown);
        tick();
    }
    std::size_t known = 0;
    for (const char32_t character : characters) {
        std::string text;
        core::appendUtf8(text, character);
        const Encoding encoding = tokenizer.encode(EncodeInput::text(text), options);
        known += encoding.size() > 0 &&
                 (!unknown || std::ranges::find(encoding.ids, *unknown) == encoding.ids.end());
    }
    TokenizerEffect effect;
    effect.vocabSize = tokenizer.info().vocabSize;
    effect.tokens = statistics.tokens;
    effect.unknown = statistics.unknown;
    effect.tokensPerWord = statistics.tokensPerWord();
    effect.tokensPerByte = statistics.bytes ? double(statistics.tokens) / double(statistics.bytes) : 0;
    effect.unknownRate = statistics.unknownRate();
    effect.alphabetCoverage = characters.empty() ? 1 : double(known) / double(characters.size());
    return effect;
}

/// All but white space, which many tokenizers drop.
std::set<char32_t> charactersOf(const std::vector<std::string>& texts)
{
    std::set<char32_t> characters;
    for (const std::string& text : texts)
        for (std::size_t i = 0; i < text.size();)
            if (const char32_t character = core::nextCodePoint(text, i); !isWhitespace(character))
                characters.insert(character);
    return characters;
}

TrainingEffect sizesOf(const std::vector<std::string>& texts)
{
    TrainingEffect effect;
    effect.texts = texts.size();
    for (const std::string& text : texts) {
        effect.bytes += text.size();
        effect.words += countWords(text);
    }
    return effect;
}

TrainingEffect measure(const TrainingJob& job, const Corpus& corpus, const Tokenizer& trained,
                       TrainingReporter& reporter)
{
    const auto texts = corpus.sample(job.sampleTexts);
    reporter.startPhase(TrainingPhase::Judging, double(texts.size() * (job.from ? 2 : 1)));
    double done = 0;
    const auto tick = [&] { reporter.update(++done); };
    const auto characters = charactersOf(texts);
    TrainingEffect effect = sizesOf(texts);
    effect.trained = effectOn(trained, texts, characters, tick);
    if (job.from)
        effect.old = effectOn(Tokenizer::fromJson(job.from->tokenizerJson, job.from->origin).value(), texts,
                              characters, tick);
    reporter.finishPhase();
    return effect;
}

} // namespace

std::string_view algorithmName(TrainingAlgorithm algorithm)
{
    return std::ranges::find(algorithms, algorithm, &AlgorithmNames::algorithm)->name;
}

std::string_view modelTypeName(TrainingAlgorithm algorithm)
{
    return std::ranges::find(algorithms, algorithm, &AlgorithmNames::algorithm)->modelType;
}

std::optional<TrainingAlgorithm> algorithmNamed(std::string_view name)
{
    for (const AlgorithmNames& each : algorithms)
        if (each.name == name || each.modelType == name) return each.algorithm;
    return std::nullopt;
}

TrainingEffect judgeTokenizer(const Tokenizer& tokenizer, const std::vector<std::string>& texts,
                              core::RunControl& control)
{
    TrainingEffect effect = sizesOf(texts);
    effect.trained = effectOn(tokenizer, texts, charactersOf(texts), [&] { control.checkpoint(); });
    return effect;
}

TrainingResult trainTokenizer(const TrainingJob& job, core::RunControl& control,
                              const TrainingObserver& observer)
{
    const auto start = std::chrono::steady_clock::now();
    TrainingReporter reporter(control, observer);
    const TrainingBase base(job);
    const Corpus corpus(job.files, job.column, reporter);
    const TrainingCheckpoint checkpoint{job.checkpointFolder, job.resume};
    WordList words =
        countWords(corpus, base.pipeline(), {job.threads, job.memoryBytes, checkpoint}, reporter);
    if (words.words.empty())
        throw core::Exception(core::ErrorCode::InvalidFormat,
                              job.files.front().string() +
                                  (job.files.size() > 1 ? " and the other files" : "") +
                                  ": hold no words to train on");
    const WordList heldOut = countWords(job.heldOutTexts, base.pipeline());
    reporter.event().distinctWords = words.words.size();

    const Learned learned =
        learn(base.options(), {words.words, heldOut.words}, job.threads, checkpoint, reporter);
    TrainingResult result;
    result.document = base.finish(learned);
    result.merges = learned.merges.size();
    result.texts = words.texts;
    result.bytes = words.bytes;
    result.words = words.total;
    result.distinctWords = words.words.size();
    for (const std::vector<std::string>* list :
         {&base.warnings(), static_cast<const std::vector<std::string>*>(&words.warnings), &learned.warnings})
        std::ranges::copy(*list, std::back_inserter(result.warnings));

    const auto trained = Tokenizer::fromJson(result.document.tokenizerJson, result.document.origin);
    result.vocabSize = trained.ok() ? trained.value().info().vocabSize : learned.size();
    reporter.event().vocabSize = result.vocabSize;
    if (job.sampleTexts > 0) {
        // a vocabulary without unknown token may not know what to do with some texts, and is valid all the
        // same
        const auto measured = core::capture([&] { return measure(job, corpus, trained.value(), reporter); });
        if (measured.ok())
            result.effect = measured.value();
        else if (measured.error().code == core::ErrorCode::Canceled)
            throw core::CanceledException();
        else
            result.warnings.push_back("the effect could not be measured: " + measured.error().message);
    }
    if (!job.checkpointFolder.empty()) removeCheckpoint(job.checkpointFolder);
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace vitrine::tokenizers
