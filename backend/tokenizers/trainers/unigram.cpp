// SPDX-License-Identifier: Apache-2.0
// The unigram language model as the `tokenizers` library trains it: seed pieces from a suffix array, EM with
// a sparse prior, pruning by the loss that a piece's absence would cause. The library's slip is kept that
// counts all pieces where the alternatives of one were meant (alternatives.len()). Its sums follow the order
// of a hash table, so that scores differ in their last digits from run to run; here they are sums over fixed
// parts of the sorted words, whatever the number of threads.
#include "backend/core/result.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/trainers/learned.h"
#include "backend/tokenizers/trainers/parts.h"
#include "backend/tokenizers/trainers/seed_pieces.h"
#include "backend/tokenizers/trainers/unigram_checkpoint.h"
#include "backend/tokenizers/trainers/unigram_model.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <set>
#include <unordered_set>

namespace vitrine::tokenizers {
namespace {

constexpr std::u32string_view unkText = U"<UNK>"; ///< of the unknown piece while training
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double expectedThreshold = 0.5;
constexpr std::size_t parts = 16;
constexpr std::size_t longestWord = 1 << 22; ///< its segmentations take a few hundred bytes a character
/// Pruning in which nothing goes any more: the library would go on for ever.
constexpr int patience = 10;
constexpr auto checkpointInterval = std::chrono::seconds(60);

double digamma(double x)
{
    double result = 0;
    for (; x < 7; x += 1)
        result -= 1 / x;
    x -= 1.0 / 2;
    const double xx = 1 / x, xx2 = xx * xx, xx4 = xx2 * xx2;
    result += std::log(x) + (1.0 / 24) * xx2 - 7.0 / 960 * xx4 + (31.0 / 8064) * xx4 * xx2 -
              (127.0 / 30720) * xx4 * xx4;
    return result;
}

std::string utf8(std::u32string_view text)
{
    std::string result;
    for (const char32_t c : text)
        core::appendUtf8(result, c);
    return result;
}

/// Words as code points.
class Sentences
{
public:
    explicit Sentences(std::span<const WordCount> words)
    {
        m_starts.push_back(0);
        for (const WordCount& each : words) {
            for (std::size_t i = 0; i < each.word.size();)
                m_text += core::nextCodePoint(each.word, i);
            m_starts.push_back(m_text.size());
            m_counts.push_back(double(each.count));
            m_total += double(each.count);
            m_bytes += double(each.word.size()) * double(each.count);
        }
    }
    std::size_t size() const { return m_counts.size(); }
    std::u32string_view text(std::size_t i) const
    {
        return std::u32string_view(m_text).substr(m_starts[i], m_starts[i + 1] - m_starts[i]);
    }
    double count(std::size_t i) const { return m_counts[i]; }
    double total() const { return m_total; }
    double bytes() const { return m_bytes; }
    /// Where a part begins that has about the same number of characters as the others.
    std::size_t partBegin(std::size_t part) const
    {
        const auto place = std::ranges::lower_bound(m_starts, m_text.size() * part / parts);
        return part == parts ? size() : std::size_t(place - m_starts.begin());
    }
    const std::u32string& all() const { return m_text; }

private:
    std::u32string m_text;
    std::vector<std::size_t> m_starts;
    std::vector<double> m_counts;
    double m_total = 0, m_bytes = 0;
};

class UnigramLearner
{
public:
    UnigramLearner(const TrainerOptions& options, const TrainingWords& words, unsigned threads,
                   const TrainingCheckpoint& checkpoint, TrainingReporter& reporter)
        : m_options(options),
          m_checkpoint(checkpoint),
          m_reporter(reporter),
          m_threads(threads),
          m_sentences(words.words),
          m_heldOut(words.heldOut),
          m_required(m_sentences.all().begin(), m_sentences.all().end()),
          m_desired(options.vocabSize * 11 / 10)
    {
        for (std::size_t i = 0; i < m_sentences.size(); ++i)
            if (m_sentences.text(i).size() > longestWord)
                throw core::Exception(core::ErrorCode::Unsupported,
                                      "a word has " + std::to_string(m_sentences.text(i).size()) +
                                          " characters; a unigram training takes words of up to " +
                                          std::to_string(longestWord) + ": use a pre-tokenizer that cuts it");
        m_required.insert(options.initialAlphabet.begin(), options.initialAlphabet.end());
        if (m_required.size() > options.vocabSize)
            throw core::Exception(core::ErrorCode::InvalidArgument,
                                  "a unigram vocabulary of " + std::to_string(options.vocabSize) +
                                      " tokens can't hold the " + std::to_string(m_required.size()) +
                                      " different characters of the texts");
        if (auto state = checkpoint.resume ? readUnigramState(checkpoint.folder, options) : std::nullopt)
            m_state = std::move(*state);
        else
            m_state.pieces = seedPieces(options, words.words, reporter);
    }

