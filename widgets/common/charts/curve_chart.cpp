// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/charts/curve_chart.h"

#include "widgets/common/charts/qcustomplot.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr int frameMilliseconds = 16;

class ValueTicker final : public QCPAxisTicker
{
public:
    explicit ValueTicker(bool percent) : m_isPercent(percent) {}

protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar, int) override
    {
        if (m_isPercent) return locale.toString(tick * 100, 'g', 6) + QStringLiteral(" %");
        return std::abs(tick) < 1e-3 ? QString::number(tick, 'g', 4) : locale.toString(tick, 'g', 6);
    }

private:
    const bool m_isPercent;
};

} // namespace

struct CurveChart::Line
{
    Series style;
    CurvePyramid raw, smooth;
    std::vector<double> bad; ///< where the value was no number
    Smoother smoother{0};
    QCPGraph *rawGraph = nullptr, *smoothGraph = nullptr;
    QCPItemTracer* dot = nullptr; ///< at the line of the cursor

    bool isSmooth(double smoothing) const { return style.isSmoothed && smoothing > 0; }
    const CurvePyramid& shown(double smoothing) const { return isSmooth(smoothing) ? smooth : raw; }
    void smoothAll(double weight)
    {
        smooth.clear();
        smoother = Smoother(weight);
        if (!isSmooth(weight)) return;
        for (std::size_t i = 0; i < raw.size(); ++i)
            smooth.append(raw[i].x, smoother.next(raw[i].y));
    }
};

CurveChart::CurveChart(const QString& title, CurveCursor* cursor, QWidget* parent)
    : QWidget(parent),
      m_title(title),
      m_cursor(cursor),
      m_plot(new QCustomPlot),
      m_legend(makeLabel("caption"))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* header = new QHBoxLayout;
    header->setSpacing(Theme::space);
    header->addWidget(makeLabel("heading", title));
    m_legend->setTextFormat(Qt::RichText);
    m_legend->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_legend->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    header->addWidget(m_legend, 1);
    layout->addLayout(header);
    layout->addWidget(m_plot, 1);
    setMinimumSize(200, 120);

    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->setAccessibleName(title);
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    // Segment by segment: stroking a dense zigzag as one path costs half a second.
    m_plot->setPlottingHint(QCP::phFastPolylines, true);
    m_plot->axisRect()->setMinimumMargins(QMargins(44, 6, 10, 20));
    m_plot->xAxis->ticker()->setTickCount(5);
    m_plot->setSelectionRectMode(QCP::srmCustom);
    connect(m_plot->selectionRect(), &QCPSelectionRect::accepted, this, [this](const QRect& rect) {
        if (rect.width() < 4 || rect.height() < 4) return; // a click
        const auto x = [&](int pixel) { return m_plot->xAxis->pixelToCoord(pixel); };
        const auto y = [&](int pixel) { return m_plot->yAxis->pixelToCoord(pixel); };
        m_valueRange = {y(rect.bottom()), y(rect.top())};
        m_cursor->setRange(CurveCursor::Range{x(rect.left()), x(rect.right())});
        schedule();
    });

    m_plot->addLayer(QStringLiteral("cursor"), m_plot->layer(QStringLiteral("main")));
    m_cursorLayer = m_plot->layer(QStringLiteral("cursor"));
    m_cursorLayer->setMode(QCPLayer::lmBuffered);
    m_line = new QCPItemStraightLine(m_plot);
    m_line->setLayer(m_cursorLayer);
    m_line->setVisible(false);
    m_empty = new QCPItemText(m_plot);
    m_empty->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_empty->position->setCoords(0.5, 0.5);
    m_empty->setText(tr("Points appear here with the first step"));

    setLogarithmic(false);
    m_timer.setSingleShot(true);
    m_timer.setInterval(frameMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &CurveChart::redraw);
    connect(m_cursor, &CurveCursor::positionChanged, this, &CurveChart::updateCursor);
    connect(m_cursor, &CurveCursor::rangeChanged, this, &CurveChart::schedule);
    applyColors();
}

