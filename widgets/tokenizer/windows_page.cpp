// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/windows_page.h"

#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {

void WindowsModel::setWindows(std::vector<std::shared_ptr<const EncodingView>> windows,
                              std::vector<WindowAnswer> answers)
{
    beginResetModel();
    const bool isSame = windows == m_windows;
    m_windows = std::move(windows);
    m_answers = std::move(answers);
    if (!isSame) {
        m_covered.clear();
        m_slidingText = 0;
        for (const auto& window : m_windows) {
            m_covered.push_back({window->covered(0), window->covered(1)});
            if (m_covered.back()[1] != m_covered.front()[1]) m_slidingText = 1;
        }
        // A single window of a pair is a context that fitted.
        if (m_windows.size() == 1 && m_windows[0]->isPair) m_slidingText = 1;
    }
    endResetModel();
}

core::Utf16Span WindowsModel::covered(int row, int text) const
{
    return m_covered[std::size_t(row)][std::size_t(text)];
}

core::Utf16Span WindowsModel::shared(int row) const
{
    if (row == 0) return {};
    const auto former = covered(row - 1, m_slidingText), own = covered(row, m_slidingText);
    const core::Utf16Span both{std::max(former.begin, own.begin), std::min(former.end, own.end)};
    return both.begin < both.end ? both : core::Utf16Span{};
}

int WindowsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_windows.size());
}

int WindowsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant WindowsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row();
    const EncodingView& window = *m_windows[std::size_t(row)];
    const WindowAnswer* answer = std::size_t(row) < m_answers.size() ? &m_answers[std::size_t(row)] : nullptr;
    if (role == Qt::TextAlignmentRole)
        return int(
            (index.column() == Picture || index.column() == Characters ? Qt::AlignLeft : Qt::AlignRight) |
            Qt::AlignVCenter);
    if (role == Qt::FontRole) return index.column() == Picture ? interfaceFont() : monospaceFont();
    if (role == Qt::ForegroundRole && index.column() >= Start && answer)
        return answer->isInside ? theme().success : theme().mutedText;
    if (role == Qt::AccessibleTextRole && index.column() == Picture) {
        const auto span = covered(row, m_slidingText);
        return tr("Window %1 covers %2 to %3 of the text")
            .arg(row + 1)
            .arg(span.begin.value)
            .arg(span.end.value);
    }
    if (role != Qt::DisplayRole) return {};
    switch (Column(index.column())) {
    case Number:
        return row + 1;
    case Tokens:
        return window.size();
    case Characters: {
        const int first = window.firstOf(m_slidingText), last = window.lastOf(m_slidingText);
        if (first < 0) return QStringLiteral("–");
        return QStringLiteral("%1 – %2")
            .arg(window.codePoints[std::size_t(first)].begin.value)
            .arg(window.codePoints[std::size_t(last)].end.value);
    }
    case Start:
        return answer ? QVariant(answer->startToken) : QVariant(QStringLiteral("–"));
    case End:
        return answer ? QVariant(answer->endToken) : QVariant(QStringLiteral("–"));
    case Picture:
    case ColumnCount:
        break;
    }
    return {};
}

QVariant WindowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    const QString titles[] = {QStringLiteral("#"), tr("Tokens"), tr("Where in the text"),
                              tr("Characters"),    tr("Start"),  tr("End")};
    const QString tips[] = {
        {},
        tr("Tokens of the window, special tokens included"),
        tr("What the window covers; hatched where it repeats the one before, marked where the answer is"),
        tr("First and last character of the text that it covers"),
        tr("Token of the window at which the answer starts; 0 where it is not wholly inside"),
        tr("Token of the window at which the answer ends; 0 where it is not wholly inside")};
    if (section >= ColumnCount) return {};
    if (role == Qt::DisplayRole) return titles[section];
    if (role == Qt::ToolTipRole) return tips[section];
    if (role == Qt::TextAlignmentRole)
        return int((section == Picture || section == Characters ? Qt::AlignLeft : Qt::AlignRight) |
                   Qt::AlignVCenter);
    return {};
}

void WindowsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const auto* model = qobject_cast<const WindowsModel*>(index.model());
    if (!model || index.column() != WindowsModel::Picture) return CellDelegate::paint(painter, option, index);
    const QRectF cell = QRectF(paintPanel(painter, option, index)).adjusted(0, 8, 0, -8);
    const int row = index.row(), text = model->slidingText();
    const EncodingView& window = *model->windows()[std::size_t(row)];
    const double length = std::max<double>(1, double(window.texts[std::size_t(text)].size()));
    const auto rectOf = [&](core::Utf16Span span) {
        const double left = cell.left() + cell.width() * double(span.begin.value) / length;
        const double right = cell.left() + cell.width() * double(span.end.value) / length;
        return QRectF(left, cell.top(), std::max(2.0, right - left), cell.height());
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme().raised);
    painter->drawRoundedRect(cell, 3, 3);
    const QColor color = theme().line[std::size_t(row) % 2];
    painter->setBrush(blend(theme().surface, color, theme().dark ? 0.55 : 0.4));
    painter->drawRoundedRect(rectOf(model->covered(row, text)), 3, 3);
    if (const auto both = model->shared(row); !both.empty()) {
        painter->setBrush(QBrush(theme().text, Qt::BDiagPattern));
        painter->setOpacity(0.5);
        painter->drawRect(rectOf(both));
        painter->setOpacity(1);
    }
    if (std::size_t(row) < model->answers().size()) {
        const WindowAnswer& answer = model->answers()[std::size_t(row)];
        const QRectF mark = rectOf(answer.span).adjusted(-1, -3, 1, 3);
        painter->setPen(QPen(answer.isInside ? theme().success : theme().mutedText, 2,
                             answer.isInside ? Qt::SolidLine : Qt::DotLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(mark, 2, 2);
    }
    painter->restore();
}

WindowsPage::WindowsPage(QWidget* parent) : QWidget(parent), m_model(new WindowsModel(this))
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, Theme::space, 0, 0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(2 * Theme::space, 0, 2 * Theme::space, 0);
    row->setSpacing(Theme::space);
    auto* label = new QLabel(tr("Answer"));
    m_answer = new QLineEdit;
    m_answer->setPlaceholderText(tr("Words of the context that answer the question"));
    m_answer->setAccessibleName(tr("Answer: words of the context"));
    m_answer->setClearButtonEnabled(true);
    label->setBuddy(m_answer);
    m_take = new QPushButton(tr("Take the selection"));
    m_take->setToolTip(tr("Makes what is selected in the second text the answer"));
    row->addWidget(label);
    row->addWidget(m_answer, 1);
    row->addWidget(m_take);
    layout->addLayout(row);
    m_note = makeLabel("caption");
    m_note->setWordWrap(true);
    m_note->setContentsMargins(2 * Theme::space, 0, 2 * Theme::space, 0);
    layout->addWidget(m_note);
    m_table = makeTable(m_model, tr("The windows, a row each"), {48, 64, 0, 112, 64, 64});
    m_table->setItemDelegate(new WindowsDelegate(m_table));
    layout->addWidget(m_table, 1);

    m_message = new MessageView;
    m_message->showEmpty(
        QStringLiteral("text"), tr("One window holds it all"),
        tr("With truncation and a smaller maximum a long text is cut into windows that overlap by "
           "the stride. For question answering put the question into the first text, its context "
           "into the second, and cut only the second."));
    m_message->setAction(tr("Show a question with its context"));
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_message, &MessageView::actionTriggered, this, &WindowsPage::exampleRequested);
    connect(m_answer, &QLineEdit::textChanged, this, [this] {
        if (!m_isSetting) Q_EMIT answerEdited();
    });
    connect(m_take, &QPushButton::clicked, this, &WindowsPage::answerFromSelectionRequested);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!m_isSetting && current.isValid()) Q_EMIT windowChosen(current.row());
            });
}

QString WindowsPage::answer() const
{
    return m_answer->text();
}

void WindowsPage::setAnswer(const QString& answer)
{
    m_isSetting = true;
    m_answer->setText(answer);
    m_isSetting = false;
}

void WindowsPage::setWindows(std::vector<std::shared_ptr<const EncodingView>> windows, core::Utf16Span answer)
{
    const bool isPair = !windows.empty() && windows[0]->isPair;
    const bool isEmpty = windows.size() <= 1 && !isPair;
    std::vector<WindowAnswer> answers;
    std::size_t inside = 0;
    if (!answer.empty())
        for (const auto& window : windows) {
            answers.push_back(answerIn(*window, answer));
            inside += answers.back().isInside;
        }
    const auto count = windows.size();
    m_isSetting = true;
    m_model->setWindows(std::move(windows), std::move(answers));
    m_isSetting = false;
    for (QWidget* widget : {static_cast<QWidget*>(m_answer), static_cast<QWidget*>(m_take)})
        widget->setEnabled(isPair);
    m_table->setColumnHidden(WindowsModel::Start, !isPair);
    m_table->setColumnHidden(WindowsModel::End, !isPair);
    if (!isPair)
        m_note->setText(
            tr("An answer is looked for in the second text: turn on the pair and put the question first."));
    else if (m_answer->text().isEmpty())
        m_note->setText(tr("Select the answer in the second text and take it, or type it here."));
    else if (answer.empty())
        m_note->setText(tr("The context does not hold these words."));
    else
        m_note->setText(
            tr("%1 of %n window(s) hold the whole answer; the others are labelled (0, 0), the first "
               "token.",
               nullptr, int(count))
                .arg(inside));
    m_stack->setCurrentIndex(isEmpty ? 0 : 1);
}

void WindowsPage::setCurrent(int window)
{
    m_isSetting = true;
    m_table->selectRow(window);
    m_isSetting = false;
}

} // namespace vitrine::widgets
