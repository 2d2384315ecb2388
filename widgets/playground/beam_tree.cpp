// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/beam_tree.h"

#include "widgets/common/theme.h"
#include "widgets/common/tool_tip.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr double margin = 1.5 * Theme::space, columnGap = 36, rowGap = 6;

double rowHeight()
{
    return std::ceil(QFontMetricsF(textFont()).height() + Theme::space);
}

double headHeight()
{
    return std::ceil(QFontMetricsF(interfaceFont()).height() + Theme::space);
}

QFont smallFont()
{
    QFont font = monospaceFont();
    font.setPixelSize(std::max(8, int(font.pixelSize() * 0.85)));
    return font;
}

QString scoreOf(const BeamNode& node)
{
    return QLocale().toString(node.score, 'f', 2);
}

} // namespace

BeamTree::BeamTree(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Beam tree: the candidates of every step"));
}

void BeamTree::setBeams(std::vector<std::vector<BeamNode>> beams)
{
    m_beams = std::move(beams);
    m_current = {-1, -1};
    setAccessibleDescription(tr("%n candidate(s)", nullptr, nodeCount()));
    arrange();
}

int BeamTree::nodeCount() const
{
    std::size_t count = 0;
    for (const auto& step : m_beams)
        count += step.size();
    return int(count);
}

void BeamTree::arrange()
{
    const QFontMetricsF metrics(textFont()), small(smallFont());
    m_left.assign(1, margin);
    for (const auto& step : m_beams) {
        double width = 40 * textScale();
        for (const BeamNode& node : step)
            width = std::max(width, metrics.horizontalAdvance(visibleToken(node.text)) +
                                        small.horizontalAdvance(scoreOf(node)) + 3.5 * Theme::space);
        m_left.push_back(m_left.back() + std::min(width, 240 * textScale()) + columnGap);
    }
    updateBars();
    viewport()->update();
}

QSize BeamTree::wholeSize() const
{
    std::size_t most = 0;
    for (const auto& step : m_beams)
        most = std::max(most, step.size());
    return {int(std::ceil(m_left.empty() ? 0 : m_left.back() + margin)),
            int(std::ceil(2 * margin + headHeight() + double(most) * (rowHeight() + rowGap)))};
}

void BeamTree::updateBars()
{
    const QSizeF whole = QSizeF(wholeSize()) * m_zoom;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(48);
    horizontalScrollBar()->setRange(0, std::max(0, int(std::ceil(whole.width())) - viewport()->width()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(int(rowHeight()));
    verticalScrollBar()->setRange(0, std::max(0, int(std::ceil(whole.height())) - viewport()->height()));
}

void BeamTree::setZoom(double zoom)
{
    zoom = std::clamp(zoom, 0.3, 3.0);
    const double middle = (horizontalScrollBar()->value() + viewport()->width() / 2.0) / m_zoom;
    m_zoom = zoom;
    updateBars();
    horizontalScrollBar()->setValue(int(middle * m_zoom - viewport()->width() / 2.0));
    viewport()->update();
}

bool BeamTree::exists(Node node) const
{
    return node.first >= 0 && node.first < int(m_beams.size()) && node.second >= 0 &&
           node.second < int(m_beams[std::size_t(node.first)].size());
}

const BeamNode& BeamTree::at(Node node) const
{
    return m_beams[std::size_t(node.first)][std::size_t(node.second)];
}

QRectF BeamTree::rectOf(Node node) const
{
    const auto step = std::size_t(node.first);
    return {m_left[step], margin + headHeight() + node.second * (rowHeight() + rowGap),
            m_left[step + 1] - m_left[step] - columnGap, rowHeight()};
}

void BeamTree::paintNode(QPainter& painter, Node place) const
{
    const Theme& colors = theme();
    const BeamNode& node = at(place);
    const QRectF rect = rectOf(place);
    painter.setPen(place == m_current ? QPen(colors.text, 2)
                   : node.isBest      ? QPen(colors.accent, 2)
                   : node.isFinished  ? QPen(colors.success, 2)
                   : node.isKept      ? QPen(colors.border, 1)
                                      : QPen(colors.border, 1, Qt::DotLine));
    painter.setBrush(node.isBest   ? blend(colors.surface, colors.accent, colors.dark ? 0.4 : 0.18)
                     : node.isKept ? colors.raised
                                   : colors.surface);
    painter.drawRoundedRect(rect, 5, 5);
    const QRectF inner = rect.adjusted(Theme::space, 0, -Theme::space, 0);
    const double score = QFontMetricsF(smallFont()).horizontalAdvance(scoreOf(node));
    const QFontMetricsF metrics(textFont());
    painter.setFont(textFont());
    painter.setPen(node.isKept || node.isBest || node.isFinished ? colors.text : colors.mutedText);
    painter.drawText(
        inner, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(visibleToken(node.text), Qt::ElideRight, inner.width() - score - Theme::space));
    painter.setFont(smallFont());
    painter.setPen(node.isBest ? colors.text : colors.mutedText);
    painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, scoreOf(node));
    if (node.isFinished) { // a stop at its end
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.success);
        painter.drawRect(QRectF(rect.right() + 4, rect.center().y() - 5, 10, 10));
    }
}

