// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextEdit>

#include <vector>

namespace vitrine::widgets {

/// A marked part of a text, [begin, end) in code points.
struct TextSpan
{
    int begin = 0, end = 0;
    int color = 0; ///< of Theme::token; -1: the accent
    QString label; ///< stands behind it; may be empty
    QString tip;   ///< plain text
};

/// A text with coloured parts, each with its label; parts must not overlap, else the earlier one counts.
/// Clicks and the keyboard (cursor keys move, the part at the cursor is the current one) choose parts.
class SpanText final : public QTextEdit
{
    Q_OBJECT

public:
    explicit SpanText(QWidget* parent = nullptr);

    void setSpans(const QString& text, std::vector<TextSpan> spans);
    const std::vector<TextSpan>& spans() const { return m_spans; }
    int current() const { return m_current; } ///< -1: none
    /// Emphasises it and scrolls there; no signal.
    void setCurrent(int span);
    /// The span at a code point of the text, -1: none.
    int spanAt(int codePoint) const;

Q_SIGNALS:
    void currentChanged(int span); ///< by the user

protected:
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void rebuild();
    int spanAtCursor(int position) const;

    QString m_text;
    std::vector<TextSpan> m_spans;
    std::vector<std::pair<int, int>> m_places; ///< of the spans in the document
    int m_current = -1;
    bool m_isSetting = false;
};

} // namespace vitrine::widgets
