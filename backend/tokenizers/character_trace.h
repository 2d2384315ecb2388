// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/text_offsets.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::tokenizers {

struct Stages;

/// What a stage did to a character, as far as its result tells.
enum class CharChange {
    None,
    Lowercased,
    AccentStripped,
    LowercasedAndStripped,
    CanonicalForm,     ///< composed, decomposed or reordered: the same character otherwise written
    CompatibilityForm, ///< a plainer character stands for it: ﬁ → fi
    SpaceReplaced,     ///< another white space for this one
    SpacesAdded,       ///< set apart by spaces
    SpaceRemoved,
    ControlRemoved,
    AccentRemoved, ///< a mark without its character
    Removed,
    SpaceMarked,  ///< ▁ for a space
    MarkAdded,    ///< a ▁ (or Ġ) put before it
    BytesSpelled, ///< its bytes as the characters that a byte-level vocabulary has for them
    Replaced,
    BytesSplit, ///< in the model: each byte a token of its own, or a share of one
    Unknown,    ///< in the model: no token for it
};

/// One character of the original text (with the marks on it) and what became of it. Positions are bytes.
struct CharTrace
{
    core::ByteSpan original;
    std::string normalized;   ///< after the normalizer; empty: it removed the character
    std::string preTokenized; ///< after the pre-tokenizer
    std::uint32_t firstPreToken = 0, preTokenCount = 0; ///< the pre-tokens that it is part of
    CharChange byNormalizer = CharChange::None, byPreTokenizer = CharChange::None;
};

/// Every character of `text` on its way through the first two stages of `stages`, which are those of `text`.
std::vector<CharTrace> traceCharacters(std::string_view text, const Stages& stages);

/// What turns `before` into `after`, as far as the two tell. `before` is one character with its marks.
CharChange describeChange(std::string_view before, std::string_view after);

} // namespace vitrine::tokenizers
