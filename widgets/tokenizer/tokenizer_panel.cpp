// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/tokenizer_panel.h"

#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/decode_page.h"
#include "widgets/tokenizer/encoding_table_model.h"
#include "widgets/tokenizer/stages_view.h"
#include "widgets/tokenizer/token_text_view.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

/// Cells whose content keeps a distance from their edges; backgrounds fill them.
class CellDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem cell(option);
        initStyleOption(&cell, index);
        const QStyle* style = cell.widget ? cell.widget->style() : QApplication::style();
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
        cell.backgroundBrush = Qt::NoBrush;
        cell.state &= ~(QStyle::State_Selected | QStyle::State_MouseOver | QStyle::State_HasFocus);
        cell.rect.adjust(Theme::space, 0, -Theme::space, 0);
        style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    }
};

QSpinBox* makeSpin(int minimum, int maximum, int value, const QString& name)
{
    auto* spin = new QSpinBox;
    spin->setRange(minimum, maximum);
    spin->setValue(value);
    spin->setAccessibleName(name);
    return spin;
}

} // namespace

TokenizerPanel::TokenizerPanel(TokenSelection& selection, QWidget* parent)
    : QWidget(parent), m_selection(selection)
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * Theme::space);
    splitter->addWidget(makeInput());
    splitter->addWidget(makeResult());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({360, 960});

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->addWidget(splitter);

    connect(&m_selection, &TokenSelection::changed, this, &TokenizerPanel::showSelection);
    updateOptionStates();
}

QWidget* TokenizerPanel::makeInput()
{
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);

    const auto makeEditor = [&](const QString& name, const QString& hint) {
        auto* editor = new QPlainTextEdit;
        editor->setFont(textFont());
        editor->setPlaceholderText(hint);
        editor->setAccessibleName(name);
        editor->setTabChangesFocus(true);
        editor->setLineWrapMode(QPlainTextEdit::WidgetWidth);
        connect(editor, &QPlainTextEdit::textChanged, this, &TokenizerPanel::onRequestEdited);
        return editor;
    };
    layout->addWidget(makeLabel("heading", tr("Text")));
    m_first = makeEditor(tr("Text"), tr("Type or paste a text, or drop a file on the window."));
    layout->addWidget(m_first, 3);
    m_pair = new QCheckBox(tr("Second text (pair)"));
    layout->addWidget(m_pair);
    m_second = makeEditor(tr("Second text"), tr("The second text of the pair."));
    m_second->hide();
    layout->addWidget(m_second, 2);
    connect(m_pair, &QCheckBox::toggled, this, &TokenizerPanel::onRequestEdited);
    layout->addWidget(makeOptions());
    card->setMinimumWidth(320);
    return card;
}

QWidget* TokenizerPanel::makeOptions()
{
    auto* options = new QWidget;
    auto* form = new QFormLayout(options);
    form->setContentsMargins(0, Theme::space, 0, 0);
    form->setHorizontalSpacing(2 * Theme::space);
    form->setVerticalSpacing(Theme::space);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(makeLabel("heading", tr("Options")));

    m_specialTokens = new QCheckBox(tr("Add special tokens"));
    m_specialTokens->setChecked(true);
    form->addRow(m_specialTokens);
    m_whitespace = new QCheckBox(tr("Show whitespace"));
    form->addRow(m_whitespace);

    m_truncation = new QComboBox;
    m_truncation->setAccessibleName(tr("Truncation"));
    m_truncation->addItems({tr("Off"), tr("Longest first"), tr("Only first"), tr("Only second")});
    form->addRow(tr("Truncation"), m_truncation);
    m_maxLength = makeSpin(0, 1'000'000, 128, tr("Maximum length in tokens"));
    m_maxLength->setSuffix(tr(" tokens"));
    form->addRow(tr("Maximum"), m_maxLength);
    m_stride = makeSpin(0, 1'000'000, 0, tr("Stride: tokens that neighbouring windows share"));
    m_stride->setSuffix(tr(" tokens"));
    form->addRow(tr("Stride"), m_stride);
    m_truncationSide = new QComboBox;
    m_truncationSide->setAccessibleName(tr("Side to cut"));
    m_truncationSide->addItems({tr("Right"), tr("Left")});
    form->addRow(tr("Cut at the"), m_truncationSide);
    m_padLength = makeSpin(0, 1'000'000, 0, tr("Padding to a length in tokens"));
    m_padLength->setSpecialValueText(tr("Off"));
    m_padLength->setSuffix(tr(" tokens"));
    form->addRow(tr("Pad to"), m_padLength);
    m_padSide = new QComboBox;
    m_padSide->setAccessibleName(tr("Side to pad"));
    m_padSide->addItems({tr("Right"), tr("Left")});
    form->addRow(tr("Pad at the"), m_padSide);

    connect(m_specialTokens, &QCheckBox::toggled, this, &TokenizerPanel::onRequestEdited);
    connect(m_whitespace, &QCheckBox::toggled, this,
            [this](bool on) { m_textView->setWhitespaceVisible(on); });
    for (QComboBox* box : {m_truncation, m_truncationSide, m_padSide})
        connect(box, &QComboBox::currentIndexChanged, this, &TokenizerPanel::onRequestEdited);
    for (QSpinBox* spin : {m_maxLength, m_stride, m_padLength})
        connect(spin, &QSpinBox::valueChanged, this, &TokenizerPanel::onRequestEdited);
    return options;
}

