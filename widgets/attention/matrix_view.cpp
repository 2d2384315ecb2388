// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention/matrix_view.h"

#include "widgets/attention/attention_paint.h"
#include "widgets/common/theme.h"

#include <QMouseEvent>
#include <QPaintEngine>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr double largestCell = 56, smallestCellWithValue = 30; ///< pixels at normal text size
constexpr int legendHeight = 28;
/// More cells than this stay a picture in a vector file.
constexpr int mostVectorCells = 128 * 128;

QFont rulerFont()
{
    QFont font = textFont();
    font.setPixelSize(int(12 * textScale()));
    return font;
}

} // namespace

MatrixView::MatrixView(AttentionState& state, TokenSelection& selection, QWidget* parent)
    : QWidget(parent), m_state(state), m_selection(selection)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Attention of one head, queries down, keys across"));
    connect(&state, &AttentionState::changed, this, &MatrixView::refresh);
    connect(&state, &AttentionState::viewportChanged, this, qOverload<>(&QWidget::update));
    connect(&selection, &TokenSelection::changed, this, qOverload<>(&QWidget::update));
}

void MatrixView::setSource(SourcePointer source)
{
    m_source = std::move(source);
    m_hovered = m_current = {-1, -1};
    refresh();
}

void MatrixView::setCommonRange(std::optional<ValueRange> range)
{
    m_commonRange = range;
    refresh();
}

void MatrixView::refresh()
{
    m_image = {};
    m_values.reset();
    if (m_source && !m_source->isEmpty() && m_state.layer() < m_source->layers() &&
        m_state.head() < m_source->heads()) {
        m_values = m_source->matrix(m_state.layer(), m_state.head());
        m_range = m_source->range(m_state.layer(), m_state.head());
        if (m_commonRange && m_commonRange->diverging == m_range.diverging) {
            m_range.minimum = std::min(m_range.minimum, m_commonRange->minimum);
            m_range.maximum = std::max(m_range.maximum, m_commonRange->maximum);
            m_range.isCut = m_range.isCut || m_commonRange->isCut;
        }
    }
    layOut();
    update();
}

void MatrixView::layOut()
{
    m_plot = {};
    if (!m_values) return;
    const QFontMetricsF metrics(rulerFont());
    double longest = 0;
    for (const auto* axis : {&m_source->queries(), &m_source->keys()})
        for (const QString& label : axis->labels)
            longest = std::max(longest, metrics.horizontalAdvance(label));
    const double ruler = std::min(longest, 112 * textScale()) + 2 * Theme::space;
    const double legend = legendHeight * textScale();
    const QSizeF room(std::max(32.0, width() - ruler - Theme::space),
                      std::max(32.0, height() - ruler - legend));
    const double side = std::min(
        {room.width() / counts().width(), room.height() / counts().height(), largestCell * textScale()});
    const QSizeF cells = counts() * side;
    const double left = std::max(0.0, (width() - ruler - cells.width()) / 2);
    m_plot = QRectF(std::floor(left + ruler), std::floor(ruler), std::floor(cells.width()),
                    std::floor(cells.height()));
}

QPointF MatrixView::origin() const
{
    const double half = 0.5 / m_state.zoom();
    const QPointF corner = m_state.center() - QPointF(half, half);
    return {corner.x() * counts().width(), corner.y() * counts().height()};
}

QRectF MatrixView::cellRect(int row, int column) const
{
    if (!m_values) return {};
    const QPointF at = QPointF(column, row) - origin();
    return {m_plot.topLeft() + at * cell(), QSizeF(cell(), cell())};
}

std::pair<int, int> MatrixView::cellAt(const QPointF& position) const
{
    if (!m_values || !m_plot.contains(position)) return {-1, -1};
    const QPointF at = origin() + (position - m_plot.topLeft()) / cell();
    return {std::clamp(int(at.y()), 0, m_source->rows() - 1),
            std::clamp(int(at.x()), 0, m_source->columns() - 1)};
}

void MatrixView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paint(painter);
    if (!hasFocus()) return;
    painter.setPen(theme().accent);
    painter.setBrush(Qt::NoBrush); // the legend has left its colours in it
    painter.drawRect(m_plot.adjusted(-1, -1, 0, 0));
}

