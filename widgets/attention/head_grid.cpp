// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention/head_grid.h"

#include "widgets/attention/attention_paint.h"
#include "widgets/attention/attention_text.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr int thumbnailPixels = 128, largePixels = 520; ///< twice a tile, for exports and fine screens
constexpr double smallestRow = 8;                       ///< pixels of a token's row that can be labelled

QFont labelFont(double pixels)
{
    QFont font = interfaceFont();
    font.setPixelSize(std::max(6, int(pixels * textScale())));
    return font;
}

} // namespace

void HeadGridPainter::setSource(SourcePointer source)
{
    m_source = std::move(source);
    m_thumbnails.clear();
}

int HeadGridPainter::columns() const
{
    return isWrapped() ? int(std::ceil(std::sqrt(double(m_source->heads())))) : m_source->heads();
}

void HeadGridPainter::layOut(double width)
{
    if (!m_source) return;
    const double scale = textScale();
    m_top = 28 * scale;
    m_left = isWrapped() ? 8 : 64 * scale;
    const bool isNarrow = width < m_left + 8 + columns() * 44 * scale;
    m_gap = isWrapped() ? 28 * scale : isNarrow ? 3 : 6;
    m_label = 0;
    const auto fit = [&](double label) {
        return std::clamp(std::floor((width - m_left - 8) / columns() - m_gap - label), 20 * scale,
                          (isWrapped() ? 260 : 112) * scale);
    };
    m_tile = fit(0);
    if (!isWrapped()) return;
    const double label = 64 * scale;
    if (fit(label) / std::max(1, m_source->rows()) < smallestRow * scale) return;
    m_label = label;
    m_tile = fit(label);
}

QRectF HeadGridPainter::tileRect(int layer, int head) const
{
    const int row = isWrapped() ? head / columns() : layer, column = isWrapped() ? head % columns() : head;
    return {m_left + column * (m_tile + m_gap + m_label) + m_label, m_top + row * (m_tile + m_gap), m_tile,
            m_tile};
}

std::pair<int, int> HeadGridPainter::tileAt(const QPointF& position) const
{
    if (!m_source) return {-1, -1};
    for (int layer = 0; layer < m_source->layers(); ++layer)
        for (int head = 0; head < m_source->heads(); ++head)
            if (tileRect(layer, head).contains(position)) return {layer, head};
    return {-1, -1};
}

QSize HeadGridPainter::size() const
{
    if (!m_source) return {};
    QRectF all;
    for (int layer = 0; layer < m_source->layers(); ++layer)
        for (int head = 0; head < m_source->heads(); ++head)
            all |= tileRect(layer, head);
    return {int(std::ceil(all.right() + 8)), int(std::ceil(all.bottom() + 8))};
}

int HeadGridPainter::missing() const
{
    return m_source ? m_source->layers() * m_source->heads() - int(m_thumbnails.size()) : 0;
}

bool HeadGridPainter::prepare(int milliseconds)
{
    if (!m_source || m_source->isEmpty()) return true;
    QElapsedTimer timer;
    timer.start();
    const int pixels = isWrapped() ? largePixels : thumbnailPixels;
    for (int layer = 0; layer < m_source->layers(); ++layer)
        for (int head = 0; head < m_source->heads(); ++head) {
            if (m_thumbnails.contains({layer, head})) continue;
            if (timer.elapsed() >= milliseconds) return false;
            m_thumbnails[{layer, head}] =
                attentionThumbnail(*m_source->matrix(layer, head), {m_source->columns(), m_source->rows()},
                                   pixels, m_source->range(layer, head));
        }
    return true;
}

