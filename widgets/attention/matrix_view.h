// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/attention/attention_source.h"
#include "widgets/attention/attention_state.h"
#include "widgets/common/token_selection.h"

#include <QImage>
#include <QWidget>

namespace vitrine::widgets {

/// One head as a matrix of colours, queries down, keys across, tokens on both rulers. The wheel zooms at the
/// mouse, dragging pans, arrows move the chosen cell, + and − zoom, 0 fits. Painted from an image of a pixel
/// a cell, so that 512 tokens pan and zoom within a frame.
class MatrixView final : public QWidget
{
    Q_OBJECT

public:
    MatrixView(AttentionState& state, TokenSelection& selection, QWidget* parent = nullptr);

    void setSource(SourcePointer source);
    /// The colours span at least this: what two views next to each other have in common.
    void setCommonRange(std::optional<ValueRange> range);
    ValueRange range() const { return m_range; }

    QRectF cellRect(int row, int column) const;
    std::pair<int, int> cellAt(const QPointF& position) const; ///< (-1, -1) for none
    std::pair<int, int> current() const { return m_current; }
    /// What is seen, into a rectangle of this widget's size.
    void paint(QPainter& painter) const;

    QSize sizeHint() const override { return {480, 480}; }

Q_SIGNALS:
    void hovered(int query, int key); ///< rows of the source; -1, -1 for none

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void layOut();
    void zoomAt(const QPointF& position, double factor);
    void hover(std::pair<int, int> cell);
    void setCurrent(int row, int column);
    void paintRulers(QPainter& painter) const;
    void paintValues(QPainter& painter, int firstRow, int lastRow, int firstColumn, int lastColumn) const;
    /// Rows and columns: cells are square, the plot is as wide or as high as the longer side needs.
    QSizeF counts() const { return {double(m_source->columns()), double(m_source->rows())}; }
    double cell() const { return m_plot.width() / m_source->columns() * m_state.zoom(); }
    QPointF origin() const; ///< the cell coordinates of the plot's corner
    bool contains(int row, int column) const
    {
        return row < m_source->rows() && column < m_source->columns();
    }

    AttentionState& m_state;
    TokenSelection& m_selection;
    SourcePointer m_source;
    AttentionSource::Values m_values;
    ValueRange m_range;
    std::optional<ValueRange> m_commonRange;
    QImage m_image;
    QRectF m_plot; ///< where cells are drawn
    std::pair<int, int> m_hovered{-1, -1}, m_current{-1, -1};
    std::optional<QPointF> m_pressed;
    QPointF m_pressedCenter;
    bool m_isDragging = false;
};

} // namespace vitrine::widgets