void BeamTree::paintSteps(QPainter& painter, double left, double right) const
{
    const Theme& colors = theme();
    painter.setRenderHint(QPainter::Antialiasing);
    const auto isShown = [&](int step) {
        return m_left[std::size_t(step) + 1] >= left && m_left[std::size_t(step)] <= right;
    };
    const int count = int(m_beams.size());
    // Lines that matter lie on those that don't.
    for (const int pass : {0, 1, 2})
        for (int step = 1; step < count; ++step) {
            if (!isShown(step) && !isShown(step - 1)) continue;
            for (int i = 0; i < int(m_beams[std::size_t(step)].size()); ++i) {
                const BeamNode& node = at({step, i});
                if (node.parent < 0 || (node.isBest ? 2 : node.isKept || node.isFinished ? 1 : 0) != pass)
                    continue;
                const QRectF from = rectOf({step - 1, node.parent}), to = rectOf({step, i});
                painter.setPen(pass == 2   ? QPen(colors.accent, 2.5)
                               : pass == 1 ? QPen(colors.mutedText, 1.2)
                                           : QPen(colors.border, 1, Qt::DotLine));
                painter.setBrush(Qt::NoBrush);
                const QPointF a(from.right(), from.center().y()), b(to.left(), to.center().y());
                QPainterPath path(a);
                path.cubicTo(a + QPointF(columnGap / 2, 0), b - QPointF(columnGap / 2, 0), b);
                painter.drawPath(path);
            }
        }
    for (int step = 0; step < count; ++step) {
        if (!isShown(step)) continue;
        painter.setFont(interfaceFont());
        painter.setPen(colors.mutedText);
        painter.drawText(QRectF(m_left[std::size_t(step)], margin,
                                m_left[std::size_t(step) + 1] - m_left[std::size_t(step)] - columnGap,
                                headHeight()),
                         Qt::AlignLeft | Qt::AlignTop, QString::number(step + 1));
        for (int i = 0; i < int(m_beams[std::size_t(step)].size()); ++i)
            paintNode(painter, {step, i});
    }
}

void BeamTree::paintWhole(QPainter& painter) const
{
    painter.fillRect(QRect(QPoint(), wholeSize()), theme().surface);
    paintSteps(painter, 0, wholeSize().width());
}

void BeamTree::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme().surface);
    const double left = horizontalScrollBar()->value();
    painter.translate(-left, -verticalScrollBar()->value());
    painter.scale(m_zoom, m_zoom);
    paintSteps(painter, left / m_zoom, (left + viewport()->width()) / m_zoom);
    if (!hasFocus() || exists(m_current)) return;
    painter.resetTransform();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme().accent);
    painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

