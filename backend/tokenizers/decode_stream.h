// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/tokenizer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace vitrine::tokenizers {

/// Decodes ids one after the other, as generation makes them. What was given out is never taken back, and no
/// character is split: bytes of an unfinished one wait for the rest. All that it gave out, with finish(), is
/// decode() of all ids wherever the decoder's text only grows.
class DecodeStream
{
public:
    /// `tokenizer` must outlive the stream.
    explicit DecodeStream(const Tokenizer& tokenizer, bool skipSpecialTokens = false)
        : m_tokenizer(tokenizer), m_skipSpecialTokens(skipSpecialTokens)
    {
    }

    /// The text that `id` adds; empty while it may still change.
    std::string step(std::uint32_t id);
    /// What still waits, unfinished characters as U+FFFD.
    std::string finish();

private:
    std::string take(bool isLast);

    const Tokenizer& m_tokenizer;
    bool m_skipSpecialTokens;
    std::vector<std::uint32_t> m_ids; ///< context that was given out, then what waits
    std::string m_context;            ///< text of the context alone
    std::size_t m_contextCount = 0;
};

} // namespace vitrine::tokenizers
