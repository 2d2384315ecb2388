// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/paged_panel.h"

#include "widgets/common/page_tabs.h"

#include <QAction>

namespace vitrine::app {

PagedPanel::PagedPanel() : m_widget(new widgets::PageTabs)
{
    connect(m_widget, &widgets::PageTabs::pageChanged, this, &PagedPanel::onPageChanged);
}

PagedPanel::~PagedPanel()
{
    clearPages();
    delete m_widget;
}

void PagedPanel::clearPages()
{
    // Before the container: each deletes its own widget, which reads what the controller owns.
    m_pages.clear();
}

void PagedPanel::addPage(const QString& id, const QString& title, std::unique_ptr<Panel> panel)
{
    panel->setParent(this);
    const int number = m_widget->addPage(title, panel->widget());
    auto* action = new QAction(title, this);
    action->setShortcut(QKeySequence(QStringLiteral("Alt+%1").arg(number + 1)));
    connect(action, &QAction::triggered, this, [this, number] { m_widget->showPage(number); });
    m_ownActions.append(action);
    connect(panel.get(), &Panel::idleChanged, this, &Panel::idleChanged);
    connect(panel.get(), &Panel::stateChanged, this, &Panel::stateChanged);
    m_pages.push_back({id, std::move(panel)});
    updateActions();
}

Panel& PagedPanel::current() const
{
    return *m_pages[std::size_t(m_widget->page())].panel;
}

void PagedPanel::onPageChanged()
{
    updateActions();
    if (m_isActive) current().activated();
    Q_EMIT idleChanged();
    Q_EMIT stateChanged();
}

void PagedPanel::updateActions()
{
    for (const Page& page : m_pages)
        for (QAction* action : page.panel->actions())
            action->setVisible(page.panel.get() == &current());
}

QWidget* PagedPanel::widget()
{
    return m_widget;
}

QList<QAction*> PagedPanel::actions() const
{
    QList<QAction*> all;
    for (const Page& page : m_pages)
        all += page.panel->actions();
    return all + m_ownActions;
}

void PagedPanel::openExample()
{
    current().openExample();
}

bool PagedPanel::idle() const
{
    return current().idle();
}

void PagedPanel::activated()
{
    m_isActive = true;
    current().activated();
}

QJsonObject PagedPanel::saveState() const
{
    QJsonObject state{{QStringLiteral("page"), m_pages[std::size_t(m_widget->page())].id}};
    for (const Page& page : m_pages)
        state[page.id] = page.panel->saveState();
    return state;
}

void PagedPanel::restoreState(const QJsonObject& state)
{
    // A state from before there were pages is that of the first.
    const bool hasPages = state.contains(QStringLiteral("page"));
    for (const Page& page : m_pages)
        page.panel->restoreState(hasPages                    ? state[page.id].toObject()
                                 : &page == &m_pages.front() ? state
                                                             : QJsonObject());
    showPage(state[QStringLiteral("page")].toString());
}

bool PagedPanel::takeTable(const QString& path)
{
    return current().takeTable(path);
}

bool PagedPanel::takeTexts(const QStringList& texts, const QString& origin)
{
    return current().takeTexts(texts, origin);
}

bool PagedPanel::takeTextFile(const QString& path)
{
    return current().takeTextFile(path);
}

QStringList PagedPanel::pages() const
{
    QStringList ids;
    for (const Page& page : m_pages) {
        ids.append(page.id);
        for (const QString& part : page.panel->pages())
            ids.append(page.id + u'/' + part);
    }
    return ids;
}

bool PagedPanel::showPage(const QString& id)
{
    const QString own = id.section(u'/', 0, 0), part = id.section(u'/', 1);
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i].id != own) continue;
        m_widget->showPage(int(i));
        return part.isEmpty() || m_pages[i].panel->showPage(part);
    }
    return false;
}

} // namespace vitrine::app
