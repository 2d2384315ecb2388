// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/charts/curve_cursor.h"
#include "widgets/common/charts/curve_pyramid.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <span>
#include <vector>

class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;
class QCPLayer;
class QCPPainter;
class QCustomPlot;
class QLabel;

namespace vitrine::widgets {

/// Curves over steps that grow while one looks: raw values faint, their smoothed course strong. Wheel and
/// rectangle zoom, a double click shows all again; the line at the mouse is shared by all charts of a cursor.
/// Points are drawn at most 60 times a second, and the last one always is.
class CurveChart final : public QWidget
{
    Q_OBJECT

public:
    struct Series
    {
        QString name;
        int color = 0; ///< place in Theme::line
        bool isDashed = false;
        bool hasDots = false;    ///< few points, each worth seeing, such as evaluations
        bool isSmoothed = false; ///< follows setSmoothing()
        bool isListed = true;    ///< in the legend
    };
    struct Marker
    {
        enum class Kind { Checkpoint, Best, Resumed };
        double x = 0;
        Kind kind = Kind::Checkpoint;
        QString text; ///< shown when the line at the mouse is near
    };

    /// `cursor` outlives the chart.
    CurveChart(const QString& title, CurveCursor* cursor, QWidget* parent = nullptr);
    ~CurveChart() override;

    int addSeries(const Series& series); ///< its number
    int seriesCount() const { return int(m_series.size()); }
    void clearSeries();
    /// A value that is no number leaves a mark in the danger colour.
    void append(int series, double x, double y);
    /// Removes points at `x` and after.
    void truncate(int series, double x);
    const CurvePyramid& points(int series) const;
    void setMarkers(std::vector<Marker> markers);

    void setSmoothing(double weight); ///< 0 … 0.999
    void setLogarithmic(bool logarithmic);
    bool isLogarithmic() const { return m_isLogarithmic; }
    /// Steps that are shown at least, so that charts of one run have the same axis.
    void setLastStep(double step);
    void setPercent(bool percent); ///< values are shares, shown in percent
    void resetZoom();

    /// The values of every series at the line, or their last ones without it.
    QString readout() const;
    QString title() const { return m_title; }
    /// How many points were given to the screen at the last drawing.
    std::size_t drawnPoints() const { return m_drawnPoints; }
    /// Draws at once what is due.
    void flush();

    /// Charts side by side in so many columns: `.svg`, `.pdf`, else PNG of twice the size; false if the file
    /// can't be written.
    static bool exportPicture(const QString& path, std::span<CurveChart* const> charts, int columns);
    QString csv() const; ///< series,step,value

    QWidget* plotWidget() const; ///< receives mouse and keys

Q_SIGNALS:
    void exportRequested();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Line;
    void schedule();
    void applyColors();
    void redraw();
    void updateRanges();
    void updateCursor();
    void updateLegend();
    void drawMarkers();
    void zoom(double factor, double around);
    void pan(double share);
    void moveCursor(int direction);
    void paint(QCPPainter& painter, const QRect& place);
    bool onKey(int key, Qt::KeyboardModifiers modifiers);
    CurveCursor::Range wholeRange() const;
    CurveCursor::Range shownRange() const;
    QString valueText(double value) const;

    const QString m_title;
    CurveCursor* m_cursor;
    QCustomPlot* m_plot;
    QLabel* m_legend;
    QCPItemText* m_empty;
    QCPItemStraightLine* m_line;
    QCPLayer* m_cursorLayer;
    std::vector<std::unique_ptr<Line>> m_series;
    std::vector<Marker> m_markers;
    std::vector<QCPItemStraightLine*> m_markerLines;
    std::optional<CurveCursor::Range> m_valueRange; ///< of a rectangle
    double m_smoothing = 0;
    double m_lastStep = 0;
    bool m_isLogarithmic = false, m_isPercent = false;
    std::size_t m_drawnPoints = 0;
    QTimer m_timer;
};

} // namespace vitrine::widgets
