// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/training/training_view.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace vitrine::widgets {

/// The run that is looked at: how it stands, how far it is, and what can be done with it.
class RunHeader final : public QFrame
{
    Q_OBJECT

public:
    explicit RunHeader(QWidget* parent = nullptr);

    void showRun(const RunView& run);
    void showNone();
    /// Whether there is a panel that shows attention.
    void setAttentionAvailable(bool available);

    QPushButton* stopButton() const { return m_stop; }
    QPushButton* abortButton() const { return m_abort; }
    QPushButton* resumeButton() const { return m_resume; }
    QPushButton* playgroundButton() const { return m_playground; }
    QPushButton* attentionButton() const { return m_attention; }
    QString stateText() const;
    QString progressText() const;

Q_SIGNALS:
    void stopRequested();
    void abortRequested();
    void resumeRequested();
    void playgroundRequested();
    void attentionRequested();
    void folderRequested();
    void pythonRequested();

private:
    QLabel *m_name, *m_state, *m_progressText, *m_problem;
    QProgressBar* m_bar;
    QPushButton *m_stop, *m_abort, *m_resume, *m_playground, *m_attention;
    QToolButton *m_folder, *m_python;
    bool m_hasAttention = false;
};

} // namespace vitrine::widgets
