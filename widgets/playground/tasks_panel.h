// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QStackedWidget;

namespace vitrine::widgets {

class TaskChooser;
class TaskGallery;
class TaskPage;

/// The gallery of tasks, and the page of the one that was chosen.
class TasksPanel final : public QWidget
{
    Q_OBJECT

public:
    /// `similarity` is the page of the tasks that compare texts.
    explicit TasksPanel(QWidget* similarity, QWidget* parent = nullptr);

    void showGallery();
    /// The page of similarities for the tasks that it is for, else the page of one task.
    void showTask(const QString& task);
    /// The task that is shown; empty: the gallery.
    const QString& task() const { return m_task; }
    static bool isSimilarity(const QString& task);

    TaskGallery* gallery() const { return m_gallery; }
    TaskPage* page() const { return m_page; }

Q_SIGNALS:
    void galleryRequested();
    void taskChosen(const QString& task);

private:
    QString m_task;
    QStackedWidget* m_stack;
    TaskGallery* m_gallery;
    TaskPage* m_page;
    TaskChooser* m_chooser;
    QWidget* m_similarityPage;
};

} // namespace vitrine::widgets
