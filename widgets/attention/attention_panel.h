// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/attention/attention_source.h"
#include "widgets/attention/attention_state.h"
#include "widgets/common/token_selection.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
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

/// A model that can be looked at or compared with.
struct AttentionChoice
{
    QString specification, label;
};

/// A text or a pair in, and what every head looks at: lines, a matrix, all heads as thumbnails, on one chosen
/// token; a second model next to the first, or their difference. Knows no model: it asks by requestChanged()
/// and shows what it is given.
class AttentionPanel final : public QWidget
{
    Q_OBJECT

public:
    enum class Comparison { First, Second, Both, Difference };

    explicit AttentionPanel(TokenSelection& selection, QWidget* parent = nullptr);

    AttentionRequest request() const;
    QString firstText() const;
    std::optional<QString> secondText() const;
    /// Sets the texts and asks once; it does not count as edited.
    void setTexts(const QString& first, const std::optional<QString>& second);
    void openExample(int number);
    int exampleCount() const;
    /// "Use the Tokenizer's text" appears where that is another one.
    void setTokenizerTextDiffers(bool differs);

    AttentionOptions options() const;
    void setOptions(const AttentionOptions& options);
    AttentionState::View view() const { return m_view; }
    void setView(AttentionState::View view);
    AttentionState& state() { return m_state; }

    /// The checkpoints of an open run, the final model first; with one of them as the first model. None:
    /// hidden.
    void setRun(const std::vector<AttentionChoice>& checkpoints, const QString& current);
    /// What the model can be compared with; `current` empty: nothing.
    void setComparisons(const std::vector<AttentionChoice>& choices, const QString& current);
    Comparison comparison() const { return m_comparison; }
    void setComparison(Comparison comparison);

    /// `second` is null unless something is compared.
    void showResult(AttentionPointer first, AttentionPointer second);
    const AttentionPointer& first() const { return m_first; }
    const AttentionPointer& second() const { return m_second; }
    void showError(const QString& what, const QString& reason, const QString& nextStep);
    void showBusy(const QString& text); ///< only where there is no result to keep on screen
    /// Without a model; `action` is the label of a button that opens one.
    void showNoModel(const QString& text, const QString& action);

    bool exportPicture(const QString& path); ///< `.svg` or `.png`: what is seen
    /// [queries, keys] of the head that is chosen, as it is shown.
    core::FloatArray shownMatrix() const;

    QPlainTextEdit* editor() const { return m_firstEdit; }
    AttentionViews* views(int side) const { return side == 0 ? m_left : m_right; }
    HeadChips* chips() const { return m_chips; }
    QLabel* facts() const { return m_facts; }

Q_SIGNALS:
    void requestChanged(); ///< texts, or whether scores are wanted
    void textsEdited();    ///< by the user
    void optionsChanged(); ///< something worth keeping
    void tokenizerTextWanted();
    void checkpointChosen(const QString& specification);
    void comparisonChosen(const QString& specification); ///< empty: nothing
    void comparisonFolderWanted();
    void modelWanted(); ///< the button of showNoModel()
    void copyAsPythonRequested();
    void exportRequested();

private:
    QWidget* makeInput();
    QWidget* makeResult();
    void onEdited();
    void rebuildSources();
    void showState();
    void describe(int query, int key);
    SourcePointer mainSource() const;

    TokenSelection& m_selection;
    AttentionState m_state;
    AttentionPointer m_first, m_second;
    AttentionState::View m_view = AttentionState::View::Heads, m_lastHeadView = AttentionState::View::Heads;
    Comparison m_comparison = Comparison::Both;
    bool m_isSetting = false;
    int m_tokenToChoose = -1; ///< of the example that is being computed

    QPlainTextEdit *m_firstEdit, *m_secondEdit;
    QCheckBox* m_pair;
    QComboBox* m_examples;
    QPushButton* m_useTokenizer;
    QComboBox *m_layer, *m_values, *m_sentences;
    QCheckBox *m_specialTokens, *m_byWord;
    QLabel* m_runLabel;
    QComboBox *m_run, *m_compare;
    QWidget* m_comparisonModes;
    QButtonGroup *m_viewButtons, *m_comparisonButtons;
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
