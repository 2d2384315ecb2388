// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_values.h"

#include <QMetaType>

namespace vitrine::widgets {

/// What "Copy" offers.
enum class TaskCopy {
    Result,  ///< the view's plain text
    Python,  ///< Transformers code that gives the same
    Curl,    ///< a request to an inference server of the Hub's form
    Json,    ///< request, result and details
    Command, ///< `vitrine run …`
};

/// Transformers code that gives the same result from the model at that place.
QString taskPython(const TaskRequest& request, const QString& location);
/// A POST of the form that the Hub's inference API and its private endpoints take.
QString taskCurl(const TaskRequest& request, const QString& location);
QString taskCommand(const TaskRequest& request, const QString& location);
QString taskJson(const TaskResult& result);

/// RFC 4180.
QString toCsv(const QList<QStringList>& table);

/// A JSON value as Python writes it: True, None, and strings with the escapes of JSON.
QString pythonLiteral(const QJsonValue& value);
/// For a shell of POSIX.
QString shellQuoted(const QString& text);
/// A JSON value of any kind, compact.
QString jsonText(const QJsonValue& value);

} // namespace vitrine::widgets
