// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_fields.h"
#include "widgets/playground/task_values.h"

#include <QWidget>

namespace vitrine::widgets {

/// The editor of one field of a form. Its value is JSON; null or undefined: nothing was filled in.
class FormField : public QWidget
{
    Q_OBJECT

public:
    FormField(TaskField description, QWidget* parent = nullptr);

    const TaskField& description() const { return m_description; }
    virtual QJsonValue value() const = 0;
    /// null or undefined clears it.
    virtual void setValue(const QJsonValue& value) = 0;
    virtual QWidget* editor() const = 0;
    virtual void setModel(const TaskModel&) {}
    virtual void selectSpan(int /*begin*/, int /*end*/) {}
    /// Texts take a row of their own under their label; the rest stands beside it.
    bool isWide() const;

Q_SIGNALS:
    void changed();
    void positionChanged(int codePoint);

private:
    TaskField m_description;
};

FormField* makeFormField(const TaskField& description);

/// Code points before `position` UTF-16 units, and back.
int codePointsBefore(const QString& text, int position);
int unitsBefore(const QString& text, int codePoints);

} // namespace vitrine::widgets
