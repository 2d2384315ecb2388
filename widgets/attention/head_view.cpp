// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention/head_view.h"

#include "widgets/attention/attention_paint.h"
#include "widgets/common/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr float faintest = 0.012F; ///< a line weaker than this cannot be seen
constexpr float elsewhere = 0.12F; ///< how strong the lines of other tokens stay while one is pointed at
constexpr std::size_t mostLines = 2000;
constexpr double padding = 2 * Theme::space;

QFont tokenFont()
{
    QFont font = textFont();
    font.setPixelSize(int(13 * textScale()));
    return font;
}

} // namespace

HeadView::HeadView(AttentionState& state, TokenSelection& selection, QWidget* parent)
    : QAbstractScrollArea(parent), m_state(state), m_selection(selection)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Lines from every token to the tokens that it looks at"));
    connect(&state, &AttentionState::changed, this, &HeadView::refresh);
    connect(&selection, &TokenSelection::changed, viewport(), qOverload<>(&QWidget::update));
}

void HeadView::setSource(SourcePointer source)
{
    m_source = std::move(source);
    refresh();
}

bool HeadView::mayShow(int query, int key) const
{
    using Sentences = AttentionState::Sentences;
    if (!m_source->isPair() || m_state.sentences() == Sentences::All) return true;
    const int chosen = int(m_state.sentences()) - 1; // 0 AA, 1 AB, 2 BA, 3 BB
    return m_source->queries().sentences[std::size_t(query)] == chosen / 2 &&
           m_source->keys().sentences[std::size_t(key)] == chosen % 2;
}

std::vector<HeadView::Line> HeadView::collect(Side side, int unit) const
{
    std::vector<Line> lines;
    const int width = m_source->columns();
    const auto rows = side == Side::Left ? std::pair(unit, unit + 1) : std::pair(0, m_source->rows());
    const auto columns = side == Side::Right ? std::pair(unit, unit + 1) : std::pair(0, width);
    for (int head = 0; head < m_source->heads(); ++head) {
        if (!m_state.isOn(head)) continue;
        const auto values = m_source->matrix(m_state.layer(), head);
        const ValueRange range = m_source->range(m_state.layer(), head);
        const float scale = range.diverging ? float(1 / range.maximum) : 1.0F;
        for (int query = rows.first; query < rows.second; ++query)
            for (int key = columns.first; key < columns.second; ++key) {
                const float weight = (*values)[std::size_t(query * width + key)] * scale;
                if (std::abs(weight) >= faintest && mayShow(query, key))
                    lines.push_back({head, query, key, weight});
            }
    }
    return lines;
}

void HeadView::refresh()
{
    m_lines.clear();
    m_leftOut = 0;
    if (m_source && m_state.layer() < m_source->layers()) {
        m_lines = collect(Side::None, -1);
        const auto weaker = [](const Line& a, const Line& b) {
            return std::abs(a.weight) < std::abs(b.weight);
        };
        if (m_lines.size() > mostLines) {
            const auto cut = m_lines.end() - std::ptrdiff_t(mostLines);
            std::nth_element(m_lines.begin(), cut, m_lines.end(), weaker);
            m_leftOut = int(m_lines.size() - mostLines);
            m_lines.erase(m_lines.begin(), cut);
        }
        std::sort(m_lines.begin(), m_lines.end(), weaker);
    }
    layOut();
    viewport()->update();
    Q_EMIT linesChanged();
}

void HeadView::layOut()
{
    const QFontMetricsF metrics(tokenFont());
    m_rowHeight = std::ceil(metrics.height()) + 4;
    double longest = 48 * textScale();
    if (m_source)
        for (const Side side : {Side::Left, Side::Right})
            for (const QString& label : axis(side).labels)
                longest = std::max(longest, metrics.horizontalAdvance(label));
    const double width = viewport()->width();
    m_columnWidth = std::min(longest + 2 * Theme::space, std::max(48.0, width / 3));
    const double between = std::clamp(width - 2 * (m_columnWidth + padding), 80.0, 420 * textScale());
    m_left = (width - between) / 2;
    m_right = m_left + between;
    const double height = rowCount() * m_rowHeight + 2 * padding;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(int(m_rowHeight));
    verticalScrollBar()->setRange(0, std::max(0, int(std::ceil(height)) - viewport()->height()));
}