CurveChart::~CurveChart() = default;

int CurveChart::addSeries(const Series& series)
{
    auto line = std::make_unique<Line>();
    line->style = series;
    line->smoother = Smoother(m_smoothing);
    line->rawGraph = m_plot->addGraph();
    line->smoothGraph = m_plot->addGraph();
    for (QCPGraph* graph : {line->rawGraph, line->smoothGraph}) {
        graph->setAdaptiveSampling(false); // the pyramid does it
        graph->setSelectable(QCP::stNone);
    }
    line->dot = new QCPItemTracer(m_plot);
    line->dot->setLayer(m_cursorLayer);
    line->dot->setStyle(QCPItemTracer::tsCircle);
    line->dot->setSize(7);
    line->dot->setVisible(false);
    m_series.push_back(std::move(line));
    applyColors();
    return int(m_series.size()) - 1;
}

void CurveChart::clearSeries()
{
    for (const auto& line : m_series) {
        m_plot->removeGraph(line->rawGraph);
        m_plot->removeGraph(line->smoothGraph);
        m_plot->removeItem(line->dot);
    }
    m_series.clear();
    schedule();
}

void CurveChart::append(int series, double x, double y)
{
    Line& line = *m_series[std::size_t(series)];
    if (!std::isfinite(y))
        line.bad.push_back(x);
    else
        line.raw.append(x, y);
    if (line.isSmooth(m_smoothing)) line.smooth.append(x, line.smoother.next(y));
    schedule();
}

void CurveChart::truncate(int series, double x)
{
    Line& line = *m_series[std::size_t(series)];
    line.raw.truncate(x);
    std::erase_if(line.bad, [x](double place) { return place >= x; });
    line.smoothAll(m_smoothing);
    schedule();
}

const CurvePyramid& CurveChart::points(int series) const
{
    return m_series[std::size_t(series)]->raw;
}

void CurveChart::setMarkers(std::vector<Marker> markers)
{
    m_markers = std::move(markers);
    schedule();
}

void CurveChart::setSmoothing(double weight)
{
    m_smoothing = std::clamp(weight, 0.0, 0.999);
    for (const auto& line : m_series)
        line->smoothAll(m_smoothing);
    schedule();
}

void CurveChart::setLogarithmic(bool logarithmic)
{
    m_isLogarithmic = logarithmic;
    QCPAxis* axis = m_plot->yAxis;
    axis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (logarithmic)
        axis->setTicker(QSharedPointer<QCPAxisTickerLog>(new QCPAxisTickerLog));
    else
        axis->setTicker(QSharedPointer<ValueTicker>(new ValueTicker(m_isPercent)));
    axis->ticker()->setTickCount(4);
    m_valueRange.reset();
    schedule();
}

void CurveChart::setPercent(bool percent)
{
    m_isPercent = percent;
    setLogarithmic(m_isLogarithmic);
}

void CurveChart::setLastStep(double step)
{
    if (step == m_lastStep) return;
    m_lastStep = step;
    schedule();
}

void CurveChart::resetZoom()
{
    m_valueRange.reset();
    m_cursor->setRange({});
    schedule();
}

void CurveChart::schedule()
{
    if (!m_timer.isActive()) m_timer.start();
}

void CurveChart::flush()
{
    m_timer.stop();
    redraw();
}

CurveCursor::Range CurveChart::wholeRange() const
{
    double from = INFINITY, to = -INFINITY;
    for (const auto& line : m_series) {
        for (const double x : line->bad) {
            from = std::min(from, x);
            to = std::max(to, x);
        }
        if (line->raw.empty()) continue;
        from = std::min(from, line->raw[0].x);
        to = std::max(to, line->raw[line->raw.size() - 1].x);
    }
    if (from > to) return {0, 1};
    // Steps count from 1: the picture begins at 0 unless it shows a late part of a long run. The last point
    // has a little room, so that its dot is whole.
    if (from > 0 && from < 0.5 * to) from = 0;
    to = std::max(to, m_lastStep);
    to += (to - from) * 0.01;
    return from < to ? CurveCursor::Range{from, to} : CurveCursor::Range{from - 1, to + 1};
}

