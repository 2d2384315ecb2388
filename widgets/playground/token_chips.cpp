// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/token_chips.h"

#include "widgets/common/theme.h"
#include "widgets/common/tool_tip.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr double margin = Theme::space / 2.0, lineGap = 8, rowGap = Theme::space;
/// Longer paragraphs end at a piece, so that no layout takes a frame.
constexpr int longestParagraph = 3000;

bool hasRightToLeft(QStringView text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.direction() == QChar::DirR || c.direction() == QChar::DirAL; });
}

} // namespace

QColor heatColor(double heat)
{
    // Half of the scale: its strong end would need a text of another colour.
    return theme().diverging(0.5 * std::clamp(heat, 0.0, 1.0));
}

TokenChips::TokenChips(QWidget* parent) : QAbstractScrollArea(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    m_begins.push_back(0);
}

TokenChips::~TokenChips() = default;

QSize TokenChips::sizeHint() const
{
    return {320, int(8 * (QFontMetricsF(textFont()).height() + lineGap))};
}

void TokenChips::setChips(std::vector<TextChip> chips, std::vector<int> rowStarts)
{
    m_chips = std::move(chips);
    m_rowStarts = std::move(rowStarts);
    m_leastHeights.clear();
    m_shown.clear();
    m_begins.assign(1, 0);
    m_blocks.clear();
    m_current = m_hovered = -1;
    m_outlineBegin = m_outlineEnd = 0;
    addShown(0);
    addBlocks(0);
    updateTops();
    verticalScrollBar()->setValue(0);
    layoutVisible();
    viewport()->update();
}

void TokenChips::append(std::vector<TextChip> chips)
{
    if (chips.empty()) return;
    const bool isAtEnd = verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 2;
    const std::size_t first = m_chips.size();
    m_chips.insert(m_chips.end(), std::make_move_iterator(chips.begin()),
                   std::make_move_iterator(chips.end()));
    addShown(first);
    // The last paragraph goes on.
    int begin = m_begins[first];
    if (!m_blocks.empty() && (begin == 0 || m_shown[begin - 1] != u'\n')) {
        begin = m_blocks.back().begin;
        m_blocks.pop_back();
    }
    addBlocks(begin);
    updateTops();
    if (!m_blocks.empty()) layOut(m_blocks.back());
    updateTops();
    if (isAtEnd) verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    layoutVisible();
    viewport()->update();
}

void TokenChips::setColors(const std::vector<TextChip>& colors)
{
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        m_chips[i].heat = i < colors.size() ? colors[i].heat : std::numeric_limits<double>::quiet_NaN();
        m_chips[i].mark = i < colors.size() ? colors[i].mark : -1;
    }
    viewport()->update();
}

void TokenChips::addShown(std::size_t first)
{
    for (std::size_t i = first; i < m_chips.size(); ++i) {
        const QString& text = m_chips[i].text;
        for (const QChar c : text) {
            if (c == u'\n')
                m_shown += QStringLiteral("↵\n");
            else if (c == u'\t')
                m_shown += u'→';
            else if (c == QChar::LineSeparator || c == QChar::ParagraphSeparator || c == u'\r')
                m_shown += u'␍';
            else
                m_shown += c;
        }
        // It has a place all the same: a part of a character, or a token that only controls.
        if (text.isEmpty()) m_shown += u'▫';
        m_begins.push_back(int(m_shown.size()));
    }
}

void TokenChips::addBlocks(int begin)
{
    const QFontMetricsF metrics(textFont());
    const double perLine = std::max(1.0, contentWidth() / metrics.averageCharWidth());
    const int size = int(m_shown.size());
    while (begin < size) {
        const int row = int(std::upper_bound(m_rowStarts.begin(), m_rowStarts.end(), chipOfUnit(begin)) -
                            m_rowStarts.begin());
        int end = int(m_shown.indexOf(u'\n', begin));
        if (end < 0) end = size;
        int next = std::min(size, end + 1);
        if (row < int(m_rowStarts.size()) && m_rowStarts[std::size_t(row)] < count())
            if (const int rowEnd = m_begins[std::size_t(m_rowStarts[std::size_t(row)])]; rowEnd <= end)
                end = next = rowEnd;
        if (end - begin > longestParagraph) {
            end = m_begins[std::size_t(chipOfUnit(begin + longestParagraph))];
            if (end <= begin) end = begin + longestParagraph;
            if (m_shown[end].isLowSurrogate()) ++end;
            next = end;
        }
        // A row begins with a letter.
        if (row > 0 && (m_blocks.empty() || m_blocks.back().row != row))
            while (begin + 1 < end && m_shown[begin] == u' ')
                ++begin;
        Block block;
        block.begin = begin;
        block.end = end;
        block.row = row;
        block.height = std::max(1.0, std::ceil((end - begin) / perLine)) * (metrics.height() + lineGap);
        m_blocks.push_back(std::move(block));
        begin = next;
    }
}

