// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include <vector>

namespace vitrine::widgets {

/// One version of a text.
struct Branch
{
    int parent = -1;
    int begin = 0, end = 0; ///< in tokens since the first prompt: where it left its parent, where it ends
    QString token;          ///< with which it left
    QString text;           ///< its beginning, for the tool tip
};

/// Versions of a text as lanes that leave each other; the pointer and the keys Up and Down choose one.
class BranchTree final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit BranchTree(QWidget* parent = nullptr);

    void setBranches(std::vector<Branch> branches, int current);
    int count() const { return int(m_branches.size()); }
    int current() const { return m_current; }
    QString describe(int branch) const;
    QRectF labelRect(int branch) const; ///< in the viewport
    QSize sizeHint() const override;

Q_SIGNALS:
    void branchChosen(int branch);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void arrange();
    double laneHeight() const;
    double xOf(int token) const;
    int branchAt(const QPoint& position) const;

    std::vector<Branch> m_branches;
    std::vector<int> m_lanes, m_order; ///< lane of a branch, branch of a lane
    int m_current = 0, m_longest = 1;
};

} // namespace vitrine::widgets
