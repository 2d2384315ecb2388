// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/token_text_view.h"

#include "backend/tokenizers/lookup.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"

#include <QGlyphRun>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QRawFont>
#include <QScrollBar>
#include <QTextDocumentFragment>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr double margin = TokenTextView::margin;
constexpr double paragraphGap = Theme::space;
constexpr double lineGap = 10;
/// Longer paragraphs are broken at a token border, so that no layout takes a frame.
constexpr int longestParagraph = 4000;

bool hasRightToLeft(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        const auto direction = c.direction();
        return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirRLE ||
               direction == QChar::DirRLO || direction == QChar::DirRLI || direction == QChar::DirFSI;
    });
}

} // namespace

TokenTextView::TokenTextView(TokenSelection& selection, QWidget* parent)
    : QAbstractScrollArea(parent), m_selection(selection)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Tokens over the text"));
    connect(&selection, &TokenSelection::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&selection, &TokenSelection::selectedChanged, this, [this] {
        const int token = selected();
        const bool exists = token >= 0 && token < m_view->size();
        setAccessibleDescription(exists ? QTextDocumentFragment::fromHtml(describe(token)).toPlainText()
                                        : QString());
    });
}

TokenTextView::~TokenTextView() = default;

int TokenTextView::hovered() const
{
    const auto token = m_selection.hovered();
    return token.row == m_window && m_view && !m_view->isPreview ? token.index : -1;
}

int TokenTextView::selected() const
{
    const auto token = m_selection.selected();
    return token.row == m_window && m_view && !m_view->isPreview ? token.index : -1;
}

void TokenTextView::setView(std::shared_ptr<const EncodingView> view, int window)
{
    // What is on top stays there, however estimates of the heights above it change.
    const Range anchor = visibleRange();
    const double top = verticalScrollBar()->value();
    const double within = m_blocks.empty() ? 0 : top - m_blocks[blockAt(top)].top;
    m_view = std::move(view);
    m_window = window;
    rebuildBlocks();
    if (top > 0) {
        const auto same = std::find_if(m_blocks.begin(), m_blocks.end(), [&](const Block& block) {
            return block.chips.empty() && block.text == anchor.text && anchor.begin < block.end;
        });
        if (same != m_blocks.end()) verticalScrollBar()->setValue(int(same->top + within));
    }
    layoutVisible();
    viewport()->update();
}

void TokenTextView::setWhitespaceVisible(bool visible)
{
    m_whitespaceVisible = visible;
    invalidateLayouts();
    layoutVisible();
    viewport()->update();
}

void TokenTextView::rebuildBlocks()
{
    m_blocks.clear();
    if (!m_view) return;
    m_covered = {m_view->covered(0), m_view->covered(1)};
    // Added tokens go before the text whose tokens follow them, the last ones after the last text.
    const int count = m_view->size();
    const auto firstPlaced = [&](int from) {
        while (from < count && !m_view->hasPlace(from))
            ++from;
        return from;
    };
    std::array<bool, 2> shown{false, false};
    int position = 0;
    for (;;) {
        const int next = firstPlaced(position);
        addChips(position, next);
        if (next == count) break;
        const int text = m_view->textOf(next);
        if (!std::exchange(shown[std::size_t(text)], true)) addParagraphs(text);
        position = next;
        while (position < count && m_view->hasPlace(position) && m_view->textOf(position) == text)
            ++position;
    }
    for (int text = 0; text < (m_view->isPair ? 2 : 1); ++text)
        if (!shown[std::size_t(text)]) addParagraphs(text); // a text without a single token is still a text
    updateTops();
}

void TokenTextView::addParagraphs(int text)
{
    const QString& whole = m_view->texts[std::size_t(text)];
    const QFontMetricsF metrics(textFont());
    const double charactersPerLine = std::max(1.0, contentWidth() / metrics.averageCharWidth());
    for (int begin = 0; begin < whole.size();) {
        int end = int(whole.indexOf(u'\n', begin));
        end = end < 0 ? int(whole.size()) : end + 1;
        if (end - begin > longestParagraph) {
            end = begin + longestParagraph;
            while (end > begin + longestParagraph / 2 && m_view->tokensAt(text, end).first >= 0 &&
                   m_view->tokensAt(text, end).first <= m_view->tokensAt(text, end - 1).last)
                --end;
            if (whole[end].isLowSurrogate()) --end;
        }
        Block block;
        block.text = text;
        block.begin = begin;
        block.end = end;
        block.height =
            std::ceil((end - begin) / charactersPerLine) * (metrics.height() + lineGap) + paragraphGap;
        m_blocks.push_back(std::move(block));
        begin = end;
    }
}

