// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/stage_card.h"

#include "widgets/common/theme.h"
#include "widgets/playground/playground_view.h"
#include "widgets/playground/stage_text.h"

#include <QPainter>

namespace vitrine::widgets {

StageCard::StageCard(const pipelines::TraceStage& stage, double share, QWidget* parent)
    : QAbstractButton(parent),
      m_title(stageTitle(stage.name)),
      m_input(shapeText(stage.inputShape)),
      m_output(shapeText(stage.outputShape)),
      m_time(durationText(stage.seconds)),
      m_share(share)
{
    QStringList sample;
    for (const auto& value : stage.sample)
        sample.append(QString::fromStdString(value).simplified());
    m_sample = sample.join(QStringLiteral("  "));
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setText(m_title);
    setToolTip(stageExplanation(stage.name));
    setAccessibleName(tr("%1: from %2 to %3, %4").arg(m_title, m_input, m_output, m_time));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize StageCard::sizeHint() const
{
    const double scale = textScale();
    return {int(152 * scale), int(112 * scale)};
}

void StageCard::paintEvent(QPaintEvent*)
{
    const Theme& colors = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    const bool strong = isChecked();
    painter.setPen(QPen(strong || hasFocus() ? colors.accent : colors.border, strong ? 2 : 1));
    painter.setBrush(strong         ? blend(colors.surface, colors.accent, colors.dark ? 0.18 : 0.07)
                     : underMouse() ? colors.raised
                                    : colors.surface);
    painter.drawRoundedRect(frame, Theme::radius, Theme::radius);

    QRectF inner = frame.adjusted(10, Theme::space, -10, -Theme::space);
    QFont title = interfaceFont();
    title.setWeight(QFont::DemiBold);
    QFont mono = monospaceFont();
    mono.setPixelSize(int(mono.pixelSize() * 0.92));
    QFont small = interfaceFont();
    small.setPixelSize(int(small.pixelSize() * 0.88));
    const auto line = [&](const QFont& font, const QColor& color, const QString& text) {
        painter.setFont(font);
        painter.setPen(color);
        const QFontMetricsF metrics(font);
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), metrics.height()),
                         int(Qt::AlignLeft | Qt::AlignVCenter),
                         metrics.elidedText(text, Qt::ElideRight, inner.width()));
        inner.setTop(inner.top() + metrics.height() + 1);
    };
    line(title, colors.text, m_title);
    line(mono, colors.mutedText, m_input);
    line(mono, colors.text, QStringLiteral("→ ") + m_output);
    line(small, colors.mutedText, m_sample);
    line(small, colors.mutedText, m_time);

    const QRectF track(frame.left() + 10, frame.bottom() - 7, frame.width() - 20, 3);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.border);
    painter.drawRoundedRect(track, 1.5, 1.5);
    painter.setBrush(colors.accent);
    painter.drawRoundedRect(QRectF(track.left(), track.top(), std::max(3.0, track.width() * m_share), 3), 1.5,
                            1.5);
}

} // namespace vitrine::widgets
