// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/lookup.h"

#include "backend/tokenizers/byte_level.h"

#include <algorithm>

namespace vitrine::tokenizers {
namespace {

bool isNumbered(const Encoding& encoding)
{
    return std::any_of(encoding.sequenceIds.begin(), encoding.sequenceIds.end(),
                       [](const auto& sequence) { return sequence.has_value(); });
}

} // namespace

TokenRange sequenceRange(const Encoding& encoding, std::uint32_t sequence)
{
    const auto& ids = encoding.sequenceIds;
    const auto first = std::find(ids.begin(), ids.end(), std::optional(sequence));
    // As the library answers for a sequence that it has no range of.
    if (first == ids.end()) return {0, encoding.size()};
    const auto last = std::find(ids.rbegin(), ids.rend(), std::optional(sequence));
    return {std::size_t(first - ids.begin()), std::size_t(last.base() - ids.begin())};
}

std::optional<std::size_t> charToToken(const Encoding& encoding, core::ByteOffset position,
                                       std::uint32_t sequence)
{
    const TokenRange range = sequenceRange(encoding, sequence);
    for (std::size_t i = range.begin; i < range.end; ++i)
        if (position >= encoding.offsets[i].begin && position < encoding.offsets[i].end) return i;
    return std::nullopt;
}

std::optional<std::uint32_t> charToWord(const Encoding& encoding, core::ByteOffset position,
                                        std::uint32_t sequence)
{
    const auto token = charToToken(encoding, position, sequence);
    return token ? tokenToWord(encoding, *token) : std::nullopt;
}

std::optional<std::uint32_t> tokenToSequence(const Encoding& encoding, std::size_t token)
{
    if (token >= encoding.size()) return std::nullopt;
    if (encoding.sequenceIds[token]) return encoding.sequenceIds[token];
    return isNumbered(encoding) ? std::nullopt : std::optional<std::uint32_t>(0);
}

std::optional<core::ByteSpan> tokenToChars(const Encoding& encoding, std::size_t token)
{
    if (!tokenToSequence(encoding, token)) return std::nullopt;
    return encoding.offsets[token];
}

std::optional<std::uint32_t> tokenToWord(const Encoding& encoding, std::size_t token)
{
    if (!tokenToSequence(encoding, token)) return std::nullopt;
    return encoding.wordIds[token];
}

std::optional<TokenRange> wordToTokens(const Encoding& encoding, std::uint32_t word, std::uint32_t sequence)
{
    const TokenRange range = sequenceRange(encoding, sequence);
    std::optional<TokenRange> found;
    for (std::size_t i = range.begin; i < range.end; ++i) {
        const auto& id = encoding.wordIds[i];
        if (id && *id > word) break;
        if (id != word) continue;
        if (!found) found = TokenRange{i, i};
        found->end = i + 1;
    }
    return found;
}

std::optional<core::ByteSpan> wordToChars(const Encoding& encoding, std::uint32_t word,
                                          std::uint32_t sequence)
{
    const auto tokens = wordToTokens(encoding, word, sequence);
    if (!tokens) return std::nullopt;
    return core::ByteSpan{encoding.offsets[tokens->begin].begin, encoding.offsets[tokens->end - 1].end};
}

std::optional<std::string> bytesOfToken(std::string_view token)
{
    if (const int byte = fallbackByte(token); byte >= 0) return std::string(1, char(byte));
    std::string bytes;
    for (std::size_t i = 0; i < token.size();) {
        const int byte = ByteAlphabet::instance().byte(core::nextCodePoint(token, i));
        if (byte < 0) return std::nullopt;
        bytes += char(byte);
    }
    return bytes;
}

} // namespace vitrine::tokenizers
