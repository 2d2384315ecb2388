// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/encoding.h"
#include "backend/tokenizers/tokenizer.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace vitrine::tokenizers {

/// An encoding in the making: what post-processors, truncation and padding work on. Token texts are views
/// into the tokenizer or the caller's storage.
struct Draft
{
    static constexpr std::uint32_t noWord = 0xFFFFFFFFU;
    struct Token
    {
        std::uint32_t id, typeId;
        std::string_view text;
        std::uint32_t begin, end; ///< bytes of the original text
        std::uint32_t word = noWord;
        bool isSpecial = false; ///< added by a post-processor or as padding
        bool isPadding = false;
        std::uint8_t textId = 0; ///< 0 or 1: which text it comes from
    };
    struct Range
    {
        std::size_t begin, end;
    };

    std::vector<Token> tokens;
    /// Where the tokens of each sequence are. Without any range all tokens belong to sequence 0. A pair has
    /// two; more come up where a processor numbers what an earlier one made.
    std::vector<std::optional<Range>> ranges;
    std::vector<Draft> overflowing;

    static Token special(std::uint32_t id, std::uint32_t typeId, std::string_view text)
    {
        return {id, typeId, text, 0, 0, noWord, true, false, 0};
    }
    void setSequence(std::size_t sequence)
    {
        if (ranges.size() <= sequence) ranges.resize(sequence + 1);
        ranges[sequence] = Range{0, tokens.size()};
    }
    /// Appends the tokens and ranges of `other`, not its overflow.
    void append(const Draft& other);
};

/// The parts one after the other; every combination of their windows becomes overflow. Throws InvalidArgument
/// where that would be absurdly many.
Draft merge(std::vector<Draft> parts);

/// Cuts both texts as asked, `specialCount` tokens being added later (`singleSpecialCount` to one text alone,
/// which is what the library checks the stride by). Throws InvalidArgument where it can't be done.
void truncate(Draft& first, Draft* second, const TruncationParams& params, std::size_t specialCount,
              std::size_t singleSpecialCount);

/// The length to pad to, for a batch whose longest encoding has `longest` tokens.
std::size_t paddedLength(std::size_t longest, const PaddingParams& params);
/// Pads the draft and its overflow; `params` must outlive the draft.
void pad(Draft& draft, std::size_t length, const PaddingParams& params);

Encoding toEncoding(const Draft& draft);

} // namespace vitrine::tokenizers
