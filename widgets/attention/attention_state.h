// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>

#include <algorithm>
#include <vector>

namespace vitrine::widgets {

/// What is looked at and from where: shared by the views of two models, so that they move together.
class AttentionState : public QObject
{
    Q_OBJECT

public:
    enum class View { Heads, Matrix, Grid };
    /// Which lines the head view draws, from the queries' sentence to the keys'.
    enum class Sentences { All, FirstToFirst, FirstToSecond, SecondToFirst, SecondToSecond };

    using QObject::QObject;

    int layer() const { return m_layer; }
    int head() const { return m_head; } ///< the one that the matrix shows
    bool isOn(int head) const { return head < int(m_on.size()) && m_on[std::size_t(head)]; }
    int headCount() const { return int(m_on.size()); }
    Sentences sentences() const { return m_sentences; }
    double zoom() const { return m_zoom; }      ///< 1: the whole matrix fits
    QPointF center() const { return m_center; } ///< of what is seen, 0 … 1 of the matrix

    /// Keeps layer and head where the new model has them.
    void setSize(int layers, int heads)
    {
        if (layers == m_layers && heads == headCount()) return;
        m_layers = layers;
        m_layer = std::clamp(m_layer, 0, std::max(0, layers - 1));
        m_head = std::clamp(m_head, 0, std::max(0, heads - 1));
        m_on.assign(std::size_t(heads), false);
        if (heads > 0) m_on[std::size_t(m_head)] = true;
        Q_EMIT changed();
    }
    /// Where to begin, before the size is known.
    void place(int layer, int head)
    {
        m_layer = std::max(0, layer);
        m_head = std::max(0, head);
        if (headCount() == 0) return;
        setLayer(std::min(m_layer, m_layers - 1));
        chooseHead(std::min(m_head, headCount() - 1));
    }
    void setLayer(int layer)
    {
        layer = std::clamp(layer, 0, std::max(0, m_layers - 1));
        if (layer == m_layer) return;
        m_layer = layer;
        Q_EMIT changed();
    }
    /// Shows this head alone.
    void chooseHead(int head)
    {
        if (head < 0 || head >= headCount()) return;
        m_head = head;
        m_on.assign(m_on.size(), false);
        m_on[std::size_t(head)] = true;
        Q_EMIT changed();
    }
    void toggleHead(int head)
    {
        if (head < 0 || head >= headCount()) return;
        m_on[std::size_t(head)] = !m_on[std::size_t(head)];
        if (m_on[std::size_t(head)]) m_head = head;
        Q_EMIT changed();
    }
    void setAllHeads(bool on)
    {
        m_on.assign(m_on.size(), on);
        Q_EMIT changed();
    }
    void setSentences(Sentences sentences)
    {
        if (sentences == m_sentences) return;
        m_sentences = sentences;
        Q_EMIT changed();
    }
    void setViewport(double zoom, QPointF center)
    {
        zoom = std::clamp(zoom, 1.0, 64.0);
        // What is seen stays inside the matrix.
        const double half = 0.5 / zoom;
        center = {std::clamp(center.x(), half, 1 - half), std::clamp(center.y(), half, 1 - half)};
        if (zoom == m_zoom && center == m_center) return;
        m_zoom = zoom;
        m_center = center;
        Q_EMIT viewportChanged();
    }

Q_SIGNALS:
    void changed();
    void viewportChanged();

private:
    int m_layers = 0, m_layer = 0, m_head = 0;
    std::vector<bool> m_on;
    Sentences m_sentences = Sentences::All;
    double m_zoom = 1;
    QPointF m_center{0.5, 0.5};
};

} // namespace vitrine::widgets
