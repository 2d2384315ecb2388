// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/bias_probe.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace vitrine::widgets {

class BiasView;
class ChipsEdit;
class MessageView;

/// The page of the bias probe: the sentences and the words that are swapped in them at the left, what the
/// model makes of them at the right. Knows no model: it asks and shows what it is given.
class BiasPage final : public QWidget
{
    Q_OBJECT

public:
    enum class Export { DifferencesCsv, ValuesCsv, Picture, Python };

    explicit BiasPage(QWidget* parent = nullptr);

    BiasSetup setup() const;
    void setSetup(const BiasSetup& setup);
    /// A ready set with the templates of the chosen question.
    void openSet(const BiasSet& set);
    QJsonObject saveState() const;
    void restoreState(const QJsonObject& state);
    /// What is missing, translated; empty: it can run.
    QString missing() const;

    /// `why`: that the current model can't do this, and what to do; empty: it can, as far as is known.
    void setModel(const QString& name, const QString& why, const QString& action);
    void setRunning(bool running);
    bool isRunning() const { return m_isRunning; }
    void showProgress(double fraction, const QString& text);
    void showState(const QString& text, bool isError = false);
    void showError(const QString& what, const QString& reason, const QString& nextStep);
    void showValues(std::shared_ptr<const BiasValues> values, std::shared_ptr<const BiasSummary> summary);

    BiasView* view() const { return m_view; }
    MessageView* message() const { return m_message; }
    QPushButton* runButton() const { return m_run; }
    QComboBox* questions() const { return m_question; }
    QComboBox* sets() const { return m_sets; }
    QComboBox* firstGroup() const { return m_first; }
    QComboBox* secondGroup() const { return m_second; }
    QPlainTextEdit* templates() const { return m_templates; }
    QPlainTextEdit* fillers() const { return m_fillers; }
    QString stateText() const;

Q_SIGNALS:
    void edited();
    void questionChanged();
    void groupsChosen(); ///< others are to be compared; nothing is to be measured anew
    void runRequested();
    void stopRequested();
    void modelRequested(); ///< the action of setModel()
    void exportRequested(Export what);

private:
    QWidget* makeInput();
    QWidget* makeResult();
    void showQuestion();
    void updateGroups();
    void updateState();
    void onEdited();

    bool m_isRunning = false, m_isSetting = false, m_hasValues = false;
    QString m_unable;
    QComboBox *m_question, *m_sets, *m_first, *m_second;
    QPlainTextEdit *m_templates, *m_fillers, *m_continuations;
    ChipsEdit *m_words, *m_labels;
    QLineEdit* m_hypothesis;
    QSpinBox *m_candidates, *m_samples, *m_newTokens;
    QFormLayout* m_form;
    QWidget* m_groups;
    QLabel *m_wordsLabel, *m_labelsLabel, *m_continuationsLabel, *m_counts, *m_state, *m_modelName;
    QProgressBar* m_progress;
    QPushButton* m_run;
    QStackedWidget* m_stack;
    MessageView* m_message;
    BiasView* m_view;
};

} // namespace vitrine::widgets
