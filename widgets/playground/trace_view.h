// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/pipelines/trace.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QScrollArea;
class QToolButton;

namespace vitrine::widgets {

class StageCard;
class StageDetails;

/// A pipeline run, stage by stage: a row of cards, the explanation of the chosen one, and what it produced.
/// Left and Right step through.
class TraceView final : public QWidget
{
    Q_OBJECT

public:
    explicit TraceView(QWidget* parent = nullptr);

    /// Keeps the chosen stage where the new trace has one of that name. `ofWhat` says what was traced where
    /// it was not everything.
    void setTrace(const pipelines::Trace& trace, const QString& ofWhat = {});
    void showStage(int index);
    int shownStage() const { return m_stage; }
    int stageCount() const { return int(m_cards.size()); }
    StageCard* card(int index) const { return m_cards[std::size_t(index)]; }
    StageDetails* details() const { return m_details; }
    QString explanation() const;

Q_SIGNALS:
    void quizRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    pipelines::Trace m_trace;
    std::vector<StageCard*> m_cards;
    int m_stage = -1;

    QLabel* m_total;
    QToolButton* m_back;
    QToolButton* m_next;
    QScrollArea* m_scroll;
    QWidget* m_row;
    QHBoxLayout* m_rowLayout;
    QLabel* m_explanation;
    StageDetails* m_details;
};

} // namespace vitrine::widgets
