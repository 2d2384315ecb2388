// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/stages_view.h"

#include "widgets/common/theme.h"
#include "widgets/tokenizer/encoding_table_model.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <cmath>

namespace vitrine::widgets {

ChipFlow::ChipFlow(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChipFlow::setPieces(std::vector<StagesView::Piece> pieces, bool colored)
{
    m_pieces = std::move(pieces);
    m_colored = colored;
    updateGeometry();
    update();
}

template <typename Place>
double ChipFlow::flow(double width, Place place) const
{
    const QFontMetricsF text(textFont()), detail(monospaceFont());
    const double height = text.height() + detail.height() * 0.85 + Theme::space;
    constexpr double gap = Theme::space / 2.0;
    double x = 0, y = 0;
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const double chip = std::min(width, std::max(text.horizontalAdvance(m_pieces[i].text),
                                                     detail.horizontalAdvance(m_pieces[i].detail) * 0.85) +
                                                2 * Theme::space);
        if (x > 0 && x + chip > width) {
            x = 0;
            y += height + gap;
        }
        place(i, QRectF(x, y, chip, height));
        x += chip + gap;
    }
    return m_pieces.empty() ? 0 : y + height;
}

int ChipFlow::heightForWidth(int width) const
{
    return int(std::ceil(flow(width, [](std::size_t, const QRectF&) {})));
}

QSize ChipFlow::sizeHint() const
{
    return {240, heightForWidth(std::max(240, width()))};
}

void ChipFlow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = monospaceFont();
    small.setPixelSize(int(small.pixelSize() * 0.85));
    flow(width(), [&](std::size_t i, const QRectF& rect) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_colored ? theme().token[i % theme().token.size()] : theme().raised);
        painter.drawRoundedRect(rect, 4, 4);
        const QRectF inner =
            rect.adjusted(Theme::space, Theme::space / 2.0, -Theme::space, -Theme::space / 2.0);
        const QFontMetricsF metrics(textFont());
        painter.setFont(textFont());
        painter.setPen(theme().text);
        painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop,
                         metrics.elidedText(m_pieces[i].text, Qt::ElideRight, inner.width()));
        painter.setFont(small);
        painter.setPen(m_colored ? theme().text : theme().mutedText);
        painter.drawText(inner, Qt::AlignLeft | Qt::AlignBottom, m_pieces[i].detail);
    });
}

void ChipFlow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) updateGeometry();
}

namespace {

QLabel* addLabel(QVBoxLayout* layout, const char* role, const QString& text = {})
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    setRole(label, role);
    layout->addWidget(label);
    return label;
}

QString countText(std::size_t shown, std::size_t count)
{
    if (shown == count) return StagesPage::tr("%n piece(s)", nullptr, int(count));
    return StagesPage::tr("the first %1 of %2 pieces").arg(shown).arg(count);
}

} // namespace

StagesPage::StagesPage(QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    auto* page = new QWidget;
    page->setProperty("role", QStringLiteral("page"));
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);
    m_names = addLabel(layout, "caption");

    addLabel(layout, "heading", tr("1  Normalizer"));
    m_normalizedNote = addLabel(layout, "caption");
    m_normalized = addLabel(layout, "text");
    m_normalized->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_normalized->setTextFormat(Qt::PlainText);

    addLabel(layout, "heading", tr("2  Pre-tokenizer"));
    m_preTokenNote = addLabel(layout, "caption");
    m_preTokens = new ChipFlow;
    layout->addWidget(m_preTokens);

    addLabel(layout, "heading", tr("3  Model"));
    m_modelNote = addLabel(layout, "caption");
    m_model = new ChipFlow;
    layout->addWidget(m_model);
    layout->addStretch();
    setWidget(page);
}

void StagesPage::setNames(const QStringList& names)
{
    m_names->setText(names.join(QStringLiteral("  →  ")));
}

void StagesPage::setStages(const StagesView& stages)
{
    m_normalized->setFont(textFont());
    m_normalized->setText(withVisibleWhitespace(stages.normalized));
    m_normalizedNote->setText(stages.normalizedDiffers ? tr("The normalizer changed the text.")
                                                       : tr("The text is as it was."));
    m_preTokenNote->setText(tr("Words, with their place in the original text: %1.")
                                .arg(countText(stages.preTokens.size(), stages.preTokenCount)));
    m_preTokens->setPieces(stages.preTokens, false);
    m_modelNote->setText(tr("Tokens of the vocabulary, with their ids: %1.")
                             .arg(countText(stages.modelTokens.size(), stages.modelTokenCount)));
    m_model->setPieces(stages.modelTokens, true);
}

} // namespace vitrine::widgets