CurveCursor::Range CurveChart::shownRange() const
{
    return m_cursor->range().value_or(wholeRange());
}

void CurveChart::updateRanges()
{
    const auto [from, to] = shownRange();
    m_plot->xAxis->setRange(from, to);
    if (m_valueRange) {
        m_plot->yAxis->setRange(m_valueRange->from, m_valueRange->to);
        return;
    }
    double lowest = INFINITY, highest = -INFINITY, positive = INFINITY;
    for (const auto& line : m_series) {
        const auto [low, high] = line->raw.range(from, to);
        if (low > high) continue;
        lowest = std::min(lowest, low);
        highest = std::max(highest, high);
        if (m_isLogarithmic)
            if (const double above = line->raw.lowestPositive(from, to); above > 0)
                positive = std::min(positive, above);
    }
    if (lowest > highest) {
        m_plot->yAxis->setRange(m_isLogarithmic ? 0.1 : 0, 1);
    } else if (m_isLogarithmic) {
        const double low = std::isfinite(positive) ? positive : 1e-6;
        m_plot->yAxis->setRange(low / 1.2, std::max(highest, low) * 1.2);
    } else {
        const double margin = highest > lowest ? (highest - lowest) * 0.06 : std::max(0.05, highest * 0.1);
        // Losses and norms are read from zero where that costs no more than half of the picture.
        const double bottom = lowest >= 0 && lowest < highest / 2 ? 0 : lowest - margin;
        m_plot->yAxis->setRange(bottom, highest + margin);
    }
}

void CurveChart::redraw()
{
    updateRanges();
    const auto [from, to] = shownRange();
    const int columns = std::max(1, int(m_plot->axisRect()->width() * m_plot->devicePixelRatioF()));
    m_drawnPoints = 0;
    bool isEmpty = true;
    const auto give = [&](QCPGraph* graph, const CurvePyramid& pyramid) {
        const auto visible = pyramid.visible(from, to, columns);
        QVector<QCPGraphData> data;
        data.reserve(int(visible.size()));
        for (const auto& point : visible)
            if (!m_isLogarithmic || point.y > 0) data.append({point.x, point.y});
        m_drawnPoints += std::size_t(data.size());
        // A line that fills its columns looks the same without smooth edges and is drawn in a third of the
        // time.
        graph->setAntialiased(data.size() < 2 * columns);
        graph->data()->set(data, true);
    };
    for (const auto& line : m_series) {
        isEmpty = isEmpty && line->raw.empty();
        give(line->rawGraph, line->raw);
        give(line->smoothGraph, line->smooth);
        const bool smooth = line->isSmooth(m_smoothing);
        QColor color = theme().line[std::size_t(line->style.color) % theme().line.size()];
        const bool isDense = !line->rawGraph->antialiased();
        line->smoothGraph->setPen(QPen(color, 1.8));
        if (smooth) color = blend(theme().surface, color, 0.35);
        line->rawGraph->setPen(QPen(color,
                                    isDense                          ? 1
                                    : smooth || !line->style.hasDots ? 1.2
                                                                     : 1.8,
                                    line->style.isDashed ? Qt::DashLine : Qt::SolidLine));
        line->rawGraph->setScatterStyle(
            line->style.hasDots && line->raw.size() <= std::size_t(columns) / 4
                ? QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(color, 1.4), QBrush(theme().surface), 6)
                : QCPScatterStyle());
    }
    m_empty->setVisible(isEmpty);
    drawMarkers();
    updateCursor();
    m_plot->replot(QCustomPlot::rpImmediateRefresh);
}

