// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/tokenizers/comparison.h"
#include "backend/tokenizers/text_statistics.h"
#include "widgets/tokenizer/encoding_view.h"

#include <QString>

#include <memory>
#include <vector>

namespace vitrine::widgets {

/// One tokenizer of a comparison and what it made of the text.
struct ComparedTokenizer
{
    QString specification; ///< what opens it
    QString name;
    QString modelType;
    std::size_t vocabularySize = 0;
    QString problem; ///< why it could not be opened or could not take the text; then the rest is empty
    tokenizers::TextStatistics statistics;
    double milliseconds = 0;
    std::shared_ptr<const EncodingView> view; ///< null with a problem, and for files

    bool isGood() const { return problem.isEmpty(); }
};

/// Up to six tokenizers on the same text. Immutable.
struct CompareResult
{
    std::vector<ComparedTokenizer> tokenizers;
    /// Over the good ones, in their order.
    tokenizers::Alignment alignment;
    QString source;         ///< the file's name; empty for the text
    bool isPartial = false; ///< stopped before the end of the file
};

inline double tokensPerCharacter(const tokenizers::TextStatistics& s)
{
    return s.characters ? double(s.tokens) / double(s.characters) : 0;
}

/// The most that are compared at once.
constexpr int maxCompared = 6;

/// "A" for the first, …
inline QString compareLetter(int tokenizer)
{
    return QString(QChar(u'A' + char16_t(tokenizer)));
}

/// The figures, a row a tokenizer; `price` is for 1,000 tokens, 0 for none.
QString comparisonToCsv(const CompareResult& result, double price);
/// The figures, tokens with ids and places, and the stretches of the text with their agreement.
QString comparisonToJson(const CompareResult& result, double price);

} // namespace vitrine::widgets
