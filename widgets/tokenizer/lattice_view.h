// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QString>

#include <vector>

namespace vitrine::widgets {

/// The lattice of a Unigram model over one word: positions between characters as nodes, every token that fits
/// as an edge from one to another with its log probability, the best path on top.
class LatticeView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    struct Edge
    {
        int begin = 0, end = 0; ///< nodes
        QString token;
        double score = 0, total = 0;
        bool isBest = false, isUnknown = false;
    };

    explicit LatticeView(QWidget* parent = nullptr);

    /// `characters`: one string between each two nodes.
    void setLattice(QStringList characters, std::vector<Edge> edges);
    int count() const { return int(m_edges.size()); }
    int current() const { return m_current; }
    void setCurrent(int edge);
    QString describe(int edge) const;
    QSize wholeSize() const;
    void paintWhole(QPainter& painter) const;

Q_SIGNALS:
    void currentChanged(int edge);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void arrange();
    void updateBars();
    QRectF rectOf(int edge) const;
    int edgeAt(const QPoint& position) const;
    double nodeX(int node) const { return m_nodes[std::size_t(node)]; }
    double laneHeight() const;
    double top() const;

    QStringList m_characters;
    std::vector<Edge> m_edges;
    std::vector<int> m_lanes;    ///< one an edge; 0 is the best path's
    std::vector<double> m_nodes; ///< their places
    int m_laneCount = 0;
    int m_current = -1;
};

} // namespace vitrine::widgets
