// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/history_model.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace vitrine::widgets {

class MessageView;

/// The runs of all tasks: searched, opened again, pinned, deleted, exported.
class HistoryPage final : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPage(QWidget* parent = nullptr);

    HistoryModel* model() const { return m_model; }
    QTableView* table() const { return m_table; }
    QLineEdit* search() const { return m_search; }
    QPushButton* openButton() const { return m_open; }
    QToolButton* pinButton() const { return m_pin; }
    QToolButton* deleteButton() const { return m_delete; }

Q_SIGNALS:
    void openRequested(const vitrine::widgets::HistoryEntry& entry);
    void exportRequested();
    void changed(); ///< pinned or deleted

private:
    QList<int> chosen() const;
    void updateState();

    HistoryModel* m_model;
    QSortFilterProxyModel* m_found;
    QLineEdit* m_search;
    QTableView* m_table;
    QPushButton* m_open;
    QToolButton *m_pin, *m_delete, *m_export;
    QStackedWidget* m_stack;
    MessageView* m_message;
};

} // namespace vitrine::widgets