void MatrixView::paint(QPainter& painter) const
{
    painter.fillRect(rect(), theme().surface);
    if (!m_values) return;
    const int rows = m_source->rows(), columns = m_source->columns();
    if (m_image.isNull())
        const_cast<MatrixView*>(this)->m_image = attentionImage(*m_values, {columns, rows}, m_range);
    const double side = cell();
    const QPointF corner = origin();
    const int firstRow = std::max(0, int(corner.y())), firstColumn = std::max(0, int(corner.x()));
    const int lastRow = std::min(rows - 1, int(corner.y() + m_plot.height() / side)),
              lastColumn = std::min(columns - 1, int(corner.x() + m_plot.width() / side));

    painter.save();
    painter.setClipRect(m_plot);
    const bool isVector = painter.paintEngine()->type() == QPaintEngine::SVG;
    if (isVector && (lastRow - firstRow + 1) * (lastColumn - firstColumn + 1) <= mostVectorCells) {
        for (int row = firstRow; row <= lastRow; ++row)
            for (int column = firstColumn; column <= lastColumn; ++column)
                painter.fillRect(cellRect(row, column).intersected(m_plot), m_image.pixelColor(column, row));
    } else {
        painter.setRenderHint(QPainter::SmoothPixmapTransform, side < 1);
        const QRectF seen(corner, QSizeF(m_plot.width() / side, m_plot.height() / side));
        painter.drawImage(m_plot, m_image, seen);
    }
    if (m_source->isPair()) {
        painter.setPen(QPen(theme().mutedText, 1, Qt::DotLine));
        const auto& sentences = m_source->queries().sentences;
        for (int unit = 1; unit < rows; ++unit) {
            if (sentences[std::size_t(unit)] == sentences[std::size_t(unit - 1)]) continue;
            const QPointF at = cellRect(unit, unit).topLeft();
            painter.drawLine(QPointF(m_plot.left(), at.y()), QPointF(m_plot.right(), at.y()));
            painter.drawLine(QPointF(at.x(), m_plot.top()), QPointF(at.x(), m_plot.bottom()));
        }
    }
    if (side >= smallestCellWithValue * textScale())
        paintValues(painter, firstRow, lastRow, firstColumn, lastColumn);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().accent, 1.5));
    if (const int row = m_source->rowOf(m_selection.shown()); row >= 0)
        painter.drawRect(QRectF(m_plot.left(), cellRect(row, 0).top(), m_plot.width(), side));
    else if (const int column = m_source->columnOf(m_selection.shown()); column >= 0)
        painter.drawRect(QRectF(cellRect(0, column).left(), m_plot.top(), side, m_plot.height()));
    for (const auto& [row, column] : {m_current, m_hovered})
        if (row >= 0 && contains(row, column)) {
            painter.setPen(QPen(theme().accent, 2));
            painter.drawRect(cellRect(row, column));
        }
    painter.restore();
    paintRulers(painter);

    const QRectF legend(m_plot.left(), m_plot.bottom() + 6, std::min(240 * textScale(), m_plot.width()),
                        legendHeight * textScale() - 6);
    paintLegend(painter, legend, m_range);
}

void MatrixView::paintValues(QPainter& painter, int firstRow, int lastRow, int firstColumn,
                             int lastColumn) const
{
    QFont font = monospaceFont();
    font.setPixelSize(int(10 * textScale()));
    painter.setFont(font);
    const QColor dark(0x11, 0x14, 0x1a), light(0xff, 0xff, 0xff);
    for (int row = firstRow; row <= lastRow; ++row)
        for (int column = firstColumn; column <= lastColumn; ++column) {
            const double value = double((*m_values)[std::size_t(row * m_source->columns() + column)]);
            const QColor fill = m_image.pixelColor(column, row);
            QString text = QString::number(value, 'f', std::abs(value) < 9.95 ? 2 : 0);
            text.replace(QLatin1String("0."), QLatin1String("."));
            painter.setPen(contrastRatio(fill, dark) >= contrastRatio(fill, light) ? dark : light);
            painter.drawText(cellRect(row, column), Qt::AlignCenter, text);
        }
}

void MatrixView::paintRulers(QPainter& painter) const
{
    const QFont font = rulerFont();
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const double side = cell(), room = m_plot.top() - Theme::space;
    const QPointF corner = origin();
    // Where labels would overlap only every n-th is written, and those that are pointed at.
    const int every = std::max(1, int(std::ceil(metrics.height() / side)));
    const auto write = [&](const QRectF& rect, const QString& label, bool isStrong, Qt::Alignment alignment) {
        if (isStrong) painter.fillRect(rect, blend(theme().surface, theme().accent, 0.16));
        painter.setPen(isStrong ? theme().text : theme().mutedText);
        painter.drawText(rect, int(alignment | Qt::AlignVCenter),
                         metrics.elidedText(label, Qt::ElideRight, rect.width()));
    };
    const auto band = [&](double middle, double height) {
        return std::pair(middle - height / 2, std::max(height, metrics.height()));
    };

    painter.save();
    const double over = metrics.height() / 2; // the labels of the first and last may stand out a little
    painter.setClipRect(QRectF(0, m_plot.top() - over, m_plot.left(), m_plot.height() + 2 * over));
    const int strongRow = m_hovered.first >= 0 ? m_hovered.first : m_source->rowOf(m_selection.shown());
    const auto writeRow = [&](int row, bool isStrong) {
        const auto [top, height] = band(cellRect(row, 0).center().y(), std::max(side, metrics.height()));
        write(QRectF(m_plot.left() - room - Theme::space, top, room, height), m_source->queries().labels[row],
              isStrong, Qt::AlignRight);
    };
    for (int row = std::max(0, int(corner.y()));
         row < m_source->rows() && cellRect(row, 0).top() < m_plot.bottom(); ++row)
        if (row % every == 0 && (strongRow < 0 || every == 1 || std::abs(row - strongRow) >= every))
            writeRow(row, false);
    if (strongRow >= 0) writeRow(strongRow, true);
    painter.restore();

    painter.save();
    painter.setClipRect(QRectF(m_plot.left() - over, 0, m_plot.width() + 2 * over, m_plot.top()));
    const bool marksColumn = m_hovered.second < 0 && m_source->rowOf(m_selection.shown()) < 0;
    const int strongColumn = marksColumn ? m_source->columnOf(m_selection.shown()) : m_hovered.second;
    const auto writeColumn = [&](int column, bool isStrong) {
        painter.save();
        painter.translate(cellRect(0, column).center().x(), m_plot.top() - Theme::space);
        painter.rotate(-90);
        const double height = std::max(side, metrics.height());
        write(QRectF(0, -height / 2, room, height), m_source->keys().labels[column], isStrong, Qt::AlignLeft);
        painter.restore();
    };
    for (int column = std::max(0, int(corner.x()));
         column < m_source->columns() && cellRect(0, column).left() < m_plot.right(); ++column)
        if (column % every == 0 &&
            (strongColumn < 0 || every == 1 || std::abs(column - strongColumn) >= every))
            writeColumn(column, false);
    if (strongColumn >= 0) writeColumn(strongColumn, true);
    painter.restore();
}

