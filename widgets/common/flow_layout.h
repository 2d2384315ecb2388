// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

namespace vitrine::widgets {

/// Lays its items out in rows like words of a text.
class FlowLayout final : public QLayout
{
public:
    explicit FlowLayout(QWidget* parent = nullptr, int gap = 8);
    ~FlowLayout() override;

    void insertWidget(int index, QWidget* widget);

    void addItem(QLayoutItem* item) override { m_items.append(item); }
    int count() const override { return int(m_items.size()); }
    QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem* takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }
    QSize minimumSize() const override;
    QSize sizeHint() const override { return minimumSize(); }
    void setGeometry(const QRect& rectangle) override;

    /// Items of one row get the height of the highest; `least` wide at least and then stretched to fill the
    /// row evenly: a grid of cards. 0: every item has its own width.
    void setColumnWidth(int least) { m_columnWidth = least; }

private:
    /// The height it takes.
    int arrange(const QRect& rectangle, bool move) const;

    QList<QLayoutItem*> m_items;
    int m_gap;
    int m_columnWidth = 0;
};

} // namespace vitrine::widgets
