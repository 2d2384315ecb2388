// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/token_selection.h"
#include "widgets/tokenizer/encoding_view.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QSortFilterProxyModel;
class QSpinBox;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace vitrine::widgets {

class DecodePage;
class EncodingTableModel;
class HowPage;
class LabelsPage;
class LookupPage;
class MessageView;
class StagesPage;
class StatisticsPage;
class TokenizerInput;
class TokenTextView;
class WindowsPage;

/// Text becomes tokens: the editor and its options at the left; at the right the tokens over the text, below
/// them every field of the Encoding, the stages, how the model got there, look-ups, windows, labels, the way
/// back, and statistics of a file. Knows no tokenizer: it asks by signals and shows what it is given.
class TokenizerPanel final : public QWidget
{
    Q_OBJECT

public:
    enum class Page { Grid, Stages, How, Lookup, Windows, Labels, Decode, File };

    explicit TokenizerPanel(TokenSelection& selection, QWidget* parent = nullptr);

    TokenizerRequest request() const;
    /// Shows the request and asks for its answer once.
    void setRequest(const TokenizerRequest& request);

    void setSummary(const TokenizerSummary& summary);
    const TokenizerSummary& summary() const { return m_summary; }
    /// Tokens of what is on screen alone, while the answer is on its way.
    void showPreview(std::shared_ptr<const EncodingView> view);
    /// The answer to the newest request.
    void showResult(TokenizerResult result);
    void showError(const QString& what, const QString& reason, const QString& nextStep);
    void showLoading(const QString& text);
    /// The answer to decodeRequested().
    void showDecoded(const QString& text);

    /// The window of the encoding that is shown; null before the first answer.
    std::shared_ptr<const EncodingView> shownWindow() const;
    const std::vector<std::shared_ptr<const EncodingView>>& windows() const { return m_result.windows; }
    /// Its number: the row of its tokens in the selection.
    int shownWindowNumber() const { return m_window; }
    void showPage(Page page);
    Page page() const;
    /// The answer in the second text, empty if there is none.
    core::Utf16Span answerSpan() const;

    /// The picture of the whole text with its tokens, or of what is on screen where that would be too large
    /// (`isWhole` then is false); false if the file can't be written. `.svg` or `.png`.
    bool exportPicture(const QString& path, bool* isWhole = nullptr);

    TokenizerInput* input() const { return m_input; }
    TokenTextView* textView() const { return m_textView; }
    QTableView* table() const { return m_table; }
    QPlainTextEdit* editor() const;
    StagesPage* stages() const { return m_stages; }
    HowPage* how() const { return m_how; }
    LookupPage* lookup() const { return m_lookup; }
    WindowsPage* windowsPage() const { return m_windowsPage; }
    LabelsPage* labels() const { return m_labels; }
    StatisticsPage* statistics() const { return m_statistics; }
    DecodePage* decode() const { return m_decode; }

Q_SIGNALS:
    void requestChanged();
    void decodeRequested(const std::vector<std::uint32_t>& ids, bool skipSpecialTokens);
    /// How did the model come to the tokens of that word (its number in that text)?
    void explainRequested(int text, std::uint32_t word);
    void copyAsPythonRequested();
    void exportRequested();
    void pageExportRequested();
    void exampleOfQuestionRequested();
    void pageChanged();

private:
    QWidget* makeResult();
    QWidget* makeTokensCard();
    QWidget* makePagesCard();
    void showWindow(int window);
    void showSelection();
    void showCounts();
    /// Fills the page that is shown with what is shown above; the others when they come to the front.
    void refreshPage();
    void explainSelected();
    void takeAnswerFromSelection();

    TokenSelection& m_selection;
    TokenizerSummary m_summary;
    TokenizerResult m_result;
    int m_window = 0;
    bool m_isSetting = false;
    bool m_isStale[8] = {};
    qsizetype m_answerAt = 0; ///< where the answer was selected

    TokenizerInput* m_input;
    QLabel* m_tokenCount;
    QLabel* m_counts;
    QProgressBar* m_lengthMeter;
    QLabel* m_lengthText;
    QSpinBox* m_windows;
    QLabel* m_explanation;
    QStackedWidget* m_resultStack;
    QWidget* m_resultPage;
    MessageView* m_message;
    TokenTextView* m_textView;
    QTabWidget* m_tabs;
    QTableView* m_table;
    EncodingTableModel* m_model;
    QSortFilterProxyModel* m_sorted;
    StagesPage* m_stages;
    HowPage* m_how;
    LookupPage* m_lookup;
    WindowsPage* m_windowsPage;
    LabelsPage* m_labels;
    DecodePage* m_decode;
    StatisticsPage* m_statistics;
};

} // namespace vitrine::widgets
