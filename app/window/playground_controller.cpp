// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/playground_controller.h"

#include "app/window/batch_controller.h"
#include "app/window/bias_controller.h"
#include "app/window/history_controller.h"
#include "app/window/model_compare_controller.h"
#include "app/window/session.h"
#include "app/window/tasks_controller.h"

namespace vitrine::app {

// A new page is one line here: its id, its title, its controller.
PlaygroundController::PlaygroundController(Session& session)
{
    auto* tasks = add(QStringLiteral("tasks"), tr("Tasks"), std::make_unique<TasksController>(session));
    auto* history =
        add(QStringLiteral("history"), tr("History"), std::make_unique<HistoryController>(session));
    auto* batch = add(QStringLiteral("batch"), tr("Batch"), std::make_unique<BatchController>(session));
    auto* models = add(QStringLiteral("models"), tr("Compare models"),
                       std::make_unique<ModelCompareController>(session));
    add(QStringLiteral("bias"), tr("Bias probe"), std::make_unique<BiasController>(session));
    connect(tasks, &TasksController::comparisonRequested, this,
            [this, models](const widgets::TaskRequest& request) {
                models->setRequest(request);
                showPage(QStringLiteral("models"));
            });
    connect(tasks, &TasksController::batchRequested, this,
            [this, batch](const QString& task, const QJsonObject& arguments) {
                batch->setTask(task, arguments);
                showPage(QStringLiteral("batch"));
            });
    connect(tasks, &TasksController::ran, history,
            [history](const widgets::TaskResult& result, const QString& summary) {
                history->add(result, summary, false);
            });
    connect(tasks, &TasksController::pinRequested, history,
            [history](const widgets::TaskResult& result, const QString& summary) {
                history->add(result, summary, true);
            });
    connect(history, &HistoryController::openRequested, this,
            [this, tasks, &session](const widgets::HistoryEntry& entry) {
                if (entry.location != session.modelSpecification()) session.openModel(entry.location);
                showPage(QStringLiteral("tasks"));
                tasks->openRequest(entry.request);
            });
}

PlaygroundController::~PlaygroundController()
{
    clearPages();
}

} // namespace vitrine::app
