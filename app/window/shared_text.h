// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/tokenizers/encoding.h"

#include <QObject>
#include <QString>

#include <map>
#include <optional>
#include <string>

namespace vitrine::app {

/// What a panel has under study: a text or a pair.
struct StudiedText
{
    QString first;
    std::optional<QString> second;

    bool operator==(const StudiedText&) const = default;
};

/// A token by its place, so that encodings with other options (special tokens, truncation) find it again.
struct TokenPlace
{
    int text = -1; ///< 0 or 1; -1: a token that was added
    core::ByteSpan span;
    std::string added;  ///< the spelling of an added token,
    int occurrence = 0; ///< and which one of that spelling

    bool operator==(const TokenPlace&) const = default;
};

/// The place of a token, and the token at a place (-1: none).
std::optional<TokenPlace> placeOf(const tokenizers::Encoding& encoding, int token);
int tokenAt(const tokenizers::Encoding& encoding, const TokenPlace& place);

/// The texts of the panels that show tokens and the token chosen in them: each tells what it has, the others
/// may follow. GUI thread.
class SharedText : public QObject
{
    Q_OBJECT

public:
    enum class Panel { Tokenizer, Attention };
    using QObject::QObject;

    /// What that panel has; nothing before it was opened.
    std::optional<StudiedText> text(Panel panel) const;
    /// Whether the user wrote that, other than an example or what was restored.
    bool isEdited(Panel panel) const;
    void setText(Panel panel, const StudiedText& text, bool edited);

    /// The token chosen last, if that was in this text.
    std::optional<TokenPlace> chosenIn(const StudiedText& text) const;
    void choose(Panel panel, const StudiedText& text, const std::optional<TokenPlace>& place);

Q_SIGNALS:
    void textChanged(vitrine::app::SharedText::Panel panel);
    void tokenChosen(vitrine::app::SharedText::Panel panel);

private:
    struct Entry
    {
        StudiedText text;
        bool edited;
    };
    std::map<Panel, Entry> m_texts;
    StudiedText m_chosenText;
    std::optional<TokenPlace> m_chosen;
};

} // namespace vitrine::app
