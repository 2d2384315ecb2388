// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/aligned_view.h"

#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr double padding = 4, pieceGap = 2, columnGap = 6;
/// A stretch wider than this is cut in the picture: nobody reads on there.
constexpr double widestColumn = 6000;

} // namespace

AlignedView::AlignedView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("The tokenizations below each other"));
    viewport()->setMouseTracking(true);
}

void AlignedView::setResult(std::shared_ptr<const CompareResult> result)
{
    m_result = std::move(result);
    m_rows.clear();
    m_letters.clear();
    if (m_result)
        for (int i = 0; i < int(m_result->tokenizers.size()); ++i)
            if (const auto& each = m_result->tokenizers[std::size_t(i)]; each.view) {
                m_rows.push_back(&each);
                m_letters.push_back(i);
            }
    m_current = -1;
    measure();
    setCurrentRegion(m_columns.empty() ? -1 : 0);
}

std::vector<AlignedView::Piece> AlignedView::piecesOf(int region, int row) const
{
    const auto& view = *m_rows[std::size_t(row)]->view;
    const auto [begin, end] = m_result->alignment.regions[std::size_t(region)].tokens[std::size_t(row)];
    std::vector<Piece> pieces;
    core::ByteSpan last;
    for (std::size_t token = begin; token < end; ++token) {
        if (!view.hasPlace(int(token))) continue;
        const core::ByteSpan span = view.encoding.offsets[token];
        if (!pieces.empty() && span == last) {
            ++pieces.back().count;
            continue;
        }
        const QString text = view.slice(int(token)).trimmed();
        if (text.isEmpty()) continue;
        pieces.push_back({text, int(token), 1});
        last = span;
    }
    return pieces;
}

double AlignedView::pieceWidth(const Piece& piece) const
{
    double width = QFontMetricsF(textFont()).horizontalAdvance(piece.text) + 2 * padding;
    if (piece.count > 1)
        width += QFontMetricsF(monospaceFont()).horizontalAdvance(QStringLiteral(" ×%1").arg(piece.count));
    return width;
}

void AlignedView::measure()
{
    m_columns.clear();
    if (m_result && !m_rows.empty()) {
        const auto& regions = m_result->alignment.regions;
        const std::string text = m_rows.front()->view->texts[0].toStdString();
        std::size_t former = 0;
        for (int i = 0; i < std::min(int(regions.size()), maxRegions); ++i) {
            const auto& region = regions[std::size_t(i)];
            Column column;
            const auto gap = std::string_view(text).substr(former, region.span.begin.value - former);
            column.startsLine = gap.find('\n') != std::string_view::npos;
            former = region.span.end.value;
            for (int row = 0; row < int(m_rows.size()); ++row) {
                double width = 0;
                for (const Piece& piece : piecesOf(i, row)) {
                    width += pieceWidth(piece) + pieceGap;
                    if (width > widestColumn) break;
                }
                column.width = std::max(column.width, width - pieceGap);
            }
            m_columns.push_back(column);
        }
    }
    breakLines();
}

double AlignedView::rowHeight() const
{
    return std::ceil(QFontMetricsF(textFont()).height()) + 4;
}

double AlignedView::lineHeight() const
{
    return rowHeight() * double(m_rows.size()) + 2.0 * Theme::space;
}

double AlignedView::gutter() const
{
    return 4 * Theme::space * std::max(1.0, textScale());
}

void AlignedView::breakLines()
{
    m_lineStarts.clear();
    const double right = viewport()->width() - 2.0 * Theme::space;
    double x = gutter();
    for (int i = 0; i < int(m_columns.size()); ++i) {
        Column& column = m_columns[std::size_t(i)];
        if (i == 0 || column.startsLine || (x > gutter() && x + column.width > right)) {
            m_lineStarts.push_back(i);
            x = gutter();
        }
        column.x = x;
        column.line = int(m_lineStarts.size()) - 1;
        x += column.width + columnGap;
    }
    const int height = int(lineHeight() * double(m_lineStarts.size())) + Theme::space;
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(int(rowHeight()));
    viewport()->update();
}

void AlignedView::setCurrentRegion(int region)
{
    if (region >= regionCount() || region == m_current) return;
    m_current = region;
    viewport()->update();
    setAccessibleDescription(region < 0 ? QString() : describe(region));
    Q_EMIT currentRegionChanged(region);
}

bool AlignedView::showDifference(int direction)
{
    for (int i = m_current + direction; i >= 0 && i < regionCount(); i += direction)
        if (!m_result->alignment.regions[std::size_t(i)].agrees) {
            showRegion(i);
            setCurrentRegion(i);
            return true;
        }
    return false;
}

QPoint AlignedView::showRegion(int region)
{
    if (region < 0 || region >= regionCount()) return {};
    const Column& column = m_columns[std::size_t(region)];
    const int top = int(lineHeight() * column.line), bottom = top + int(lineHeight());
    auto* bar = verticalScrollBar();
    if (top < bar->value()) bar->setValue(top);
    if (bottom > bar->value() + viewport()->height()) bar->setValue(bottom - viewport()->height());
    return {int(column.x + std::min(column.width / 2, 20.0)),
            int(top + Theme::space + rowHeight() / 2) - bar->value()};
}