QWidget* TokenizerPanel::makeResult()
{
    m_resultPage = new QWidget;
    auto* layout = new QVBoxLayout(m_resultPage);
    layout->setContentsMargins(0, 0, 0, 0);

    auto* tokensCard = makeCard();
    auto* tokensLayout = new QVBoxLayout(tokensCard);
    tokensLayout->setContentsMargins(1, 2 * Theme::space, 1, 1);
    tokensLayout->setSpacing(Theme::space);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(2 * Theme::space, 0, Theme::space, 0);
    header->setSpacing(2 * Theme::space);
    m_tokenCount = makeLabel("value");
    header->addWidget(m_tokenCount);
    header->addStretch();
    m_windows = new QComboBox;
    m_windows->setAccessibleName(tr("Window of the encoding"));
    m_windows->setObjectName(QStringLiteral("windows"));
    m_windows->hide();
    connect(m_windows, &QComboBox::activated, this, &TokenizerPanel::showWindow);
    header->addWidget(m_windows);
    m_lengthMeter = new QProgressBar;
    m_lengthMeter->setTextVisible(false);
    m_lengthMeter->setFixedWidth(96);
    m_lengthText = makeLabel("caption");
    header->addWidget(m_lengthMeter);
    header->addWidget(m_lengthText);
    auto* python = makeIconButton(QStringLiteral("code"), tr("Copy as Python"));
    connect(python, &QToolButton::clicked, this, &TokenizerPanel::copyAsPythonRequested);
    header->addWidget(python);
    auto* save = makeIconButton(QStringLiteral("export"), tr("Export …"));
    connect(save, &QToolButton::clicked, this, &TokenizerPanel::exportRequested);
    header->addWidget(save);
    tokensLayout->addLayout(header);
    m_counts = makeLabel("caption");
    m_counts->setWordWrap(true);
    m_counts->setContentsMargins(2 * Theme::space, 0, 2 * Theme::space, 0);
    tokensLayout->addWidget(m_counts);
    m_explanation = makeLabel("caption");
    m_explanation->setWordWrap(true);
    m_explanation->setContentsMargins(2 * Theme::space, 0, 2 * Theme::space, 0);
    tokensLayout->addWidget(m_explanation);
    m_textView = new TokenTextView(m_selection);
    tokensLayout->addWidget(m_textView, 1);

    m_model = new EncodingTableModel(this);
    m_sorted = new QSortFilterProxyModel(this);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(EncodingTableModel::SortRole);
    m_table = new QTableView;
    m_table->setModel(m_sorted);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    // In the order of the encoding until a header is clicked: sorting half a million rows takes its time.
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->horizontalHeader()->setSortIndicatorClearable(true);
    m_table->setSortingEnabled(true);
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->setShowGrid(false);
    m_table->setMouseTracking(true);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(EncodingTableModel::Text, QHeaderView::Stretch);
    const int widths[] = {56, 160, 88, 0, 112, 72, 96, 72, 96, 80};
    for (int column = 0; column < int(std::size(widths)); ++column)
        if (widths[column] > 0) m_table->setColumnWidth(column, widths[column]);
    m_table->setAccessibleName(tr("Every field of the encoding, a row a token"));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (m_isSetting || !current.isValid()) return;
                m_selection.select({m_window, m_sorted->mapToSource(current).row()});
                m_textView->showToken(m_selection.selected().index);
            });
    connect(m_table, &QTableView::entered, this, [this](const QModelIndex& index) {
        m_selection.hover({m_window, m_sorted->mapToSource(index).row()});
    });

    m_stages = new StagesPage;
    m_decode = new DecodePage;
    connect(m_decode, &DecodePage::decodeRequested, this, &TokenizerPanel::decodeRequested);
    auto* detailCard = makeCard();
    auto* detailLayout = new QVBoxLayout(detailCard);
    detailLayout->setContentsMargins(1, Theme::space, 1, 1);
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(m_table, tr("Encoding"));
    m_tabs->addTab(m_stages, tr("Stages"));
    m_tabs->addTab(m_decode, tr("Decode"));
    detailLayout->addWidget(m_tabs);

    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * Theme::space);
    splitter->addWidget(tokensCard);
    splitter->addWidget(detailCard);
    splitter->setSizes({400, 400});
    layout->addWidget(splitter);

    m_message = new MessageView;
    m_resultStack = new QStackedWidget;
    m_resultStack->addWidget(m_message);
    m_resultStack->addWidget(m_resultPage);
    return m_resultStack;
}