QString BeamTree::pathText(Node node) const
{
    QString text;
    while (exists(node)) {
        text.prepend(at(node).text);
        node = {node.first - 1, at(node).parent};
    }
    return text;
}

QString BeamTree::describe(Node place) const
{
    if (!exists(place)) return {};
    const BeamNode& node = at(place);
    QStringList lines{
        tr("Step %1: “%2” (id %3)").arg(place.first + 1).arg(visibleToken(node.text)).arg(node.id),
        tr("score %1").arg(QLocale().toString(node.score, 'f', 4))};
    if (node.isBest) lines.append(tr("on the way to the best text"));
    lines.append(node.isFinished ? tr("finished") : node.isKept ? tr("kept") : tr("dropped"));
    lines.append(pathText(place));
    return lines.join(u'\n');
}

BeamTree::Node BeamTree::nodeAt(const QPoint& position) const
{
    const QPointF place =
        (QPointF(position) + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value())) / m_zoom;
    const auto after = std::upper_bound(m_left.begin(), m_left.end(), place.x());
    const int step = int(after - m_left.begin()) - 1;
    if (step < 0 || step >= int(m_beams.size())) return {-1, -1};
    for (int i = 0; i < int(m_beams[std::size_t(step)].size()); ++i)
        if (rectOf({step, i}).contains(place)) return {step, i};
    return {-1, -1};
}

void BeamTree::setCurrent(Node node)
{
    m_current = exists(node) ? node : Node{-1, -1};
    setAccessibleDescription(describe(m_current));
    if (exists(m_current)) {
        const QRectF rect(rectOf(m_current).topLeft() * m_zoom, rectOf(m_current).size() * m_zoom);
        QScrollBar *across = horizontalScrollBar(), *down = verticalScrollBar();
        if (rect.left() < across->value() || rect.right() > across->value() + viewport()->width())
            across->setValue(int(rect.center().x() - viewport()->width() / 2.0));
        if (rect.top() < down->value() || rect.bottom() > down->value() + viewport()->height())
            down->setValue(int(rect.center().y() - viewport()->height() / 2.0));
    }
    viewport()->update();
}

void BeamTree::mousePressEvent(QMouseEvent* event)
{
    const Node node = nodeAt(event->position().toPoint());
    if (!exists(node) || event->button() != Qt::LeftButton) return;
    setCurrent(node);
    Q_EMIT nodeChosen(node.first, node.second);
}

void BeamTree::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) return QAbstractScrollArea::wheelEvent(event);
    setZoom(m_zoom * std::pow(1.1, event->angleDelta().y() / 120.0));
    event->accept();
}

void BeamTree::keyPressEvent(QKeyEvent* event)
{
    Node next = m_current;
    switch (event->key()) {
    case Qt::Key_Right:
        ++next.first;
        break;
    case Qt::Key_Left:
        --next.first;
        break;
    case Qt::Key_Down:
        ++next.second;
        break;
    case Qt::Key_Up:
        --next.second;
        break;
    case Qt::Key_Plus:
        return setZoom(m_zoom * 1.25);
    case Qt::Key_Minus:
        return setZoom(m_zoom / 1.25);
    case Qt::Key_0:
        return setZoom(1);
    default:
        return QAbstractScrollArea::keyPressEvent(event);
    }
    if (!exists(m_current)) next = {0, 0};
    // A step with fewer candidates ends higher.
    if (next.first >= 0 && next.first < int(m_beams.size()))
        next.second = std::min(next.second, int(m_beams[std::size_t(next.first)].size()) - 1);
    if (!exists(next)) return;
    setCurrent(next);
    Q_EMIT nodeChosen(next.first, next.second);
}

bool BeamTree::viewportEvent(QEvent* event)
{
    const auto textAt = [this](const QPoint& place) { return describe(nodeAt(place)); };
    return showToolTip(event, this, textAt) || QAbstractScrollArea::viewportEvent(event);
}

void BeamTree::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void BeamTree::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) arrange();
}

} // namespace vitrine::widgets