void CurveChart::drawMarkers()
{
    for (QCPItemStraightLine* item : m_markerLines)
        m_plot->removeItem(item);
    m_markerLines.clear();
    const auto add = [&](double x, const QColor& color, Qt::PenStyle style) {
        auto* item = new QCPItemStraightLine(m_plot);
        item->setLayer(QStringLiteral("grid"));
        item->point1->setCoords(x, 1);
        item->point2->setCoords(x, 2);
        item->setPen(QPen(color, 1, style));
        m_markerLines.push_back(item);
    };
    for (const Marker& marker : m_markers)
        add(marker.x,
            marker.kind == Marker::Kind::Best      ? theme().success
            : marker.kind == Marker::Kind::Resumed ? theme().warning
                                                   : theme().border,
            marker.kind == Marker::Kind::Checkpoint ? Qt::SolidLine : Qt::DashLine);
    for (const auto& line : m_series)
        for (std::size_t i = 0; i < std::min<std::size_t>(line->bad.size(), 50); ++i)
            add(line->bad[i], theme().danger, Qt::SolidLine);
}

void CurveChart::updateCursor()
{
    const auto position = m_cursor->position();
    m_line->setVisible(position.has_value());
    if (position) {
        m_line->point1->setCoords(*position, 1);
        m_line->point2->setCoords(*position, 2);
    }
    for (const auto& line : m_series) {
        const auto* point = position ? line->shown(m_smoothing).nearest(*position) : nullptr;
        line->dot->setVisible(point && (!m_isLogarithmic || point->y > 0));
        if (point) line->dot->position->setCoords(point->x, point->y);
    }
    m_cursorLayer->replot();
    updateLegend();
}

QString CurveChart::valueText(double value) const
{
    if (m_isPercent) return tr("%1 %").arg(QLocale().toString(value * 100, 'f', 2));
    if (value == 0) return QStringLiteral("0");
    return std::abs(value) < 1e-3 ? QLocale().toString(value, 'g', 3) : QLocale().toString(value, 'f', 4);
}

QString CurveChart::readout() const
{
    QStringList parts;
    const auto position = m_cursor->position();
    if (position) parts.append(tr("step %1").arg(std::llround(*position)));
    for (const auto& line : m_series) {
        const CurvePyramid& points = line->shown(m_smoothing);
        if (points.empty() || !line->style.isListed) continue;
        const auto& point = position ? *points.nearest(*position) : points[points.size() - 1];
        parts.append(line->style.name + QLatin1Char(' ') + valueText(point.y));
    }
    if (position)
        for (const Marker& marker : m_markers) {
            const double pixels =
                std::abs(m_plot->xAxis->coordToPixel(marker.x) - m_plot->xAxis->coordToPixel(*position));
            if (pixels < 4 && !marker.text.isEmpty()) parts.append(marker.text);
        }
    return parts.join(QStringLiteral("  ·  "));
}

void CurveChart::updateLegend()
{
    QString text;
    const auto position = m_cursor->position();
    if (position)
        text = tr("step %1").arg(std::llround(*position)).toHtmlEscaped() + QStringLiteral("&nbsp;&nbsp; ");
    for (const auto& line : m_series) {
        if (!line->style.isListed) continue;
        const CurvePyramid& points = line->shown(m_smoothing);
        const CurvePyramid::Point* point = points.empty() ? nullptr
                                           : position     ? points.nearest(*position)
                                                          : &points[points.size() - 1];
        const QColor color = theme().line[std::size_t(line->style.color) % theme().line.size()];
        text +=
            QStringLiteral(
                "<span style=\"color:%1\">%2</span>&nbsp;%3&nbsp;<b style=\"color:%4\">%5</b>&nbsp;&nbsp; ")
                .arg(color.name(), line->style.isDashed ? QStringLiteral("╍") : QStringLiteral("●"),
                     line->style.name.toHtmlEscaped(), theme().text.name(),
                     point ? valueText(point->y) : QStringLiteral("–"));
    }
    m_legend->setText(text);
    const QString plain = readout();
    m_legend->setToolTip(plain);
    m_plot->setAccessibleDescription(plain);
}

QWidget* CurveChart::plotWidget() const
{
    return m_plot;
}

