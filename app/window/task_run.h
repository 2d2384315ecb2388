// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/session.h"
#include "widgets/playground/task_values.h"

#include <functional>

namespace vitrine::app {

/// Runs a request on a model: on the compute thread, inside a job. `stages`: with the trace and its values.
/// `onTokens` gets the tokens of a generating task on the receiving thread, at most thirty times a second.
widgets::TaskResult runTask(LoadedModel& model, const Session::TokenizerPointer& tokenizer,
                            const widgets::TaskRequest& request, bool stages, engine::JobContext& context,
                            const std::function<void(const QList<widgets::StreamedToken>&)>& onTokens = {});

/// The same where nothing is published: with any control, such as one that keeps the time.
widgets::TaskResult runTask(LoadedModel& model, const Session::TokenizerPointer& tokenizer,
                            const widgets::TaskRequest& request, core::RunControl& control);

/// "[MASK]"; empty where the tokenizer has none. Any thread.
QString maskToken(const tokenizers::Tokenizer& tokenizer);

/// What forms and views need to know of the session's model. GUI thread.
widgets::TaskModel taskModel(const Session& session);

/// Canonical names of the tasks that this model can do, by config.json alone; empty where that can't be
/// read. Any thread.
QStringList tasksOfModel(const QString& specification);

} // namespace vitrine::app
