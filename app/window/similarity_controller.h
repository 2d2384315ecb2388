// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"
#include "backend/engine/job.h"

#include <QPointer>
#include <QTimer>

namespace vitrine::core {
template <typename Number>
struct Array;
}

namespace vitrine::widgets {
class PlaygroundPanel;
}

namespace vitrine::app {

/// The page of similarities: runs the batch of texts through the current model on the compute thread, in a
/// last-wins slot.
class SimilarityController final : public Panel
{
    Q_OBJECT

public:
    explicit SimilarityController(Session& session);
    ~SimilarityController() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override { return m_actions; }
    void openExample() override;
    bool idle() const override { return !m_isWaiting; }
    void activated() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool takeTexts(const QStringList& texts, const QString& origin) override;

    void openQuiz();

private:
    void requestRun();
    void run();
    void onSessionChanged();
    void setWaiting(bool waiting);
    void copyAsPython();
    void exportAs();
    void writeExport(const QString& path);
    void exportArray(const core::Array<float>& array, const QString& name);
    void openFile();

    Session& m_session;
    QPointer<widgets::PlaygroundPanel> m_panel;
    QList<QAction*> m_actions;
    QTimer m_debounce;
    engine::JobHandle m_running;
    bool m_isWanted = false; ///< a run waits for the model
    bool m_isActive = false; ///< the panel has been in front once
    bool m_isWaiting = false;
    int m_bestQuizScore = -1;
};

} // namespace vitrine::app
