// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/shared_text.h"

namespace vitrine::app {

std::optional<TokenPlace> placeOf(const tokenizers::Encoding& encoding, int token)
{
    if (token < 0 || token >= int(encoding.size())) return std::nullopt;
    const auto at = std::size_t(token);
    if (encoding.wordIds[at]) return TokenPlace{int(encoding.textIds[at]), encoding.offsets[at], {}, 0};
    TokenPlace place{-1, {}, encoding.tokens[at], 0};
    for (std::size_t i = 0; i < at; ++i)
        if (!encoding.wordIds[i] && encoding.tokens[i] == place.added) ++place.occurrence;
    return place;
}

int tokenAt(const tokenizers::Encoding& encoding, const TokenPlace& place)
{
    int before = 0;
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        if (place.text < 0) {
            if (!encoding.wordIds[i] && encoding.tokens[i] == place.added && before++ == place.occurrence)
                return int(i);
        } else if (encoding.wordIds[i] && int(encoding.textIds[i]) == place.text &&
                   encoding.offsets[i].begin < place.span.end && place.span.begin < encoding.offsets[i].end) {
            return int(i);
        }
    }
    return -1;
}

std::optional<StudiedText> SharedText::text(Panel panel) const
{
    const auto found = m_texts.find(panel);
    return found == m_texts.end() ? std::nullopt : std::optional(found->second.text);
}

bool SharedText::isEdited(Panel panel) const
{
    const auto found = m_texts.find(panel);
    return found != m_texts.end() && found->second.edited;
}

void SharedText::setText(Panel panel, const StudiedText& text, bool edited)
{
    const auto found = m_texts.find(panel);
    if (found != m_texts.end() && found->second.text == text) return;
    m_texts.insert_or_assign(panel, Entry{text, edited});
    Q_EMIT textChanged(panel);
}

std::optional<TokenPlace> SharedText::chosenIn(const StudiedText& text) const
{
    return text == m_chosenText ? m_chosen : std::nullopt;
}

void SharedText::choose(Panel panel, const StudiedText& text, const std::optional<TokenPlace>& place)
{
    if (text == m_chosenText && place == m_chosen) return;
    m_chosenText = text;
    m_chosen = place;
    Q_EMIT tokenChosen(panel);
}

} // namespace vitrine::app
