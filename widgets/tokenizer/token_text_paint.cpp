// SPDX-License-Identifier: GPL-3.0-or-later
// How a TokenTextView draws its tokens.
#include "widgets/common/theme.h"
#include "widgets/tokenizer/token_text_view.h"

#include <QPainter>
#include <QScrollBar>

#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr double margin = TokenTextView::margin;

QColor tokenColor(int token)
{
    return theme().token[std::size_t(token) % theme().token.size()];
}

} // namespace

QSize TokenTextView::wholeSize()
{
    double y = margin;
    for (Block& block : m_blocks) {
        if (block.chips.empty() && !block.layout) layOut(block);
        y += block.height;
    }
    return {viewport()->width(), int(std::ceil(y + margin))};
}

void TokenTextView::paintWhole(QPainter& painter)
{
    const QSize size = wholeSize();
    painter.fillRect(QRect(QPoint(), size), theme().surface);
    painter.setRenderHint(QPainter::Antialiasing);
    double y = margin;
    for (const Block& block : m_blocks) {
        if (block.chips.empty())
            paintBlock(painter, block, y);
        else
            paintChips(painter, block, y);
        y += block.height;
    }
    updateTops();
    layoutVisible();
}

void TokenTextView::paintVisible(QPainter& painter)
{
    painter.fillRect(viewport()->rect(), theme().surface);
    if (!m_view || m_blocks.empty()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    layoutVisible();
    const double scroll = verticalScrollBar()->value();
    for (std::size_t i = blockAt(scroll); i < m_blocks.size(); ++i) {
        const double y = m_blocks[i].top - scroll;
        if (y > viewport()->height()) break;
        if (m_blocks[i].chips.empty())
            paintBlock(painter, m_blocks[i], y);
        else
            paintChips(painter, m_blocks[i], y);
    }
}

QPen TokenTextView::outline(int token) const
{
    if (token == selected()) return QPen(theme().accent, 2);
    if (token == hovered()) return QPen(theme().accent, 1);
    if (m_view->isUnknown(token)) return QPen(theme().danger, 1, Qt::DashLine);
    return QPen(Qt::NoPen);
}

/// A run of characters with the same tokens. Where there are several, each has some of the bytes of one
/// character and so a slice of its place, and a hatching says that none of them is a character by itself.
void TokenTextView::paintRun(QPainter& painter, const Block& block, EncodingView::Tokens tokens, int begin,
                             int end, double y)
{
    for (const QRectF& part : rects(block, begin, end)) {
        const QRectF rect = part.translated(margin, y).adjusted(0.5, 0, -0.5, 0);
        for (int token = tokens.first; token <= tokens.last; ++token) {
            const QRectF slice = sliceOf(rect, tokens, token, block.isRightToLeft);
            painter.setPen(tokens.count() == 1 ? outline(token) : QPen(Qt::NoPen));
            painter.setBrush(tokenColor(token + m_view->firstColor));
            if (tokens.count() == 1)
                painter.drawRoundedRect(slice, 3, 3);
            else
                painter.drawRect(slice);
        }
        if (tokens.count() == 1) continue;
        QColor hatch = theme().mutedText;
        hatch.setAlphaF(0.45F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QBrush(hatch, Qt::BDiagPattern));
        painter.drawRect(rect);
        for (int token = tokens.first; token <= tokens.last; ++token) {
            painter.setPen(outline(token).style() == Qt::NoPen ? QPen(theme().surface, 1) : outline(token));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(sliceOf(rect, tokens, token, block.isRightToLeft));
        }
    }
}

QRectF TokenTextView::sliceOf(const QRectF& rect, EncodingView::Tokens tokens, int token, bool isRightToLeft)
{
    const double width = rect.width() / tokens.count();
    const int place = isRightToLeft ? tokens.last - token : token - tokens.first;
    return QRectF(rect.left() + place * width, rect.top(), width, rect.height());
}

void TokenTextView::paintBlock(QPainter& painter, const Block& block, double y)
{
    if (!block.layout) return;
    for (int begin = block.begin; begin < block.end;) {
        const auto tokens = m_view->tokensAt(block.text, begin);
        int end = begin + 1;
        while (end < block.end && m_view->tokensAt(block.text, end) == tokens)
            ++end;
        if (tokens.count() > 0) paintRun(painter, block, tokens, begin, end, y);
        begin = end;
    }
    // What is pointed at has one outline around all its characters, above its neighbours.
    for (const int token : {hovered(), selected()})
        if (token >= 0 && token < m_view->size() && m_view->hasPlace(token) &&
            m_view->textOf(token) == block.text) {
            const auto span = m_view->utf16[std::size_t(token)];
            if (m_view->tokensAt(block.text, int(span.begin.value)).count() > 1) continue;
            painter.setPen(outline(token));
            painter.setBrush(Qt::NoBrush);
            for (const QRectF& rect : rects(block, int(span.begin.value), int(span.end.value)))
                painter.drawRoundedRect(rect.translated(margin, y).adjusted(0.5, 0, -0.5, 0), 3, 3);
        }

    painter.setPen(theme().text);
    block.layout->draw(&painter, {margin, y});

    // What the window does not cover was cut.
    const auto covered = m_covered[std::size_t(block.text)];
    const auto strike = [&](int begin, int end) {
        painter.setBrush(Qt::NoBrush);
        for (const QRectF& rect : rects(block, begin, end)) {
            const QRectF shown = rect.translated(margin, y);
            QColor veil = theme().surface;
            veil.setAlphaF(0.55F);
            painter.fillRect(shown, veil);
            painter.setPen(QPen(theme().mutedText, 1));
            painter.drawLine(QPointF(shown.left(), shown.center().y()),
                             QPointF(shown.right(), shown.center().y()));
        }
    };
    if (m_view->isPreview || (covered.empty() && m_view->size() == 0)) return;
    const QString& text = m_view->texts[std::size_t(block.text)];
    const int coveredBegin = int(covered.begin.value), coveredEnd = int(covered.end.value);
    // Spaces at the ends have no tokens anyway.
    if (!QStringView(text).left(coveredBegin).trimmed().isEmpty()) strike(block.begin, coveredBegin);
    if (!QStringView(text).mid(coveredEnd).trimmed().isEmpty())
        strike(std::max(block.begin, coveredEnd), block.end);
}

void TokenTextView::paintChips(QPainter& painter, const Block& block, double y)
{
    painter.setFont(monospaceFont());
    for (const Chip& chip : block.chips) {
        const QRectF rect = chip.rect.translated(margin, y).adjusted(0.5, 0.5, -0.5, -0.5);
        const auto holds = [&](int token) {
            return token >= chip.firstToken && token < chip.firstToken + chip.count;
        };
        painter.setPen(holds(selected())  ? QPen(theme().accent, 2)
                       : holds(hovered()) ? QPen(theme().accent, 1)
                                          : QPen(theme().border, 1));
        painter.setBrush(theme().raised);
        painter.drawRoundedRect(rect, Theme::radius, Theme::radius);
        QString label = QString::fromStdString(m_view->encoding.tokens[std::size_t(chip.firstToken)]);
        if (chip.count > 1) label += QStringLiteral(" × %1").arg(chip.count);
        painter.setPen(theme().mutedText);
        painter.drawText(rect, Qt::AlignCenter, label);
    }
}

} // namespace vitrine::widgets
