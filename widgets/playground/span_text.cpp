// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/span_text.h"

#include "widgets/common/theme.h"
#include "widgets/playground/form_field.h"

#include <QHelpEvent>
#include <QScrollBar>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace vitrine::widgets {

SpanText::SpanText(QWidget* parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setCursorWidth(0);
    setRole(this, "bare");
    connect(this, &QTextEdit::cursorPositionChanged, this, [this] {
        if (m_isSetting) return;
        const int span = spanAtCursor(textCursor().position());
        if (span < 0 || span == m_current) return;
        setCurrent(span);
        Q_EMIT currentChanged(span);
    });
}

void SpanText::setSpans(const QString& text, std::vector<TextSpan> spans)
{
    std::stable_sort(spans.begin(), spans.end(),
                     [](const TextSpan& a, const TextSpan& b) { return a.begin < b.begin; });
    m_text = text;
    m_spans = std::move(spans);
    m_current = -1;
    rebuild();
}

void SpanText::setCurrent(int span)
{
    if (span == m_current || span >= int(m_spans.size())) return;
    m_current = span;
    rebuild();
    if (span < 0 || m_places[std::size_t(span)].first < 0) return;
    m_isSetting = true;
    QTextCursor cursor = textCursor();
    cursor.setPosition(m_places[std::size_t(span)].first);
    setTextCursor(cursor);
    ensureCursorVisible();
    m_isSetting = false;
}

int SpanText::spanAt(int codePoint) const
{
    for (std::size_t i = 0; i < m_spans.size(); ++i)
        if (codePoint >= m_spans[i].begin && codePoint < m_spans[i].end) return int(i);
    return -1;
}

int SpanText::spanAtCursor(int position) const
{
    for (std::size_t i = 0; i < m_places.size(); ++i)
        if (position >= m_places[i].first && position < m_places[i].second) return int(i);
    return -1;
}

void SpanText::rebuild()
{
    m_isSetting = true;
    const int scrolled = verticalScrollBar()->value();
    const Theme& colors = theme();
    QTextCharFormat plain;
    plain.setFont(textFont());
    plain.setForeground(colors.text);
    clear();
    QTextCursor cursor(document());
    QTextBlockFormat block;
    block.setLineHeight(150, QTextBlockFormat::ProportionalHeight);
    cursor.setBlockFormat(block);
    m_places.assign(m_spans.size(), {-1, -1});
    int done = 0;
    for (std::size_t i = 0; i < m_spans.size(); ++i) {
        const TextSpan& span = m_spans[i];
        const int begin = unitsBefore(m_text, span.begin), end = unitsBefore(m_text, span.end);
        if (begin < done || end <= begin) continue;
        cursor.insertText(m_text.mid(done, begin - done), plain);
        const QColor background = span.color < 0
                                      ? blend(colors.surface, colors.accent, colors.dark ? 0.4 : 0.22)
                                      : colors.token[std::size_t(span.color) % colors.token.size()];
        QTextCharFormat marked = plain;
        marked.setBackground(background);
        if (int(i) == m_current) {
            marked.setFontUnderline(true);
            marked.setUnderlineColor(colors.accent);
            marked.setFontWeight(QFont::DemiBold);
        }
        const int place = cursor.position();
        cursor.insertText(m_text.mid(begin, end - begin), marked);
        if (!span.label.isEmpty()) {
            QTextCharFormat label = marked;
            QFont font = interfaceFont();
            font.setPixelSize(std::max(8, font.pixelSize() * 3 / 4));
            font.setWeight(QFont::Bold);
            label.setFont(font);
            label.setFontUnderline(false);
            // Inside the mark, kept together with it.
            cursor.insertText(QChar(QChar::Nbsp) + span.label + QChar(QChar::Nbsp), label);
        }
        m_places[i] = {place, cursor.position()};
        done = end;
    }
    cursor.insertText(m_text.mid(done), plain);
    verticalScrollBar()->setValue(scrolled);
    m_isSetting = false;
}

void SpanText::changeEvent(QEvent* event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_text.isEmpty()) rebuild();
}

bool SpanText::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int span = spanAtCursor(cursorForPosition(help->pos()).position());
        if (span >= 0 && !m_spans[std::size_t(span)].tip.isEmpty())
            QToolTip::showText(help->globalPos(),
                               Qt::convertFromPlainText(m_spans[std::size_t(span)].tip, Qt::WhiteSpacePre),
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    return QTextEdit::viewportEvent(event);
}

} // namespace vitrine::widgets
