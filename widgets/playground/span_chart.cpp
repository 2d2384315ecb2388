// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/span_chart.h"

#include "widgets/common/theme.h"
#include "widgets/playground/rank_model.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>

namespace vitrine::widgets {

SpanChart::SpanChart(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedHeight(int(118 * textScale()));
    setAccessibleName(tr("Where the answer starts and ends"));
}

void SpanChart::setTokens(std::vector<SpanToken> tokens)
{
    m_tokens = std::move(tokens);
    m_current = -1;
    measure();
    scrollToBest();
}

void SpanChart::measure()
{
    const QFontMetrics metrics(textFont());
    m_left.assign(1, 0);
    for (const SpanToken& token : m_tokens)
        m_left.push_back(m_left.back() + std::max(18, metrics.horizontalAdvance(token.text) + Theme::space));
    horizontalScrollBar()->setRange(0, std::max(0, m_left.back() - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(32);
    viewport()->update();
}

void SpanChart::scrollToBest()
{
    if (m_tokens.empty()) return;
    const auto best = std::max_element(m_tokens.begin(), m_tokens.end(), [](const auto& a, const auto& b) {
        return a.startProbability < b.startProbability;
    });
    horizontalScrollBar()->setValue(m_left[std::size_t(best - m_tokens.begin())] - viewport()->width() / 3);
}

void SpanChart::setCurrent(int token)
{
    if (token < 0 || token >= int(m_tokens.size())) return;
    m_current = token;
    const int left = m_left[std::size_t(token)], right = m_left[std::size_t(token) + 1];
    QScrollBar* bar = horizontalScrollBar();
    if (left < bar->value()) bar->setValue(left);
    if (right > bar->value() + viewport()->width()) bar->setValue(right - viewport()->width());
    const SpanToken& each = m_tokens[std::size_t(token)];
    setAccessibleDescription(
        tr("%1: start %2, end %3")
            .arg(each.text, scoreText(each.startProbability), scoreText(each.endProbability)));
    viewport()->update();
}

int SpanChart::tokenAt(int codePoint) const
{
    for (std::size_t i = 0; i < m_tokens.size(); ++i)
        if (codePoint >= m_tokens[i].begin && codePoint < m_tokens[i].end) return int(i);
    return -1;
}

int SpanChart::hit(int x) const
{
    const auto after = std::upper_bound(m_left.begin(), m_left.end(), x + horizontalScrollBar()->value());
    const int token = int(after - m_left.begin()) - 1;
    return token < int(m_tokens.size()) ? token : -1;
}

void SpanChart::choose(int token)
{
    if (token < 0 || token >= int(m_tokens.size())) return;
    setCurrent(token);
    Q_EMIT tokenChosen(token);
}

void SpanChart::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const Theme& colors = theme();
    painter.fillRect(viewport()->rect(), colors.surface);
    painter.setFont(textFont());
    const QFontMetrics metrics(textFont());
    const int line = metrics.height() + 6, middle = viewport()->height() / 2;
    const int most = std::max(8, middle - line / 2 - 2);
    const int scrolled = horizontalScrollBar()->value();
    double greatest = 1e-9;
    for (const SpanToken& token : m_tokens)
        greatest = std::max({greatest, token.startProbability, token.endProbability});
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        const int left = m_left[i] - scrolled, width = m_left[i + 1] - m_left[i];
        if (left + width < 0 || left > viewport()->width()) continue;
        const int up = int(m_tokens[i].startProbability / greatest * most);
        const int down = int(m_tokens[i].endProbability / greatest * most);
        painter.fillRect(left + 2, middle - line / 2 - up, width - 4, up, colors.line[0]);
        painter.fillRect(left + 2, middle + line / 2, width - 4, down, colors.line[1]);
        if (int(i) == m_current)
            painter.fillRect(left, middle - line / 2, width, line, blend(colors.surface, colors.accent, 0.3));
        painter.setPen(colors.text);
        painter.drawText(QRect(left, middle - line / 2, width, line), Qt::AlignCenter, m_tokens[i].text);
    }
    if (hasFocus()) {
        painter.setPen(colors.accent);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void SpanChart::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    measure();
}

void SpanChart::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) viewport()->update();
}

void SpanChart::mousePressEvent(QMouseEvent* event)
{
    choose(hit(int(event->position().x())));
}

void SpanChart::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Right)
        choose(m_current + 1);
    else if (event->key() == Qt::Key_Left)
        choose(m_current - 1);
    else
        QAbstractScrollArea::keyPressEvent(event);
}

bool SpanChart::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int token = hit(help->pos().x());
    if (token < 0) {
        QToolTip::hideText();
        return true;
    }
    const SpanToken& each = m_tokens[std::size_t(token)];
    QToolTip::showText(help->globalPos(),
                       Qt::convertFromPlainText(tr("%1\nstarts here: %2\nends here: %3")
                                                    .arg(each.text, scoreText(each.startProbability),
                                                         scoreText(each.endProbability)),
                                                Qt::WhiteSpacePre),
                       this);
    return true;
}

} // namespace vitrine::widgets
