// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"

#include <QPointer>

#include <vector>

namespace vitrine::widgets {
class TokenizerPages;
}

namespace vitrine::app {

class TokenizerShelf;

/// The Tokenizer panel: its pages, each with a controller of its own, under one row of tabs.
class TokenizerPagesController final : public Panel
{
    Q_OBJECT

public:
    explicit TokenizerPagesController(Session& session);
    ~TokenizerPagesController() override;

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

private:
    struct Page
    {
        QString id;
        std::unique_ptr<Panel> panel;
    };

    void add(const QString& id, const QString& title, std::unique_ptr<Panel> panel);
    Panel& current() const;
    void onPageChanged();
    /// Only the actions of the page that is shown can be called: pages share short cuts.
    void updateActions();

    TokenizerShelf* m_shelf;
    QPointer<widgets::TokenizerPages> m_widget;
    std::vector<Page> m_pages;
    QList<QAction*> m_ownActions;
    bool m_isActive = false;
};

} // namespace vitrine::app
