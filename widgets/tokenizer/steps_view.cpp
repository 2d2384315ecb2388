// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/steps_view.h"

#include "widgets/common/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr double margin = 2 * Theme::space;
constexpr double gap = 3;

double pieceWidth(const QFontMetricsF& metrics, const QString& text)
{
    return metrics.horizontalAdvance(text) + 1.5 * Theme::space;
}

} // namespace

StepsView::StepsView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
}

void StepsView::setSteps(std::vector<Step> steps)
{
    m_steps = std::move(steps);
    m_current = m_steps.empty() ? -1 : int(m_steps.size()) - 1;
    measure();
    updateBars();
    verticalScrollBar()->setValue(0);
    setAccessibleDescription(describe(m_current));
    viewport()->update();
}

void StepsView::setCurrent(int step)
{
    step = std::clamp(step, -1, count() - 1);
    if (step == m_current) return;
    m_current = step;
    const double top = margin / 2 + step * lineHeight();
    if (top < verticalScrollBar()->value())
        verticalScrollBar()->setValue(int(top - lineHeight() / 2));
    else if (top + lineHeight() > verticalScrollBar()->value() + viewport()->height())
        verticalScrollBar()->setValue(int(top + 1.5 * lineHeight() - viewport()->height()));
    setAccessibleDescription(describe(step));
    viewport()->update();
    Q_EMIT currentChanged(step);
}

QString StepsView::describe(int step) const
{
    if (step < 0 || step >= count()) return {};
    const Step& shown = m_steps[std::size_t(step)];
    QStringList parts{shown.label};
    for (const Piece& piece : shown.pieces)
        parts.append(piece.text);
    parts.append(shown.note);
    parts.removeAll(QString());
    return parts.join(u' ');
}

double StepsView::lineHeight() const
{
    return std::ceil(QFontMetricsF(monospaceFont()).height() + 1.75 * Theme::space);
}

void StepsView::measure()
{
    const QFontMetricsF mono(monospaceFont()), label(interfaceFont());
    m_labelWidth = m_width = m_noteX = 0;
    for (const Step& step : m_steps)
        m_labelWidth = std::max(m_labelWidth, label.horizontalAdvance(step.label));
    double notes = 0;
    for (const Step& step : m_steps) {
        double width = margin + m_labelWidth + margin;
        for (const Piece& piece : step.pieces)
            width += pieceWidth(mono, piece.text) + gap;
        m_noteX = std::max(m_noteX, width + Theme::space);
        notes = std::max(notes, label.horizontalAdvance(step.note));
    }
    m_width = m_noteX + notes + margin;
}

void StepsView::updateBars()
{
    const QSize whole = wholeSize();
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(int(lineHeight()));
    verticalScrollBar()->setRange(0, std::max(0, whole.height() - viewport()->height()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(24);
    horizontalScrollBar()->setRange(0, std::max(0, whole.width() - viewport()->width()));
}

QSize StepsView::wholeSize() const
{
    return {int(std::ceil(m_width)), int(std::ceil(margin + count() * lineHeight()))};
}

void StepsView::paintStep(QPainter& painter, int step, double x, double y, double width) const
{
    const Step& shown = m_steps[std::size_t(step)];
    const double height = lineHeight(), left = x;
    painter.setOpacity(step > m_current ? 0.35 : 1); // not yet played
    if (step == m_current) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(blend(theme().surface, theme().accent, theme().dark ? 0.18 : 0.08));
        painter.drawRoundedRect(QRectF(x + Theme::space / 2.0, y, width - Theme::space, height), 4, 4);
    }
    painter.setFont(interfaceFont());
    painter.setPen(theme().mutedText);
    x += margin;
    painter.drawText(QRectF(x, y, m_labelWidth, height), Qt::AlignRight | Qt::AlignVCenter, shown.label);
    x += m_labelWidth + margin;
    const QFont mono = monospaceFont();
    const QFontMetricsF metrics(mono);
    painter.setFont(mono);
    int number = 0;
    for (const Piece& piece : shown.pieces) {
        const QRectF chip(x, y + Theme::space / 2.0, pieceWidth(metrics, piece.text), height - Theme::space);
        QPen pen(Qt::NoPen);
        QBrush brush(theme().token[std::size_t(number) % theme().token.size()]);
        QColor color = theme().text;
        switch (piece.look) {
        case Look::Plain:
            brush = theme().raised;
            break;
        case Look::New:
            pen = QPen(theme().accent, 1.5);
            brush = blend(theme().surface, theme().accent, theme().dark ? 0.35 : 0.18);
            break;
        case Look::Done:
            break;
        case Look::Tried:
            pen = QPen(theme().danger, 1, Qt::DashLine);
            brush = Qt::NoBrush;
            break;
        case Look::Rest:
            brush = Qt::NoBrush;
            color = theme().mutedText;
            break;
        }
        ++number;
        painter.setPen(pen);
        painter.setBrush(brush);
        painter.drawRoundedRect(chip, 4, 4);
        painter.setPen(color);
        painter.drawText(chip, Qt::AlignCenter, piece.text);
        x += chip.width() + gap;
    }
    painter.setFont(interfaceFont());
    painter.setPen(theme().mutedText);
    painter.drawText(QPointF(left + m_noteX, y + (height + QFontMetricsF(interfaceFont()).capHeight()) / 2),
                     shown.note);
    painter.setOpacity(1);
}

void StepsView::paintWhole(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(), wholeSize()), theme().surface);
    for (int step = 0; step < count(); ++step)
        paintStep(painter, step, 0, margin / 2 + step * lineHeight(), m_width);
}

void StepsView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(viewport()->rect(), theme().surface);
    const double scroll = verticalScrollBar()->value(), height = lineHeight();
    const int first = std::max(0, int((scroll - margin / 2) / height));
    for (int step = first; step < count(); ++step) {
        const double y = margin / 2 + step * height - scroll;
        if (y > viewport()->height()) break;
        paintStep(painter, step, -horizontalScrollBar()->value(), y,
                  std::max(m_width, double(viewport()->width())));
    }
    if (hasFocus() && m_current >= 0) {
        painter.setPen(QPen(theme().accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(Theme::space / 2.0, margin / 2 + m_current * height - scroll,
                                       viewport()->width() - Theme::space, height)
                                    .adjusted(0.5, 0.5, -0.5, -0.5),
                                4, 4);
    }
}

void StepsView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void StepsView::mousePressEvent(QMouseEvent* event)
{
    const int step = int((event->position().y() + verticalScrollBar()->value() - margin / 2) / lineHeight());
    if (step >= 0 && step < count()) setCurrent(step);
}

void StepsView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_Right:
        return setCurrent(std::min(count() - 1, m_current + 1));
    case Qt::Key_Up:
    case Qt::Key_Left:
        return setCurrent(std::max(std::min(0, count() - 1), m_current - 1));
    case Qt::Key_Home:
        return setCurrent(std::min(0, count() - 1));
    case Qt::Key_End:
        return setCurrent(count() - 1);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void StepsView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::StyleChange) return;
    measure();
    updateBars();
    viewport()->update();
}

} // namespace vitrine::widgets
