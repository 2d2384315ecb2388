// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/attention/attention_source.h"
#include "widgets/attention/attention_state.h"
#include "widgets/common/token_selection.h"

#include <QAbstractScrollArea>

#include <span>
#include <vector>

namespace vitrine::widgets {

/// Two columns of tokens and a line from each to what it looks at: as strong as the weight, one colour a
/// head. Pointing at a token at the left shows what it looks at, at the right what looks at it.
class HeadView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// A line: from a row of the left column to one of the right.
    struct Line
    {
        int head, query, key;
        float weight; ///< −1 … 1, relative to the strongest for scores and differences
    };
    enum class Side { None, Left, Right };

    HeadView(AttentionState& state, TokenSelection& selection, QWidget* parent = nullptr);

    void setSource(SourcePointer source);
    /// What is drawn: the strongest, weakest first. `leftOut`: that are strong enough to be seen, but too
    /// many.
    const std::vector<Line>& lines() const { return m_lines; }
    int leftOut() const { return m_leftOut; }
    /// Of the token that was last pointed at or chosen.
    Side side() const { return m_side; }

    QRectF tokenRect(Side side, int unit) const; ///< in the viewport
    std::pair<Side, int> tokenAt(const QPointF& position) const;
    /// The whole of it, scrolled or not, at most 8,000 pixels high.
    QSize wholeSize() const;
    void paintWhole(QPainter& painter) const;

Q_SIGNALS:
    void hovered(int query, int key); ///< one of them -1; both for none
    void linesChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void refresh();
    void layOut();
    void paint(QPainter& painter, const QRectF& area, double scroll) const;
    void paintTokens(QPainter& painter, const QRectF& area, double scroll,
                     std::span<const Line> marked) const;
    /// Of the heads that are on, of every cell or of one row or column, the faint ones left out.
    std::vector<Line> collect(Side side, int unit) const;
    bool mayShow(int query, int key) const;
    const AttentionAxis& axis(Side side) const
    {
        return side == Side::Left ? m_source->queries() : m_source->keys();
    }
    int rowCount() const { return m_source ? std::max(m_source->rows(), m_source->columns()) : 0; }
    TokenSelection::Token tokenOf(Side side, int unit) const
    {
        return side == Side::Left ? m_source->queryToken(unit) : m_source->keyToken(unit);
    }
    int unitOf(Side side, TokenSelection::Token token) const
    {
        return side == Side::Left ? m_source->rowOf(token) : m_source->columnOf(token);
    }
    /// The row that the lines are of, and on which side; every row if there is none.
    std::pair<Side, int> focus() const;
    QColor lineColor(const Line& line) const;
    void hover(std::pair<Side, int> token);

    AttentionState& m_state;
    TokenSelection& m_selection;
    SourcePointer m_source;
    std::vector<Line> m_lines;
    int m_leftOut = 0;
    double m_rowHeight = 22, m_columnWidth = 120, m_left = 0, m_right = 0; ///< the inner edges of the columns
    Side m_side = Side::Left;
};

} // namespace vitrine::widgets
