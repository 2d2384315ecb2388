// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

namespace vitrine::widgets {

/// One field of a task's form: an input or an argument of the pipeline.
struct TaskField
{
    enum class Place { Input, Argument };
    enum class Kind {
        Text,     ///< a text of several lines
        Mask,     ///< the same with a button that writes the model's mask token
        Lines,    ///< an array of strings, one a line
        Chips,    ///< an array of short strings
        Whole,    ///< a whole number
        Number,   ///< a number with decimals
        Choice,   ///< one of `choices`
        Switch,   ///< true or false
        Word,     ///< a short string
        Constant, ///< no editor: `start` is always sent
    };

    QString key; ///< "context"; of the only input of a task "": the input is then the string itself
    Place place = Place::Input;
    Kind kind = Kind::Text;
    QString label;         ///< translated
    QString tip = {};      ///< translated; placeholder of a text
    QJsonValue start = {}; ///< what the form begins with
    /// The pipeline's own: an argument of that value is not sent. Undefined: it is always sent.
    QJsonValue standard = QJsonValue(QJsonValue::Undefined);
    QStringList choices = {};
    double least = 0, most = 0;
    bool isOptional = false; ///< an empty input is left out
    int lines = 4;           ///< height of a text
    QString unset = {};      ///< of a number: what its least value is called, which is then not sent
};

/// The fields of a task's form, in the order in which they are filled; for a task that is not known one text.
QList<TaskField> taskFields(const QString& task);

} // namespace vitrine::widgets
