// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;

namespace vitrine::widgets {

/// The head of every page of a task: back to the gallery, which task, what it does; buttons follow at the
/// end.
class TaskChooser final : public QWidget
{
    Q_OBJECT

public:
    explicit TaskChooser(QWidget* parent = nullptr);

    void setTask(const QString& task);
    void addWidget(QWidget* widget);
    QComboBox* tasks() const { return m_tasks; }

Q_SIGNALS:
    void galleryRequested();
    void taskChosen(const QString& task);

private:
    QHBoxLayout* m_row;
    QComboBox* m_tasks;
    QLabel* m_explanation;
};

} // namespace vitrine::widgets
