// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/task_chooser.h"

#include "widgets/common/icon.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/task_catalogue.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace vitrine::widgets {

TaskChooser::TaskChooser(QWidget* parent)
    : QWidget(parent),
      m_row(new QHBoxLayout(this)),
      m_tasks(new QComboBox),
      m_explanation(makeLabel("caption"))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(Theme::space);
    auto* back = makeIconButton(QStringLiteral("grid"), tr("All tasks"));
    connect(back, &QToolButton::clicked, this, &TaskChooser::galleryRequested);
    m_row->addWidget(back);
    m_tasks->setAccessibleName(tr("Task"));
    for (const QString& task : taskOrder())
        m_tasks->addItem(themedIcon(taskText(task).icon), taskText(task).title, task);
    connect(m_tasks, &QComboBox::activated, this,
            [this](int index) { Q_EMIT taskChosen(m_tasks->itemData(index).toString()); });
    m_row->addWidget(m_tasks);
    // It gives way when the window is narrow.
    m_explanation->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_row->addWidget(m_explanation, 1);
}

void TaskChooser::setTask(const QString& task)
{
    m_tasks->setCurrentIndex(m_tasks->findData(task));
    m_explanation->setText(taskText(task).explanation);
    m_explanation->setToolTip(m_explanation->text());
}

void TaskChooser::addWidget(QWidget* widget)
{
    m_row->addWidget(widget);
}

} // namespace vitrine::widgets
