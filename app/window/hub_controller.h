// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"
#include "backend/engine/job.h"
#include "widgets/hub/hub_values.h"

#include <QPointer>
#include <QTimer>

namespace vitrine::widgets {
class HubPanel;
enum class HubTarget;
} // namespace vitrine::widgets

namespace vitrine::app {

class HubService;

/// The Hub panel: searches and pages on the service's threads, each last-wins; downloads are the service's.
/// Asks the network only while the panel is in front and the list of the Hub is shown.
class HubController final : public Panel
{
    Q_OBJECT

public:
    explicit HubController(Session& session);
    ~HubController() override;

    QWidget* widget() override;
    QList<QAction*> actions() const override { return m_actions; }
    /// What is on this machine, with the page of the first: needs no network.
    void openExample() override;
    bool idle() const override { return m_pending == 0; }
    void activated() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;

private:
    void onQueryChanged();
    void search();
    void searchMore();
    void showMachine();
    void requestPage(const QString& id);
    void loadPage();
    void showProgress();
    void startDownload(int scope);
    void open(widgets::HubTarget target);
    void copyAsPython();
    void addPending(int change);

    Session& m_session;
    HubService& m_hub;
    QPointer<widgets::HubPanel> m_panel;
    QList<QAction*> m_actions;
    QTimer m_searchDebounce, m_pageDebounce;
    engine::JobHandle m_searching, m_loading, m_listing;
    bool m_isSearching = false, m_isLoading = false, m_isListing = false;
    int m_pending = 0;
    QString m_next;            ///< address of the next page of results
    QString m_pageId;          ///< whose page is shown or on its way
    bool m_wantsFirst = false; ///< select something as soon as the list of this machine is there
    bool m_hasSearched = false;
};

} // namespace vitrine::app
