// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/generation_values.h"
#include "widgets/playground/task_view.h"

#include <optional>
#include <utility>
#include <vector>

class QButtonGroup;
class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace vitrine::widgets {

class BeamTree;
class BranchTree;
class ColorLegend;
class FlowLayout;
class TokenCard;
class TokenChips;
class TokenTimes;

/// Tasks that write a text: its tokens as they are made, how sure the model was of each and what else it
/// could have written, the beams, the versions that were branched off, and the figures of the run.
class GenerationView : public TaskView
{
    Q_OBJECT

public:
    explicit GenerationView(const QString& task, QWidget* parent = nullptr);

    void showResult(const TaskResult& result) override;
    void startStream(const TaskRequest& request) override;
    void addTokens(const QList<StreamedToken>& tokens) override;
    QList<QStringList> table() const override;
    QString plainText() const override;
    QByteArray picture() const override;

    enum Coloring { ByProbability, ByEntropy, ByRank, ByTime, Plain, ByMark };
    void setColoring(Coloring coloring);
    Coloring coloring() const { return m_coloring; }
    /// Which of several sequences is shown.
    void showSequence(int sequence);
    int sequence() const { return m_sequence; }
    const Generation& generation() const { return m_generation; }
    int promptChips() const { return m_promptChips; } ///< pieces before the first generated token

    TokenChips* chips() const { return m_chips; }
    TokenChips* source() const { return m_source; } ///< null for text-generation
    TokenCard* card() const { return m_card; }
    BeamTree* beamTree() const { return m_beams; }
    BranchTree* branches() const { return m_branches; }
    QComboBox* sequences() const { return m_sequences; }
    QButtonGroup* colorings() const { return m_colorings; }
    QButtonGroup* pages() const { return m_pages; } ///< 0 the text, 1 the beams
    TokenTimes* times() const { return m_times; }

protected:
    /// Of the shown sequence, or what was streamed.
    const std::vector<GeneratedToken>& tokens() const;
    const TaskResult& result() const { return m_result; }
    QString sourceText() const; ///< the input as it was typed
    /// What stands before the written tokens in the same text.
    const std::vector<GeneratedToken>& prompt() const;
    /// The text of the shown sequence as the pipeline returns it.
    QString resultText() const;
    /// Offers a colouring by marks as the first one and takes it. `legend`: mark and name.
    void offerMarks(const QString& name, QList<std::pair<int, QString>> legend);
    /// A mark a generated token, -1 for none.
    void setMarks(std::vector<int> marks);
    /// Above the figures.
    QLabel* note() const { return m_note; }

    /// The sequence on screen has changed; `source` has the words of the input, and `chips` the tokens.
    virtual void onShown() {}
    virtual void onCurrentToken(int /*token*/) {}
    void resizeEvent(QResizeEvent* event) override;
    /// Where rows of the text begin, in generated tokens.
    virtual std::vector<int> rowStarts() { return {}; }

private:
    /// A run, and where it left the one before it.
    struct Version
    {
        TaskResult result;
        QString text; ///< its beginning
        int made = 0; ///< tokens
        int parent = -1, begin = 0;
        QString token;
    };
    struct Pending
    {
        TaskRequest request;
        int parent, begin;
        QString token;
    };

    QWidget* makeText();
    QWidget* makeHead();
    void keepVersion(const TaskResult& result);
    void dropOldest();
    void recall(int version);
    void showVersions();
    void display();
    void showTokens();
    void colorTokens();
    void showCurrent();
    void showFigures();
    /// Figures take one line where it is low, and what stands side by side stands below where it is narrow.
    void fitRoom();
    void branch(int alternative);
    QString whyNoBranch() const;
    QString describe(int chip) const;

    QString m_task;
    bool m_isSeq2Seq;
    TaskResult m_result;
    Generation m_generation;
    QStringList m_texts; ///< of the sequences
    std::vector<GeneratedToken> m_streamed;
    TaskRequest m_streamRequest;
    bool m_isStreaming = false, m_hasStreamed = false;
    int m_sequence = 0, m_promptChips = 0;
    Coloring m_coloring = ByProbability;
    std::vector<int> m_marks;
    QList<std::pair<int, QString>> m_markLegend;
    std::vector<Version> m_versions;
    int m_version = -1;
    std::optional<Pending> m_pending;

    QButtonGroup *m_colorings, *m_pages;
    QWidget *m_pageRow, *m_zoomRow, *m_colorRow, *m_figuresPlace;
    ColorLegend* m_legend;
    QComboBox* m_sequences;
    BranchTree* m_branches;
    TokenChips *m_chips, *m_source = nullptr;
    BeamTree* m_beams;
    TokenCard* m_card;
    QStackedWidget* m_stack;
    QLabel *m_finish, *m_note, *m_line;
    FlowLayout* m_figures;
    TokenTimes* m_times;
    QSplitter *m_columns, *m_sides = nullptr;
};

} // namespace vitrine::widgets
