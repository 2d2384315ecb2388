// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/training/training_job.h"
#include "widgets/training/training_view.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace vitrine::widgets {

/// What to train on, which model, and how: everything has a default and a tool tip that says what it does.
class TrainingForm final : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingForm(QWidget* parent = nullptr);

    TrainingJob job() const;
    void setJob(const TrainingJob& job);
    /// Chooses a file; the columns are guessed anew.
    void setDataset(const QString& path);
    void setModel(const QString& specification);
    /// The window's model, offered beside the starter.
    void setCurrentModel(const QString& specification, const QString& name);
    /// Columns to choose from, and those that were guessed where the form had none.
    void setPreview(const DataPreview& preview);
    void setMaxLength(int tokens);
    /// What the dry run found, or what it is doing; `isError` colours it.
    void showCheck(const QString& text, bool isError);
    void setChecking(bool checking);
    /// Changes what the remedy of a verdict proposes; says what.
    QString applyRemedy(const std::string& code);

    QPushButton* startButton() const { return m_start; }
    QPushButton* checkButton() const { return m_check; }
    QToolButton* advancedButton() const { return m_fold; }

Q_SIGNALS:
    void changed();     ///< anything
    void dataChanged(); ///< data set or columns
    void lengthChanged(int tokens);
    void datasetWanted(); ///< "Open a file …"
    void modelWanted();   ///< "Open a folder …"
    void checkRequested();
    void startRequested();

private:
    QWidget* makeData();
    QWidget* makeModel();
    QWidget* makeBasics();
    QWidget* makeAdvanced();
    void onEdited();
    void onDataEdited();
    void updateStates();

    bool m_isSetting = false;
    bool m_isChecking = false;
    QComboBox *m_dataset, *m_text, *m_second, *m_label;
    QLabel *m_dataNote, *m_checkNote;
    QComboBox* m_model;
    QCheckBox* m_fromScratch;
    QDoubleSpinBox* m_epochs;
    QSpinBox* m_batchSize;
    QLineEdit* m_learningRate;
    QSpinBox* m_maxLength;
    QToolButton* m_fold;
    QWidget* m_advanced;
    QComboBox* m_scheduler;
    QDoubleSpinBox *m_warmup, *m_weightDecay, *m_clipping;
    QSpinBox* m_accumulation;
    QComboBox* m_evaluation;
    QSpinBox* m_evaluationSteps;
    QCheckBox *m_bfloat16, *m_groupByLength, *m_earlyStopping, *m_loadBest, *m_stratify;
    QSpinBox *m_patience, *m_seed, *m_splitSeed, *m_testShare;
    QComboBox* m_bestMetric;
    QPushButton *m_check, *m_start;
    QString m_lastDataset, m_lastModel;
};

} // namespace vitrine::widgets