void TokenTextView::addChips(int begin, int end)
{
    if (begin == end) return;
    Block block;
    for (int token = begin; token < end; ++token) {
        const auto id = m_view->encoding.ids[std::size_t(token)];
        const bool sameAsLast = !block.chips.empty() &&
                                m_view->encoding.ids[std::size_t(block.chips.back().firstToken)] == id &&
                                m_view->encoding.attentionMask[std::size_t(token)] == 0;
        if (sameAsLast)
            ++block.chips.back().count;
        else
            block.chips.push_back({token, 1, {}});
    }
    m_blocks.push_back(std::move(block));
    layOutChips(m_blocks.back());
}

double TokenTextView::contentWidth() const
{
    return std::max(40.0, viewport()->width() - 2 * margin);
}

void TokenTextView::invalidateLayouts()
{
    for (Block& block : m_blocks) {
        block.layout.reset();
        block.isMeasured = false;
        if (!block.chips.empty()) layOutChips(block);
    }
    updateTops();
}

void TokenTextView::updateTops()
{
    double top = margin;
    for (Block& block : m_blocks) {
        block.top = top;
        top += block.height;
    }
    const int content = int(std::ceil(top + margin));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(QFontMetrics(textFont()).height());
    verticalScrollBar()->setRange(0, std::max(0, content - viewport()->height()));
}

std::size_t TokenTextView::blockAt(double y) const
{
    const auto after = std::upper_bound(m_blocks.begin(), m_blocks.end(), y,
                                        [](double value, const Block& block) { return value < block.top; });
    return after == m_blocks.begin() ? 0 : std::size_t(after - m_blocks.begin() - 1);
}

void TokenTextView::layoutVisible()
{
    if (m_blocks.empty()) return updateTops();
    // Measuring a block moves the ones below; the first one on screen stays where it is.
    const double top = verticalScrollBar()->value();
    const double bottom = top + viewport()->height();
    const std::size_t first = blockAt(top);
    std::size_t last = first;
    double y = m_blocks[first].top;
    bool changed = false;
    for (std::size_t i = first; i < m_blocks.size() && y < bottom; ++i) {
        const double before = m_blocks[i].height;
        if (m_blocks[i].chips.empty() && !m_blocks[i].layout) layOut(m_blocks[i]);
        changed |= m_blocks[i].height != before;
        y += m_blocks[i].height;
        last = i;
    }
    for (std::size_t i = 0; i < m_blocks.size(); ++i)
        if (i < first || i > last) m_blocks[i].layout.reset();
    if (changed) updateTops();
}

QString TokenTextView::displayText(const Block& block) const
{
    const QString text = m_view->texts[std::size_t(block.text)].mid(block.begin, block.end - block.begin);
    if (m_whitespaceVisible) return withVisibleWhitespace(text);
    QString plain = text;
    // A line end inside the layout would break its line; the paragraph ends anyway.
    for (QChar& c : plain)
        if (c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator) c = u' ';
    return plain;
}

void TokenTextView::layOut(Block& block)
{
    const QString text = displayText(block);
    block.isRightToLeft = hasRightToLeft(text);
    block.layout = std::make_unique<QTextLayout>(text, textFont());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setFlags(QTextOption::IncludeTrailingSpaces);
    block.layout->setTextOption(option);
    block.layout->beginLayout();
    double y = 0;
    for (QTextLine line = block.layout->createLine(); line.isValid(); line = block.layout->createLine()) {
        line.setLineWidth(contentWidth());
        line.setPosition({0, y + lineGap / 2});
        y += line.height() + lineGap;
    }
    block.layout->endLayout();
    block.height = y + paragraphGap;
    block.isMeasured = true;
}

void TokenTextView::layOutChips(Block& block)
{
    const QFontMetricsF metrics(monospaceFont());
    const double height = metrics.height() + Theme::space;
    double x = 0, y = 0;
    for (Chip& chip : block.chips) {
        QString label = QString::fromStdString(m_view->encoding.tokens[std::size_t(chip.firstToken)]);
        if (chip.count > 1) label += QStringLiteral(" × %1").arg(chip.count);
        const double width = metrics.horizontalAdvance(label) + 2 * Theme::space;
        if (x > 0 && x + width > contentWidth()) {
            x = 0;
            y += height + Theme::space / 2.0;
        }
        chip.rect = QRectF(x, y, width, height);
        x += width + Theme::space / 2.0;
    }
    block.height = y + height + paragraphGap;
    block.isMeasured = true;
}

