// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/compare_result.h"

#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QMenu;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableWidget;
class QToolButton;
class QVBoxLayout;

namespace vitrine::widgets {

class AlignedView;
class MessageView;

/// Up to six tokenizers on the same text or file: their figures in a table, their tokens aligned below it.
/// Knows no tokenizer: it asks and shows what it is given.
class ComparePage final : public QWidget
{
    Q_OBJECT

public:
    /// A tokenizer of the list at the left.
    struct Choice
    {
        QString name, detail;
        bool isBroken = false;
    };

    explicit ComparePage(QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& text);
    double price() const; ///< of 1,000 tokens; 0: none
    void setPrice(double price);
    void setChoices(const std::vector<Choice>& choices);
    /// Filled by the owner when it opens.
    QMenu* addMenu() const { return m_addMenu; }

    void showResult(std::shared_ptr<const CompareResult> result);
    void showBusy(const QString& text);
    void showEmpty();
    /// Progress of the file; negative: unknown. `showFileDone` takes the bar away.
    void showFileProgress(double fraction, const QString& text);
    void showFileDone();
    std::shared_ptr<const CompareResult> result() const { return m_result; }
    bool exportPicture(const QString& path);

    QPlainTextEdit* editor() const { return m_editor; }
    QTableWidget* table() const { return m_table; }
    AlignedView* alignedView() const { return m_aligned; }
    QLabel* problem() const { return m_problem; }

public Q_SLOTS:
    void showNextDifference();
    void showPreviousDifference();

Q_SIGNALS:
    void textChanged();
    void priceChanged();
    void removeRequested(int tokenizer);
    void fileRequested();
    void stopRequested();
    void copyAsPythonRequested();
    void exportRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeInput();
    QWidget* makeResult();
    void fillTable();
    void showPlace();

    std::shared_ptr<const CompareResult> m_result;
    QPlainTextEdit* m_editor;
    QVBoxLayout* m_choices;
    QMenu* m_addMenu;
    QToolButton* m_add;
    QDoubleSpinBox* m_price;
    QPushButton* m_file;
    QWidget* m_fileRow;
    QProgressBar* m_fileBar;
    QLabel* m_fileText;

    QStackedWidget* m_stack;
    MessageView* m_message;
    QLabel* m_title;
    QLabel* m_summary;
    QLabel* m_problem;
    QTableWidget* m_table;
    QWidget* m_alignedCard;
    QLabel* m_alignedNote;
    AlignedView* m_aligned;
};

} // namespace vitrine::widgets
