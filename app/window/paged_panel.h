// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"

#include <QPointer>

#include <vector>

namespace vitrine::widgets {
class PageTabs;
}

namespace vitrine::app {

/// A panel of several pages, each with a controller of its own, under one row of tabs.
class PagedPanel : public Panel
{
    Q_OBJECT

public:
    PagedPanel();
    ~PagedPanel() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override;
    void openExample() override;
    bool idle() const override;
    void activated() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool takeTable(const QString& path) override;
    bool takeTexts(const QStringList& texts, const QString& origin) override;
    bool takeTextFile(const QString& path) override;
    QStringList pages() const override;
    bool showPage(const QString& id) override;

protected:
    /// `Page` is a Panel; the panel owns it. The first one added is shown.
    template <typename Page>
    Page* add(const QString& id, const QString& title, std::unique_ptr<Page> page)
    {
        Page* raw = page.get();
        addPage(id, title, std::move(page));
        return raw;
    }
    /// Destroys the pages: for a subclass whose pages read what it owns.
    void clearPages();
    Panel& current() const;

private:
    struct Page
    {
        QString id;
        std::unique_ptr<Panel> panel;
    };

    void addPage(const QString& id, const QString& title, std::unique_ptr<Panel> panel);
    void onPageChanged();
    /// Only the actions of the page that is shown can be called: pages share short cuts.
    void updateActions();

    QPointer<widgets::PageTabs> m_widget;
    std::vector<Page> m_pages;
    QList<QAction*> m_ownActions;
    bool m_isActive = false;
};

} // namespace vitrine::app
