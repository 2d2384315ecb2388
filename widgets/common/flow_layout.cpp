// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/flow_layout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace vitrine::widgets {

FlowLayout::FlowLayout(QWidget* parent, int gap) : QLayout(parent), m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::insertWidget(int index, QWidget* widget)
{
    addChildWidget(widget);
    m_items.insert(index, new QWidgetItem(widget));
    invalidate();
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size.grownBy(margins);
}

void FlowLayout::setGeometry(const QRect& rectangle)
{
    QLayout::setGeometry(rectangle);
    arrange(rectangle, true);
}

int FlowLayout::arrange(const QRect& rectangle, bool move) const
{
    const QMargins margins = contentsMargins();
    const QRect inner = rectangle.marginsRemoved(margins);
    const int columns =
        m_columnWidth > 0 ? std::max(1, (inner.width() + m_gap) / (m_columnWidth + m_gap)) : 0;
    const int columnWidth = columns > 0 ? (inner.width() - m_gap * (columns - 1)) / columns : 0;
    int y = inner.top();
    QList<std::pair<QLayoutItem*, int>> row; // with widths
    const auto finishRow = [&] {
        int height = 0;
        for (const auto& [item, width] : row)
            height = std::max(height, item->hasHeightForWidth() ? item->heightForWidth(width)
                                                                : item->sizeHint().height());
        int x = inner.left();
        for (const auto& [item, width] : row) {
            if (move) {
                const int own = columns > 0 ? height : item->sizeHint().height();
                const QRect place(x, y + (height - own) / 2, width, own);
                item->setGeometry(QStyle::visualRect(
                    parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight, rectangle, place));
            }
            x += width + m_gap;
        }
        y += height + m_gap;
        row.clear();
    };
    int used = 0;
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty()) continue;
        const int width = columns > 0 ? columnWidth : std::min(item->sizeHint().width(), inner.width());
        const bool isFull = columns > 0 ? row.size() == columns : used + width > inner.width();
        if (!row.isEmpty() && isFull) {
            finishRow();
            used = 0;
        }
        row.append({item, width});
        used += width + m_gap;
    }
    if (!row.isEmpty()) finishRow();
    return std::max(0, y - m_gap - inner.top()) + margins.top() + margins.bottom();
}

} // namespace vitrine::widgets
