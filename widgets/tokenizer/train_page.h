// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/charts/curve_cursor.h"
#include "widgets/tokenizer/train_view.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QStackedWidget;
class QStringListModel;
class QTableWidget;

namespace vitrine::widgets {

class CurveChart;
class MessageView;
class PairBars;
class TrainForm;

/// A tokenizer is trained: the form at the left, at the right what it learns as it learns it, and afterwards
/// what the new one makes of the texts beside the old one.
class TrainPage final : public QWidget
{
    Q_OBJECT

public:
    explicit TrainPage(QWidget* parent = nullptr);

    TrainForm* form() const { return m_form; }
    /// Clears what the last training showed.
    void showStarted();
    void showNews(const TrainNews& news);
    void showOutcome(const TrainOutcome& outcome);
    /// It was stopped; what it had is kept if `resumable`.
    void showStopped(bool resumable);
    void showFailed(const QString& what, const QString& reason, const QString& nextStep);

    const PairBars* bars() const { return m_bars; }
    QStringList merges() const;
    CurveChart* curve() const { return m_curve; }
    QTableWidget* effect() const { return m_effect; }
    QLabel* status() const { return m_status; }

Q_SIGNALS:
    void inspectRequested();
    void compareRequested();
    void vocabularyRequested();
    void saveRequested();

private:
    QWidget* makeLive();
    QWidget* makeOutcome();

    CurveCursor m_cursor;
    TrainForm* m_form;
    QStackedWidget* m_stack;
    MessageView* m_message;
    QLabel* m_title;
    QLabel* m_status;
    QProgressBar* m_bar;
    PairBars* m_bars;
    QLabel* m_pairsTitle;
    QLabel* m_mergesTitle;
    QStringListModel* m_merges;
    CurveChart* m_curve;
    int m_series;
    QWidget* m_outcome;
    QTableWidget* m_effect;
    QLabel* m_kept;
};

} // namespace vitrine::widgets
