// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/training/training_view.h"

#include <QAbstractTableModel>
#include <QStyledItemDelegate>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableView;

namespace vitrine::widgets {

class LengthChart;
class MessageView;

/// Rows of the data set, each text with the part that is cut off struck out.
class PreviewModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Row, Label, Tokens, Text, ColumnCount };
    enum Role { CutRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<PreviewRow> rows);
    const PreviewRow& row(int index) const { return m_rows[std::size_t(index)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<PreviewRow> m_rows;
};

/// What is trained on, before the run: rows, labels, lengths and the line where texts are cut.
class DataPage final : public QWidget
{
    Q_OBJECT

public:
    explicit DataPage(QWidget* parent = nullptr);

    void showBusy();
    void showPreview(const DataPreview& preview);
    void setCut(int tokens);
    /// Rows with their cuts as they are at the line of now.
    void setRows(std::vector<PreviewRow> rows);

    LengthChart* lengths() const { return m_lengths; }
    QTableView* table() const { return m_table; }
    QString lengthText() const;

Q_SIGNALS:
    void cutMoved(int tokens);

private:
    void describe();
    void showRow(const QModelIndex& index);

    DataPreview m_preview;
    QStackedWidget* m_stack;
    MessageView* m_message;
    QLabel *m_summary, *m_lengthText, *m_labels, *m_text;
    LengthChart* m_lengths;
    PreviewModel* m_model;
    QTableView* m_table;
};

} // namespace vitrine::widgets
