// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QColor>

#include <functional>
#include <limits>
#include <memory>
#include <vector>

class QTextLayout;

namespace vitrine::widgets {

/// A piece of a text: a token or a word.
struct TextChip
{
    QString text;         ///< what it adds to the text; line ends in it end the line
    bool isMuted = false; ///< of the prompt
    double heat = std::numeric_limits<double>::quiet_NaN(); ///< 0 … 1, its background; NaN: none
    int mark = -1;                                          ///< background of Theme::token instead
};

/// Backgrounds of heat, from hardly to clearly visible; Theme::text is readable on each.
QColor heatColor(double heat);

/// A flowing text made of coloured pieces; only what is on screen is laid out. The pointer and the keys Left,
/// Right, Home and End choose one. Texts of any direction are shaped as a whole.
class TokenChips final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TokenChips(QWidget* parent = nullptr);
    ~TokenChips() override;

    /// `rowStarts`: chips at which a new row begins, whatever line ends there are.
    void setChips(std::vector<TextChip> chips, std::vector<int> rowStarts = {});
    /// Keeps the end in sight where it was.
    void append(std::vector<TextChip> chips);
    /// Other colours of the same pieces, which keep their places; one an entry, missing ones get none.
    void setColors(const std::vector<TextChip>& colors);
    const std::vector<TextChip>& chips() const { return m_chips; }
    int count() const { return int(m_chips.size()); }

    int current() const { return m_current; } ///< -1: none
    void setCurrent(int chip);                ///< scrolls there; no signal
    int hovered() const { return m_hovered; }
    /// Pieces [begin, end) that are outlined as one, such as a sentence; equal for none.
    void setOutlined(int begin, int end);
    /// Tool tip and description for screen readers of a piece, as plain text.
    void setDescriber(std::function<QString(int)> describe) { m_describe = std::move(describe); }

    /// Rows beside those of another view: how high each wants to be at this width, and how high it must be.
    std::vector<double> rowHeights();
    void setLeastRowHeights(std::vector<double> heights);

    int chipAt(const QPoint& position) const;    ///< in the viewport; -1: none
    std::vector<QRectF> rectsOf(int chip) const; ///< in the viewport, of a piece on screen
    QSize sizeHint() const override;

Q_SIGNALS:
    void currentChanged(int chip); ///< by the user
    void hoveredChanged(int chip);
    void resized();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    /// A paragraph.
    struct Block
    {
        int begin = 0, end = 0; ///< of the shown text, without its line end
        int row = 0;
        double top = 0, height = 0; ///< estimated until it is laid out
        bool isMeasured = false;
        std::unique_ptr<QTextLayout> layout; ///< while on screen
    };

    void addShown(std::size_t first);
    void addBlocks(int begin);
    void layOut(Block& block);
    void layoutVisible();
    void invalidate();
    void updateTops();
    std::size_t blockAt(double y) const;
    int chipOfUnit(int unit) const;
    std::vector<QRectF> rects(const Block& block, int begin, int end) const;
    void paintBlock(QPainter& painter, const Block& block, double y) const;
    void choose(int chip);
    double contentWidth() const;

    std::vector<TextChip> m_chips;
    std::vector<int> m_rowStarts;
    std::vector<double> m_leastHeights;
    QString m_shown;           ///< the text with signs for what cannot be seen
    std::vector<int> m_begins; ///< of the chips in it, and the end
    std::vector<Block> m_blocks;
    std::function<QString(int)> m_describe;
    int m_current = -1, m_hovered = -1, m_outlineBegin = 0, m_outlineEnd = 0;
};

} // namespace vitrine::widgets