int TokenChips::chipOfUnit(int unit) const
{
    return int(std::upper_bound(m_begins.begin(), m_begins.end(), unit) - m_begins.begin()) - 1;
}

double TokenChips::contentWidth() const
{
    return std::max(40.0, viewport()->width() - 2 * margin);
}

void TokenChips::layOut(Block& block)
{
    const QString text = m_shown.mid(block.begin, block.end - block.begin);
    block.layout = std::make_unique<QTextLayout>(text, textFont());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setFlags(QTextOption::IncludeTrailingSpaces);
    block.layout->setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (int chip = chipOfUnit(block.begin); chip < count() && m_begins[std::size_t(chip)] < block.end;
         ++chip) {
        if (!m_chips[std::size_t(chip)].isMuted) continue;
        const int begin = std::max(0, m_begins[std::size_t(chip)] - block.begin);
        const int end = std::min(block.end, m_begins[std::size_t(chip) + 1]) - block.begin;
        if (!formats.isEmpty() && formats.last().start + formats.last().length == begin) {
            formats.last().length = end - formats.last().start;
            continue;
        }
        QTextCharFormat format;
        format.setForeground(theme().mutedText);
        formats.append({begin, end - begin, format});
    }
    block.layout->setFormats(formats);
    block.layout->setCacheEnabled(true);
    block.layout->beginLayout();
    double y = 0;
    for (QTextLine line = block.layout->createLine(); line.isValid(); line = block.layout->createLine()) {
        line.setLineWidth(contentWidth());
        line.setPosition({0, y + lineGap / 2});
        y += line.height() + lineGap;
    }
    block.layout->endLayout();
    block.height = std::max(y, QFontMetricsF(textFont()).height() + lineGap);
    block.isMeasured = true;
}

void TokenChips::updateTops()
{
    double top = margin;
    double rowTop = top;
    int row = m_blocks.empty() ? 0 : m_blocks.front().row;
    for (Block& block : m_blocks) {
        if (block.row != row) {
            // A row is as high as the one beside it.
            const double least = row < int(m_leastHeights.size()) ? m_leastHeights[std::size_t(row)] : 0.0;
            top = std::max(top, rowTop + least) + rowGap;
            rowTop = top;
            row = block.row;
        }
        block.top = top;
        top += block.height;
    }
    if (row < int(m_leastHeights.size())) top = std::max(top, rowTop + m_leastHeights[std::size_t(row)]);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(int(QFontMetricsF(textFont()).height()));
    verticalScrollBar()->setRange(0, std::max(0, int(std::ceil(top + margin)) - viewport()->height()));
}

std::vector<double> TokenChips::rowHeights()
{
    std::vector<double> heights;
    for (Block& block : m_blocks) {
        if (!block.isMeasured) layOut(block);
        heights.resize(std::max(heights.size(), std::size_t(block.row) + 1), 0.0);
        heights[std::size_t(block.row)] += block.height;
    }
    return heights;
}

void TokenChips::setLeastRowHeights(std::vector<double> heights)
{
    m_leastHeights = std::move(heights);
    updateTops();
    layoutVisible();
    viewport()->update();
}

std::size_t TokenChips::blockAt(double y) const
{
    const auto after = std::upper_bound(m_blocks.begin(), m_blocks.end(), y,
                                        [](double value, const Block& block) { return value < block.top; });
    return after == m_blocks.begin() ? 0 : std::size_t(after - m_blocks.begin() - 1);
}

void TokenChips::layoutVisible()
{
    if (m_blocks.empty()) return;
    const double top = verticalScrollBar()->value(), bottom = top + viewport()->height();
    const std::size_t first = blockAt(top);
    std::size_t last = first;
    bool changed = false;
    double y = m_blocks[first].top;
    for (std::size_t i = first; i < m_blocks.size() && y < bottom; ++i) {
        const double before = m_blocks[i].height;
        if (!m_blocks[i].layout) layOut(m_blocks[i]);
        changed |= m_blocks[i].height != before;
        y += m_blocks[i].height;
        last = i;
    }
    for (std::size_t i = 0; i < m_blocks.size(); ++i)
        if (i < first || i > last) m_blocks[i].layout.reset();
    if (changed) updateTops();
}

void TokenChips::invalidate()
{
    for (Block& block : m_blocks) {
        block.layout.reset();
        block.isMeasured = false;
    }
    updateTops();
    layoutVisible();
    viewport()->update();
}

