// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/pipelines/trace.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

namespace vitrine::widgets {

// What passes between the Playground's frame, the forms and views of its tasks, and who runs them. Inputs,
// arguments, results and details are the JSON of `vitrine run`: what a Transformers pipeline takes and gives.
// Offsets in them count code points.

/// What a form asks for.
struct TaskRequest
{
    QString task;          ///< canonical name: "fill-mask"
    QJsonValue input;      ///< a string, or the object of the pipeline's named inputs; null: not complete yet
    QJsonObject arguments; ///< those that differ from the pipeline's own

    bool operator==(const TaskRequest&) const = default;
};

/// One run.
struct TaskResult
{
    TaskRequest request;
    QJsonValue result;       ///< what the Transformers pipeline returns
    QJsonObject details;     ///< what led there; the forms are described in backend/pipelines/
    pipelines::Trace trace;  ///< empty unless the stages were asked for
    double milliseconds = 0; ///< of the whole run
    QString model;           ///< as people call it
};

/// A token that a generating task has just made.
struct StreamedToken
{
    int input = 0; ///< which of the inputs
    quint32 id = 0;
    QString text; ///< what it adds to the text; may be empty
    float logProbability = 0;
};

/// What forms and views need to know of the current model.
struct TaskModel
{
    QString name;              ///< as people call it; empty: none is open
    QString location;          ///< its folder or Hub id: what `--model` and from_pretrained() take
    QStringList tasks;         ///< canonical names of those it can run; empty until it is loaded
    QStringList labels;        ///< of a classification head, by id
    bool isMultiLabel = false; ///< every label for itself
    QString maskToken;         ///< "[MASK]"; empty: the tokenizer has none
    /// By task: the settings of generation that hold without arguments; empty until it is loaded.
    QJsonObject generation;
    QStringList languages; ///< of a translation tokenizer that marks them, as `src_lang` takes them
};

/// An example of a task; not translated.
struct TaskExample
{
    QString title;
    TaskRequest request;
    QString starter; ///< the starter model it was written for, without `starter:`
};

/// A task as the gallery shows it.
struct TaskCard
{
    QString task;
    bool runs = true;    ///< on the current model
    QString why;         ///< if not; translated
    QString starter;     ///< a starter model for it, without `starter:`; empty: there is none
    QString exampleText; ///< the beginning of its example
};

} // namespace vitrine::widgets