QRectF HeadView::tokenRect(Side side, int unit) const
{
    const double top = padding + unit * m_rowHeight - verticalScrollBar()->value();
    return {side == Side::Left ? m_left - m_columnWidth : m_right, top, m_columnWidth, m_rowHeight};
}

std::pair<HeadView::Side, int> HeadView::tokenAt(const QPointF& position) const
{
    const int unit = int(std::floor((position.y() + verticalScrollBar()->value() - padding) / m_rowHeight));
    if (!m_source || unit < 0) return {Side::None, -1};
    for (const Side side : {Side::Left, Side::Right})
        if (unit < axis(side).size() && tokenRect(side, unit).contains(position)) return {side, unit};
    return {Side::None, -1};
}

std::pair<HeadView::Side, int> HeadView::focus() const
{
    if (!m_source) return {Side::None, -1};
    const auto token = m_selection.shown();
    // Of cross-attention a token stands on one side only.
    const Side side = m_source->isCross() ? (token.row == 0 ? Side::Left : Side::Right) : m_side;
    const int unit = unitOf(side, token);
    return unit < 0 ? std::pair(Side::None, -1) : std::pair(side, unit);
}

QColor HeadView::lineColor(const Line& line) const
{
    if (m_source->isDifference() || m_source->showsScores())
        return theme().diverging(line.weight < 0 ? -1 : 1);
    return headColor(line.head, m_source->heads());
}

void HeadView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    paint(painter, viewport()->rect(), verticalScrollBar()->value());
}

QSize HeadView::wholeSize() const
{
    const double height = rowCount() * m_rowHeight + 2 * padding;
    return {viewport()->width(), std::min(8000, int(std::ceil(height)))};
}

void HeadView::paintWhole(QPainter& painter) const
{
    paint(painter, QRectF(QPointF(), QSizeF(wholeSize())), 0);
}

