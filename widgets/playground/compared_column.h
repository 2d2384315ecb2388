// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/model_comparison.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QStackedWidget;

namespace vitrine::widgets {

class MessageView;
class SpanText;
class TaskView;

/// One model of a comparison: its figures, and its answer to one input in the view of the task.
class ComparedColumn final : public QFrame
{
    Q_OBJECT

public:
    ComparedColumn(int number, const QString& task, QWidget* parent = nullptr);

    /// `pair`: this model beside the reference.
    void setRun(const ModelComparison& comparison, const RunFigures& figures, const PairAgreement& pair);
    void showInput(const ComparedRun& run, int input, const AnswerAgreement& agreement);

    TaskView* view() const { return m_view; }
    MessageView* message() const { return m_message; }
    QString figureText() const; ///< all figures as text, a line each
    QString noteText() const;

private:
    void setFigure(int row, const QString& name, const QString& value, const QString& tip = {});

    int m_number;
    bool m_generates;
    QLabel *m_name, *m_state, *m_note;
    QGridLayout* m_figures;
    QList<std::pair<QLabel*, QLabel*>> m_rows;
    QStackedWidget* m_stack;
    MessageView* m_message;
    SpanText* m_difference = nullptr; ///< of a generating task
    TaskView* m_view;
    int m_shownInput = -1;
    bool m_isShown = false; ///< the view shows m_shownInput
};

} // namespace vitrine::widgets
