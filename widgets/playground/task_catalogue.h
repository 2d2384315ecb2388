// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_values.h"

#include <QString>
#include <QStringList>

namespace vitrine::widgets {

/// What the Playground says of a task, translated.
struct TaskText
{
    QString title;       ///< "Fill in the mask"
    QString explanation; ///< one line
    QString icon;        ///< of resources/icons
    QString group;       ///< the heading it stands under in the gallery
};

/// Canonical names of all text tasks in the order of the gallery; tasks of one group stand together.
const QStringList& taskOrder();
/// A task that is not known has its name as title.
TaskText taskText(const QString& task);

/// The examples of a task, from the resources; at least one for every task of taskOrder().
QList<TaskExample> taskExamples(const QString& task);

/// The key of the input that a text belongs into; empty for a task of one text.
QString mainInput(const QString& task);
/// The beginning of an input's text, for lists.
QString summary(const QJsonValue& input);

/// Whether Transformers 5 has no pipeline of this name any more; it stands in 4.57.
bool needsTransformers4(const QString& task);

} // namespace vitrine::widgets
