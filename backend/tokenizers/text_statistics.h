// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/encoding.h"

#include <map>
#include <string_view>

namespace vitrine::tokenizers {

/// How a tokenizer does on many texts; grows by one text at a time.
struct TextStatistics
{
    std::uint64_t texts = 0, emptyTexts = 0;
    std::uint64_t bytes = 0, characters = 0;        ///< of the texts, without the line ends between them
    std::uint64_t words = 0;                        ///< runs of characters that are no white space
    std::uint64_t tokens = 0, unknown = 0;          ///< without special tokens
    std::map<std::uint32_t, std::uint64_t> lengths; ///< how many texts have so many tokens
    std::vector<std::uint64_t> idCounts;            ///< by id, as far as ids occurred

    /// `text` is valid UTF-8, `encoding` what became of it.
    void add(std::string_view text, const Encoding& encoding, std::optional<std::uint32_t> unknownId);

    double tokensPerWord() const { return words ? double(tokens) / double(words) : 0; }
    double bytesPerToken() const { return tokens ? double(bytes) / double(tokens) : 0; }
    double unknownRate() const { return tokens ? double(unknown) / double(tokens) : 0; }
    /// The most frequent ids with their counts, the smaller id first among equals.
    std::vector<std::pair<std::uint32_t, std::uint64_t>> mostFrequent(std::size_t count) const;
    /// The length that so large a part (0 … 1) of the texts does not exceed.
    std::uint32_t lengthQuantile(double part) const;
};

/// Runs of characters that are no white space.
std::size_t countWords(std::string_view text);

} // namespace vitrine::tokenizers
