// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/model_compare_job.h"
#include "app/window/panel.h"
#include "backend/engine/job.h"
#include "widgets/playground/answers_model.h"

#include <QPointer>
#include <QTimer>

namespace vitrine::widgets {
class ModelsPage;
}

namespace vitrine::app {

class ModelMenu;

/// The page that runs the same inputs on several models, one after the other on the compute thread.
class ModelCompareController final : public Panel
{
    Q_OBJECT

public:
    explicit ModelCompareController(Session& session);
    ~ModelCompareController() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override { return m_actions; }
    void openExample() override;
    bool idle() const override { return !m_isRunning && !m_isReading && !m_isSummarizing; }
    void activated() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool takeTable(const QString& path) override;
    bool takeTexts(const QStringList& texts, const QString& origin) override;

    /// The task, input and arguments that the page of tasks has; the window's model becomes the first if none
    /// is there.
    void setRequest(const widgets::TaskRequest& request);
    /// Does nothing past the sixth.
    void add(const QString& specification, const QString& dtype = {});
    void run();
    void stop();
    /// What the page shows; null before the first run.
    widgets::AnswersModel::ComparisonPointer comparison() const { return m_shown; }
    void writeExport(const QString& path);

private:
    void remove(int model);
    void move(int model, int to);
    void setDtype(int model, const QString& dtype);
    void onModelsChanged();
    void nameModels();
    void lookAt(const widgets::ComparedChoice& choice);
    void updateChoices();
    void openTable(const QString& path);
    void chooseTable();
    void receive(ComparedModels::Update update);
    void summarizeSoon();
    void summarizeNow();
    void onFinished(const engine::Outcome<engine::Nothing>& outcome);
    void keepOnly();
    void exportAs();
    ComparedModels::Model modelOf(const widgets::ComparedChoice& choice) const;

    Session& m_session;
    QPointer<widgets::ModelsPage> m_page;
    std::unique_ptr<ModelMenu> m_menu;
    QList<QAction*> m_actions;
    std::shared_ptr<ComparedModels> m_models = std::make_shared<ComparedModels>();
    std::vector<widgets::ComparedChoice> m_choices;
    QHash<QString, ModelOutlook> m_outlooks; ///< by specification and number type

    widgets::ModelComparison m_comparison; ///< grows while it runs
    widgets::AnswersModel::ComparisonPointer m_shown;
    widgets::AnswersModel::SummaryPointer m_summary;
    QTimer m_summarize;
    engine::JobHandle m_running;
    int m_job = 0; ///< in the dock
    bool m_isRunning = false, m_isReading = false, m_isSummarizing = false, m_isStale = false;
};

} // namespace vitrine::app