TokenizerRequest TokenizerPanel::request() const
{
    TokenizerRequest request;
    request.first = m_first->toPlainText();
    if (m_pair->isChecked()) request.second = m_second->toPlainText();
    request.addSpecialTokens = m_specialTokens->isChecked();
    request.truncation = TokenizerRequest::Truncation(m_truncation->currentIndex());
    request.maxLength = m_maxLength->value();
    request.stride = m_stride->value();
    request.truncateLeft = m_truncationSide->currentIndex() == 1;
    request.padLength = m_padLength->value();
    request.padLeft = m_padSide->currentIndex() == 1;
    return request;
}

void TokenizerPanel::setRequest(const TokenizerRequest& request)
{
    m_isSetting = true;
    m_first->setPlainText(request.first);
    m_second->setPlainText(request.second.value_or(QString()));
    m_pair->setChecked(request.second.has_value());
    m_specialTokens->setChecked(request.addSpecialTokens);
    m_truncation->setCurrentIndex(int(request.truncation));
    m_maxLength->setValue(request.maxLength);
    m_stride->setValue(request.stride);
    m_truncationSide->setCurrentIndex(request.truncateLeft ? 1 : 0);
    m_padLength->setValue(request.padLength);
    m_padSide->setCurrentIndex(request.padLeft ? 1 : 0);
    m_isSetting = false;
    onRequestEdited();
}

void TokenizerPanel::onRequestEdited()
{
    if (m_isSetting) return;
    updateOptionStates();
    Q_EMIT requestChanged();
}

void TokenizerPanel::updateOptionStates()
{
    m_second->setVisible(m_pair->isChecked());
    const bool truncates = m_truncation->currentIndex() != 0;
    for (QWidget* widget : {static_cast<QWidget*>(m_maxLength), static_cast<QWidget*>(m_stride),
                            static_cast<QWidget*>(m_truncationSide)})
        widget->setEnabled(truncates);
    m_padSide->setEnabled(m_padLength->value() > 0);
}

void TokenizerPanel::setSummary(const TokenizerSummary& summary)
{
    m_summary = summary;
    m_stages->setNames(summary.stages);
    showCounts();
}

void TokenizerPanel::showResult(TokenizerResult result)
{
    m_selection.clear();
    m_result = std::move(result);
    const int count = int(m_result.windows.size());
    {
        const QSignalBlocker blocker(m_windows);
        m_windows->clear();
        for (int i = 0; i < count; ++i)
            m_windows->addItem(tr("Window %1 of %2").arg(i + 1).arg(count));
    }
    m_windows->setVisible(count > 1);
    m_stages->setStages(m_result.stages);
    showWindow(0);
    m_resultStack->setCurrentWidget(m_resultPage);
}

