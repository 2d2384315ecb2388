// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace vitrine::widgets {

/// A window of a long context.
struct ContextWindow
{
    int begin = 0, end = 0; ///< code points of the context
    int tokens = 0;
    QString answer;
    double score = 0, nullScore = 0;
};

/// The windows that a long context was cut into, as overlapping bars over its length; a stronger colour is a
/// surer answer. A click or the arrow keys choose one.
class WindowStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit WindowStrip(QWidget* parent = nullptr);

    /// `length` of the context in code points; answers as [begin, end).
    void setWindows(int length, std::vector<ContextWindow> windows, int answerBegin, int answerEnd);
    QSize sizeHint() const override;
    int current() const { return m_current; }

Q_SIGNALS:
    void windowChosen(int window);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF barOf(int window) const;
    int windowAt(const QPointF& point) const;
    void choose(int window);

    std::vector<ContextWindow> m_windows;
    std::vector<int> m_rows; ///< of the bars, so that neighbours do not cover each other
    int m_rowCount = 1;
    int m_length = 1, m_answerBegin = 0, m_answerEnd = 0, m_current = -1;
};

} // namespace vitrine::widgets