std::vector<QRectF> TokenChips::rects(const Block& block, int begin, int end) const
{
    std::vector<QRectF> all;
    begin = std::max(begin, block.begin) - block.begin;
    end = std::min(end, block.end) - block.begin;
    if (!block.layout || begin >= end) return all;
    const bool isMixed = hasRightToLeft(block.layout->text());
    for (int i = std::max(0, block.layout->lineForTextPosition(begin).lineNumber());
         i < block.layout->lineCount(); ++i) {
        const QTextLine line = block.layout->lineAt(i);
        const int from = std::max(begin, line.textStart());
        const int to = std::min(end, line.textStart() + line.textLength());
        if (line.textStart() >= end) break;
        const auto add = [&](double a, double b) {
            const QRectF rect(std::min(a, b), line.y() - 2, std::abs(a - b), line.height() + 4);
            if (!all.empty() && all.back().top() == rect.top() && rect.left() <= all.back().right() + 0.5 &&
                rect.right() >= all.back().left() - 0.5)
                all.back() |= rect;
            else
                all.push_back(rect);
        };
        if (!isMixed) {
            // Spaces that hang at the end of a line are not where the piece is.
            const QStringView part = QStringView(block.layout->text()).mid(from, to - from);
            const bool hangs = to < end && part.trimmed().isEmpty();
            if (from < to && !hangs) add(line.cursorToX(from), line.cursorToX(to));
            continue;
        }
        // In a text of both directions neighbours in it need not be neighbours on the line.
        for (int unit = from; unit < to;) {
            const int next = std::max(unit + 1, block.layout->nextCursorPosition(unit));
            add(line.cursorToX(unit), line.cursorToX(unit, QTextLine::Trailing));
            unit = next;
        }
    }
    return all;
}

std::vector<QRectF> TokenChips::rectsOf(int chip) const
{
    std::vector<QRectF> all;
    if (chip < 0 || chip >= count()) return all;
    for (const Block& block : m_blocks)
        for (const QRectF& rect : rects(block, m_begins[std::size_t(chip)], m_begins[std::size_t(chip) + 1]))
            all.push_back(rect.translated(margin, block.top - verticalScrollBar()->value()));
    return all;
}

int TokenChips::chipAt(const QPoint& position) const
{
    if (m_blocks.empty()) return -1;
    const double y = position.y() + verticalScrollBar()->value();
    const Block& block = m_blocks[blockAt(y)];
    if (!block.layout || y < block.top || y > block.top + block.height) return -1;
    for (int i = 0; i < block.layout->lineCount(); ++i) {
        const QTextLine line = block.layout->lineAt(i);
        const double inside = y - block.top;
        if (inside < line.y() - lineGap / 2 || inside > line.y() + line.height() + lineGap / 2) continue;
        const int unit = std::min(line.xToCursor(position.x() - margin, QTextLine::CursorOnCharacter),
                                  line.textStart() + line.textLength() - 1);
        if (unit < line.textStart()) return -1;
        const int chip = chipOfUnit(block.begin + unit);
        const auto around = rects(block, m_begins[std::size_t(chip)], m_begins[std::size_t(chip) + 1]);
        const QPointF point(position.x() - margin, inside);
        const bool isInside = std::any_of(around.begin(), around.end(), [&](const QRectF& rect) {
            return rect.adjusted(-1, -lineGap, 1, lineGap).contains(point);
        });
        return isInside ? chip : -1;
    }
    return -1;
}

void TokenChips::paintBlock(QPainter& painter, const Block& block, double y) const
{
    const Theme& colors = theme();
    const double height = viewport()->height();
    // The pieces of the lines on screen.
    int begin = block.end, end = block.begin;
    for (int i = 0; i < block.layout->lineCount(); ++i) {
        const QTextLine line = block.layout->lineAt(i);
        if (y + line.y() + line.height() + lineGap < 0 || y + line.y() - lineGap > height) continue;
        begin = std::min(begin, block.begin + line.textStart());
        end = std::max(end, block.begin + line.textStart() + line.textLength());
    }
    if (begin >= end) return;
    for (int chip = chipOfUnit(begin); chip < count() && m_begins[std::size_t(chip)] < end; ++chip) {
        const TextChip& each = m_chips[std::size_t(chip)];
        const bool isCurrent = chip == m_current, isHovered = chip == m_hovered;
        const bool isOutlined = chip >= m_outlineBegin && chip < m_outlineEnd;
        const bool isFilled = each.mark >= 0 || !std::isnan(each.heat);
        if (!isFilled && !isCurrent && !isHovered && !isOutlined) continue;
        painter.setBrush(each.mark >= 0           ? colors.token[std::size_t(each.mark) % colors.token.size()]
                         : !std::isnan(each.heat) ? heatColor(each.heat)
                         : isOutlined ? blend(colors.surface, colors.accent, colors.dark ? 0.3 : 0.14)
                                      : QColor(Qt::transparent));
        painter.setPen(isCurrent   ? QPen(colors.accent, 2)
                       : isHovered ? QPen(colors.accent, 1)
                                   : QPen(Qt::NoPen));
        for (const QRectF& rect : rects(block, m_begins[std::size_t(chip)], m_begins[std::size_t(chip) + 1]))
            painter.drawRoundedRect(rect.translated(margin, y).adjusted(0.5, 0, -0.5, 0), 3, 3);
        if (isOutlined && isFilled) {
            painter.setPen(QPen(colors.accent, 2));
            for (const QRectF& rect :
                 rects(block, m_begins[std::size_t(chip)], m_begins[std::size_t(chip) + 1])) {
                const QRectF shown = rect.translated(margin, y);
                painter.drawLine(shown.bottomLeft(), shown.bottomRight());
            }
        }
    }
    painter.setPen(colors.text);
    block.layout->draw(&painter, {margin, y}, {}, QRectF(0, 0, viewport()->width(), height));
}

