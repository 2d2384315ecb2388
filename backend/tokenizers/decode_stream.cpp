// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/decode_stream.h"

namespace vitrine::tokenizers {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

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
    const std::span<const std::uint32_t> waiting = std::span(m_ids).subspan(m_contextCount);
    // where they change what was given out, as bytes do that make a run of them no UTF-8, they are decoded
    // alone
    std::string added = text.starts_with(m_context) ? text.substr(m_context.size())
                                                    : m_tokenizer.decode(waiting, m_skipSpecialTokens);
    constexpr std::size_t longestCharacter = 4; // bytes; what is unfinished after as many tokens stays so
    const bool mayChange = added.ends_with(replacement) && waiting.size() < longestCharacter;
    if (!isLast && (added.empty() || mayChange)) return {};
    m_ids.erase(m_ids.begin(), m_ids.begin() + std::ptrdiff_t(m_contextCount));
    m_contextCount = m_ids.size();
    m_context = m_tokenizer.decode(m_ids, m_skipSpecialTokens);
    return added;
}

} // namespace vitrine::tokenizers
