// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hub/hub_values.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace vitrine::widgets {

class HubListModel;
class HubPageView;
class MessageView;

/// Search and results at the left, the page of the chosen repository at the right. Knows no Hub: it asks by
/// signals and shows what it is given.
class HubPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit HubPanel(QWidget* parent = nullptr);

    HubQuery query() const;
    void setQuery(const HubQuery& query); ///< asks for nothing
    bool showsMachine() const;            ///< "On this machine" is in front, not the Hub
    void setShowsMachine(bool shows);

    /// What the Hub found. `hasMore`: there are further pages.
    void showResults(QList<HubItem> items, bool hasMore);
    void appendResults(const QList<HubItem>& items, bool hasMore);
    void showSearching();
    void showSearchError(const QString& what, const QString& reason, const QString& nextStep);
    void showMachine(QList<HubItem> items);
    void setVerdict(const QString& id, HubVerdict verdict);
    void setHere(const QString& id, bool isHere);
    /// Selects it in the list in front; false if it is not there. Asks for its page.
    bool select(const QString& id);
    QString selected() const;

    HubPageView* page() const { return m_page; }
    QLineEdit* searchField() const { return m_search; }
    QListView* list() const { return m_list; }
    QComboBox* taskFilter() const { return m_task; }
    MessageView* listMessage() const { return m_message; }
    HubListModel* results() const { return m_results; }
    HubListModel* machine() const { return m_machine; }

Q_SIGNALS:
    void queryChanged();  ///< by typing or choosing
    void moreRequested(); ///< the end of the list is in sight
    void sourceChanged(); ///< of the two lists
    void pageRequested(const QString& id);
    void retryRequested(); ///< of a failed search

private:
    QWidget* makeSearch();
    HubListModel* model() const { return showsMachine() ? m_machine : m_results; }
    void updateList();
    void askForMore();

    HubListModel* m_results;
    HubListModel* m_machine;
    bool m_hasMore = false;
    bool m_isAsking = false; ///< for more
    bool m_isSetting = false;

    QToolButton* m_hubButton;
    QToolButton* m_machineButton;
    QWidget* m_filters;
    QLineEdit* m_search;
    QComboBox* m_task;
    QComboBox* m_library;
    QComboBox* m_sort;
    QStackedWidget* m_stack;
    MessageView* m_message;
    QListView* m_list;
    QLabel* m_count;
    HubPageView* m_page;

    enum class ListState { Items, Searching, Failed } m_listState = ListState::Items;
};

} // namespace vitrine::widgets