void HeadView::paint(QPainter& painter, const QRectF& area, double scroll) const
{
    painter.fillRect(area, theme().surface);
    if (!m_source || m_source->isEmpty()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    const auto [side, unit] = focus();
    const auto middle = [&](int row) { return padding + (row + 0.5) * m_rowHeight - scroll; };
    const auto draw = [&](const Line& line, float fading, double width) {
        const double from = middle(line.query), to = middle(line.key);
        const float strength = std::min(1.0F, std::abs(line.weight)) * fading;
        if (strength < faintest || std::max(from, to) < area.top() || std::min(from, to) > area.bottom())
            return;
        QColor color = lineColor(line);
        color.setAlphaF(strength);
        painter.setPen(QPen(color, width));
        painter.drawLine(QPointF(m_left + 4, from), QPointF(m_right - 4, to));
    };
    for (const Line& line : m_lines)
        draw(line, side == Side::None ? 1.0F : elsewhere, 1.5);
    std::vector<Line> focused;
    if (side != Side::None && m_state.layer() < m_source->layers()) focused = collect(side, unit);
    for (const Line& line : focused)
        draw(line, 1.0F, 2.5);
    paintTokens(painter, area, scroll, focused);
}

void HeadView::paintTokens(QPainter& painter, const QRectF& area, double scroll,
                           std::span<const Line> marked) const
{
    const QFont font = tokenFont();
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const auto [side, unit] = focus();
    // Of the other column: how much each head gives it, as coloured fields behind the token.
    std::vector<std::vector<const Line*>> marks{std::size_t(rowCount())};
    for (const Line& line : marked)
        marks[std::size_t(side == Side::Left ? line.key : line.query)].push_back(&line);

    int heads = 0;
    std::vector<int> places(std::size_t(m_state.headCount()));
    for (int head = 0; head < m_state.headCount(); ++head)
        if (m_state.isOn(head)) places[std::size_t(head)] = heads++;
    for (int row = 0; row < rowCount(); ++row) {
        for (const Side column : {Side::Left, Side::Right}) {
            if (row >= axis(column).size()) continue;
            QRectF rect = tokenRect(column, row);
            rect.moveTop(padding + row * m_rowHeight - scroll);
            if (rect.bottom() < area.top() || rect.top() > area.bottom()) continue;
            if (side != Side::None && column != side)
                for (const Line* line : marks[std::size_t(row)]) {
                    QColor color = lineColor(*line);
                    color.setAlphaF(0.55F * std::min(1.0F, std::abs(line->weight)));
                    const double width = rect.width() / std::max(1, heads);
                    painter.fillRect(QRectF(rect.left() + places[std::size_t(line->head)] * width,
                                            rect.top() + 1, width, rect.height() - 2),
                                     color);
                }
            if (column == side && row == unit) {
                painter.setPen(Qt::NoPen);
                painter.setBrush(blend(theme().surface, theme().accent, theme().dark ? 0.3 : 0.18));
                painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 4, 4);
            }
            if (m_source->isPair()) {
                const double edge = column == Side::Left ? rect.left() - 6 : rect.right() + 3;
                painter.fillRect(QRectF(edge, rect.top(), 3, rect.height()),
                                 axis(column).sentences[std::size_t(row)] == 0 ? theme().accent
                                                                               : theme().warning);
            }
            painter.setPen(theme().text);
            painter.drawText(rect.adjusted(Theme::space, 0, -Theme::space, 0),
                             int((column == Side::Left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter),
                             metrics.elidedText(axis(column).labels[row], Qt::ElideMiddle,
                                                rect.width() - 2 * Theme::space));
        }
    }
}

void HeadView::hover(std::pair<Side, int> token)
{
    if (token.first != Side::None) m_side = token.first;
    m_selection.hover(token.second >= 0 ? tokenOf(token.first, token.second) : TokenSelection::Token());
    viewport()->update();
    Q_EMIT hovered(token.first == Side::Left ? token.second : -1,
                   token.first == Side::Right ? token.second : -1);
}

void HeadView::mouseMoveEvent(QMouseEvent* event)
{
    hover(tokenAt(event->position()));
}

void HeadView::mousePressEvent(QMouseEvent* event)
{
    const auto [side, unit] = tokenAt(event->position());
    if (event->button() != Qt::LeftButton) return;
    if (side == Side::None) return m_selection.select({});
    m_side = side;
    const auto token = tokenOf(side, unit);
    m_selection.select(token == m_selection.selected() ? TokenSelection::Token() : token);
}

void HeadView::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        const auto other = event->key() == Qt::Key_Left ? Side::Left : Side::Right;
        if (m_source && m_source->isCross() && other != m_side && m_selection.selected().valid())
            m_selection.select(tokenOf(
                other, std::clamp(unitOf(m_side, m_selection.selected()), 0, axis(other).size() - 1)));
        m_side = other;
        viewport()->update();
    } else if (event->key() == Qt::Key_Escape && m_selection.selected().valid()) {
        m_selection.select({});
    } else if (step != 0 && m_source && !m_source->isEmpty()) {
        const int unit =
            std::clamp(unitOf(m_side, m_selection.selected()) + step, 0, axis(m_side).size() - 1);
        m_selection.select(tokenOf(m_side, unit));
        const QRectF rect = tokenRect(m_side, unit);
        if (rect.top() < 0 || rect.bottom() > viewport()->height())
            verticalScrollBar()->setValue(int(padding + unit * m_rowHeight - viewport()->height() / 2.0));
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void HeadView::resizeEvent(QResizeEvent*)
{
    layOut();
}

bool HeadView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) hover({Side::None, -1});
    return QAbstractScrollArea::viewportEvent(event);
}

void HeadView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) refresh();
}

} // namespace vitrine::widgets