void MatrixView::zoomAt(const QPointF& position, double factor)
{
    if (!m_values) return;
    const QPointF from = position - m_plot.topLeft();
    const QPointF at(from.x() / m_plot.width(), from.y() / m_plot.height()); // 0 … 1 of the plot
    const double most = std::max(counts().width(), counts().height()) / 4;
    const double zoom = std::clamp(m_state.zoom() * factor, 1.0, std::max(1.0, most));
    // The place under the mouse stays there.
    const QPointF half(0.5, 0.5);
    const QPointF place = m_state.center() + (at - half) / m_state.zoom();
    m_state.setViewport(zoom, place - (at - half) / zoom);
}

void MatrixView::wheelEvent(QWheelEvent* event)
{
    zoomAt(event->position(), std::pow(1.25, event->angleDelta().y() / 120.0));
    event->accept();
}

void MatrixView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    m_pressed = event->position();
    m_pressedCenter = m_state.center();
    m_isDragging = false;
}

void MatrixView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_pressed && m_values) {
        const QPointF moved = event->position() - *m_pressed;
        if (m_isDragging || moved.manhattanLength() > 4) {
            m_isDragging = true;
            setCursor(Qt::ClosedHandCursor);
            const QPointF share(moved.x() / m_plot.width(), moved.y() / m_plot.height());
            m_state.setViewport(m_state.zoom(), m_pressedCenter - share / m_state.zoom());
            return;
        }
    }
    hover(cellAt(event->position()));
}

void MatrixView::mouseReleaseEvent(QMouseEvent* event)
{
    unsetCursor();
    if (m_pressed && !m_isDragging) {
        const auto [row, column] = cellAt(event->position());
        if (row >= 0) setCurrent(row, column);
    }
    m_pressed.reset();
    m_isDragging = false;
}

void MatrixView::mouseDoubleClickEvent(QMouseEvent* event)
{
    zoomAt(event->position(), m_state.zoom() > 1 ? 0 : 4);
}

void MatrixView::leaveEvent(QEvent*)
{
    hover({-1, -1});
}

void MatrixView::hover(std::pair<int, int> cell)
{
    if (cell == m_hovered) return;
    m_hovered = cell;
    m_selection.hover(cell.first >= 0 ? m_source->queryToken(cell.first) : TokenSelection::Token());
    update();
    Q_EMIT hovered(cell.first, cell.second);
}

void MatrixView::setCurrent(int row, int column)
{
    m_current = {row, column};
    m_selection.select(m_source->queryToken(row));
    // Moved into sight.
    const QRectF at = cellRect(row, column);
    if (!m_plot.contains(at.center()))
        m_state.setViewport(m_state.zoom(),
                            {(column + 0.5) / counts().width(), (row + 0.5) / counts().height()});
    update();
    Q_EMIT hovered(row, column);
}

void MatrixView::keyPressEvent(QKeyEvent* event)
{
    if (!m_values) return QWidget::keyPressEvent(event);
    auto [row, column] = m_current.first >= 0 ? m_current : std::pair(0, 0);
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
    case Qt::Key_Plus:
        return zoomAt(m_plot.center(), 1.25);
    case Qt::Key_Minus:
        return zoomAt(m_plot.center(), 0.8);
    case Qt::Key_0:
        return m_state.setViewport(1, {0.5, 0.5});
    default:
        return QWidget::keyPressEvent(event);
    }
    setCurrent(std::clamp(row, 0, m_source->rows() - 1), std::clamp(column, 0, m_source->columns() - 1));
}

void MatrixView::resizeEvent(QResizeEvent*)
{
    layOut();
}

void MatrixView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) refresh();
}

} // namespace vitrine::widgets
