// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/decode_stream.h"

#include "backend/core/text_offsets.h"

namespace vitrine::tokenizers {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// How much of the end of `text` may be an unfinished character that decoding shows as U+FFFD.
std::size_t unfinished(std::string_view text)
{
    std::size_t count = 0;
    while (text.ends_with(replacement)) {
        text.remove_suffix(replacement.size());
        count += replacement.size();
    }
    return count;
}

} // namespace

std::string DecodeStream::step(std::uint32_t id)
{
    m_ids.push_back(id);
    return take(false);
}

std::string DecodeStream::finish()
{
    return take(true);
}

std::string DecodeStream::take(bool isLast)
{
    if (m_ids.size() == m_contextCount) return {};
    // decoded with the ids before them, as many decoders treat the first token otherwise
    const std::string text = m_tokenizer.decode(m_ids, m_skipSpecialTokens);
    if (!text.starts_with(m_context) && !isLast) return {};
    if (unfinished(text) > 0 && !isLast) return {};
    std::string added = text.size() > m_context.size() ? text.substr(m_context.size()) : std::string();
    if (added.empty() && !isLast) return {};
    m_ids.erase(m_ids.begin(), m_ids.begin() + std::ptrdiff_t(m_contextCount));
    m_contextCount = m_ids.size();
    m_context = m_tokenizer.decode(m_ids, m_skipSpecialTokens);
    return added;
}

} // namespace vitrine::tokenizers
