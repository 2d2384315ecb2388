// SPDX-License-Identifier: Apache-2.0
#pragma once

// Torch-free.

#include "backend/tokenizers/tokenizer.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace vitrine::generation {

/// What each token adds to a text that stands before it, as bytes: with a byte-level decoder or byte fallback
/// perhaps part of a character.
class TokenTexts
{
public:
    /// `tokenizer` must outlive this.
    explicit TokenTexts(const tokenizers::Tokenizer& tokenizer);

    const std::string& bytes(std::int64_t id);

private:
    std::string make(std::int64_t id) const;

    const tokenizers::Tokenizer& m_tokenizer;
    bool m_isByteLevel, m_hasByteFallback;
    std::vector<std::uint32_t> m_before; ///< tokens of a text to put before it
    std::string m_beforeText;
    std::unordered_map<std::int64_t, std::string> m_known;
};

/// Finds strings at which generation ends. The string may begin in an earlier token and end inside the last
/// one, as in Transformers' StopStringCriteria.
class StopStrings
{
public:
    StopStrings(std::vector<std::string> strings, TokenTexts& texts);

    bool empty() const { return m_strings.empty(); }
    /// Whether one of them ends within the last token of `ids`.
    bool endsIn(const std::vector<std::int64_t>& ids);

private:
    std::vector<std::string> m_strings;
    std::size_t m_longest = 0; ///< in bytes
    TokenTexts& m_texts;
};

} // namespace vitrine::generation
