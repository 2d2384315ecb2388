// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/playground_view.h"

#include <QAbstractTableModel>

namespace vitrine::widgets {

/// What a classifier answers to each text: its best label and that label's score, all labels as tool tip.
class LabelModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Text, Label, Score, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// One prediction a text, none empty.
    void setPredictions(std::vector<Prediction> predictions, const QStringList& texts);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Prediction> m_predictions;
    QStringList m_texts;
};

} // namespace vitrine::widgets