std::shared_ptr<const EncodingView> TokenizerPanel::shownWindow() const
{
    const auto index = std::size_t(m_window);
    return index < m_result.windows.size() ? m_result.windows[index] : nullptr;
}

void TokenizerPanel::showWindow(int window)
{
    m_window = window;
    const auto view = shownWindow();
    m_isSetting = true;
    m_model->setView(view);
    m_isSetting = false;
    m_textView->setView(view, window);
    showCounts();
    if (view) m_decode->setIds(view->encoding.ids, view->isPair ? QString() : view->texts[0]);
}

void TokenizerPanel::showCounts()
{
    const auto view = shownWindow();
    if (!view) return;
    const QLocale locale;
    int unknown = 0, placed = 0;
    for (int i = 0; i < view->size(); ++i) {
        placed += view->hasPlace(i);
        unknown += view->hasPlace(i) && view->isUnknown(i);
    }
    m_tokenCount->setText(tr("%n token(s)", nullptr, view->size()));
    QStringList facts{tr("%n character(s)", nullptr, int(m_result.codePoints)),
                      tr("%n word(s)", nullptr, int(m_result.words))};
    m_counts->setToolTip(tr("%n byte(s) of UTF-8", nullptr, int(m_result.bytes)));
    if (m_result.words > 0)
        facts.append(
            tr("%1 tokens a word").arg(locale.toString(double(placed) / double(m_result.words), 'f', 2)));
    if (unknown > 0) facts.append(tr("%n unknown", nullptr, unknown));
    facts.append(
        tr("%1 ms").arg(locale.toString(m_result.milliseconds, 'f', m_result.milliseconds < 10 ? 2 : 0)));
    m_counts->setText(facts.join(QStringLiteral("  ·  ")));

    const int maximum = m_summary.modelMaxLength;
    m_lengthMeter->setVisible(maximum > 0);
    m_lengthText->setVisible(maximum > 0);
    if (maximum > 0) {
        m_lengthMeter->setRange(0, maximum);
        m_lengthMeter->setValue(std::min(view->size(), maximum));
        const bool isTooLong = view->size() > maximum;
        m_lengthText->setText(isTooLong
                                  ? tr("%1 more than the model's %2").arg(view->size() - maximum).arg(maximum)
                                  : tr("of the model's %1").arg(maximum));
        setRole(m_lengthText, isTooLong ? "error" : "caption");
    }
    m_explanation->setText(
        m_result.windows.size() > 1
            ? tr("Truncation made %n window(s). What the shown one does not cover is struck through.",
                 nullptr, int(m_result.windows.size()))
            : tr("Each colour is one token, at its place in the text; the chips were added around it. Point "
                 "at one to "
                 "find it everywhere."));
}

void TokenizerPanel::showSelection()
{
    const auto view = shownWindow();
    const auto token = m_selection.selected();
    if (!view || token.row != m_window || token.index < 0 || token.index >= view->size()) {
        m_table->clearSelection();
        return;
    }
    const QModelIndex row = m_sorted->mapFromSource(m_model->index(token.index, 0));
    if (m_table->currentIndex().row() == row.row() && m_table->selectionModel()->isRowSelected(row.row()))
        return;
    m_isSetting = true;
    m_table->selectRow(row.row());
    m_table->scrollTo(row);
    m_isSetting = false;
}

void TokenizerPanel::showError(const QString& what, const QString& reason, const QString& nextStep)
{
    m_message->showError(what, reason, nextStep);
    m_resultStack->setCurrentWidget(m_message);
}

void TokenizerPanel::showLoading(const QString& text)
{
    m_message->showBusy(text);
    m_resultStack->setCurrentWidget(m_message);
}

void TokenizerPanel::showDecoded(const QString& text)
{
    m_decode->showDecoded(text);
}

bool TokenizerPanel::exportPicture(const QString& path)
{
    return savePicture(path, m_textView->viewport()->size(),
                       [this](QPainter& painter) { m_textView->paintVisible(painter); });
}

} // namespace vitrine::widgets
