// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/tasks_panel.h"

#include "widgets/common/theme.h"
#include "widgets/playground/task_chooser.h"
#include "widgets/playground/task_gallery.h"
#include "widgets/playground/task_page.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace vitrine::widgets {

TasksPanel::TasksPanel(QWidget* similarity, QWidget* parent)
    : QWidget(parent),
      m_stack(new QStackedWidget),
      m_gallery(new TaskGallery),
      m_page(new TaskPage),
      m_chooser(new TaskChooser),
      m_similarityPage(new QWidget)
{
    auto* column = new QVBoxLayout(m_similarityPage);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::space);
    column->addWidget(m_chooser);
    column->addWidget(similarity, 1);
    similarity->layout()->setContentsMargins(0, 0, 0, 0);
    for (QWidget* page : {static_cast<QWidget*>(m_gallery), static_cast<QWidget*>(m_page), m_similarityPage})
        m_stack->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_stack);
    connect(m_gallery, &TaskGallery::taskChosen, this, &TasksPanel::taskChosen);
    connect(m_page, &TaskPage::taskChosen, this, &TasksPanel::taskChosen);
    connect(m_page, &TaskPage::galleryRequested, this, &TasksPanel::galleryRequested);
    connect(m_chooser, &TaskChooser::taskChosen, this, &TasksPanel::taskChosen);
    connect(m_chooser, &TaskChooser::galleryRequested, this, &TasksPanel::galleryRequested);
}

void TasksPanel::showGallery()
{
    m_task.clear();
    m_stack->setCurrentWidget(m_gallery);
}

void TasksPanel::showTask(const QString& task)
{
    m_task = task;
    if (isSimilarity(task)) {
        m_chooser->setTask(task);
        m_stack->setCurrentWidget(m_similarityPage);
    } else {
        m_page->setTask(task);
        m_stack->setCurrentWidget(m_page);
    }
}

bool TasksPanel::isSimilarity(const QString& task)
{
    return task == QLatin1String("sentence-similarity") || task == QLatin1String("feature-extraction");
}

} // namespace vitrine::widgets
