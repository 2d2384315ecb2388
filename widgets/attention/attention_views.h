// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/attention/attention_source.h"
#include "widgets/attention/attention_state.h"
#include "widgets/common/token_selection.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace vitrine::widgets {

class HeadGridView;
class HeadView;
class MatrixView;

/// The three views of one source, one at a time, under the name of what they show. Two of them on one state
/// and one selection move together.
class AttentionViews final : public QWidget
{
    Q_OBJECT

public:
    AttentionViews(AttentionState& state, TokenSelection& selection, QWidget* parent = nullptr);

    void setSource(SourcePointer source);
    const SourcePointer& source() const { return m_source; }
    void setTitle(const QString& title); ///< an empty one takes no room
    void setView(AttentionState::View view);

    HeadView* heads() const { return m_heads; }
    MatrixView* matrix() const { return m_matrix; }
    HeadGridView* grid() const { return m_grid; }

    /// Of the picture that paintPicture() draws: the view that is shown, whole.
    QSize pictureSize() const;
    void paintPicture(QPainter& painter) const;

Q_SIGNALS:
    void hovered(int query, int key);
    void headOpened(int layer, int head);

private:
    SourcePointer m_source;
    QLabel* m_title;
    QStackedWidget* m_stack;
    HeadView* m_heads;
    MatrixView* m_matrix;
    HeadGridView* m_grid;
};

} // namespace vitrine::widgets
