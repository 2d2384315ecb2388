// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/encoding.h"

#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::tokenizers {

/// A stretch of a text that every tokenizer begins and ends a token with.
struct AlignedRegion
{
    core::ByteSpan span;
    /// For each tokenizer its tokens here, `[first, second)` of its encoding; may be empty where it drops
    /// the text.
    std::vector<std::pair<std::size_t, std::size_t>> tokens;
    /// Whether every tokenizer has one piece here, of the same text.
    bool agrees = false;
};

struct Alignment
{
    std::vector<AlignedRegion> regions; ///< in the order of the text, as short as they can be
    std::size_t borders = 0;            ///< places where any tokenizer ends a token
    std::size_t commonBorders = 0;      ///< of these, where all do

    double agreement() const { return borders == 0 ? 1 : double(commonBorders) / double(borders); }
};

/// Where tokenizations of the same text cut alike. Borders are compared apart from white space, which some
/// tokenizers drop, some give to the next word and some to none: spans are trimmed, and tokens of white
/// space alone belong to no region. Tokens that share a span (the bytes of one character) count as one piece.
Alignment alignTokenizations(std::string_view text, std::span<const Encoding* const> encodings);

} // namespace vitrine::tokenizers
