// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/stages.h"
#include "widgets/tokenizer/table_parts.h"

#include <QAbstractTableModel>

namespace vitrine::widgets {

/// In words: "accents stripped".
QString changeText(tokenizers::CharChange change);
QString stageText(StagesView::Stage stage);

class StagesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Text, Normalizer, PreTokenizer, Model, PostProcessor, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setStages(StagesView stages);
    const StagesView& stages() const { return m_stages; }
    /// The row of a token of the encoding, -1 for none.
    int rowOfToken(int token) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    StagesView m_stages;
};

/// Draws the runs and tokens of a StagesModel.
class StagesDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace vitrine::widgets
