// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/heat_map.h"

#include "widgets/common/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr double smallestCellWithValue = 26; ///< pixels at normal text size; narrower cells are colour alone

/// "0.56" is ".56" where the cell is narrow.
QString cellText(double value, int decimals, bool isNarrow)
{
    if (!std::isfinite(value)) return {};
    QString text = QString::number(value, 'f', decimals);
    if (isNarrow && text.startsWith(QLatin1String("0."))) text.remove(0, 1);
    if (isNarrow && text.startsWith(QLatin1String("-0."))) text.remove(1, 1);
    return text;
}

/// Black or white text, whichever reads better on a cell.
QColor inkOn(const QColor& background)
{
    const QColor black(0x11, 0x14, 0x1a), white(0xff, 0xff, 0xff);
    return contrastRatio(background, black) >= contrastRatio(background, white) ? black : white;
}

} // namespace

HeatMap::HeatMap(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
}

void HeatMap::setMatrix(std::vector<float> values, int rows, int columns, const QStringList& rowLabels,
                        const QStringList& columnLabels, Scale scale)
{
    m_values = std::move(values);
    m_rows = rows;
    m_columns = columns;
    m_rowLabels = rowLabels;
    m_columnLabels = columnLabels;
    m_scale = scale;
    m_currentRow = m_currentColumn = m_hoveredRow = m_hoveredColumn = -1;
    double smallest = 0, largest = 0;
    bool isFirst = true;
    for (const float value : m_values) {
        if (!std::isfinite(value)) continue;
        smallest = isFirst ? double(value) : std::min(smallest, double(value));
        largest = isFirst ? double(value) : std::max(largest, double(value));
        isFirst = false;
    }
    if (scale == Scale::Diverging) {
        largest = std::max(std::abs(smallest), std::abs(largest));
        smallest = -largest;
    }
    setRange(smallest, largest > smallest ? largest : smallest + 1);
    updateMetrics();
}

void HeatMap::setRange(double minimum, double maximum)
{
    m_minimum = minimum;
    m_maximum = maximum;
    viewport()->update();
}

void HeatMap::setCellSize(int minimumWidth, int minimumHeight)
{
    m_minimumWidth = minimumWidth;
    m_minimumHeight = minimumHeight;
    updateMetrics();
}

QColor HeatMap::color(double value) const
{
    if (!std::isfinite(value)) return theme().raised;
    const double position = (value - m_minimum) / (m_maximum - m_minimum);
    return m_scale == Scale::Diverging ? theme().diverging(2 * position - 1) : theme().sequential(position);
}

double HeatMap::labelWidth() const
{
    return m_rowLabels.isEmpty() ? 0 : m_labelWidth * textScale();
}

double HeatMap::headerHeight() const
{
    return m_columnLabels.isEmpty() ? 0 : QFontMetricsF(monospaceFont()).height() + Theme::space;
}

void HeatMap::updateMetrics()
{
    const double width = viewport()->width() - labelWidth();
    const double height = viewport()->height() - headerHeight();
    m_cellWidth = m_columns > 0 ? std::max(m_minimumWidth * textScale(), std::floor(width / m_columns))
                                : m_minimumWidth;
    m_cellHeight =
        m_rows > 0 ? std::max(m_minimumHeight * textScale(), std::floor(height / m_rows)) : m_minimumHeight;
    if (m_minimumWidth == m_minimumHeight) // a square matrix stays square, but not larger than readable
        m_cellWidth = m_cellHeight =
            std::max(m_minimumWidth * textScale(), std::min({m_cellWidth, m_cellHeight, 72 * textScale()}));
    else
        m_cellHeight = std::min(m_cellHeight, 32 * textScale());
    horizontalScrollBar()->setPageStep(int(width));
    horizontalScrollBar()->setRange(0, std::max(0, int(std::ceil(m_cellWidth * m_columns - width))));
    verticalScrollBar()->setPageStep(int(height));
    verticalScrollBar()->setRange(0, std::max(0, int(std::ceil(m_cellHeight * m_rows - height))));
    viewport()->update();
}

