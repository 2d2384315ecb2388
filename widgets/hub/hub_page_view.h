// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hub/hub_values.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTableView;
class QToolButton;
class QUrl;

namespace vitrine::widgets {

class CardView;
class FileTableModel;
class MessageView;

enum class HubTarget { Playground, Tokenizer, Attention };

/// The page of one repository: what it is, whether it can be loaded, how to get it and where to go with it.
class HubPageView final : public QWidget
{
    Q_OBJECT

public:
    explicit HubPageView(QWidget* parent = nullptr);

    void showPage(HubPage page);
    void showEmpty(const QString& title, const QString& text);
    void showBusy(const QString& text);
    void showError(const QString& what, const QString& reason, const QString& nextStep);
    void showProgress(const HubProgress& progress);
    void setHasAttention(bool has); ///< whether there is such a panel

    const HubPage& page() const { return m_page; }
    QPushButton* downloadButton() const { return m_download; }
    QPushButton* stopButton() const { return m_stop; }
    QPushButton* retryButton() const { return m_retry; }
    QPushButton* openButton(HubTarget target) const { return m_open[int(target)]; }
    QComboBox* scopes() const { return m_scopes; }
    QLabel* verdict() const { return m_verdict; }
    QLabel* progressText() const { return m_progressText; }
    CardView* card() const { return m_card; }
    MessageView* message() const { return m_message; }

Q_SIGNALS:
    void downloadRequested(int scope);
    void stopRequested();
    void retryRequested();
    void openRequested(vitrine::widgets::HubTarget target);
    void linkActivated(const QUrl& url);
    void reloadRequested(); ///< after an error

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makeActions();
    QWidget* makeProgress();
    QWidget* makeTabs();
    void showFacts();
    void showVerdict();
    void updateActions();

    HubPage m_page;
    HubProgress m_progress;
    bool m_hasAttention = false;

    QStackedWidget* m_stack;
    MessageView* m_message;
    QWidget* m_content;
    QLabel* m_title;
    QLabel* m_caption;
    QToolButton* m_web;
    QLabel* m_notice;
    QLabel* m_verdictIcon;
    QLabel* m_verdict;
    QHBoxLayout* m_facts;
    QComboBox* m_scopes;
    QPushButton* m_download;
    QLabel* m_openLabel;
    QPushButton* m_open[3];
    QWidget* m_progressRow;
    QProgressBar* m_bar;
    QLabel* m_progressText;
    QLabel* m_progressNext;
    QPushButton* m_stop;
    QPushButton* m_retry;
    QTabWidget* m_tabs;
    CardView* m_card;
    FileTableModel* m_files;
    QTableView* m_table;
};

} // namespace vitrine::widgets
