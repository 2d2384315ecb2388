// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/compare_result.h"

#include <QAbstractScrollArea>

namespace vitrine::widgets {

/// Tokenizations of the same text below each other, aligned where all of them cut: stretches on which they
/// agree are calm, the others coloured token by token. One stretch is the current one; Left and Right move
/// it, N and P to the next and previous difference.
class AlignedView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// Stretches that are laid out; the page says of how many.
    static constexpr int maxRegions = 20'000;

    explicit AlignedView(QWidget* parent = nullptr);

    void setResult(std::shared_ptr<const CompareResult> result);
    int regionCount() const { return int(m_columns.size()); }
    int currentRegion() const { return m_current; }
    void setCurrentRegion(int region);
    /// Moves to the next stretch that differs in that direction (1 or -1); false if there is none.
    bool showDifference(int direction);
    /// The middle of a stretch in the viewport, scrolled into view.
    QPoint showRegion(int region);
    int regionAt(const QPoint& position) const;
    /// Paints what is on screen, for export.
    void paintVisible(QPainter& painter);

Q_SIGNALS:
    void currentRegionChanged(int region);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Column
    {
        double width = 0, x = 0;
        int line = 0;
        bool startsLine = false; ///< a line of the text ends before it
    };
    /// A token or what several tokens share.
    struct Piece
    {
        QString text;
        int token = 0; ///< the first
        int count = 1;
    };

    std::vector<Piece> piecesOf(int region, int row) const;
    double pieceWidth(const Piece& piece) const;
    void measure();
    void breakLines();
    double rowHeight() const;
    double lineHeight() const;
    double gutter() const;
    void paintColumn(QPainter& painter, int region, double top) const;
    QString describe(int region) const;

    std::shared_ptr<const CompareResult> m_result;
    std::vector<const ComparedTokenizer*> m_rows; ///< the good ones
    std::vector<int> m_letters;                   ///< their places among all
    std::vector<Column> m_columns;
    std::vector<int> m_lineStarts; ///< the first column of each line
    int m_current = -1;
};

} // namespace vitrine::widgets
