// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/attention/attention_source.h"

#include <QFrame>

#include <optional>
#include <vector>

class QBoxLayout;
class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace vitrine::widgets {

/// A model that can be looked at or compared with.
struct AttentionChoice
{
    QString specification, label;
};

/// Which of two models is shown.
enum class AttentionComparison { First, Second, Both, Difference };

/// The left half of the panel: the texts, what of the attention is shown, and what it is compared with.
class AttentionForm final : public QFrame
{
    Q_OBJECT

public:
    explicit AttentionForm(QWidget* parent = nullptr);

    QString firstText() const;
    std::optional<QString> secondText() const;
    /// Emits textsChanged() once, not textsEdited().
    void setTexts(const QString& first, const std::optional<QString>& second);
    /// "Use the Tokenizer's text" appears where that is another one.
    void setTokenizerTextDiffers(bool differs);

    AttentionOptions options() const;
    void setOptions(const AttentionOptions& options); ///< emits nothing

    void showLayer(int layer, int count);
    void showSentences(int index, bool areTwo);
    /// Whether the model is an encoder-decoder: the second text is the decoder's then, and one of three
    /// attentions is shown.
    void showKinds(bool areThree);
    inspection::AttentionKind kind() const;       ///< of those three
    void setKind(inspection::AttentionKind kind); ///< emits nothing
    void showComparison(AttentionComparison shown, bool canSubtract);
    /// The checkpoints of an open run with one as the first model. None: hidden.
    void setRun(const std::vector<AttentionChoice>& checkpoints, const QString& current);
    /// What the model can be compared with; `current` empty: nothing.
    void setComparisons(const std::vector<AttentionChoice>& choices, const QString& current);

    QPlainTextEdit* editor() const { return m_first; }

Q_SIGNALS:
    void textsEdited(); ///< by the user; textsChanged() follows
    void textsChanged();
    void exampleChosen(int number);
    void optionsChanged();
    void layerChosen(int layer);
    void sentencesChosen(int index); ///< of AttentionState::Sentences
    void kindChosen(vitrine::inspection::AttentionKind kind);
    void comparisonModeChosen(vitrine::widgets::AttentionComparison mode);
    void tokenizerTextWanted();
    void checkpointChosen(const QString& specification);
    void comparisonChosen(const QString& specification); ///< empty: nothing
    void comparisonFolderWanted();

private:
    QWidget* makePage();
    void addTexts(QBoxLayout* layout);
    void addOptions(QBoxLayout* layout);
    QWidget* makeKinds();
    void addComparison(QBoxLayout* layout);
    void onEdited();

    bool m_isSetting = false;
    QPlainTextEdit *m_first, *m_second;
    QCheckBox* m_pair;
    QWidget* m_kinds;
    QButtonGroup* m_kindButtons;
    QPushButton* m_useTokenizer;
    QComboBox *m_layer, *m_values, *m_sentences;
    QCheckBox *m_specialTokens, *m_byWord;
    QLabel* m_runLabel;
    QComboBox *m_run, *m_compare;
    QWidget* m_modes;
    QButtonGroup* m_modeButtons;
};

/// Texts that show something in the starter model.
struct AttentionExample
{
    const char *title, *first, *second; ///< the title is translated in the context "AttentionExample"
    int layer, head;                    ///< from 0, where something is worth seeing
    int token;                          ///< that is chosen; -1: none
};
const std::vector<AttentionExample>& attentionExamples();

} // namespace vitrine::widgets
