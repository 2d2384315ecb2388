// SPDX-License-Identifier: Apache-2.0
#include "backend/core/json_access.h"
#include "backend/core/text_offsets.h"
#include "backend/tokenizers/processors/post_processor.h"
#include "backend/tokenizers/unicode.h"

namespace vitrine::tokenizers {
namespace {

constexpr char32_t visibleSpace = 0x120; // of the byte-level alphabet

bool isInside(std::string_view text, std::size_t at)
{
    return at < text.size() && (text[at] & 0xC0) == 0x80;
}

struct Spaces
{
    std::size_t leading = 0, trailing = 0; ///< characters
};

Spaces spacesOf(std::string_view token)
{
    Spaces spaces;
    bool onlySpaces = true;
    for (std::size_t i = 0; i < token.size();) {
        const char32_t c = core::nextCodePoint(token, i);
        const bool isSpace = c == visibleSpace || isWhitespace(c);
        onlySpaces = onlySpaces && isSpace;
        spaces.leading += onlySpaces;
        spaces.trailing = isSpace ? spaces.trailing + 1 : 0;
    }
    return spaces;
}

void trimToken(Draft::Token& token, bool isFirst, std::string_view text, bool addPrefixSpace)
{
    Spaces spaces = spacesOf(token.text);
    if (spaces.leading > 0) {
        // one that add_prefix_space may have added is none of the text
        if ((isFirst || token.begin == 0) && addPrefixSpace && spaces.leading == 1) spaces.leading = 0;
        for (; spaces.leading > 0 && token.begin < token.end; --spaces.leading)
            do
                ++token.begin;
            while (isInside(text, token.begin));
        token.begin = std::min(token.begin, token.end);
    }
    if (spaces.trailing == 0) return;
    std::uint32_t end = token.end;
    for (; spaces.trailing > 0; --spaces.trailing) {
        if (end == 0) return; // the text has fewer characters than that: the library leaves such an end alone
        do
            --end;
        while (isInside(text, end));
    }
    token.end = std::max(end, token.begin);
}

/// Changes nothing but offsets; numbers what earlier processors made.
class ByteLevelProcessor final : public PostProcessor
{
public:
    ByteLevelProcessor(bool trimsOffsets, bool addPrefixSpace)
        : m_trimsOffsets(trimsOffsets), m_addPrefixSpace(addPrefixSpace)
    {
    }

    std::size_t addedTokens(bool) const override { return 0; }

    std::vector<Draft> process(std::vector<Draft> parts, const EncodeInput& input, bool) const override
    {
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (m_trimsOffsets) trimOffsets(parts[i], input, m_addPrefixSpace);
            parts[i].setSequence(i);
        }
        return parts;
    }

private:
    bool m_trimsOffsets, m_addPrefixSpace;
};

} // namespace

void trimOffsets(Draft& draft, const EncodeInput& input, bool addPrefixSpace)
{
    for (std::size_t i = 0; i < draft.tokens.size(); ++i) {
        Draft::Token& token = draft.tokens[i];
        if (token.begin == token.end || token.word == Draft::noWord) continue; // nothing to trim
        const auto& texts = token.textId == 0 ? input.first : *input.second;
        trimToken(token, i == 0, texts[input.isSplitIntoWords ? token.word : 0], addPrefixSpace);
    }
    for (Draft& window : draft.overflowing)
        trimOffsets(window, input, addPrefixSpace);
}

std::unique_ptr<const PostProcessor> makeByteLevelProcessor(const core::JsonObject& settings)
{
    return std::make_unique<ByteLevelProcessor>(settings.get<bool>("trim_offsets", true),
                                                settings.get<bool>("add_prefix_space", true));
}

} // namespace vitrine::tokenizers
