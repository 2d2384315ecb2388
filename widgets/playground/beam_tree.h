// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/generation_values.h"

#include <QAbstractScrollArea>

#include <utility>
#include <vector>

namespace vitrine::widgets {

/// What beam search looked at: a column a step, its candidates joined with those that they go on from. Ctrl
/// and the wheel zoom; pointer and cursor keys choose a candidate.
class BeamTree final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    using Node = std::pair<int, int>; ///< step and candidate; negative: none

    explicit BeamTree(QWidget* parent = nullptr);

    void setBeams(std::vector<std::vector<BeamNode>> beams);
    const std::vector<std::vector<BeamNode>>& beams() const { return m_beams; }
    int nodeCount() const;
    Node current() const { return m_current; }
    void setCurrent(Node node); ///< scrolls there; no signal
    double zoom() const { return m_zoom; }
    void setZoom(double zoom); ///< 0.3 … 3
    QString describe(Node node) const;
    QString pathText(Node node) const; ///< all tokens to it

    QRectF rectOf(Node node) const; ///< at zoom 1, without scrolling
    QSize wholeSize() const;        ///< at zoom 1
    void paintWhole(QPainter& painter) const;

Q_SIGNALS:
    void nodeChosen(int step, int candidate);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void arrange();
    void updateBars();
    bool exists(Node node) const;
    const BeamNode& at(Node node) const;
    Node nodeAt(const QPoint& position) const;
    void paintSteps(QPainter& painter, double left, double right) const;
    void paintNode(QPainter& painter, Node node) const;

    std::vector<std::vector<BeamNode>> m_beams;
    std::vector<double> m_left; ///< of the columns, and the end
    Node m_current{-1, -1};
    double m_zoom = 1;
};

} // namespace vitrine::widgets