void HeadGridPainter::paint(QPainter& painter, const QRectF& area, std::pair<int, int> chosen,
                            std::pair<int, int> hovered) const
{
    if (!m_source) return;
    const QFont font = labelFont(11);
    for (int layer = 0; layer < m_source->layers(); ++layer) {
        for (int head = 0; head < m_source->heads(); ++head) {
            const QRectF tile = tileRect(layer, head);
            if (!tile.adjusted(-m_label, -m_top, 0, 0).intersects(area)) continue;
            const std::pair here(layer, head);
            const auto thumbnail = m_thumbnails.find(here);
            if (thumbnail == m_thumbnails.end())
                painter.fillRect(tile, theme().raised);
            else
                paintPixels(painter, tile, thumbnail->second);
            painter.setBrush(Qt::NoBrush);
            const bool isStrong = here == chosen || here == hovered;
            painter.setPen(QPen(isStrong ? theme().accent : theme().border, here == chosen ? 2 : 1));
            painter.drawRect(tile.adjusted(-0.5, -0.5, 0.5, 0.5));
            painter.setFont(font);
            painter.setPen(isStrong ? theme().text : theme().mutedText);
            const QString number = QString::number(head + 1);
            if (isWrapped())
                painter.drawText(
                    QRectF(tile.left(), tile.top() - 22 * textScale(), tile.width(), 20 * textScale()),
                    Qt::AlignLeft | Qt::AlignVCenter,
                    QCoreApplication::translate("Attention", "Head %1").arg(number));
            else if (layer == 0)
                painter.drawText(QRectF(tile.left(), 0, tile.width(), m_top - 4), Qt::AlignCenter, number);
            if (m_label > 0) paintTokens(painter, tile);
        }
        if (isWrapped()) continue;
        const QRectF tile = tileRect(layer, 0);
        painter.setFont(font);
        painter.setPen(layer == chosen.first ? theme().text : theme().mutedText);
        painter.drawText(QRectF(0, tile.top(), m_left - Theme::space, tile.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         QCoreApplication::translate("Attention", "Layer %1")
                             .arg(m_source->data().maps.layers[std::size_t(layer)] + 1));
    }
}

void HeadGridPainter::paintTokens(QPainter& painter, const QRectF& tile) const
{
    const double row = tile.height() / m_source->rows();
    const QFont font = labelFont(std::min(11.0, row / textScale() - 1));
    painter.setFont(font);
    painter.setPen(theme().mutedText);
    const QFontMetricsF metrics(font);
    for (int unit = 0; unit < m_source->rows(); ++unit)
        painter.drawText(QRectF(tile.left() - m_label, tile.top() + unit * row, m_label - 4, row),
                         Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(m_source->queries().labels[unit], Qt::ElideRight, m_label - 4));
}

HeadGridView::HeadGridView(AttentionState& state, QWidget* parent)
    : QAbstractScrollArea(parent), m_state(state)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Every head of every layer"));
    connect(&state, &AttentionState::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&m_making, &QTimer::timeout, this, [this] {
        constexpr int frame = 8; // milliseconds that leave the window fluent
        if (m_painter.prepare(frame)) m_making.stop();
        viewport()->update();
    });
}

void HeadGridView::setSource(SourcePointer source)
{
    m_painter.setSource(std::move(source));
    m_hovered = {-1, -1};
    m_making.stop();
    layOut();
    viewport()->update();
}

void HeadGridView::layOut()
{
    m_painter.layOut(viewport()->width());
    const QSize size = m_painter.size();
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(24);
    verticalScrollBar()->setRange(0, std::max(0, size.height() - viewport()->height()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, size.width() - viewport()->width()));
}

QPointF HeadGridView::scroll() const
{
    return QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
}

QRectF HeadGridView::tileRect(int layer, int head) const
{
    return m_painter.tileRect(layer, head).translated(-scroll());
}

void HeadGridView::paintEvent(QPaintEvent*)
{
    // Made when first seen.
    if (m_painter.missing() > 0 && !m_making.isActive()) m_making.start(0);
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme().surface);
    painter.translate(-scroll());
    m_painter.paint(painter, QRectF(viewport()->rect()).translated(scroll()),
                    {m_state.layer(), m_state.head()}, m_hovered);
}

void HeadGridView::paintWhole(QPainter& painter)
{
    m_painter.prepare(std::numeric_limits<int>::max());
    const QRectF all({0, 0}, QSizeF(wholeSize()));
    painter.fillRect(all, theme().surface);
    m_painter.paint(painter, all);
}

void HeadGridView::mouseMoveEvent(QMouseEvent* event)
{
    const auto tile = m_painter.tileAt(event->position() + scroll());
    if (tile == m_hovered) return;
    m_hovered = tile;
    viewport()->update();
}

void HeadGridView::mousePressEvent(QMouseEvent* event)
{
    const auto [layer, head] = m_painter.tileAt(event->position() + scroll());
    if (layer >= 0 && event->button() == Qt::LeftButton) Q_EMIT opened(layer, head);
}

void HeadGridView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return m_state.chooseHead(m_state.head() - 1);
    case Qt::Key_Right:
        return m_state.chooseHead(m_state.head() + 1);
    case Qt::Key_Up:
        return m_state.setLayer(m_state.layer() - 1);
    case Qt::Key_Down:
        return m_state.setLayer(m_state.layer() + 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT opened(m_state.layer(), m_state.head());
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

bool HeadGridView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        m_hovered = {-1, -1};
        viewport()->update();
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto [layer, head] = m_painter.tileAt(help->pos() + scroll());
        if (layer < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), headText(*m_painter.source(), layer, head), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void HeadGridView::resizeEvent(QResizeEvent*)
{
    layOut();
}

void HeadGridView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    m_painter.forget();
    layOut();
    viewport()->update();
}

} // namespace vitrine::widgets
