// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/trace_view.h"

#include "widgets/common/icon.h"
#include "widgets/common/theme.h"
#include "widgets/playground/stage_card.h"
#include "widgets/playground/stage_details.h"
#include "widgets/playground/stage_text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {
namespace {

QToolButton* makeStep(const QString& icon, const QString& text)
{
    auto* button = new QToolButton;
    button->setIcon(themedIcon(icon));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setRole(button, "flat");
    return button;
}

} // namespace

TraceView::TraceView(QWidget* parent)
    : QWidget(parent),
      m_total(new QLabel),
      m_back(makeStep(QStringLiteral("left"), tr("Back"))),
      m_next(makeStep(QStringLiteral("right"), tr("Next"))),
      m_scroll(new QScrollArea),
      m_row(new QWidget),
      m_rowLayout(new QHBoxLayout(m_row)),
      m_explanation(new QLabel),
      m_details(new StageDetails)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);
    auto* header = new QHBoxLayout;
    header->setSpacing(Theme::space);
    auto* title = new QLabel(tr("Stage by stage"));
    setRole(title, "heading");
    header->addWidget(title);
    setRole(m_total, "caption");
    header->addWidget(m_total);
    header->addStretch();
    auto* quiz = new QToolButton;
    quiz->setText(tr("Check yourself"));
    setRole(quiz, "flat");
    header->addWidget(quiz);
    header->addWidget(m_back);
    header->addWidget(m_next);
    layout->addLayout(header);

    m_rowLayout->setContentsMargins(0, 0, 0, 0);
    m_rowLayout->setSpacing(Theme::space);
    m_rowLayout->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_row->setProperty("role", QStringLiteral("page"));
    m_scroll->setWidget(m_row);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setFixedHeight(int(112 * textScale()) + 14);
    layout->addWidget(m_scroll);
    setRole(m_explanation, "caption");
    m_explanation->setWordWrap(true);
    layout->addWidget(m_explanation);
    layout->addWidget(m_details, 1);

    connect(quiz, &QToolButton::clicked, this, &TraceView::quizRequested);
    connect(m_back, &QToolButton::clicked, this, [this] { showStage(m_stage - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { showStage(m_stage + 1); });
}

void TraceView::setTrace(const pipelines::Trace& trace, const QString& ofWhat)
{
    const std::string shown = m_stage >= 0 ? m_trace[std::size_t(m_stage)].name : "tokenization";
    m_trace = trace;
    for (StageCard* card : m_cards)
        card->deleteLater();
    m_cards.clear();
    double total = 0;
    for (const auto& stage : m_trace)
        total += stage.seconds;
    for (std::size_t i = 0; i < m_trace.size(); ++i) {
        auto* card = new StageCard(m_trace[i], total > 0 ? m_trace[i].seconds / total : 0);
        connect(card, &QAbstractButton::clicked, this, [this, i] { showStage(int(i)); });
        m_rowLayout->addWidget(card);
        m_cards.push_back(card);
    }
    QStringList facts{tr("%n stage(s), %1", nullptr, int(m_trace.size())).arg(durationText(total))};
    if (!ofWhat.isEmpty()) facts.append(ofWhat);
    m_total->setText(facts.join(QStringLiteral("  ·  ")));
    m_details->setTrace(m_trace);
    const auto same =
        std::find_if(m_trace.begin(), m_trace.end(), [&](const auto& stage) { return stage.name == shown; });
    m_stage = -1;
    showStage(same == m_trace.end() ? 0 : int(same - m_trace.begin()));
}

void TraceView::showStage(int index)
{
    if (index < 0 || index >= int(m_trace.size())) return;
    m_stage = index;
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setChecked(int(i) == index);
    m_back->setEnabled(index > 0);
    m_next->setEnabled(index + 1 < int(m_trace.size()));
    m_explanation->setText(stageExplanation(m_trace[std::size_t(index)].name));
    m_details->showStage(index);
    m_rowLayout->activate();
    m_scroll->ensureWidgetVisible(m_cards[std::size_t(index)], 2 * Theme::space, 0);
}

QString TraceView::explanation() const
{
    return m_explanation->text();
}

void TraceView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left)
        showStage(m_stage - 1);
    else if (event->key() == Qt::Key_Right)
        showStage(m_stage + 1);
    else
        QWidget::keyPressEvent(event);
}

} // namespace vitrine::widgets
