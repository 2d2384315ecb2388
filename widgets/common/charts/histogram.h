// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QCPBars;
class QCustomPlot;

namespace vitrine::widgets {

/// How many values fall into each of a few equal ranges of whole numbers.
class Histogram final : public QWidget
{
    Q_OBJECT

public:
    explicit Histogram(QWidget* parent = nullptr);

    void setValues(std::vector<int> values, const QString& axisLabel);
    /// Counts of the bars shown, for tests and screen readers.
    const std::vector<int>& counts() const { return m_counts; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyColors();

    QCustomPlot* m_plot;
    QCPBars* m_bars;
    std::vector<int> m_counts;
};

} // namespace vitrine::widgets
