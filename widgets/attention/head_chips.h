// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/attention/attention_state.h"

#include <QWidget>

namespace vitrine::widgets {

/// A coloured chip a head. A click switches a head's lines on and off, a double click shows it alone; where
/// only one head is shown, a click chooses it. Arrows move, space clicks.
class HeadChips final : public QWidget
{
    Q_OBJECT

public:
    explicit HeadChips(AttentionState& state, QWidget* parent = nullptr);

    void setExclusive(bool exclusive);
    QRect chipRect(int head) const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QSize chip() const;
    int perRow(int width) const;
    int headAt(const QPoint& position) const;
    void click(int head);

    AttentionState& m_state;
    bool m_isExclusive = false;
    int m_cursor = 0;
};

} // namespace vitrine::widgets
