// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QString>

#include <vector>

namespace vitrine::widgets {

/// The steps of a model through one word, a line a step; one of them is current, chosen with the mouse or the
/// arrow keys. Only lines on screen are drawn.
class StepsView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    enum class Look { Plain, New, Done, Tried, Rest };
    struct Piece
    {
        QString text;
        Look look = Look::Plain;
    };
    struct Step
    {
        QString label; ///< before it: "rank 318"
        std::vector<Piece> pieces;
        QString note; ///< after it
    };

    explicit StepsView(QWidget* parent = nullptr);

    void setSteps(std::vector<Step> steps);
    int count() const { return int(m_steps.size()); }
    int current() const { return m_current; }
    void setCurrent(int step);
    /// The whole of it, whatever is on screen.
    QSize wholeSize() const;
    void paintWhole(QPainter& painter) const;
    QString describe(int step) const;

Q_SIGNALS:
    void currentChanged(int step);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    double lineHeight() const;
    void measure();
    void updateBars();
    void paintStep(QPainter& painter, int step, double x, double y, double width) const;

    std::vector<Step> m_steps;
    int m_current = -1;
    double m_labelWidth = 0, m_noteX = 0, m_width = 0;
};

} // namespace vitrine::widgets
