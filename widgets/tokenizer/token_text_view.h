// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/token_selection.h"
#include "widgets/tokenizer/encoding_view.h"

#include <QAbstractScrollArea>
#include <QPen>
#include <QTextLayout>

#include <memory>
#include <vector>

namespace vitrine::widgets {

/// The original text with every token as a coloured span, by offsets. Added tokens stand as chips before and
/// after their text; what truncation cut is struck through. Only paragraphs on screen are laid out, so a
/// megabyte of text stays fluent; text in any direction and script is shaped as one piece.
class TokenTextView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    static constexpr double margin = 16; ///< around the text

    explicit TokenTextView(TokenSelection& selection, QWidget* parent = nullptr);
    ~TokenTextView() override;

    /// `window` is the row of this view's tokens in the selection.
    void setView(std::shared_ptr<const EncodingView> view, int window);
    const std::shared_ptr<const EncodingView>& view() const { return m_view; }
    void setWhitespaceVisible(bool visible);
    bool whitespaceVisible() const { return m_whitespaceVisible; }

    /// The token at a position of the viewport, -1 for none.
    int tokenAt(const QPoint& position) const;
    /// The middle of the token's first rectangle in the viewport, scrolled into view; null if it has no
    /// place.
    QPoint showToken(int token);
    /// The UTF-16 units of a text that are on screen.
    struct Range
    {
        int text = 0, begin = 0, end = 0;
    };
    Range visibleRange() const;
    /// Paints what is on screen, for export.
    void paintVisible(QPainter& painter);
    /// The whole text, where it is no higher than so many pixels; wholeSize() lays all of it out.
    bool canPaintWhole(int limit) const;
    QSize wholeSize();
    void paintWhole(QPainter& painter);

Q_SIGNALS:
    void characterClicked(int text, int unit);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Chip
    {
        int firstToken, count; ///< equal neighbours (padding) share a chip
        QRectF rect;           ///< in its block
    };
    /// A paragraph of a text, or a row of chips.
    struct Block
    {
        int text = 0;
        int begin = 0, end = 0; ///< UTF-16 units of the text
        std::vector<Chip> chips;
        double top = 0, height = 0;
        bool isMeasured = false; ///< `height` is an estimate until then
        bool isRightToLeft = false;
        std::unique_ptr<QTextLayout> layout; ///< while on screen
    };

    void rebuildBlocks();
    /// The unit of a text at a position of the viewport; -1 for none.
    std::pair<const Block*, int> unitAt(const QPoint& position) const;
    void addParagraphs(int text);
    void addChips(int begin, int end);
    void invalidateLayouts();
    /// Lays out what is on screen, frees what is not, and keeps the scroll bar true.
    void layoutVisible();
    void layOut(Block& block);
    void layOutChips(Block& block);
    void updateTops();
    std::size_t blockAt(double y) const;
    std::vector<QRectF> rects(const Block& block, int begin, int end) const;
    void paintBlock(QPainter& painter, const Block& block, double y);
    void paintRun(QPainter& painter, const Block& block, EncodingView::Tokens tokens, int begin, int end,
                  double y);
    /// The part of a shared character's place that one of its tokens has.
    static QRectF sliceOf(const QRectF& rect, EncodingView::Tokens tokens, int token, bool isRightToLeft);
    QPen outline(int token) const;
    void paintChips(QPainter& painter, const Block& block, double y);
    QString displayText(const Block& block) const;
    QString describe(int token) const;
    double contentWidth() const;

    int hovered() const;
    int selected() const;

    TokenSelection& m_selection;
    std::shared_ptr<const EncodingView> m_view;
    int m_window = 0;
    std::vector<Block> m_blocks;
    std::array<core::Utf16Span, 2> m_covered;
    bool m_whitespaceVisible = false;
};

} // namespace vitrine::widgets
