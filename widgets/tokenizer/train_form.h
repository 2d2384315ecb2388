// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/train_view.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace vitrine::widgets {

/// Everything that a training of a tokenizer may be told; each algorithm shows the options that it has.
class TrainForm final : public QWidget
{
    Q_OBJECT

public:
    explicit TrainForm(QWidget* parent = nullptr);

    TrainRequest request() const;
    void setRequest(const TrainRequest& request);
    void setFiles(const QStringList& files);
    /// Its name and algorithm; the last is fixed while one trains from it.
    void setCurrent(const QString& name, std::optional<TrainRequest::Algorithm> algorithm);
    void setRunning(bool running);
    void setResumable(bool resumable);
    /// Why a training can't start, in red; empty: it can.
    void showProblem(const QString& problem);
    QPushButton* startButton() const { return m_start; }
    QPushButton* stopButton() const { return m_stop; }
    QPushButton* resumeButton() const { return m_resume; }
    QLabel* problem() const { return m_problem; }

    static QStringList usualSpecialTokens(TrainRequest::Algorithm algorithm);

Q_SIGNALS:
    void changed();
    void filesRequested();
    void startRequested(bool resume);
    void stopRequested();

private:
    void onAlgorithm();
    void updateRows();

    bool m_isSetting = false;
    QStringList m_fileNames;
    std::optional<TrainRequest::Algorithm> m_currentAlgorithm;
    QFormLayout* m_form;
    QLabel* m_files;
    QLineEdit* m_column;
    QCheckBox* m_from;
    QComboBox* m_algorithm;
    QSpinBox* m_vocabSize;
    QSpinBox* m_minFrequency;
    QPlainTextEdit* m_special;
    QSpinBox* m_limitAlphabet;
    QSpinBox* m_maxTokenLength;
    QCheckBox* m_byteAlphabet;
    QLineEdit* m_prefix;
    QLineEdit* m_suffix;
    QLineEdit* m_unk;
    QDoubleSpinBox* m_shrinking;
    QSpinBox* m_maxPiece;
    QSpinBox* m_subIterations;
    QSpinBox* m_seedSize;
    QPlainTextEdit* m_heldOut;
    QLabel* m_problem;
    QPushButton* m_start;
    QPushButton* m_resume;
    QPushButton* m_stop;
};

} // namespace vitrine::widgets
