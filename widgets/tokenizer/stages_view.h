// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/stages_model.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace vitrine::widgets {

/// What was done to which characters: a row for all that met the same.
class ChangesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setChanges(std::vector<StagesView::Change> changes);
    const std::vector<StagesView::Change>& changes() const { return m_changes; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<StagesView::Change> m_changes;
};

/// The stages side by side, a row a word; beside them what was done to which characters.
class StagesPage final : public QWidget
{
    Q_OBJECT

public:
    explicit StagesPage(QWidget* parent = nullptr);

    void setStages(StagesView stages);
    /// Shows the row of that token; -1 chooses none.
    void showToken(int token);

    QTableView* table() const { return m_table; }
    QTableView* changes() const { return m_changes; }

Q_SIGNALS:
    void tokenChosen(int token);

private:
    StagesModel* m_model;
    QTableView* m_table;
    QLabel* m_note;
    ChangesModel* m_changed;
    QTableView* m_changes;
    bool m_isSetting = false;
};

} // namespace vitrine::widgets
