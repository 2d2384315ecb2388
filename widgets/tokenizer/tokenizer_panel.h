// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/token_selection.h"
#include "widgets/tokenizer/encoding_view.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
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
class MessageView;
class StagesPage;
class TokenTextView;

/// Text becomes tokens: the editor and its options at the left; at the right the tokens over the text, below
/// them every field of the Encoding, the stages, and the way back. Knows no tokenizer: it asks by
/// requestChanged() and shows what it is given.
class TokenizerPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit TokenizerPanel(TokenSelection& selection, QWidget* parent = nullptr);

    TokenizerRequest request() const;
    /// Shows the request and asks for its answer once.
    void setRequest(const TokenizerRequest& request);

    void setSummary(const TokenizerSummary& summary);
    /// The answer to the newest request.
    void showResult(TokenizerResult result);
    void showError(const QString& what, const QString& reason, const QString& nextStep);
    void showLoading(const QString& text);
    /// The answer to decodeRequested().
    void showDecoded(const QString& text);

    /// The window of the encoding that is shown; null before the first answer.
    std::shared_ptr<const EncodingView> shownWindow() const;
    /// Its number: the row of its tokens in the selection.
    int shownWindowNumber() const { return m_window; }
    /// The picture of the tokens on screen; false if the file can't be written. `.svg` or `.png`.
    bool exportPicture(const QString& path);

    TokenTextView* textView() const { return m_textView; }
    QTableView* table() const { return m_table; }
    QPlainTextEdit* editor() const { return m_first; }

Q_SIGNALS:
    void requestChanged();
    void decodeRequested(const std::vector<std::uint32_t>& ids, bool skipSpecialTokens);
    void copyAsPythonRequested();
    void exportRequested();

private:
    QWidget* makeInput();
    QWidget* makeOptions();
    QWidget* makeResult();
    void onRequestEdited();
    void updateOptionStates();
    void showWindow(int window);
    void showSelection();
    void showCounts();

    TokenSelection& m_selection;
    TokenizerSummary m_summary;
    TokenizerResult m_result;
    int m_window = 0;
    bool m_isSetting = false;

    QPlainTextEdit* m_first;
    QPlainTextEdit* m_second;
    QCheckBox* m_pair;
    QCheckBox* m_specialTokens;
    QCheckBox* m_whitespace;
    QComboBox* m_truncation;
    QSpinBox* m_maxLength;
    QSpinBox* m_stride;
    QComboBox* m_truncationSide;
    QSpinBox* m_padLength;
    QComboBox* m_padSide;

    QLabel* m_tokenCount;
    QLabel* m_counts;
    QProgressBar* m_lengthMeter;
    QLabel* m_lengthText;
    QComboBox* m_windows;
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
    DecodePage* m_decode;
};

} // namespace vitrine::widgets
