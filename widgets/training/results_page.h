// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/training/training_view.h"

#include <QAbstractTableModel>
#include <QWidget>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace vitrine::widgets {

class HeatMap;
class MessageView;

/// Predictions of the held-out rows, the most confident first.
class PredictionModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Row, Label, Predicted, Confidence, Text, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<training::RunPrediction> rows);
    const training::RunPrediction& row(int index) const { return m_rows[std::size_t(index)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<training::RunPrediction> m_rows;
};

/// After the run: which labels are taken for which, and the rows that the model got wrong.
class ResultsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit ResultsPage(QWidget* parent = nullptr);

    void showEmpty(const QString& text);
    /// `labels` in the order of ids. The matrix is counted from the rows unless it is given, for a recording
    /// that keeps some of them.
    void setPredictions(std::vector<training::RunPrediction> predictions, const QStringList& labels,
                        std::vector<std::vector<std::int64_t>> matrix = {});
    /// The matrix of an evaluation alone, while there are no predictions yet.
    void setConfusion(const std::vector<std::vector<std::int64_t>>& matrix, const QStringList& labels);

    HeatMap* confusion() const { return m_confusion; }
    QTableView* table() const { return m_table; }
    QString fullText() const;
    QString csv() const; ///< of the rows shown

Q_SIGNALS:
    void exportRequested();

private:
    void filter();
    void showRow(const QModelIndex& index);

    std::vector<training::RunPrediction> m_predictions;
    QStringList m_labels;
    std::int64_t m_wrong = 0, m_total = 0;
    bool m_hasFilter = false;
    QStackedWidget* m_stack;
    MessageView* m_message;
    HeatMap* m_confusion;
    QLabel *m_summary, *m_cell;
    QToolButton* m_all;
    PredictionModel* m_model;
    QTableView* m_table;
    QPlainTextEdit* m_text;
};

} // namespace vitrine::widgets
