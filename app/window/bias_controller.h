// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"
#include "backend/engine/job.h"
#include "widgets/playground/bias_probe.h"

#include <QPointer>

namespace vitrine::widgets {
class BiasPage;
}

namespace vitrine::app {

/// The page of the bias probe, on the window's own model: a long job, which lets the other pages go on.
class BiasController final : public Panel
{
    Q_OBJECT

public:
    explicit BiasController(Session& session);
    ~BiasController() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override { return m_actions; }
    void openExample() override;
    bool idle() const override { return !m_isRunning && !m_isWanted && !m_isSummarizing; }
    void activated() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool takeTexts(const QStringList& texts, const QString& origin) override;

    void run();
    void stop();
    std::shared_ptr<const widgets::BiasValues> values() const { return m_values; }
    /// By the file's ending: .png and .svg pictures of the chart, else CSV of all values.
    void writeExport(const QString& path);

private:
    void onSessionChanged();
    void summarize();
    void exportAs();
    void openStarter();
    QString whyNot() const;

    Session& m_session;
    QPointer<widgets::BiasPage> m_page;
    QList<QAction*> m_actions;
    std::shared_ptr<const widgets::BiasValues> m_values;
    std::shared_ptr<const widgets::BiasSummary> m_summary;
    engine::JobHandle m_running;
    QString m_knownModel;     ///< the specification that
    QStringList m_knownTasks; ///< these are of
    QString m_runModel;       ///< that the running probe is on
    int m_job = 0;            ///< in the dock
    bool m_isRunning = false, m_isSummarizing = false;
    bool m_isWanted = false; ///< a run waits for the model
    bool m_isActive = false;
};

} // namespace vitrine::app
