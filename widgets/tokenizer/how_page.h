// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/tokenizers/model_trace.h"

#include <QString>
#include <QWidget>

class QLabel;
class QSlider;
class QStackedWidget;
class QToolButton;

namespace vitrine::widgets {

class LatticeView;
class MessageView;
class StepsView;

/// How the model came to the tokens of one word.
struct HowView
{
    QString word;         ///< the pre-token, as the model gets it
    QString model;        ///< "BPE", "WordPiece", …
    bool isAdded = false; ///< an added token: no model was asked
    tokenizers::ModelTrace trace;
};

/// How the model came to the tokens of the chosen word: merges step by step, matches tried, or the lattice.
class HowPage final : public QWidget
{
    Q_OBJECT

public:
    explicit HowPage(QWidget* parent = nullptr);

    void setHow(const HowView& how);
    void showEmpty(const QString& title, const QString& text);
    void step(int by);
    /// What is shown as a picture, whole; false if the file can't be written or nothing is shown.
    bool exportPicture(const QString& path) const;

    StepsView* steps() const { return m_steps; }
    LatticeView* lattice() const { return m_lattice; }

private:
    void showSteps(const HowView& how);
    void showLattice(const HowView& how);
    void updateButtons();

    QStackedWidget* m_stack;
    MessageView* m_message;
    QLabel* m_title;
    QLabel* m_note;
    QWidget* m_controls;
    QSlider* m_slider;
    QToolButton* m_back;
    QToolButton* m_forward;
    QStackedWidget* m_views;
    StepsView* m_steps;
    LatticeView* m_lattice;
    QLabel* m_detail;
};

} // namespace vitrine::widgets
