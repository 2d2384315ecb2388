// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace vitrine::widgets {

/// What the Train page asks for; the meaning of the fields is that of the library's trainers.
struct TrainRequest
{
    enum class Algorithm { Bpe, WordPiece, Unigram, WordLevel };

    QStringList files; ///< none: the built-in sample
    QString column = QStringLiteral("text");
    bool fromCurrent = false; ///< keeps everything of the window's tokenizer but its vocabulary
    Algorithm algorithm = Algorithm::Bpe;
    int vocabSize = 1000;
    int minFrequency = 2;
    QStringList specialTokens;
    int limitAlphabet = 0;  ///< 0: none
    int maxTokenLength = 0; ///< 0: none
    bool byteAlphabet = true;
    QString continuingPrefix, endOfWordSuffix;
    QString unkToken;
    double shrinkingFactor = 0.75;
    int maxPieceLength = 16, subIterations = 2, seedSize = 1'000'000;
    QString heldOut;
};

/// What a training tells while it runs; lists hold what is new.
struct TrainNews
{
    struct Pair
    {
        QString left, right;
        double count = 0;
    };
    struct Merge
    {
        qulonglong rank = 0;
        QString left, right, token;
        double count = 0;
    };
    QString phase;
    double fraction = -1, rate = 0, secondsRemaining = -1;
    qulonglong distinctWords = 0, vocabSize = 0;
    std::vector<Pair> topPairs;
    std::vector<Merge> merges;
    QStringList rounds;                                 ///< unigram, a line each
    std::vector<std::pair<double, double>> compression; ///< tokens in the vocabulary, bytes a token
};

/// How a training ended well.
struct TrainOutcome
{
    struct Effect
    {
        qulonglong vocabSize = 0;
        double tokensPerWord = 0, bytesPerToken = 0, unknownRate = 0, alphabetCoverage = 0;
    };
    QString folder; ///< where it is kept
    double seconds = 0;
    qulonglong texts = 0, words = 0, distinctWords = 0, merges = 0, sampleTexts = 0;
    Effect trained;
    std::optional<Effect> old;
    QString oldName;
    QStringList warnings;
};

} // namespace vitrine::widgets