std::vector<QRectF> TokenTextView::rects(const Block& block, int begin, int end) const
{
    std::vector<QRectF> result;
    begin = std::max(begin, block.begin) - block.begin;
    end = std::min(end, block.end) - block.begin;
    if (begin >= end || !block.layout) return result;
    const int firstLine = block.layout->lineForTextPosition(begin).lineNumber();
    for (int i = std::max(0, firstLine); i < block.layout->lineCount(); ++i) {
        const QTextLine line = block.layout->lineAt(i);
        const int from = std::max(begin, line.textStart());
        const int to = std::min(end, line.textStart() + line.textLength());
        if (line.textStart() >= end) break;
        if (from >= to) continue;
        const auto add = [&](double left, double right) {
            const QRectF rect(std::min(left, right), line.y() - 2, std::abs(right - left), line.height() + 4);
            if (!result.empty() && result.back().top() == rect.top() &&
                (std::abs(result.back().right() - rect.left()) < 0.5 ||
                 std::abs(result.back().left() - rect.right()) < 0.5))
                result.back() = result.back().united(rect);
            else if (rect.width() > 0)
                result.push_back(rect);
        };
        if (!block.isRightToLeft) {
            add(line.cursorToX(from), line.cursorToX(to));
            continue;
        }
        // Neighbours in the text may lie apart on the line, and a cursor between two directions has two places:
        // the glyphs have one.
        for (const QGlyphRun& run : line.glyphRuns(from, to - from)) {
            const auto advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes());
            const auto places = run.positions();
            for (qsizetype glyph = 0; glyph < places.size(); ++glyph)
                add(places[glyph].x(), places[glyph].x() + advances[glyph].x());
        }
    }
    return result;
}

TokenTextView::Range TokenTextView::visibleRange() const
{
    Range range;
    bool isFirst = true;
    const double top = verticalScrollBar()->value();
    for (std::size_t i = m_blocks.empty() ? 0 : blockAt(top); i < m_blocks.size(); ++i) {
        const Block& block = m_blocks[i];
        if (block.top > top + viewport()->height()) break;
        if (!block.chips.empty() || (!isFirst && block.text != range.text)) continue;
        if (std::exchange(isFirst, false)) range = {block.text, block.begin, block.end};
        range.end = block.end;
    }
    return range;
}

bool TokenTextView::canPaintWhole(int limit) const
{
    return m_blocks.empty() || m_blocks.back().top + m_blocks.back().height < limit;
}

void TokenTextView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    paintVisible(painter);
}

std::pair<const TokenTextView::Block*, int> TokenTextView::unitAt(const QPoint& position) const
{
    if (!m_view || m_view->isPreview || m_blocks.empty()) return {nullptr, -1};
    const double y = position.y() + verticalScrollBar()->value();
    const Block& block = m_blocks[blockAt(y)];
    const QPointF inside(position.x() - margin, y - block.top);
    for (int i = 0; block.layout && i < block.layout->lineCount(); ++i) {
        const QTextLine line = block.layout->lineAt(i);
        if (inside.y() < line.y() - lineGap / 2 || inside.y() >= line.y() + line.height() + lineGap / 2)
            continue;
        const QRectF used = line.naturalTextRect();
        if (inside.x() < used.left() || inside.x() > used.right()) break;
        return {&block, block.begin + line.xToCursor(inside.x(), QTextLine::CursorOnCharacter)};
    }
    return {&block, -1};
}

int TokenTextView::tokenAt(const QPoint& position) const
{
    const auto [found, unit] = unitAt(position);
    if (!found) return -1;
    const Block& block = *found;
    const QPointF inside(position.x() - margin, position.y() + verticalScrollBar()->value() - block.top);
    for (const Chip& chip : block.chips)
        if (chip.rect.contains(inside)) return chip.firstToken;
    if (unit < 0) return -1;
    const auto tokens = m_view->tokensAt(block.text, unit);
    if (tokens.count() < 2) return tokens.first;
    int first = unit, last = unit + 1;
    while (first > block.begin && m_view->tokensAt(block.text, first - 1) == tokens)
        --first;
    while (last < block.end && m_view->tokensAt(block.text, last) == tokens)
        ++last;
    for (const QRectF& rect : rects(block, first, last))
        for (int token = tokens.first; token <= tokens.last; ++token)
            if (sliceOf(rect, tokens, token, block.isRightToLeft)
                    .adjusted(0, -lineGap, 0, lineGap)
                    .contains(inside))
                return token;
    return tokens.first;
}

