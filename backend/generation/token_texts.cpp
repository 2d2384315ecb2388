// SPDX-License-Identifier: Apache-2.0
#include "backend/generation/token_texts.h"

#include "backend/tokenizers/byte_level.h"

#include <algorithm>

namespace vitrine::generation {

TokenTexts::TokenTexts(const tokenizers::Tokenizer& tokenizer) : m_tokenizer(tokenizer)
{
    const auto& stages = tokenizer.info().stages;
    const auto decoder = stages.empty() ? std::string() : stages.back();
    m_isByteLevel = decoder.find("ByteLevel") != decoder.npos;
    m_hasByteFallback = !m_isByteLevel && tokenizer.tokenToId("<0x00>").has_value();
    tokenizers::EncodeOptions options;
    options.addSpecialTokens = false;
    m_before = tokenizer.encode(tokenizers::EncodeInput::text("abcdef"), options).ids;
    m_beforeText = tokenizer.decode(m_before);
}

std::string TokenTexts::make(std::int64_t id) const
{
    if (id < 0) return {};
    const auto token = m_tokenizer.idToToken(std::uint32_t(id)).value_or("");
    if (m_isByteLevel) return tokenizers::ByteAlphabet::instance().decoded(token);
    if (const int byte = m_hasByteFallback ? tokenizers::fallbackByte(token) : -1; byte >= 0)
        return std::string(1, char(byte));
    auto ids = m_before;
    ids.push_back(std::uint32_t(id));
    auto text = m_tokenizer.decode(ids);
    return text.starts_with(m_beforeText) ? text.substr(m_beforeText.size())
                                          : m_tokenizer.decode(std::span(ids).last(1));
}

const std::string& TokenTexts::bytes(std::int64_t id)
{
    const auto found = m_known.find(id);
    return found != m_known.end() ? found->second : m_known.emplace(id, make(id)).first->second;
}

StopStrings::StopStrings(std::vector<std::string> strings, TokenTexts& texts)
    : m_strings(std::move(strings)), m_texts(texts)
{
    for (const auto& each : m_strings)
        m_longest = std::max(m_longest, each.size());
}

bool StopStrings::endsIn(const std::vector<std::int64_t>& ids)
{
    if (m_strings.empty() || ids.empty()) return false;
    const auto& last = m_texts.bytes(ids.back());
    if (last.empty()) return false;
    // Enough text before the last token for the longest string to begin in.
    std::string text = last;
    for (auto i = ids.size() - 1; i > 0 && text.size() < last.size() + m_longest; --i)
        text.insert(0, m_texts.bytes(ids[i - 1]));
    const auto before = text.size() - last.size();
    return std::ranges::any_of(m_strings, [&](const std::string& wanted) {
        const auto from = before + 1 > wanted.size() ? before + 1 - wanted.size() : 0;
        return text.find(wanted, from) != text.npos;
    });
}

} // namespace vitrine::generation