QPointF HeatMap::scroll() const
{
    return QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
}

QRectF HeatMap::cellRect(int row, int column) const
{
    return cellRect(row, column, scroll());
}

QRectF HeatMap::cellRect(int row, int column, const QPointF& scroll) const
{
    return {labelWidth() + column * m_cellWidth - scroll.x(),
            headerHeight() + row * m_cellHeight - scroll.y(), m_cellWidth, m_cellHeight};
}

QSize HeatMap::wholeSize() const
{
    return QSize(int(std::ceil(labelWidth() + m_columns * m_cellWidth)),
                 int(std::ceil(headerHeight() + m_rows * m_cellHeight)))
        .boundedTo(QSize(8000, 8000));
}

void HeatMap::paintWhole(QPainter& painter)
{
    paint(painter, QRectF(QPointF(), QSizeF(wholeSize())), {});
}

std::pair<int, int> HeatMap::cellAt(const QPointF& position) const
{
    if (position.x() < labelWidth() || position.y() < headerHeight()) return {-1, -1};
    const int column = int((position.x() - labelWidth() + horizontalScrollBar()->value()) / m_cellWidth);
    const int row = int((position.y() - headerHeight() + verticalScrollBar()->value()) / m_cellHeight);
    return row < m_rows && column < m_columns ? std::pair(row, column) : std::pair(-1, -1);
}

void HeatMap::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    paint(painter, viewport()->rect(), scroll());
}

void HeatMap::paint(QPainter& painter, const QRectF& area, const QPointF& scroll)
{
    painter.fillRect(area, theme().surface);
    if (m_rows == 0 || m_columns == 0) return;
    const QFont font = monospaceFont();
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const int firstRow = int(scroll.y() / m_cellHeight);
    const int firstColumn = int(scroll.x() / m_cellWidth);
    const int lastRow = std::min(m_rows - 1, firstRow + int(area.height() / m_cellHeight) + 1);
    const int lastColumn = std::min(m_columns - 1, firstColumn + int(area.width() / m_cellWidth) + 1);
    const double gap = m_cellWidth >= 12 && m_cellHeight >= 12 ? 1 : 0;
    const bool showsValues =
        m_cellWidth >= smallestCellWithValue * textScale() && m_cellHeight >= metrics.height();
    QFont valueFont = font;
    valueFont.setPixelSize(int(font.pixelSize() * (m_cellWidth < 44 * textScale() ? 0.85 : 1)));

    painter.save();
    painter.setClipRect(QRectF(labelWidth(), headerHeight(), area.width(), area.height()));
    for (int row = firstRow; row <= lastRow; ++row)
        for (int column = firstColumn; column <= lastColumn; ++column) {
            const QRectF cell = cellRect(row, column, scroll).adjusted(0, 0, -gap, -gap);
            const QColor fill = color(double(value(row, column)));
            painter.fillRect(cell, fill);
            if (!showsValues) continue;
            painter.setFont(valueFont);
            painter.setPen(inkOn(fill));
            painter.drawText(
                cell, Qt::AlignCenter,
                cellText(double(value(row, column)), m_decimals, m_cellWidth < 44 * textScale()));
        }
    painter.setFont(font);
    painter.setBrush(Qt::NoBrush);
    const auto outline = [&](int row, int column, double width) {
        if (row < 0) return;
        painter.setPen(QPen(theme().accent, width));
        painter.drawRect(cellRect(row, column, scroll).adjusted(0, 0, -gap, -gap));
    };
    outline(m_hoveredRow, m_hoveredColumn, 1);
    outline(m_currentRow, m_currentColumn, 2);
    painter.restore();

    const auto label = [&](const QRectF& rect, const QString& text, bool strong, Qt::Alignment alignment) {
        painter.setPen(strong ? theme().text : theme().mutedText);
        painter.drawText(rect, int(alignment | Qt::AlignVCenter),
                         metrics.elidedText(text, Qt::ElideRight, rect.width()));
    };
    painter.setClipRect(QRectF(0, headerHeight(), labelWidth(), area.height()));
    for (int row = firstRow; row <= lastRow && row < m_rowLabels.size(); ++row) {
        const QRectF cell = cellRect(row, 0, scroll);
        if (m_cellHeight < metrics.height() && row % int(std::ceil(metrics.height() / m_cellHeight)) != 0)
            continue;
        label(QRectF(0, cell.top(), labelWidth() - Theme::space, cell.height()), m_rowLabels[row],
              row == m_hoveredRow || row == m_currentRow, Qt::AlignLeft);
    }
    painter.setClipRect(QRectF(labelWidth(), 0, area.width(), headerHeight()));
    const int every = std::max(1, int(std::ceil(28 * textScale() / m_cellWidth)));
    for (int column = firstColumn; column <= lastColumn && column < m_columnLabels.size(); ++column) {
        if (column % every != 0) continue;
        const QRectF cell = cellRect(0, column, scroll);
        label(QRectF(cell.left(), 0, std::max(cell.width() - 2, every * m_cellWidth - 2), headerHeight()),
              m_columnLabels[column], column == m_hoveredColumn || column == m_currentColumn,
              Qt::AlignHCenter);
    }
}

