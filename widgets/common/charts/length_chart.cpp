// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/charts/length_chart.h"

#include "widgets/common/charts/qcustomplot.h"
#include "widgets/common/theme.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr int mostBars = 60;
/// The axis ends where so many of the texts do, so that a few giants don't squeeze the rest.
constexpr double shownShare = 0.98;

} // namespace

LengthChart::LengthChart(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_kept = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    m_cutBars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    m_line = new QCPItemStraightLine(m_plot);
    m_plot->yAxis->ticker()->setTickCount(3);
    m_plot->yAxis->ticker()->setTickStepStrategy(QCPAxisTicker::tssReadability);
    m_plot->yAxis->setNumberFormat(QStringLiteral("f"));
    m_plot->yAxis->setNumberPrecision(0);
    m_plot->axisRect()->setMinimumMargins(QMargins(40, 6, 12, 4));
    m_plot->setMouseTracking(true);
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->setAccessibleName(
        tr("Length of the texts in tokens; the arrow keys move the line where they are cut"));
    m_plot->installEventFilter(this);
    setMinimumHeight(120);
    applyColors();
}

void LengthChart::setLengths(std::vector<int> lengths)
{
    m_lengths = std::move(lengths);
    std::sort(m_lengths.begin(), m_lengths.end());
    rebuild();
}

void LengthChart::setCut(int tokens, int most)
{
    m_most = most;
    m_cut = tokens;
    rebuild();
}

double LengthChart::cutTexts() const
{
    if (m_lengths.empty()) return 0;
    const auto first = std::upper_bound(m_lengths.begin(), m_lengths.end(), m_cut);
    return double(m_lengths.end() - first) / double(m_lengths.size());
}

double LengthChart::lostTokens() const
{
    double all = 0, lost = 0;
    for (const int length : m_lengths) {
        all += length;
        lost += std::max(0, length - m_cut);
    }
    return all > 0 ? lost / all : 0;
}

void LengthChart::rebuild()
{
    QVector<double> keptAt, kept, cutAt, cut;
    double highest = 1;
    int end = m_cut + m_cut / 4;
    if (!m_lengths.empty())
        end = std::max(
            end,
            m_lengths[std::min(m_lengths.size() - 1, std::size_t(double(m_lengths.size()) * shownShare))]);
    const int width = std::max(1, int(std::ceil(double(end) / mostBars)));
    for (int from = 0; from < end; from += width) {
        const auto first = std::lower_bound(m_lengths.begin(), m_lengths.end(), from);
        const auto last = std::lower_bound(first, m_lengths.end(), from + width);
        const double middle = from + width / 2.0, count = double(last - first);
        highest = std::max(highest, count);
        (middle > m_cut ? cutAt : keptAt).append(middle);
        (middle > m_cut ? cut : kept).append(count);
    }
    for (QCPBars* bars : {m_kept, m_cutBars})
        bars->setWidth(width * 0.84);
    m_kept->setData(keptAt, kept, true);
    m_cutBars->setData(cutAt, cut, true);
    m_line->point1->setCoords(m_cut, 0);
    m_line->point2->setCoords(m_cut, 1);
    m_plot->xAxis->setRange(0, end);
    m_plot->yAxis->setRange(0, highest * 1.1);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QPoint LengthChart::linePosition() const
{
    const QRect rect = m_plot->axisRect()->rect();
    return m_plot->mapTo(this,
                         QPoint(int(std::lround(m_plot->xAxis->coordToPixel(m_cut))), rect.center().y()));
}

QWidget* LengthChart::plotWidget() const
{
    return m_plot;
}

int LengthChart::tokensAt(double pixel) const
{
    return int(std::lround(m_plot->xAxis->pixelToCoord(pixel)));
}

void LengthChart::moveTo(int tokens)
{
    tokens = std::clamp(tokens, 4, std::max(4, m_most));
    if (tokens == m_cut) return;
    m_cut = tokens;
    rebuild();
    Q_EMIT cutMoved(tokens);
}

bool LengthChart::eventFilter(QObject* watched, QEvent* event)
{
    const auto isNear = [this](const QPointF& place) {
        return std::abs(place.x() - m_plot->xAxis->coordToPixel(m_cut)) < 6;
    };
    switch (event->type()) {
    case QEvent::MouseButtonPress: {
        auto* mouse = static_cast<QMouseEvent*>(event);
        m_isDragging = mouse->button() == Qt::LeftButton && isNear(mouse->position());
        break;
    }
    case QEvent::MouseMove: {
        const QPointF place = static_cast<QMouseEvent*>(event)->position();
        if (m_isDragging) moveTo(tokensAt(place.x()));
        m_plot->setCursor(m_isDragging || isNear(place) ? Qt::SplitHCursor : Qt::ArrowCursor);
        break;
    }
    case QEvent::MouseButtonRelease:
        m_isDragging = false;
        break;
    case QEvent::KeyPress: {
        auto* key = static_cast<QKeyEvent*>(event);
        const int step = key->modifiers() & Qt::ControlModifier ? 1 : 8;
        if (key->key() == Qt::Key_Left || key->key() == Qt::Key_Right) {
            moveTo(m_cut + (key->key() == Qt::Key_Left ? -step : step));
            return true;
        }
        break;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void LengthChart::applyColors()
{
    const Theme& colors = theme();
    m_plot->setBackground(QBrush(colors.surface));
    m_kept->setPen(Qt::NoPen);
    m_kept->setBrush(colors.accent);
    m_cutBars->setPen(Qt::NoPen);
    m_cutBars->setBrush(blend(colors.surface, colors.line[1], 0.55));
    m_line->setPen(QPen(colors.line[1], 2));
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
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LengthChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) applyColors();
}

} // namespace vitrine::widgets
