// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/playground_view.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTableView;

namespace vitrine::widgets {

class HeatMap;
class Histogram;
class MessageView;
class PairModel;
class LabelModel;
class TraceView;

/// A batch of texts in, their similarities out, and every stage between. Knows no model: it asks by
/// runRequested() and shows what it is given.
class PlaygroundPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit PlaygroundPanel(QWidget* parent = nullptr);

    PlaygroundRequest request() const;
    /// Every line that is not empty, however many.
    QStringList texts() const;
    QString text() const;
    int fixedLength() const;
    bool runsAsYouType() const;
    /// Sets the form and asks once.
    void setInput(const QString& text, int fixedLength, bool runsAsYouType);
    void openExample(int number);
    int exampleCount() const;

    void showResult(PlaygroundResult result);
    void showError(const QString& what, const QString& reason, const QString& nextStep);
    void showBusy(const QString& text); ///< only where there is no result to keep on screen
    /// A run is under way: the button stops it.
    void setRunning(bool running);
    const PlaygroundResult& result() const { return m_result; }
    bool exportPicture(const QString& path); ///< of the matrix: `.svg` or `.png`

    QPlainTextEdit* editor() const { return m_editor; }
    HeatMap* matrix() const { return m_matrix; }
    QTableView* predictions() const { return m_predictions; } ///< visible for a classifier
    QTableView* pairs() const { return m_pairs; }
    TraceView* trace() const { return m_trace; }
    QPushButton* runButton() const { return m_run; }

Q_SIGNALS:
    void inputChanged(); ///< something worth keeping was edited
    void runRequested(); ///< as you type, or by the button
    void stopRequested();
    void copyAsPythonRequested();
    void exportRequested();
    void predictionExportRequested();
    void arrayExportRequested(const core::FloatArray& array, const QString& name);
    void quizRequested();
    void openFileRequested();

private:
    QWidget* makeInput();
    QWidget* makeResult();
    QWidget* makePredictions();
    void onEdited();
    void choosePair(int first, int second);
    void describePair(int first, int second);

    PlaygroundResult m_result;
    bool m_isSetting = false;
    bool m_isRunning = false;

    QPlainTextEdit* m_editor;
    QLabel* m_count;
    QComboBox* m_examples;
    QSpinBox* m_fixedLength;
    QCheckBox* m_asYouType;
    QPushButton* m_run;
    Histogram* m_lengths;
    QStackedWidget* m_stack;
    MessageView* m_message;
    QWidget* m_resultPage;
    QLabel* m_summary;
    QLabel* m_pairText;
    HeatMap* m_matrix;
    QWidget* m_predictionCard;
    LabelModel* m_predictionModel;
    QTableView* m_predictions;
    PairModel* m_pairModel;
    QTableView* m_pairs;
    TraceView* m_trace;
};

} // namespace vitrine::widgets
