// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/encoding_view.h"

#include <QScrollArea>

class QLabel;

namespace vitrine::widgets {

/// Pieces as chips in rows, each with a line of detail below its text.
class ChipFlow final : public QWidget
{
    Q_OBJECT

public:
    explicit ChipFlow(QWidget* parent = nullptr);

    /// `colored`: chips take the token colours in turn.
    void setPieces(std::vector<StagesView::Piece> pieces, bool colored);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// Calls `place(index, rectangle)` for every chip; returns the height.
    template <typename Place>
    double flow(double width, Place place) const;

    std::vector<StagesView::Piece> m_pieces;
    bool m_colored = false;
};

/// What each stage made of the text: normalizer, pre-tokenizer, model.
class StagesPage final : public QScrollArea
{
    Q_OBJECT

public:
    explicit StagesPage(QWidget* parent = nullptr);

    void setStages(const StagesView& stages);
    void setNames(const QStringList& names);

private:
    QLabel* m_names;
    QLabel* m_normalizedNote;
    QLabel* m_normalized;
    QLabel* m_preTokenNote;
    ChipFlow* m_preTokens;
    QLabel* m_modelNote;
    ChipFlow* m_model;
};

} // namespace vitrine::widgets
