// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/lattice_view.h"

#include "widgets/common/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr double margin = 3 * Theme::space;
constexpr double edgeGap = 3;

QString scoreText(double score)
{
    return QLocale().toString(score, 'f', 2);
}

QFont smallFont()
{
    QFont font = monospaceFont();
    font.setPixelSize(std::max(8, int(font.pixelSize() * 0.85)));
    return font;
}

} // namespace

LatticeView::LatticeView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Lattice: the tokens that fit, with their scores"));
}

void LatticeView::setLattice(QStringList characters, std::vector<Edge> edges)
{
    m_characters = std::move(characters);
    m_edges = std::move(edges);
    m_current = -1;
    arrange();
    updateBars();
    setCurrent(m_edges.empty() ? -1 : 0);
    viewport()->update();
}

void LatticeView::arrange()
{
    // Nodes stand as far apart as the widest label between neighbours wants; longer tokens have more room.
    const QFontMetricsF metrics(monospaceFont()), small(smallFont());
    m_nodes.assign(std::size_t(m_characters.size()) + 1, margin);
    std::vector<double> width(std::size_t(m_characters.size()), 40.0 * textScale());
    for (const Edge& edge : m_edges) {
        const double wanted = metrics.horizontalAdvance(edge.token) +
                              small.horizontalAdvance(scoreText(edge.score)) + 3.5 * Theme::space;
        for (int i = edge.begin; i < edge.end; ++i)
            width[std::size_t(i)] = std::max(width[std::size_t(i)], wanted / (edge.end - edge.begin));
    }
    for (std::size_t i = 0; i < width.size(); ++i)
        m_nodes[i + 1] = m_nodes[i] + width[i];

    std::vector<int> ends{0}; // the node where each lane is free again; lane 0 is the best path's
    m_lanes.assign(m_edges.size(), 0);
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        if (m_edges[i].isBest) continue;
        std::size_t lane = 1;
        while (lane < ends.size() && ends[lane] > m_edges[i].begin)
            ++lane;
        if (lane == ends.size()) ends.push_back(0);
        ends[lane] = m_edges[i].end;
        m_lanes[i] = int(lane);
    }
    m_laneCount = int(ends.size());
}

double LatticeView::laneHeight() const
{
    return std::ceil(QFontMetricsF(monospaceFont()).height() + 1.5 * Theme::space);
}

double LatticeView::top() const
{
    return margin + QFontMetricsF(textFont()).height() + Theme::space;
}

QSize LatticeView::wholeSize() const
{
    return {int(std::ceil(m_nodes.empty() ? 0 : m_nodes.back() + margin)),
            int(std::ceil(top() + m_laneCount * laneHeight() + margin))};
}

void LatticeView::updateBars()
{
    const QSize whole = wholeSize();
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(32);
    horizontalScrollBar()->setRange(0, std::max(0, whole.width() - viewport()->width()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(int(laneHeight()));
    verticalScrollBar()->setRange(0, std::max(0, whole.height() - viewport()->height()));
}

QRectF LatticeView::rectOf(int edge) const
{
    const Edge& e = m_edges[std::size_t(edge)];
    return QRectF(nodeX(e.begin) + edgeGap, top() + m_lanes[std::size_t(edge)] * laneHeight(),
                  nodeX(e.end) - nodeX(e.begin) - 2 * edgeGap, laneHeight() - Theme::space / 2.0);
}

void LatticeView::paintWhole(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_nodes.empty()) return;
    const double bottom = top() + m_laneCount * laneHeight();
    painter.setFont(textFont());
    const double charHeight = QFontMetricsF(textFont()).height();
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        painter.setPen(QPen(theme().border, 1));
        painter.drawLine(QPointF(m_nodes[i], top() - Theme::space), QPointF(m_nodes[i], bottom));
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().mutedText);
        painter.drawEllipse(QPointF(m_nodes[i], top() - Theme::space), 3, 3);
        if (i + 1 == m_nodes.size()) continue;
        painter.setPen(theme().text);
        painter.drawText(QRectF(m_nodes[i], margin - Theme::space, m_nodes[i + 1] - m_nodes[i], charHeight),
                         Qt::AlignCenter, m_characters[int(i)]);
    }
    for (int i = 0; i < count(); ++i) {
        const Edge& edge = m_edges[std::size_t(i)];
        const QRectF rect = rectOf(i);
        painter.setPen(i == m_current   ? QPen(theme().accent, 2)
                       : edge.isUnknown ? QPen(theme().danger, 1, Qt::DashLine)
                       : edge.isBest    ? QPen(theme().accent, 1)
                                        : QPen(theme().border, 1));
        painter.setBrush(edge.isBest ? blend(theme().surface, theme().accent, theme().dark ? 0.4 : 0.2)
                                     : theme().raised);
        painter.drawRoundedRect(rect, 5, 5);
        const QRectF inner = rect.adjusted(Theme::space, 0, -Theme::space, 0);
        painter.setFont(monospaceFont());
        painter.setPen(theme().text);
        painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, edge.token);
        painter.setFont(smallFont());
        painter.setPen(edge.isBest ? theme().text : theme().mutedText);
        painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, scoreText(edge.score));
    }
}

void LatticeView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme().surface);
    painter.translate(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
    paintWhole(painter);
}

QString LatticeView::describe(int edge) const
{
    if (edge < 0 || edge >= count()) return {};
    const Edge& e = m_edges[std::size_t(edge)];
    QString text = tr("%1, characters %2 – %3: log probability %4, best way to its end over it %5")
                       .arg(e.token)
                       .arg(e.begin)
                       .arg(e.end)
                       .arg(scoreText(e.score), scoreText(e.total));
    if (e.isUnknown) text += u' ' + tr("(unknown)");
    if (e.isBest) text += u' ' + tr("· on the best path");
    return text;
}

void LatticeView::setCurrent(int edge)
{
    m_current = std::clamp(edge, -1, count() - 1);
    setAccessibleDescription(describe(m_current));
    if (m_current >= 0) {
        const QRectF rect = rectOf(m_current);
        const double left = horizontalScrollBar()->value(), upper = verticalScrollBar()->value();
        if (rect.left() < left || rect.right() > left + viewport()->width())
            horizontalScrollBar()->setValue(int(rect.left() - margin));
        if (rect.top() < upper || rect.bottom() > upper + viewport()->height())
            verticalScrollBar()->setValue(int(rect.top() - margin));
    }
    viewport()->update();
    Q_EMIT currentChanged(m_current);
}

int LatticeView::edgeAt(const QPoint& position) const
{
    const QPointF place = position + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
    for (int i = 0; i < count(); ++i)
        if (rectOf(i).contains(place)) return i;
    return -1;
}

void LatticeView::mousePressEvent(QMouseEvent* event)
{
    if (const int edge = edgeAt(event->position().toPoint()); edge >= 0) setCurrent(edge);
}

void LatticeView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Down)
        setCurrent(std::min(count() - 1, m_current + 1));
    else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Up)
        setCurrent(std::max(std::min(0, count() - 1), m_current - 1));
    else
        QAbstractScrollArea::keyPressEvent(event);
}

bool LatticeView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int edge = edgeAt(help->pos());
    if (edge < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), describe(edge), viewport());
    return true;
}

void LatticeView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void LatticeView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::StyleChange) return;
    arrange();
    updateBars();
    viewport()->update();
}

} // namespace vitrine::widgets