void TokenChips::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(viewport()->rect(), theme().surface);
    const double scrolled = verticalScrollBar()->value();
    if (!m_blocks.empty())
        for (std::size_t i = blockAt(scrolled); i < m_blocks.size(); ++i) {
            const double y = m_blocks[i].top - scrolled;
            if (y > viewport()->height()) break;
            if (m_blocks[i].layout) paintBlock(painter, m_blocks[i], y);
        }
    if (hasFocus() && m_current < 0) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(theme().accent);
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void TokenChips::setCurrent(int chip)
{
    m_current = chip >= 0 && chip < count() ? chip : -1;
    viewport()->update();
    setAccessibleDescription(m_current >= 0 && m_describe ? m_describe(m_current) : QString());
    if (m_current < 0) return;
    const int unit = m_begins[std::size_t(m_current)];
    const auto found = std::find_if(m_blocks.begin(), m_blocks.end(), [&](const Block& block) {
        return m_begins[std::size_t(m_current) + 1] > block.begin &&
               unit < std::max(block.end, block.begin + 1);
    });
    if (found == m_blocks.end()) return;
    if (!found->layout) layOut(*found);
    updateTops();
    const auto places = rects(*found, unit, m_begins[std::size_t(m_current) + 1]);
    const QRectF place = places.empty() ? QRectF(0, 0, 1, found->height) : places.front();
    const double top = found->top + place.top(), bottom = found->top + place.bottom();
    QScrollBar* bar = verticalScrollBar();
    if (top < bar->value()) bar->setValue(int(top - lineGap));
    if (bottom > bar->value() + viewport()->height())
        bar->setValue(int(std::ceil(bottom + lineGap)) - viewport()->height());
    layoutVisible();
}

void TokenChips::setOutlined(int begin, int end)
{
    if (begin == m_outlineBegin && end == m_outlineEnd) return;
    m_outlineBegin = begin;
    m_outlineEnd = end;
    viewport()->update();
}

void TokenChips::choose(int chip)
{
    if (m_chips.empty()) return;
    setCurrent(std::clamp(chip, 0, count() - 1));
    Q_EMIT currentChanged(m_current);
}

void TokenChips::mouseMoveEvent(QMouseEvent* event)
{
    const int chip = chipAt(event->position().toPoint());
    if (chip == m_hovered) return;
    m_hovered = chip;
    viewport()->update();
    Q_EMIT hoveredChanged(chip);
}

void TokenChips::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    if (const int chip = chipAt(event->position().toPoint()); chip >= 0) choose(chip);
}

void TokenChips::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Right:
        return choose(m_current + 1);
    case Qt::Key_Left:
        return choose(m_current < 0 ? 0 : m_current - 1);
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(count() - 1);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TokenChips::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TokenChips::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    invalidate();
    Q_EMIT resized();
}

void TokenChips::scrollContentsBy(int, int)
{
    layoutVisible();
    viewport()->update();
}

void TokenChips::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange)
        invalidate();
}

bool TokenChips::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave && m_hovered >= 0) {
        m_hovered = -1;
        viewport()->update();
        Q_EMIT hoveredChanged(-1);
    }
    const auto textAt = [this](const QPoint& place) {
        const int chip = chipAt(place);
        return chip < 0 ? QString() : m_describe(chip);
    };
    return (m_describe && showToolTip(event, this, textAt, Qt::WhiteSpacePre)) ||
           QAbstractScrollArea::viewportEvent(event);
}

} // namespace vitrine::widgets
