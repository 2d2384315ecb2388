// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/page_tabs.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QButtonGroup>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::widgets {

PageTabs::PageTabs(QWidget* parent)
    : QWidget(parent), m_row(new QHBoxLayout), m_tabs(new QButtonGroup(this)), m_stack(new QStackedWidget)
{
    m_row->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, 0);
    m_row->setSpacing(Theme::space / 2);
    m_row->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_row);
    layout->addWidget(m_stack, 1);
    connect(m_tabs, &QButtonGroup::idClicked, this, &PageTabs::showPage);
}

int PageTabs::addPage(const QString& title, QWidget* page)
{
    // The pages keep their margins; the row stands on the upper one.
    page->layout()->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, 2 * Theme::space);
    const int number = m_stack->addWidget(page);
    QToolButton* tab = makeSegment(title);
    m_tabs->addButton(tab, number);
    m_row->insertWidget(m_row->count() - 1, tab);
    if (number == 0) tab->setChecked(true);
    return number;
}

void PageTabs::showPage(int page)
{
    if (page == m_stack->currentIndex() || !m_tabs->button(page)) return;
    m_tabs->button(page)->setChecked(true);
    m_stack->setCurrentIndex(page);
    Q_EMIT pageChanged(page);
}

int PageTabs::page() const
{
    return m_stack->currentIndex();
}

} // namespace vitrine::widgets
