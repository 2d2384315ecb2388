// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/training/training_view.h"

#include <QAbstractTableModel>
#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;
class QTableWidget;
class QToolButton;

namespace vitrine::widgets {

/// The runs there are, the newest first; ticked ones are drawn over each other.
class RunsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, State, Date, Accuracy, F1, Loss, Curve, Steps, ColumnCount };
    enum Role { SparklineRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Ticks stay with the runs that had them.
    void setRuns(std::vector<RunSummary> runs);
    const std::vector<RunSummary>& runs() const { return m_runs; }
    int rowOf(const QString& id) const;
    QStringList ticked() const; ///< in the order of ticking
    void setTicked(const QString& id, bool ticked);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void tickedChanged();

private:
    std::vector<RunSummary> m_runs;
    QStringList m_ticked;
};

/// All runs, what can be done with one, and what differs between the ticked ones.
class RunsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit RunsPage(QWidget* parent = nullptr);

    void setRuns(const std::vector<RunSummary>& runs);
    void setCurrentRun(const QString& id);
    QStringList ticked() const;
    QString selected() const;

    QTableView* table() const { return m_table; }
    QTableWidget* differences() const { return m_differences; }
    QPushButton* deleteButton() const { return m_delete; }

Q_SIGNALS:
    void runChosen(const QString& id); ///< to look at
    void tickedChanged();
    void settingsWanted(const QString& id); ///< into the form
    void folderWanted(const QString& id);
    void deleteRequested(const QString& id);

private:
    void compare();
    void updateButtons();

    RunsModel* m_model;
    QTableView* m_table;
    QPushButton *m_open, *m_settings, *m_folder, *m_delete;
    QLabel *m_hint, *m_compareText;
    QTableWidget* m_differences;
};

} // namespace vitrine::widgets
