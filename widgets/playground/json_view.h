// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/task_view.h"

class QPlainTextEdit;

namespace vitrine::widgets {

/// The result as indented JSON: for a task that has no view of its own.
class JsonView final : public TaskView
{
    Q_OBJECT

public:
    explicit JsonView(QWidget* parent = nullptr);

    void showResult(const TaskResult& result) override;
    QString plainText() const override;

private:
    QPlainTextEdit* m_text;
};

} // namespace vitrine::widgets