QPoint TokenTextView::showToken(int token)
{
    if (!m_view || token < 0 || token >= m_view->size() || !m_view->hasPlace(token)) return {};
    const auto span = m_view->utf16[std::size_t(token)];
    const auto found = std::find_if(m_blocks.begin(), m_blocks.end(), [&](const Block& block) {
        return block.chips.empty() && block.text == m_view->textOf(token) &&
               int(span.begin.value) < block.end;
    });
    if (found == m_blocks.end()) return {};
    const auto firstRect = [&]() -> QRectF {
        if (!found->layout) layOut(*found);
        const auto tokens = m_view->tokensAt(found->text, int(span.begin.value));
        const auto all = rects(*found, int(span.begin.value), int(span.end.value));
        if (all.empty()) return {};
        const QRectF rect = all.front().translated(margin, found->top);
        return tokens.count() > 1 ? sliceOf(rect, tokens, token, found->isRightToLeft) : rect;
    };
    QRectF rect = firstRect();
    updateTops();
    const double top = verticalScrollBar()->value();
    if (rect.top() < top || rect.bottom() > top + viewport()->height()) {
        verticalScrollBar()->setValue(int(rect.center().y() - viewport()->height() / 2.0));
        layoutVisible();
        rect = firstRect();
    }
    return (rect.center() - QPointF(0, verticalScrollBar()->value())).toPoint();
}

QString TokenTextView::describe(int token) const
{
    const auto i = std::size_t(token);
    const auto& encoding = m_view->encoding;
    QString text =
        QStringLiteral("<b>%1</b> &nbsp; ").arg(QString::fromStdString(encoding.tokens[i]).toHtmlEscaped());
    text += tr("id %1").arg(encoding.ids[i]);
    if (!m_view->hasPlace(token)) return text + QStringLiteral("<br>") + tr("added to the text");
    const auto span = m_view->codePoints[i];
    const auto span16 = m_view->utf16[i];
    //: %1 and %2 are positions in the text, counted in characters (code points)
    text += QStringLiteral("<br>") + tr("characters %1 – %2").arg(span.begin.value).arg(span.end.value);
    text += QStringLiteral(" &nbsp; ") +
            tr("bytes %1 – %2").arg(encoding.offsets[i].begin.value).arg(encoding.offsets[i].end.value);
    text += QStringLiteral("<br>") + tr("word %1").arg(*encoding.wordIds[i]);
    const auto tokens = m_view->tokensAt(m_view->textOf(token), int(span16.begin.value));
    if (tokens.count() > 1 && !span16.empty()) {
        const auto bytes = tokenizers::bytesOfToken(encoding.tokens[i]);
        text += QStringLiteral("<br>") + tr("part %1 of %2 of the character “%3”")
                                             .arg(token - tokens.first + 1)
                                             .arg(tokens.count())
                                             .arg(m_view->slice(token).toHtmlEscaped());
        if (bytes)
            text += QStringLiteral("<br>") +
                    tr("its bytes: %1")
                        .arg(QString::fromLatin1(QByteArray::fromStdString(*bytes).toHex(' ').toUpper()));
    }
    return text;
}

void TokenTextView::mouseMoveEvent(QMouseEvent* event)
{
    m_selection.hover({m_window, tokenAt(event->position().toPoint())});
}

void TokenTextView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    const QPoint position = event->position().toPoint();
    m_selection.select({m_window, tokenAt(position)});
    if (const auto [block, unit] = unitAt(position); unit >= 0) Q_EMIT characterClicked(block->text, unit);
}

void TokenTextView::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (step == 0 || !m_view || m_view->size() == 0) return QAbstractScrollArea::keyPressEvent(event);
    const int current = selected();
    const int next = current < 0 ? 0 : std::clamp(current + step, 0, m_view->size() - 1);
    m_selection.select({m_window, next});
    showToken(next);
}

bool TokenTextView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) m_selection.hover({});
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int token = tokenAt(help->pos());
        if (token < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), describe(token), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TokenTextView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    invalidateLayouts();
    layoutVisible();
}

void TokenTextView::scrollContentsBy(int, int)
{
    layoutVisible();
    viewport()->update();
}

void TokenTextView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange) {
        invalidateLayouts();
        layoutVisible();
        viewport()->update();
    }
}

} // namespace vitrine::widgets
