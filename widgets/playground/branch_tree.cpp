// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/branch_tree.h"

#include "widgets/common/theme.h"
#include "widgets/common/tool_tip.h"
#include "widgets/playground/generation_values.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr double margin = Theme::space;
constexpr int mostLanes = 4; // without scrolling

} // namespace

BranchTree::BranchTree(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Branches of the text"));
    setCursor(Qt::PointingHandCursor);
}

void BranchTree::setBranches(std::vector<Branch> branches, int current)
{
    m_branches = std::move(branches);
    m_current = std::clamp(current, 0, std::max(0, count() - 1));
    setAccessibleDescription(describe(m_current));
    arrange();
}

void BranchTree::arrange()
{
    // Depth first, so that a branch stands below the one that it left.
    m_lanes.assign(m_branches.size(), -1);
    m_order.clear();
    const auto visit = [&](const auto& self, int branch) -> void {
        m_lanes[std::size_t(branch)] = int(m_order.size());
        m_order.push_back(branch);
        for (int i = 0; i < count(); ++i)
            if (m_branches[std::size_t(i)].parent == branch && m_lanes[std::size_t(i)] < 0) self(self, i);
    };
    for (int i = 0; i < count(); ++i)
        if (m_lanes[std::size_t(i)] < 0 && m_branches[std::size_t(i)].parent < 0) visit(visit, i);
    m_longest = 1;
    for (const Branch& each : m_branches)
        m_longest = std::max(m_longest, each.end);
    const int whole = int(std::ceil(count() * laneHeight() + margin));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(int(laneHeight()));
    verticalScrollBar()->setRange(0, std::max(0, whole - viewport()->height()));
    updateGeometry();
    viewport()->update();
}

double BranchTree::laneHeight() const
{
    return std::ceil(QFontMetricsF(interfaceFont()).height() + Theme::space);
}

QSize BranchTree::sizeHint() const
{
    return {320, int(std::ceil(std::clamp(count(), 1, mostLanes) * laneHeight() + margin))};
}

double BranchTree::xOf(int token) const
{
    const double room = viewport()->width() - 2 * margin - 90 * textScale();
    return margin + std::max(20.0, room) * token / m_longest;
}

QRectF BranchTree::labelRect(int branch) const
{
    const Branch& each = m_branches[std::size_t(branch)];
    const double y = margin / 2 + m_lanes[std::size_t(branch)] * laneHeight() - verticalScrollBar()->value();
    const QString label = each.parent < 0 ? tr("Start") : visibleToken(each.token);
    const QFontMetricsF metrics(interfaceFont());
    const double width = std::min(220.0 * textScale(), metrics.horizontalAdvance(label) + 1.5 * Theme::space);
    return {xOf(each.begin), y + 2, width, laneHeight() - 4};
}

void BranchTree::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& colors = theme();
    painter.fillRect(viewport()->rect(), colors.surface);
    painter.setFont(interfaceFont());
    std::vector<bool> isOnPath(m_branches.size(), false);
    for (int i = m_current, steps = 0; i >= 0 && i < count() && steps <= count();
         i = m_branches[std::size_t(i)].parent, ++steps)
        isOnPath[std::size_t(i)] = true;
    for (int i = 0; i < count(); ++i) {
        const Branch& each = m_branches[std::size_t(i)];
        const QRectF label = labelRect(i);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(isOnPath[std::size_t(i)] ? colors.accent : colors.border, 2));
        if (each.parent >= 0 && each.parent < count()) {
            const double from = labelRect(each.parent).center().y();
            QPainterPath path(QPointF(label.left() - 10, from));
            path.cubicTo(QPointF(label.left() - 10, label.center().y()),
                         QPointF(label.left() - 10, label.center().y()),
                         QPointF(label.left(), label.center().y()));
            painter.drawPath(path);
        }
        painter.drawLine(QPointF(label.left(), label.center().y()),
                         QPointF(std::max(xOf(each.end), label.right() + 12), label.center().y()));
    }
    for (int i = 0; i < count(); ++i) {
        const Branch& each = m_branches[std::size_t(i)];
        const QRectF label = labelRect(i);
        const bool isCurrent = i == m_current;
        painter.setPen(QPen(isOnPath[std::size_t(i)] ? colors.accent : colors.border, isCurrent ? 2 : 1));
        painter.setBrush(isCurrent ? blend(colors.surface, colors.accent, colors.dark ? 0.35 : 0.18)
                                   : colors.raised);
        painter.drawRoundedRect(label, 4, 4);
        painter.setPen(colors.text);
        const QRectF inner = label.adjusted(Theme::space / 2.0, 0, -Theme::space / 2.0, 0);
        painter.drawText(inner, Qt::AlignCenter,
                         QFontMetricsF(interfaceFont())
                             .elidedText(each.parent < 0 ? tr("Start") : visibleToken(each.token),
                                         Qt::ElideRight, inner.width()));
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(colors.accent);
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

QString BranchTree::describe(int branch) const
{
    if (branch < 0 || branch >= count()) return {};
    const Branch& each = m_branches[std::size_t(branch)];
    const QString what = each.parent < 0
                             ? tr("The first text")
                             : tr("Left version %1 after %n token(s) with “%2”", nullptr, each.begin)
                                   .arg(each.parent + 1)
                                   .arg(visibleToken(each.token));
    return tr("Version %1 of %2").arg(branch + 1).arg(count()) + u'\n' + what + u'\n' + each.text;
}

int BranchTree::branchAt(const QPoint& position) const
{
    const double y = position.y() + verticalScrollBar()->value() - margin / 2;
    const int lane = int(std::floor(y / laneHeight()));
    return y >= 0 && lane < int(m_order.size()) ? m_order[std::size_t(lane)] : -1;
}

void BranchTree::mousePressEvent(QMouseEvent* event)
{
    const int branch = branchAt(event->position().toPoint());
    if (branch >= 0 && event->button() == Qt::LeftButton) Q_EMIT branchChosen(branch);
}

void BranchTree::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0 || m_branches.empty()) return QAbstractScrollArea::keyPressEvent(event);
    const int lane = m_lanes[std::size_t(m_current)] + step;
    if (lane >= 0 && lane < int(m_order.size())) Q_EMIT branchChosen(m_order[std::size_t(lane)]);
}

bool BranchTree::viewportEvent(QEvent* event)
{
    const auto textAt = [this](const QPoint& place) { return describe(branchAt(place)); };
    return showToolTip(event, this, textAt) || QAbstractScrollArea::viewportEvent(event);
}

void BranchTree::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    arrange();
}

void BranchTree::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) arrange();
}

} // namespace vitrine::widgets
