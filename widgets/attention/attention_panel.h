// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/attention/attention_form.h"
#include "widgets/attention/attention_source.h"
#include "widgets/attention/attention_state.h"
#include "widgets/common/token_selection.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QButtonGroup;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;

namespace vitrine::widgets {

class AttentionViews;
class HeadChips;
class MessageView;

/// What the panel asks to be computed.
struct AttentionRequest
{
    QString first;
    std::optional<QString> second;
    bool scores = false;
};

/// A text or a pair in, and what every head looks at: lines, a matrix, all heads as thumbnails, on one chosen
/// token; a second model next to the first, or their difference. Knows no model: it asks by requestChanged()
/// and shows what it is given.
class AttentionPanel final : public QWidget
{
    Q_OBJECT

public:
    using Comparison = AttentionComparison;

    explicit AttentionPanel(TokenSelection& selection, QWidget* parent = nullptr);

    AttentionRequest request() const;
    /// The left half: texts, options, choices.
    AttentionForm* form() const { return m_form; }
    void openExample(int number);
    int exampleCount() const;
    void setOptions(const AttentionOptions& options);
    AttentionState::View view() const { return m_view; }
    void setView(AttentionState::View view);
    AttentionState& state() { return m_state; }

    Comparison comparison() const { return m_comparison; }
    void setComparison(Comparison comparison);

    /// `second` is empty unless something is compared.
    void showResult(AttentionStacks first, AttentionStacks second);
    /// The attention that is shown: of three the one that the form says.
    const AttentionPointer& first() const { return m_first; }
    const AttentionStacks& stacks() const { return m_stacks; }
    const AttentionPointer& second() const { return m_second; }
    void showError(const QString& what, const QString& reason, const QString& nextStep);
    void showBusy(const QString& text); ///< only where there is no result to keep on screen
    /// Without a model; `action` is the label of a button that opens one.
    void showNoModel(const QString& text, const QString& action);

    bool exportPicture(const QString& path); ///< `.svg` or `.png`: what is seen
    /// [queries, keys] of the head that is chosen, as it is shown.
    core::FloatArray shownMatrix() const;

    QPlainTextEdit* editor() const { return m_form->editor(); }
    AttentionViews* views(int side) const { return side == 0 ? m_left : m_right; }
    HeadChips* chips() const { return m_chips; }
    QLabel* facts() const { return m_facts; }

Q_SIGNALS:
    void requestChanged(); ///< texts, or whether scores are wanted
    void textsEdited();    ///< by the user
    void optionsChanged(); ///< something worth keeping
    void modelWanted();    ///< the button of showNoModel()
    void copyAsPythonRequested();
    void exportRequested();

private:
    QWidget* makeResult();
    void onOptionsChanged();
    void chooseStacks();
    void rebuildSources();
    void showState();
    void describe(int query, int key);
    SourcePointer mainSource() const;

    TokenSelection& m_selection;
    AttentionState m_state;
    AttentionStacks m_stacks, m_otherStacks;
    AttentionPointer m_first, m_second; ///< of them, shown
    AttentionState::View m_view = AttentionState::View::Heads, m_lastHeadView = AttentionState::View::Heads;
    Comparison m_comparison = Comparison::Both;
    bool m_isSetting = false;
    int m_tokenToChoose = -1; ///< of the example that is being computed

    AttentionForm* m_form;
    QButtonGroup* m_viewButtons;
    QLabel *m_title, *m_counts, *m_facts, *m_detail;
    HeadChips* m_chips;
    QToolButton* m_allHeads;
    QStackedWidget* m_stack;
    QWidget* m_resultPage;
    MessageView* m_message;
    QBoxLayout* m_sides;
    AttentionViews *m_left, *m_right;
};

} // namespace vitrine::widgets
