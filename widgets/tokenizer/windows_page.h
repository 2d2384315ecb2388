// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tokenizer/encoding_view.h"
#include "widgets/tokenizer/table_parts.h"

#include <QAbstractTableModel>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace vitrine::widgets {

class MessageView;

/// The windows of an encoding: what each covers of the texts, and where it holds the answer.
class WindowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Tokens, Picture, Characters, Start, End, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `answers`: one a window, none without an answer.
    void setWindows(std::vector<std::shared_ptr<const EncodingView>> windows,
                    std::vector<WindowAnswer> answers);
    const std::vector<std::shared_ptr<const EncodingView>>& windows() const { return m_windows; }
    const std::vector<WindowAnswer>& answers() const { return m_answers; }
    /// The text that was cut into windows, as far as that is told by what they cover.
    int slidingText() const { return m_slidingText; }
    /// The part of the text that this window shares with the one before it.
    core::Utf16Span shared(int row) const;
    core::Utf16Span covered(int row, int text) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<std::shared_ptr<const EncodingView>> m_windows;
    std::vector<WindowAnswer> m_answers;
    std::vector<std::array<core::Utf16Span, 2>> m_covered;
    int m_slidingText = 0;
};

/// Draws a window as a bar over the length of the text, with its overlap and the answer.
class WindowsDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

/// The picture of the windows, and for a question with its context which of them hold the answer.
class WindowsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit WindowsPage(QWidget* parent = nullptr);

    /// `answer`: in the context, empty for none.
    void setWindows(std::vector<std::shared_ptr<const EncodingView>> windows, core::Utf16Span answer);
    void setCurrent(int window);
    /// The answer as it stands in the field.
    QString answer() const;
    void setAnswer(const QString& answer);

    WindowsModel* model() const { return m_model; }
    QTableView* table() const { return m_table; }
    QLineEdit* answerField() const { return m_answer; }

Q_SIGNALS:
    void windowChosen(int window);
    void answerEdited();
    void answerFromSelectionRequested();
    void exampleRequested();

private:
    WindowsModel* m_model;
    QTableView* m_table;
    QLineEdit* m_answer;
    QPushButton* m_take;
    QLabel* m_note;
    QStackedWidget* m_stack;
    MessageView* m_message;
    bool m_isSetting = false;
};

} // namespace vitrine::widgets