void CurveChart::applyColors()
{
    const Theme& colors = theme();
    m_plot->setBackground(QBrush(colors.surface));
    QFont font = interfaceFont();
    font.setPixelSize(int(font.pixelSize() * 0.85));
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(QPen(colors.border));
        axis->setTickPen(QPen(colors.border));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(colors.mutedText);
        axis->setTickLabelFont(font);
        axis->grid()->setPen(QPen(blend(colors.surface, colors.border, 0.6), 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->yAxis->setBasePen(Qt::NoPen);
    m_plot->yAxis->setTickPen(Qt::NoPen);
    m_plot->selectionRect()->setPen(QPen(colors.accent));
    QColor fill = colors.accent;
    fill.setAlpha(40);
    m_plot->selectionRect()->setBrush(fill);
    m_line->setPen(QPen(colors.mutedText, 1, Qt::DotLine));
    m_empty->setColor(colors.mutedText);
    m_empty->setFont(font);
    for (const auto& line : m_series) {
        const QColor color = colors.line[std::size_t(line->style.color) % colors.line.size()];
        line->dot->setPen(QPen(color, 1.6));
        line->dot->setBrush(colors.surface);
    }
    schedule();
}

void CurveChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) applyColors();
}

void CurveChart::paint(QCPPainter& painter, const QRect& place)
{
    constexpr int head = 30;
    painter.save();
    painter.translate(place.topLeft());
    QFont bold = interfaceFont();
    bold.setPixelSize(13);
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme().text);
    painter.drawText(QRectF(12, 6, place.width() - 24, 20), Qt::AlignLeft | Qt::AlignVCenter, m_title);
    QFont small = interfaceFont();
    small.setPixelSize(12);
    painter.setFont(small);
    double right = place.width() - 12;
    for (auto line = m_series.rbegin(); line != m_series.rend(); ++line) {
        if (!(*line)->style.isListed) continue;
        const QString& name = (*line)->style.name;
        const double width = painter.fontMetrics().horizontalAdvance(name);
        painter.setPen(theme().mutedText);
        painter.drawText(QPointF(right - width, 21), name);
        painter.setPen(QPen((*line)->smoothGraph->pen().color(), 2));
        painter.drawLine(QPointF(right - width - 22, 16), QPointF(right - width - 6, 16));
        right -= width + 36;
    }
    painter.translate(0, head);
    m_plot->toPainter(&painter, place.width(), place.height() - head);
    painter.restore();
}

bool CurveChart::exportPicture(const QString& path, std::span<CurveChart* const> charts, int columns)
{
    QSize cell(560, 320);
    for (CurveChart* chart : charts) {
        chart->flush();
        cell = cell.expandedTo(chart->m_plot->size());
    }
    const int count = int(charts.size());
    const QSize size(cell.width() * std::min(columns, count),
                     cell.height() * ((count + columns - 1) / columns));
    return saveOnDevice(path, size, [&](QPaintDevice* device) {
        QCPPainter painter(device);
        painter.setMode(QCPPainter::pmVectorized);
        if (path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) {
            const double scale = device->width() / double(size.width());
            painter.scale(scale, scale);
        }
        painter.fillRect(QRect(QPoint(), size), theme().surface);
        for (int i = 0; i < count; ++i)
            charts[std::size_t(i)]->paint(
                painter, {QPoint(i % columns * cell.width(), i / columns * cell.height()), cell});
    });
}

QString CurveChart::csv() const
{
    QString text = QStringLiteral("series,step,value\n");
    for (const auto& line : m_series) {
        QString name = line->style.name;
        if (name.contains(u',') || name.contains(u'"')) {
            name.replace(QLatin1String("\""), QLatin1String("\"\""));
            name = QLatin1Char('"') + name + QLatin1Char('"');
        }
        for (std::size_t i = 0; i < line->raw.size(); ++i)
            text += name + QLatin1Char(',') + QString::number(line->raw[i].x, 'g', 12) + QLatin1Char(',') +
                    QString::number(line->raw[i].y, 'g', 9) + QLatin1Char('\n');
    }
    return text;
}

} // namespace vitrine::widgets