void HeatMap::setCurrent(int row, int column)
{
    if (row == m_currentRow && column == m_currentColumn) return;
    m_currentRow = row;
    m_currentColumn = column;
    if (row >= 0) {
        const QRectF cell = cellRect(row, column);
        if (cell.left() < labelWidth() || cell.right() > viewport()->width())
            horizontalScrollBar()->setValue(
                int(column * m_cellWidth - (viewport()->width() - labelWidth()) / 2));
        if (cell.top() < headerHeight() || cell.bottom() > viewport()->height())
            verticalScrollBar()->setValue(
                int(row * m_cellHeight - (viewport()->height() - headerHeight()) / 2));
    }
    viewport()->update();
    Q_EMIT currentChanged(row, column);
}

void HeatMap::mouseMoveEvent(QMouseEvent* event)
{
    const auto [row, column] = cellAt(event->position());
    if (row == m_hoveredRow && column == m_hoveredColumn) return;
    m_hoveredRow = row;
    m_hoveredColumn = column;
    viewport()->update();
    Q_EMIT hovered(row, column);
}

void HeatMap::mousePressEvent(QMouseEvent* event)
{
    const auto [row, column] = cellAt(event->position());
    if (row >= 0 && event->button() == Qt::LeftButton) setCurrent(row, column);
}

void HeatMap::keyPressEvent(QKeyEvent* event)
{
    int row = std::max(0, m_currentRow), column = std::max(0, m_currentColumn);
    switch (event->key()) {
    case Qt::Key_Left:
        --column;
        break;
    case Qt::Key_Right:
        ++column;
        break;
    case Qt::Key_Up:
        --row;
        break;
    case Qt::Key_Down:
        ++row;
        break;
    default:
        return QAbstractScrollArea::keyPressEvent(event);
    }
    if (m_rows > 0) setCurrent(std::clamp(row, 0, m_rows - 1), std::clamp(column, 0, m_columns - 1));
}

bool HeatMap::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave && m_hoveredRow >= 0) {
        m_hoveredRow = m_hoveredColumn = -1;
        viewport()->update();
        Q_EMIT hovered(-1, -1);
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto [row, column] = cellAt(help->pos());
        if (row < 0) {
            QToolTip::hideText();
        } else {
            const auto name = [](const QStringList& labels, int index) {
                return index < labels.size() ? labels[index] : QString::number(index);
            };
            // Labels are texts of the user: nothing in them is markup.
            const QString labels =
                name(m_rowLabels, row) + QStringLiteral("  ·  ") + name(m_columnLabels, column);
            QToolTip::showText(help->globalPos(),
                               labels.toHtmlEscaped() + QStringLiteral("<br>") +
                                   QString::number(double(value(row, column)), 'g', 6),
                               viewport());
        }
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void HeatMap::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateMetrics();
}

void HeatMap::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) updateMetrics();
}

} // namespace vitrine::widgets