    Learned learn()
    {
        Learned learned;
        std::vector<UnigramPiece> pieces{{unkText, nan}};
        pieces.insert(pieces.end(), m_state.pieces.pieces.begin(), m_state.pieces.pieces.end());
        const double loops = std::floor((std::log(double(m_desired)) - std::log(double(pieces.size()))) /
                                        std::log(m_options.shrinkingFactor));
        m_reporter.startPhase(TrainingPhase::Learning,
                              double(m_state.round) + (std::max(0.0, loops) + 1) * m_options.subIterations);
        UnigramModel model(std::move(pieces));
        auto lastCheckpoint = std::chrono::steady_clock::now();
        for (;;) {
            const UnigramState start{m_state.round, m_state.before, m_state.unchanged, {}};
            const std::vector<UnigramPiece> startPieces = model.pieces;
            const auto keep = [&] {
                if (!m_checkpoint.folder.empty())
                    writeUnigramState(m_checkpoint.folder, m_options, start, startPieces);
            };
            if (std::chrono::steady_clock::now() - lastCheckpoint > checkpointInterval) {
                keep();
                lastCheckpoint = std::chrono::steady_clock::now();
            }
            try {
                for (unsigned i = 0; i < m_options.subIterations; ++i)
                    model = UnigramModel(step(model));
                if (model.pieces.size() <= m_desired) break;
                m_state.unchanged = model.pieces.size() == m_state.before ? m_state.unchanged + 1 : 0;
                if (m_state.unchanged == patience) {
                    learned.warnings.push_back("no further piece can be pruned from " +
                                               std::to_string(model.pieces.size()) +
                                               "; the vocabulary was cut instead");
                    break;
                }
                m_state.before = model.pieces.size();
                model = UnigramModel(prune(model));
            } catch (const core::CanceledException&) {
                keep();
                throw;
            }
        }
        finalize(model, learned);
        return learned;
    }

private:
    /// One EM step.
    std::vector<UnigramPiece> step(const UnigramModel& model)
    {
        struct Part
        {
            std::vector<double> expected;
            double loss = 0;
        };
        std::vector<Part> results(parts);
        forEachPart(parts, m_threads, m_reporter, m_state.round, [&](std::size_t part, const auto& tick) {
            Part& result = results[part];
            result.expected.resize(model.pieces.size());
            Lattice lattice;
            const std::size_t end = m_sentences.partBegin(part + 1);
            for (std::size_t i = m_sentences.partBegin(part); i < end; ++i) {
                lattice.build(model, m_sentences.text(i));
                const double likelihood = lattice.addExpected(m_sentences.count(i), result.expected);
                result.loss -= m_sentences.count(i) * likelihood / m_sentences.total();
                tick(m_sentences.text(i).size());
            }
        });
        std::vector<double> expected(model.pieces.size());
        double loss = 0;
        for (const Part& part : results) {
            for (std::size_t i = 0; i < expected.size(); ++i)
                expected[i] += part.expected[i];
            loss += part.loss;
        }
        std::vector<UnigramPiece> pieces{{unkText, nan}};
        double sum = 0;
        for (std::size_t i = 1; i < expected.size(); ++i) {
            if (expected[i] < expectedThreshold) continue;
            pieces.push_back({model.pieces[i].text, expected[i]});
            sum += expected[i];
        }
        const double logSum = digamma(sum);
        for (std::size_t i = 1; i < pieces.size(); ++i)
            pieces[i].score = digamma(pieces[i].score) - logSum;
        tell(pieces, loss);
        return pieces;
    }

    void tell(const std::vector<UnigramPiece>& pieces, double loss)
    {
        ++m_state.round;
        m_reporter.event().vocabSize = pieces.size();
        if (m_reporter.isObserved()) {
            m_reporter.event().rounds.push_back({m_state.round, pieces.size(), loss});
            if (m_heldOut.size() > 0) {
                const UnigramModel model(pieces);
                Lattice lattice;
                double tokens = 0;
                for (std::size_t i = 0; i < m_heldOut.size(); ++i) {
                    lattice.build(model, m_heldOut.text(i));
                    tokens += double(lattice.best().size()) * m_heldOut.count(i);
                }
                m_reporter.event().compression.push_back({pieces.size(), m_heldOut.bytes() / tokens});
            }
        }
        m_reporter.update(double(m_state.round), true);
    }

