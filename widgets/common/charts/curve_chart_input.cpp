// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse and keys of the chart.
#include "widgets/common/charts/curve_chart.h"
#include "widgets/common/charts/qcustomplot.h"

#include <QMenu>

#include <cmath>

namespace vitrine::widgets {

void CurveChart::zoom(double factor, double around)
{
    const auto [from, to] = shownRange();
    const auto whole = wholeRange();
    const double a = std::max(whole.from, around - (around - from) * factor);
    const double b = std::min(whole.to, around + (to - around) * factor);
    m_valueRange.reset();
    if (a <= whole.from && b >= whole.to)
        m_cursor->setRange({});
    else if (b - a > (whole.to - whole.from) * 1e-7)
        m_cursor->setRange(CurveCursor::Range{a, b});
}

void CurveChart::pan(double share)
{
    const auto [from, to] = shownRange();
    const auto whole = wholeRange();
    const double way = std::clamp((to - from) * share, whole.from - from, std::max(0.0, whole.to - to));
    if (m_cursor->range()) m_cursor->setRange(CurveCursor::Range{from + way, to + way});
}

void CurveChart::moveCursor(int direction)
{
    if (seriesCount() == 0 || points(0).empty()) return;
    const CurvePyramid& points = this->points(0);
    const double last = points[points.size() - 1].x;
    const double step = points.size() > 1 ? (last - points[0].x) / double(points.size() - 1) : 1;
    m_cursor->setPosition(points.nearest(m_cursor->position().value_or(last) + direction * step)->x);
}

bool CurveChart::onKey(int key, Qt::KeyboardModifiers modifiers)
{
    const auto [from, to] = shownRange();
    const double middle = m_cursor->position().value_or((from + to) / 2);
    const bool pans = modifiers & Qt::ControlModifier;
    switch (key) {
    case Qt::Key_Left:
        pans ? pan(-0.2) : moveCursor(-1);
        return true;
    case Qt::Key_Right:
        pans ? pan(0.2) : moveCursor(1);
        return true;
    case Qt::Key_Plus:
        zoom(0.8, middle);
        return true;
    case Qt::Key_Minus:
        zoom(1.25, middle);
        return true;
    case Qt::Key_Home:
        resetZoom();
        return true;
    case Qt::Key_Escape:
        if (!m_cursor->position()) return false;
        m_cursor->setPosition({});
        return true;
    default:
        return false;
    }
}

bool CurveChart::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseMove: {
        const QPointF place = static_cast<QMouseEvent*>(event)->position();
        if (m_plot->axisRect()->rect().contains(place.toPoint()))
            m_cursor->setPosition(m_plot->xAxis->pixelToCoord(place.x()));
        else
            m_cursor->setPosition({});
        break;
    }
    case QEvent::Leave:
        m_cursor->setPosition({});
        break;
    case QEvent::Wheel: {
        auto* wheel = static_cast<QWheelEvent*>(event);
        const QPoint angle = wheel->angleDelta();
        if (std::abs(angle.x()) > std::abs(angle.y()) || wheel->modifiers() & Qt::ShiftModifier)
            pan(-(angle.x() + angle.y()) / 1200.0);
        else
            zoom(std::pow(0.85, angle.y() / 120.0), m_plot->xAxis->pixelToCoord(wheel->position().x()));
        return true;
    }
    case QEvent::MouseButtonDblClick:
        resetZoom();
        return true;
    case QEvent::KeyPress: {
        auto* key = static_cast<QKeyEvent*>(event);
        if (onKey(key->key(), key->modifiers())) return true;
        break;
    }
    case QEvent::ContextMenu: {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Show all"), this, &CurveChart::resetZoom);
        menu->addAction(tr("Export …"), this, &CurveChart::exportRequested);
        menu->popup(static_cast<QContextMenuEvent*>(event)->globalPos());
        return true;
    }
    case QEvent::Resize:
        schedule();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace vitrine::widgets
