// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace vitrine::widgets {

// What generating tasks tell of a run (`details` in backend/pipelines/generating.h) as values for views.

struct TokenAlternative
{
    qint64 id = 0;
    QString text; ///< what it adds after the text before it
    double probability = 0;
    bool isSpecial = false;
};

struct GeneratedToken
{
    qint64 id = 0;
    QString text; ///< what it adds to the text; empty while a character is unfinished
    bool isSpecial = false;
    /// Of the distribution that it was chosen from; NaN of a token of the prompt and where nothing is known.
    double logProbability, entropy, seconds;
    int rank = -1; ///< 0: the likeliest
    std::vector<TokenAlternative> alternatives;

    GeneratedToken();
    double probability() const; ///< NaN where it is not known
    double milliseconds() const { return seconds * 1000; }
};

struct GeneratedSequence
{
    QString text, finishReason;  ///< "eos", "length", "stop"
    std::optional<double> score; ///< of a beam
    std::vector<GeneratedToken> tokens;
};

struct BeamNode
{
    qint64 id = 0;
    QString text;
    int parent = -1; ///< among those of the step before
    double score = 0;
    bool isKept = false, isFinished = false;
    bool isBest = false; ///< on the way to the first sequence
};

struct Generation
{
    std::vector<GeneratedToken> prompt;        ///< of an encoder-decoder model what the encoder read
    std::vector<GeneratedToken> decoderPrompt; ///< and what its decoder was given to go on from
    std::vector<GeneratedSequence> sequences;
    std::vector<std::vector<BeamNode>> beams; ///< one entry a step
    /// Seconds, and NaN where they are not known.
    double tokenize, prefill, firstToken, perToken, total;
    double tokensPerSecond = 0;
    qint64 cacheBytes = 0;
    int inputTokens = 0, truncated = 0;

    Generation();
    /// Of the seconds of all tokens but the first; NaN without.
    double medianSeconds(int sequence) const;
    double worstSeconds(int sequence) const;
};

/// Keys that are missing or of another type count as unknown; parents that do not exist are -1.
Generation readGeneration(const QJsonObject& details);

/// "Stopped at the end token"; translated.
QString finishReasonText(const GeneratedSequence& sequence, int maxNewTokens);
/// A token's text in quotes, with signs for what cannot be seen: line ends, tabs, a space alone.
QString visibleToken(const QString& text);
QString percentText(double probability); ///< "97.3 %", "0.02 %", "–"
QString bytesText(qint64 bytes);
QString millisecondsText(double seconds); ///< "3.42 ms", "1.20 s", "–"

} // namespace vitrine::widgets
