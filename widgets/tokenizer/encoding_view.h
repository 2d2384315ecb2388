// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/text_offsets.h"
#include "backend/tokenizers/encoding.h"

#include <QString>
#include <QStringList>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace vitrine::widgets {

/// What the panel asks to be encoded.
struct TokenizerRequest
{
    enum class Truncation { Off, LongestFirst, OnlyFirst, OnlySecond };

    QString first;
    std::optional<QString> second;
    bool addSpecialTokens = true;
    Truncation truncation = Truncation::Off;
    int maxLength = 128; ///< tokens, special tokens included
    int stride = 0;      ///< tokens that neighbouring windows share
    bool truncateLeft = false;
    int padLength = 0; ///< tokens; 0: no padding
    bool padLeft = false;
};

/// One window of an encoding with its positions in every unit, ready for the views. Immutable; may be made
/// on a worker thread (it holds no QObject).
struct EncodingView
{
    std::array<QString, 2> texts;
    bool isPair = false;
    tokenizers::Encoding encoding;
    std::vector<core::Utf16Span> utf16;          ///< one a token, in its text
    std::vector<core::CodePointSpan> codePoints; ///< likewise
    std::optional<std::uint32_t> unknownId;
    /// For every UTF-16 unit of a text the first token that covers it, -1 for none.
    std::array<std::vector<int>, 2> tokenAt;

    int size() const { return int(encoding.size()); }
    /// Whether the token stands for a part of a text; special tokens that were added and padding don't.
    bool hasPlace(int token) const { return encoding.wordIds[std::size_t(token)].has_value(); }
    int textOf(int token) const { return int(encoding.textIds[std::size_t(token)]); }
    bool isUnknown(int token) const { return unknownId && encoding.ids[std::size_t(token)] == *unknownId; }
    /// The part of the original text that the token came from; never a decoding of its id.
    QString slice(int token) const;
    /// The range of a text that this window covers; empty where it has no token of it.
    core::Utf16Span covered(int text) const;
};

/// `encoding` loses its overflow. `first` and `second` are the texts it was made from.
std::shared_ptr<const EncodingView> makeEncodingView(const QString& first,
                                                     const std::optional<QString>& second,
                                                     tokenizers::Encoding encoding,
                                                     std::optional<std::uint32_t> unknownId);

/// The intermediate results for one text.
struct StagesView
{
    struct Piece
    {
        QString text;
        QString detail; ///< "0–5" or "id 7592"
    };
    QString normalized;
    bool normalizedDiffers = false;
    std::vector<Piece> preTokens, modelTokens; ///< the first of `…Count`
    std::size_t preTokenCount = 0, modelTokenCount = 0;
};

/// The answer to a TokenizerRequest.
struct TokenizerResult
{
    std::vector<std::shared_ptr<const EncodingView>>
        windows; ///< at least one; the first is the encoding itself
    StagesView stages;
    double milliseconds = 0;
    std::size_t codePoints = 0, bytes = 0, words = 0;
};

/// What the panel says about the tokenizer itself.
struct TokenizerSummary
{
    QString name;
    QStringList stages; ///< "BertNormalizer", …; empty ones left out
    std::size_t vocabularySize = 0;
    int modelMaxLength = 0; ///< 0: unknown
};

/// A row a token with every field, for export.
QString encodingToCsv(const EncodingView& view);
QString encodingToJson(const EncodingView& view);

} // namespace vitrine::widgets