int AlignedView::regionAt(const QPoint& position) const
{
    const int line = int((position.y() + verticalScrollBar()->value()) / lineHeight());
    if (line < 0 || line >= int(m_lineStarts.size())) return -1;
    for (int i = m_lineStarts[std::size_t(line)]; i < regionCount(); ++i) {
        const Column& column = m_columns[std::size_t(i)];
        if (column.line != line) break;
        if (position.x() >= column.x && position.x() <= column.x + column.width) return i;
    }
    return -1;
}

void AlignedView::paintColumn(QPainter& painter, int region, double top) const
{
    const Column& column = m_columns[std::size_t(region)];
    const bool agrees = m_result->alignment.regions[std::size_t(region)].agrees;
    const double height = rowHeight();
    if (region == m_current) {
        painter.setPen(QPen(theme().accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(column.x - 3, top + Theme::space - 3, column.width + 6,
                                       height * double(m_rows.size()) + 4),
                                Theme::radius, Theme::radius);
    }
    QFont small = monospaceFont();
    for (int row = 0; row < int(m_rows.size()); ++row) {
        const double y = top + Theme::space + height * row;
        double x = column.x;
        const auto pieces = piecesOf(region, row);
        for (std::size_t i = 0; i < pieces.size() && x < viewport()->width(); ++i) {
            const Piece& piece = pieces[i];
            const QRectF rect(x, y + 1, pieceWidth(piece), height - 3);
            const bool isUnknown = m_rows[std::size_t(row)]->view->isUnknown(piece.token);
            painter.setPen(isUnknown ? QPen(theme().danger, 1.2, Qt::DashLine) : QPen(Qt::NoPen));
            painter.setBrush(agrees ? theme().raised : theme().token[i % theme().token.size()]);
            painter.drawRoundedRect(rect, 4, 4);
            painter.setPen(theme().text);
            painter.setFont(textFont());
            painter.drawText(rect.adjusted(padding, 0, -padding, 0), Qt::AlignLeft | Qt::AlignVCenter,
                             piece.text);
            if (piece.count > 1) {
                painter.setFont(small);
                painter.drawText(rect.adjusted(padding, 0, -padding, 0), Qt::AlignRight | Qt::AlignVCenter,
                                 QStringLiteral("×%1").arg(piece.count));
            }
            x += rect.width() + pieceGap;
        }
    }
}

void AlignedView::paintVisible(QPainter& painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(viewport()->rect(), theme().surface);
    const int offset = verticalScrollBar()->value();
    const int first = int(offset / lineHeight());
    const int last =
        std::min(int(m_lineStarts.size()) - 1, int((offset + viewport()->height()) / lineHeight()));
    QFont letter = monospaceFont();
    letter.setBold(true);
    for (int line = first; line <= last; ++line) {
        const double top = lineHeight() * line - offset;
        for (int row = 0; row < int(m_rows.size()); ++row) {
            painter.setFont(letter);
            painter.setPen(theme().line[std::size_t(m_letters[std::size_t(row)]) % theme().line.size()]);
            painter.drawText(
                QRectF(0, top + Theme::space + rowHeight() * row, gutter() - Theme::space, rowHeight() - 1),
                Qt::AlignRight | Qt::AlignVCenter, compareLetter(m_letters[std::size_t(row)]));
        }
        for (int i = m_lineStarts[std::size_t(line)];
             i < regionCount() && m_columns[std::size_t(i)].line == line; ++i)
            paintColumn(painter, i, top);
    }
}

void AlignedView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    paintVisible(painter);
}

void AlignedView::resizeEvent(QResizeEvent*)
{
    breakLines();
}

void AlignedView::mousePressEvent(QMouseEvent* event)
{
    if (const int region = regionAt(event->pos()); region >= 0) setCurrentRegion(region);
}

void AlignedView::keyPressEvent(QKeyEvent* event)
{
    const auto move = [this](int region) {
        if (region < 0 || region >= regionCount()) return;
        showRegion(region);
        setCurrentRegion(region);
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return move(m_current - 1);
    case Qt::Key_Right:
        return move(m_current + 1);
    case Qt::Key_Home:
        return move(0);
    case Qt::Key_End:
        return move(regionCount() - 1);
    case Qt::Key_N:
        showDifference(1);
        return;
    case Qt::Key_P:
        showDifference(-1);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void AlignedView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) measure();
}

QString AlignedView::describe(int region) const
{
    QStringList lines;
    for (int row = 0; row < int(m_rows.size()); ++row) {
        const auto& view = *m_rows[std::size_t(row)]->view;
        const auto [begin, end] = m_result->alignment.regions[std::size_t(region)].tokens[std::size_t(row)];
        QStringList tokens;
        for (std::size_t token = begin; token < std::min(end, begin + 12); ++token)
            tokens.append(QStringLiteral("%1 (%2)")
                              .arg(QString::fromStdString(view.encoding.tokens[token]))
                              .arg(view.encoding.ids[token]));
        if (end > begin + 12) tokens.append(QStringLiteral("…"));
        lines.append(compareLetter(m_letters[std::size_t(row)]) + QStringLiteral("  ") +
                     (tokens.isEmpty() ? tr("nothing") : tokens.join(QStringLiteral("  "))));
    }
    return lines.join(QLatin1Char('\n'));
}

bool AlignedView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    auto* help = static_cast<QHelpEvent*>(event);
    if (const int region = regionAt(help->pos()); region >= 0)
        QToolTip::showText(help->globalPos(), describe(region), viewport());
    else
        QToolTip::hideText();
    return true;
}

} // namespace vitrine::widgets
