// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/charts/histogram.h"

#include "widgets/common/charts/qcustomplot.h"
#include "widgets/common/theme.h"

#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {
namespace {

constexpr int mostBars = 16;

} // namespace

Histogram::Histogram(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    m_plot->yAxis->setNumberPrecision(0);
    m_plot->yAxis->ticker()->setTickCount(3);
    m_plot->yAxis->ticker()->setTickStepStrategy(QCPAxisTicker::tssReadability);
    m_plot->axisRect()->setMinimumMargins(QMargins(28, 4, 8, 4));
    setMinimumHeight(104);
    applyColors();
}

void Histogram::setValues(std::vector<int> values, const QString& axisLabel)
{
    m_counts.clear();
    QVector<double> positions, heights;
    double width = 1;
    if (!values.empty()) {
        const auto [smallest, largest] = std::minmax_element(values.begin(), values.end());
        const int first = *smallest;
        const int span = *largest - first + 1;
        const int step = (span + mostBars - 1) / mostBars;
        width = step;
        m_counts.assign(std::size_t((span + step - 1) / step), 0);
        for (const int value : values)
            ++m_counts[std::size_t((value - first) / step)];
        for (std::size_t i = 0; i < m_counts.size(); ++i) {
            positions.append(first + (double(i) + 0.5) * step - 0.5);
            heights.append(m_counts[i]);
        }
        m_plot->xAxis->setRange(first - 0.5 - step * 0.25,
                                first + double(m_counts.size()) * step - 0.5 + step * 0.25);
    }
    m_bars->setWidth(width * 0.86);
    m_bars->setData(positions, heights, true);
    const int highest = m_counts.empty() ? 1 : *std::max_element(m_counts.begin(), m_counts.end());
    m_plot->yAxis->setRange(0, highest * 1.1);
    m_plot->xAxis->setLabel(axisLabel);
    setAccessibleName(axisLabel);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void Histogram::applyColors()
{
    const Theme& colors = theme();
    m_plot->setBackground(QBrush(colors.surface));
    m_bars->setPen(Qt::NoPen);
    m_bars->setBrush(colors.accent);
    QFont font = interfaceFont();
    font.setPixelSize(int(font.pixelSize() * 0.85));
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(QPen(colors.border));
        axis->setTickPen(QPen(colors.border));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(colors.mutedText);
        axis->setLabelColor(colors.mutedText);
        axis->setTickLabelFont(font);
        axis->setLabelFont(font);
        axis->grid()->setPen(QPen(colors.border, 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void Histogram::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) applyColors();
}

} // namespace vitrine::widgets