    std::vector<UnigramPiece> prune(const UnigramModel& model)
    {
        const std::size_t count = model.pieces.size();
        // how each piece would be written without itself
        std::vector<char> alwaysKeep(count, true);
        std::vector<std::vector<std::uint32_t>> alternatives(count);
        alwaysKeep[0] = false;
        forEachPart(parts, m_threads, m_reporter, m_state.round, [&](std::size_t part, const auto& tick) {
            Lattice lattice;
            for (std::size_t id = std::max<std::size_t>(1, count * part / parts);
                 id < count * (part + 1) / parts; ++id) {
                lattice.build(model, model.pieces[id].text);
                std::size_t bestLength = 0;
                auto second = lattice.secondBest(bestLength);
                tick(model.pieces[id].text.size());
                if (second.empty()) continue;
                alwaysKeep[id] = bestLength == 1;
                if (bestLength == 1) alternatives[id] = std::move(second);
            }
        });

        // how often each piece occurs in the best segmentations: whole numbers, whose sum has no order
        std::vector<std::vector<double>> counts(parts);
        forEachPart(parts, m_threads, m_reporter, m_state.round, [&](std::size_t part, const auto& tick) {
            counts[part].resize(count);
            Lattice lattice;
            const std::size_t end = m_sentences.partBegin(part + 1);
            for (std::size_t i = m_sentences.partBegin(part); i < end; ++i) {
                lattice.build(model, m_sentences.text(i));
                for (const std::uint32_t id : lattice.best())
                    counts[part][id] += m_sentences.count(i);
                tick(m_sentences.text(i).size());
            }
        });
        std::vector<double> frequency(count);
        double sum = 0;
        for (const auto& part : counts)
            for (std::size_t i = 0; i < count; ++i)
                frequency[i] += part[i];
        for (const double each : frequency)
            sum += each;
        const double logSum = std::log(sum);

        std::vector<UnigramPiece> kept{model.pieces[0]};
        std::vector<std::pair<double, std::uint32_t>> candidates;
        for (std::uint32_t id = 1; id < count; ++id) {
            if (frequency[id] == 0 && !alwaysKeep[id]) continue;
            if (alternatives[id].empty()) {
                kept.push_back(model.pieces[id]);
                continue;
            }
            if (frequency[id] == 0) continue;
            const double logProbability = std::log(frequency[id]) - logSum;
            const double logSumWithout =
                std::log(sum + frequency[id] * double(alternatives.size() - 1)); // the slip
            double without = 0;
            for (const std::uint32_t other : alternatives[id])
                without += std::log(frequency[other] + frequency[id]) - logSumWithout;
            candidates.emplace_back(frequency[id] / m_sentences.total() * (logProbability - without), id);
        }
        const std::size_t size = std::max(m_desired, std::size_t(double(count) * m_options.shrinkingFactor));
        std::ranges::stable_sort(candidates, std::ranges::greater(),
                                 [](const auto& each) { return each.first; });
        for (const auto& [loss, id] : candidates) {
            if (kept.size() == size) break;
            kept.push_back(model.pieces[id]);
        }
        return kept;
    }

    /// The vocabulary of the wanted size: all characters, then the model's pieces in their order.
    void finalize(const UnigramModel& model, Learned& learned) const
    {
        std::unordered_set<std::u32string_view> inserted{unkText};
        std::unordered_map<std::u32string_view, double> scores;
        for (const UnigramPiece& piece : model.pieces)
            scores[piece.text] = piece.score;
        std::vector<UnigramPiece> pieces;
        double penalty = 0;
        for (const char32_t& c : m_required) { // a set: by code point, where the library has a hash table
            const std::u32string_view text(&c, 1);
            const auto known = scores.find(text);
            inserted.insert(text);
            pieces.push_back({text, known != scores.end() ? known->second : model.minScore + penalty});
            if (known == scores.end()) penalty += 0.0001;
        }
        bool addUnk = false;
        if (m_options.unkToken) {
            const auto place =
                std::ranges::find(m_options.specialTokens, *m_options.unkToken, &AddedToken::content);
            addUnk = place == m_options.specialTokens.end();
            learned.unkId = addUnk ? 0 : std::size_t(place - m_options.specialTokens.begin());
        }
        const std::size_t specials = m_options.specialTokens.size() + addUnk;
        // one more than fits at least, as the library looks after adding
        for (const UnigramPiece& piece : model.pieces) {
            if (!inserted.insert(piece.text).second) continue;
            pieces.push_back({piece.text, std::isnan(piece.score) ? 0 : piece.score});
            if (pieces.size() + specials == m_options.vocabSize) break;
        }
        std::ranges::stable_sort(pieces, std::ranges::greater(), &UnigramPiece::score);
        if (addUnk) learned.pieces.emplace_back(*m_options.unkToken, 0);
        for (const AddedToken& token : m_options.specialTokens)
            learned.pieces.emplace_back(token.content, 0);
        for (const UnigramPiece& piece : pieces)
            learned.pieces.emplace_back(utf8(piece.text), piece.score);
        if (learned.pieces.size() != m_options.vocabSize)
            learned.warnings.push_back("the vocabulary has " + std::to_string(learned.pieces.size()) +
                                       " pieces, not the " + std::to_string(m_options.vocabSize) +
                                       " asked for: " +
                                       (learned.pieces.size() < m_options.vocabSize
                                            ? "the texts give no more"
                                            : "special tokens and characters alone fill it"));
    }

    const TrainerOptions& m_options;
    const TrainingCheckpoint& m_checkpoint;
    TrainingReporter& m_reporter;
    unsigned m_threads;
    Sentences m_sentences, m_heldOut;
    std::set<char32_t> m_required;
    std::size_t m_desired;
    UnigramState m_state; ///< its pieces hold the texts of all later ones
};

} // namespace

Learned learnUnigram(const TrainerOptions& options, const TrainingWords& words, unsigned threads,
                     const TrainingCheckpoint& checkpoint, TrainingReporter& reporter)
{
    return UnigramLearner(options, words, threads, checkpoint, reporter).learn();
}

} // namespace vitrine::tokenizers
