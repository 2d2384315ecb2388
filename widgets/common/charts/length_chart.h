// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QCPBars;
class QCPItemStraightLine;
class QCustomPlot;

namespace vitrine::widgets {

/// How long texts are, and the line where they are cut: it is moved by mouse and by the arrow keys.
class LengthChart final : public QWidget
{
    Q_OBJECT

public:
    explicit LengthChart(QWidget* parent = nullptr);

    void setLengths(std::vector<int> lengths);
    /// `most`: as far as the line may go.
    void setCut(int tokens, int most);
    int cut() const { return m_cut; }

    /// Shares of the texts that are cut and of the tokens that are lost, 0 … 1.
    double cutTexts() const;
    double lostTokens() const;

    /// Where the line is, in this widget.
    QPoint linePosition() const;
    QWidget* plotWidget() const;

Q_SIGNALS:
    void cutMoved(int tokens);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void rebuild();
    void applyColors();
    void moveTo(int tokens);
    int tokensAt(double pixel) const;

    QCustomPlot* m_plot;
    QCPBars *m_kept, *m_cutBars;
    QCPItemStraightLine* m_line;
    std::vector<int> m_lengths; ///< sorted
    int m_cut = 128, m_most = 512;
    bool m_isDragging = false;
};

} // namespace vitrine::widgets
