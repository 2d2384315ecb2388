// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/playground_controller.h"

#include "app/window/session.h"
#include "app/window/tasks_controller.h"

namespace vitrine::app {

// A new page is one line here: its id, its title, its controller.
PlaygroundController::PlaygroundController(Session& session)
{
    add(QStringLiteral("tasks"), tr("Tasks"), std::make_unique<TasksController>(session));
}

PlaygroundController::~PlaygroundController()
{
    clearPages();
}

} // namespace vitrine::app
