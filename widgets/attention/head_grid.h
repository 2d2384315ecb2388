// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/attention/attention_source.h"
#include "widgets/attention/attention_state.h"

#include <QAbstractScrollArea>
#include <QImage>
#include <QTimer>

namespace vitrine::widgets {

/// Draws every head as a thumbnail: a row a layer, a column a head; the heads of a single layer larger, side
/// by side, with their tokens. The panel and the command line draw with it.
class HeadGridPainter
{
public:
    void setSource(SourcePointer source);
    const SourcePointer& source() const { return m_source; }
    /// Fits into `width` pixels; tiles are between 20 and 260 pixels at normal text size.
    void layOut(double width);

    QSize size() const; ///< of everything
    QRectF tileRect(int layer, int head) const;
    std::pair<int, int> tileAt(const QPointF& position) const; ///< (-1, -1) for none

    /// Makes thumbnails until there are all, or for so many milliseconds; whether there are all.
    bool prepare(int milliseconds);
    int missing() const;
    void forget() { m_thumbnails.clear(); }
    /// What of `area` is ready; `chosen` and `hovered` are framed.
    void paint(QPainter& painter, const QRectF& area, std::pair<int, int> chosen = {-1, -1},
               std::pair<int, int> hovered = {-1, -1}) const;

private:
    bool isWrapped() const { return m_source->layers() == 1; }
    int columns() const;
    void paintTokens(QPainter& painter, const QRectF& tile) const;

    SourcePointer m_source;
    double m_tile = 64, m_gap = 6, m_left = 64, m_top = 24, m_label = 0;
    std::map<std::pair<int, int>, QImage> m_thumbnails;
};

/// The grid as a view: pointing tells what a head does, a click opens it.
class HeadGridView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit HeadGridView(AttentionState& state, QWidget* parent = nullptr);

    void setSource(SourcePointer source);
    QRectF tileRect(int layer, int head) const; ///< in the viewport
    bool isComplete() const { return m_painter.missing() == 0; }
    QSize wholeSize() const { return m_painter.size(); }
    void paintWhole(QPainter& painter);

Q_SIGNALS:
    void opened(int layer, int head);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void layOut();
    QPointF scroll() const;

    AttentionState& m_state;
    HeadGridPainter m_painter;
    QTimer m_making; ///< makes thumbnails between events
    std::pair<int, int> m_hovered{-1, -1};
};

} // namespace vitrine::widgets
