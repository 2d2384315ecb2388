// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QString>
#include <QStringList>

#include <vector>

namespace vitrine::widgets {

/// Horizontal bars, one a word, with whiskers for their spread and a line at the mean of all; a colour a
/// group. The table beside it has the same numbers for the keyboard and for screen readers.
class FillerChart final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    struct Bar
    {
        QString label;
        int group = 0;
        double value = 0;
        double low = 0, high = 0; ///< ends of the whisker; NaN: none
        QString tip;
    };

    explicit FillerChart(QWidget* parent = nullptr);

    /// Bars begin at 0; `mean` is marked. `groups`: their names, by number.
    void setBars(std::vector<Bar> bars, double mean, const QStringList& groups);
    const std::vector<Bar>& bars() const { return m_bars; }
    /// The bar at a point of the viewport; -1: none.
    int barAt(const QPoint& point) const;
    QSize wholeSize() const;
    void paintWhole(QPainter& painter);

Q_SIGNALS:
    void barClicked(int bar);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void paint(QPainter& painter, QSize size, int scroll);
    void updateScroll();
    int rowHeight() const;
    int legendHeight() const;

    std::vector<Bar> m_bars;
    double m_mean = 0;
    QStringList m_groups;
};

} // namespace vitrine::widgets
