// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace vitrine::widgets {

/// Which token is pointed at and which is chosen: shared by every view of the same encoding, so that text,
/// grid and pictures light up together.
class TokenSelection : public QObject
{
    Q_OBJECT

public:
    struct Token
    {
        int row = 0;    ///< the text of a batch or the window of an overflow; 0 for a single encoding
        int index = -1; ///< in its encoding; negative for none
        bool operator==(const Token&) const = default;
        bool valid() const { return index >= 0; }
    };

    using QObject::QObject;

    Token hovered() const { return m_hovered; }
    Token selected() const { return m_selected; }
    /// The one to show details of: hovered, else selected.
    Token shown() const { return m_hovered.valid() ? m_hovered : m_selected; }

    void hover(Token token)
    {
        if (token == m_hovered) return;
        m_hovered = token;
        Q_EMIT changed();
    }
    void select(Token token)
    {
        if (token == m_selected) return;
        m_selected = token;
        Q_EMIT changed();
        Q_EMIT selectedChanged();
    }
    void clear()
    {
        hover({});
        select({});
    }

Q_SIGNALS:
    void changed();
    void selectedChanged();

private:
    Token m_hovered, m_selected;
};

} // namespace vitrine::widgets
