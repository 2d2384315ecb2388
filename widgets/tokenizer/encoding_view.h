// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/text_offsets.h"
#include "backend/tokenizers/encoding.h"
#include "widgets/tokenizer/stages.h"

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

/// Conversions of positions in the texts of an encoding, shared by its windows.
using TextIndexes = std::array<core::TextIndex, 2>;

/// One window of an encoding with its positions in every unit, ready for the views. Immutable; may be made
/// on a worker thread (it holds no QObject).
struct EncodingView
{
    std::array<QString, 2> texts;
    bool isPair = false;
    tokenizers::Encoding encoding;
    std::vector<core::Utf16Span> utf16;          ///< one a token, in its text
    std::vector<core::CodePointSpan> codePoints; ///< likewise
    /// Likewise, in user-perceived characters; empty for texts above `longestGraphemeText`.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> graphemes;
    std::optional<std::uint32_t> unknownId;
    std::shared_ptr<const TextIndexes> indexes;
    int placed = 0, unknown = 0; ///< tokens that have a place, and those among them that are unknown
    int words = 0;               ///< of the tokenizer, in this window
    /// Some characters have several tokens: parts of their bytes.
    bool sharesCharacters = false;
    /// Tokens of a part of the text alone, until the whole is encoded; `firstColor` goes before the first.
    bool isPreview = false;
    int firstColor = 0;

    int size() const { return int(encoding.size()); }
    /// Whether the token stands for a part of a text; special tokens that were added and padding don't.
    bool hasPlace(int token) const { return encoding.wordIds[std::size_t(token)].has_value(); }
    int textOf(int token) const { return int(encoding.textIds[std::size_t(token)]); }
    bool isUnknown(int token) const { return unknownId && encoding.ids[std::size_t(token)] == *unknownId; }
    /// The part of the original text that the token came from; never a decoding of its id.
    QString slice(int token) const;
    /// The range of a text that this window covers; empty where it has no token of it.
    core::Utf16Span covered(int text) const { return m_covered[std::size_t(text)]; }
    int firstOf(int text) const { return m_first[std::size_t(text)]; } ///< its first token there, or -1
    int lastOf(int text) const { return m_last[std::size_t(text)]; }
    const core::TextIndex& indexOf(int text) const { return (*indexes)[std::size_t(text)]; }

    /// The tokens of a UTF-16 unit of a text: one, or several of which each has some of its bytes; (-1, -1)
    /// for none.
    struct Tokens
    {
        int first = -1, last = -1;
        bool operator==(const Tokens&) const = default;
        int count() const { return first < 0 ? 0 : last - first + 1; }
    };
    Tokens tokensAt(int text, int unit) const;

private:
    friend std::shared_ptr<const EncodingView> makeEncodingView(const QString&, const std::optional<QString>&,
                                                                tokenizers::Encoding,
                                                                std::optional<std::uint32_t>,
                                                                std::shared_ptr<const TextIndexes>);
    void place(int token);

    std::array<core::Utf16Span, 2> m_covered;
    std::array<int, 2> m_first{-1, -1}, m_last{-1, -1};
    /// For every covered unit of a text the first and last token that cover it; `m_lastAt` is empty where
    /// no character is shared.
    std::array<std::vector<int>, 2> m_firstAt, m_lastAt;
};

/// UTF-16 units.
constexpr qsizetype longestGraphemeText = 200'000;

/// `encoding` loses its overflow. `first` and `second` are the texts it was made from; `indexes` are theirs,
/// made here if missing.
std::shared_ptr<const EncodingView>
makeEncodingView(const QString& first, const std::optional<QString>& second, tokenizers::Encoding encoding,
                 std::optional<std::uint32_t> unknownId, std::shared_ptr<const TextIndexes> indexes = {});
std::shared_ptr<const TextIndexes> makeTextIndexes(const QString& first, const QString& second);

/// Where a window holds an answer in the second text, as question answering is trained: (0, 0) where it does
/// not hold all of it.
struct WindowAnswer
{
    bool isInside = false;
    int startToken = 0, endToken = 0;
    core::Utf16Span span;
};
WindowAnswer answerIn(const EncodingView& window, core::Utf16Span answer);

/// The answer to a TokenizerRequest.
struct TokenizerResult
{
    std::vector<std::shared_ptr<const EncodingView>>
        windows; ///< at least one; the first is the encoding itself
    StagesView stages;
    double milliseconds = 0;
    std::size_t codePoints = 0, bytes = 0;
};

/// What the panel says about the tokenizer itself.
struct TokenizerSummary
{
    QString name;
    QStringList stages; ///< "BertNormalizer", …; empty ones left out
    std::size_t vocabularySize = 0;
    int modelMaxLength = 0; ///< 0: unknown
};

} // namespace vitrine::widgets
