// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention/attention_views.h"

#include "widgets/attention/head_grid.h"
#include "widgets/attention/head_view.h"
#include "widgets/attention/matrix_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QLabel>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace vitrine::widgets {

AttentionViews::AttentionViews(AttentionState& state, TokenSelection& selection, QWidget* parent)
    : QWidget(parent),
      m_title(makeLabel("heading")),
      m_stack(new QStackedWidget),
      m_heads(new HeadView(state, selection)),
      m_matrix(new MatrixView(state, selection)),
      m_grid(new HeadGridView(state))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space / 2);
    m_title->setAlignment(Qt::AlignHCenter);
    m_title->setTextFormat(Qt::PlainText);
    m_title->hide();
    layout->addWidget(m_title);
    for (QWidget* view :
         {static_cast<QWidget*>(m_heads), static_cast<QWidget*>(m_matrix), static_cast<QWidget*>(m_grid)})
        m_stack->addWidget(view);
    layout->addWidget(m_stack, 1);
    connect(m_heads, &HeadView::hovered, this, &AttentionViews::hovered);
    connect(m_matrix, &MatrixView::hovered, this, &AttentionViews::hovered);
    connect(m_grid, &HeadGridView::opened, this, &AttentionViews::headOpened);
}

void AttentionViews::setSource(SourcePointer source)
{
    m_source = std::move(source);
    m_heads->setSource(m_source);
    m_matrix->setSource(m_source);
    m_grid->setSource(m_source);
}

void AttentionViews::setTitle(const QString& title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
}

void AttentionViews::setView(AttentionState::View view)
{
    m_stack->setCurrentIndex(int(view));
}

QSize AttentionViews::pictureSize() const
{
    const QWidget* shown = m_stack->currentWidget();
    return shown == m_heads ? m_heads->wholeSize() : shown == m_grid ? m_grid->wholeSize() : m_matrix->size();
}

void AttentionViews::paintPicture(QPainter& painter) const
{
    const QWidget* shown = m_stack->currentWidget();
    if (shown == m_heads)
        m_heads->paintWhole(painter);
    else if (shown == m_grid)
        m_grid->paintWhole(painter);
    else
        m_matrix->paint(painter);
}

} // namespace vitrine::widgets
