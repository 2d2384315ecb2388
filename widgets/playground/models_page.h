// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/answers_model.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QSpinBox;
class QStackedWidget;

namespace vitrine::widgets {

class ComparedInputs;
class ComparedModelsList;
class ComparisonView;
class MessageView;

/// The page that compares models: which ones, on what, how often; and what came of it. Knows no model: it
/// asks and shows what it is given.
class ModelsPage final : public QWidget
{
    Q_OBJECT

public:
    enum class Export { AnswersCsv, FiguresCsv, Json, Python };

    explicit ModelsPage(QWidget* parent = nullptr);

    ComparedModelsList* models() const { return m_models; }
    ComparedInputs* inputs() const { return m_inputs; }
    int repetitions() const;
    void setRepetitions(int count);

    void setRunning(bool running);
    bool isRunning() const { return m_isRunning; }
    /// 0 … 1, negative: not known.
    void showProgress(double fraction, const QString& text);
    void showComparison(AnswersModel::ComparisonPointer comparison, AnswersModel::SummaryPointer summary);
    void showState(const QString& text);
    /// After a change of models or inputs: whether it can run, and why not.
    void updateState();
    QString missing() const;

    ComparisonView* view() const { return m_view; }
    MessageView* message() const { return m_message; }
    QPushButton* runButton() const { return m_run; }
    QString stateText() const;

Q_SIGNALS:
    void edited();
    void runRequested();
    void stopRequested();
    void exportRequested(Export what);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeInput();
    QWidget* makeResult();

    bool m_isRunning = false;
    ComparedModelsList* m_models;
    ComparedInputs* m_inputs;
    QScrollArea* m_scroll;
    QSpinBox* m_repetitions;
    QPushButton* m_run;
    QProgressBar* m_progress;
    QLabel* m_state;
    QStackedWidget* m_stack;
    MessageView* m_message;
    ComparisonView* m_view;
};

} // namespace vitrine::widgets
