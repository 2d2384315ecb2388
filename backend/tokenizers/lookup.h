// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/encoding.h"

#include <string_view>

namespace vitrine::tokenizers {

// The look-ups of `tokenizers.Encoding` and of Transformers' BatchEncoding between characters, tokens and
// words, with its answers for what lies outside. Positions are bytes of the text that `sequence` names, and
// tokens are indexes of the encoding.

struct TokenRange
{
    std::size_t begin, end; ///< tokens [begin, end)
    bool operator==(const TokenRange&) const = default;
};

/// The tokens between the first and the last of that sequence; all tokens where nothing is numbered.
TokenRange sequenceRange(const Encoding& encoding, std::uint32_t sequence);

/// The first token whose characters hold the one at `position`.
std::optional<std::size_t> charToToken(const Encoding& encoding, core::ByteOffset position,
                                       std::uint32_t sequence = 0);
std::optional<std::uint32_t> charToWord(const Encoding& encoding, core::ByteOffset position,
                                        std::uint32_t sequence = 0);
/// Nothing for what was added to the texts.
std::optional<std::uint32_t> tokenToSequence(const Encoding& encoding, std::size_t token);
std::optional<core::ByteSpan> tokenToChars(const Encoding& encoding, std::size_t token);
std::optional<std::uint32_t> tokenToWord(const Encoding& encoding, std::size_t token);
std::optional<TokenRange> wordToTokens(const Encoding& encoding, std::uint32_t word,
                                       std::uint32_t sequence = 0);
std::optional<core::ByteSpan> wordToChars(const Encoding& encoding, std::uint32_t word,
                                          std::uint32_t sequence = 0);

/// The bytes that a token stands for in a byte-level vocabulary ("Ã©") or by byte fallback ("<0xC3>"); nothing
/// for one that is spelled otherwise.
std::optional<std::string> bytesOfToken(std::string_view token);

} // namespace vitrine::tokenizers
