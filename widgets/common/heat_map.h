// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QStringList>

#include <vector>

namespace vitrine::widgets {

/// A matrix of numbers as colours, with labels on both rulers. Cells show their value where it fits; a cell
/// is hovered and chosen by mouse or keys. Only visible cells are painted.
class HeatMap final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    enum class Scale {
        Diverging,  ///< around 0, symmetric
        Sequential, ///< from the smallest to the largest value
    };

    explicit HeatMap(QWidget* parent = nullptr);

    /// `values` row-major; labels may be fewer than rows and columns. Not finite values are shown as gaps.
    void setMatrix(std::vector<float> values, int rows, int columns, const QStringList& rowLabels,
                   const QStringList& columnLabels, Scale scale);
    /// The range of colours; without a call the data's own.
    void setRange(double minimum, double maximum);
    /// Cells are squares at least this large, stretched when there is room; smaller cells than 20 show no
    /// values.
    void setCellSize(int minimumWidth, int minimumHeight);
    void setLabelWidth(int pixels) { m_labelWidth = pixels; }
    void setDecimals(int decimals) { m_decimals = decimals; } ///< of the values in cells, 2 unless told

    int rows() const { return m_rows; }
    int columns() const { return m_columns; }
    float value(int row, int column) const
    {
        return m_values[std::size_t(row) * std::size_t(m_columns) + std::size_t(column)];
    }
    double minimum() const { return m_minimum; }
    double maximum() const { return m_maximum; }
    QColor color(double value) const;

    void setCurrent(int row, int column);
    int currentRow() const { return m_currentRow; }
    int currentColumn() const { return m_currentColumn; }
    QRectF cellRect(int row, int column) const; ///< in the viewport

    /// The size of the whole matrix with its rulers, at most 8,000 pixels a side.
    QSize wholeSize() const;
    /// Paints all of it, scrolled or not, for export.
    void paintWhole(QPainter& painter);

Q_SIGNALS:
    void hovered(int row, int column); ///< -1, -1 when the mouse leaves
    void currentChanged(int row, int column);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    /// Paints `area` of a matrix that is scrolled by `scroll`.
    void paint(QPainter& painter, const QRectF& area, const QPointF& scroll);
    QRectF cellRect(int row, int column, const QPointF& scroll) const;
    QPointF scroll() const;
    std::pair<int, int> cellAt(const QPointF& position) const; ///< (-1, -1) for none
    double headerHeight() const;
    double labelWidth() const;
    void updateMetrics();

    std::vector<float> m_values;
    int m_rows = 0, m_columns = 0;
    QStringList m_rowLabels, m_columnLabels;
    Scale m_scale = Scale::Sequential;
    double m_minimum = 0, m_maximum = 1;
    int m_minimumWidth = 24, m_minimumHeight = 24;
    int m_labelWidth = 0;
    int m_decimals = 2;
    double m_cellWidth = 24, m_cellHeight = 24;
    int m_currentRow = -1, m_currentColumn = -1;
    int m_hoveredRow = -1, m_hoveredColumn = -1;
};

} // namespace vitrine::widgets
