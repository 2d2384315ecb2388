// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/core/text_offsets.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::tokenizers {

/// What a tokenizer makes of one text or pair; the fields and their meaning are those of
/// `tokenizers.Encoding`. All vectors have one entry a token.
struct Encoding
{
    std::vector<std::uint32_t> ids;
    std::vector<std::string> tokens;
    /// The span of the original text each token came from, in UTF-8 bytes; for a pair, of the text that
    /// `textIds` names; for words, of the word that `wordIds` names. Special tokens and padding have (0, 0).
    std::vector<core::ByteSpan> offsets;
    std::vector<std::optional<std::uint32_t>> wordIds;
    /// 0 or 1: the text of the pair; nothing for what the post-processor or padding added.
    std::vector<std::optional<std::uint32_t>> sequenceIds;
    /// 0 or 1: the text that the offsets count in. It differs from `sequenceIds` where the library, and so
    /// that, loses count: for what was added (0 here), and in windows of a pair without post-processor.
    std::vector<std::uint8_t> textIds;
    std::vector<std::uint32_t> typeIds;
    std::vector<std::uint32_t> attentionMask;
    std::vector<std::uint32_t> specialTokensMask;
    /// The further windows that truncation cut off. Where both texts of a pair were cut, a window of one text
    /// with the first of the other holds in turn those with the others', as in the library.
    std::vector<Encoding> overflowing;

    std::size_t size() const { return ids.size(); }
};

} // namespace vitrine::tokenizers
