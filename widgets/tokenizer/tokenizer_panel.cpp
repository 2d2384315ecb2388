// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/tokenizer_panel.h"

#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/decode_page.h"
#include "widgets/tokenizer/encoding_table_model.h"
#include "widgets/tokenizer/how_page.h"
#include "widgets/tokenizer/labels_page.h"
#include "widgets/tokenizer/lookup_page.h"
#include "widgets/tokenizer/stages_view.h"
#include "widgets/tokenizer/statistics_page.h"
#include "widgets/tokenizer/table_parts.h"
#include "widgets/tokenizer/token_text_view.h"
#include "widgets/tokenizer/tokenizer_input.h"
#include "widgets/tokenizer/windows_page.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {

TokenizerPanel::TokenizerPanel(TokenSelection& selection, QWidget* parent)
    : QWidget(parent), m_selection(selection), m_input(new TokenizerInput)
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * Theme::space);
    splitter->addWidget(m_input);
    splitter->addWidget(makeResult());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({int(340 * textScale()), int(980 * textScale())});

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->addWidget(splitter);

    connect(m_input, &TokenizerInput::requestChanged, this, &TokenizerPanel::requestChanged);
    connect(m_input, &TokenizerInput::whitespaceToggled, m_textView, &TokenTextView::setWhitespaceVisible);
    connect(&m_selection, &TokenSelection::changed, this, &TokenizerPanel::showSelection);
    connect(&m_selection, &TokenSelection::selectedChanged, this, [this] {
        m_isStale[std::size_t(Page::How)] = true;
        if (page() == Page::How) refreshPage();
    });
}

QPlainTextEdit* TokenizerPanel::editor() const
{
    return m_input->first();
}

TokenizerRequest TokenizerPanel::request() const
{
    return m_input->request();
}

void TokenizerPanel::setRequest(const TokenizerRequest& request)
{
    m_input->setRequest(request);
}

QWidget* TokenizerPanel::makeResult()
{
    m_resultPage = new QWidget;
    auto* layout = new QVBoxLayout(m_resultPage);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * Theme::space);
    splitter->addWidget(makeTokensCard());
    splitter->addWidget(makePagesCard());
    splitter->setSizes({360, 440});
    layout->addWidget(splitter);

    m_message = new MessageView;
    m_resultStack = new QStackedWidget;
    m_resultStack->addWidget(m_message);
    m_resultStack->addWidget(m_resultPage);
    return m_resultStack;
}

QWidget* TokenizerPanel::makeTokensCard()
{
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
    m_windows = new QSpinBox; // a long text may have thousands
    m_windows->setAccessibleName(tr("Window of the encoding"));
    m_windows->setObjectName(QStringLiteral("windows"));
    m_windows->setWrapping(true);
    m_windows->hide();
    connect(m_windows, &QSpinBox::valueChanged, this, [this](int number) { showWindow(number - 1); });
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

    connect(m_textView, &TokenTextView::characterClicked, this, [this](int text, int unit) {
        if (const auto view = shownWindow())
            m_lookup->showCharacter(
                text, int(view->indexOf(text).codePoint(core::Utf16Offset{std::size_t(unit)}).value));
    });
    return tokensCard;
}

QWidget* TokenizerPanel::makePagesCard()
{
    m_model = new EncodingTableModel(this);
    m_sorted = new QSortFilterProxyModel(this);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(EncodingTableModel::SortRole);
    m_table = makeTable(m_sorted, tr("Every field of the encoding, a row a token"),
                        {40, 112, 58, 100, 82, 76, 74, 84, 48, 74, 46, 72, 60});
    // In the order of the encoding until a header is clicked: sorting half a million rows takes its time.
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->horizontalHeader()->setSortIndicatorClearable(true);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setMinimumSectionSize(int(40 * textScale()));
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
    m_how = new HowPage;
    m_lookup = new LookupPage;
    m_windowsPage = new WindowsPage;
    m_labels = new LabelsPage;
    m_decode = new DecodePage;
    m_statistics = new StatisticsPage;
    const auto choose = [this](int token) {
        m_selection.select({m_window, token});
        m_textView->showToken(token);
    };
    connect(m_stages, &StagesPage::tokenChosen, this, choose);
    connect(m_lookup, &LookupPage::tokenChosen, this, choose);
    connect(m_decode, &DecodePage::decodeRequested, this, &TokenizerPanel::decodeRequested);
    connect(m_windowsPage, &WindowsPage::windowChosen, this, &TokenizerPanel::showWindow);
    connect(m_windowsPage, &WindowsPage::exampleRequested, this, &TokenizerPanel::exampleOfQuestionRequested);
    connect(m_windowsPage, &WindowsPage::answerFromSelectionRequested, this,
            &TokenizerPanel::takeAnswerFromSelection);
    connect(m_windowsPage, &WindowsPage::answerEdited, this, [this] {
        m_windowsPage->setWindows(m_result.windows, answerSpan());
        Q_EMIT pageChanged();
    });

    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, Theme::space, 1, 1);
    m_tabs = new QTabWidget;
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setAccessibleName(tr("Views of the encoding"));
    // In the order of enum Page.
    m_tabs->addTab(m_table, tr("Grid"));
    m_tabs->addTab(m_stages, tr("Stages"));
    m_tabs->addTab(m_how, tr("How"));
    m_tabs->addTab(m_lookup, tr("Look-up"));
    m_tabs->addTab(m_windowsPage, tr("Windows"));
    m_tabs->addTab(m_labels, tr("Labels"));
    m_tabs->addTab(m_decode, tr("Round trip"));
    m_tabs->addTab(m_statistics, tr("File"));
    auto* save = makeIconButton(QStringLiteral("export"), tr("Export this page …"));
    connect(save, &QToolButton::clicked, this, &TokenizerPanel::pageExportRequested);
    m_tabs->setCornerWidget(save);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        refreshPage();
        Q_EMIT pageChanged();
    });
    layout->addWidget(m_tabs);
    return card;
}

void TokenizerPanel::showPage(Page page)
{
    m_tabs->setCurrentIndex(int(page));
}

TokenizerPanel::Page TokenizerPanel::page() const
{
    return Page(m_tabs->currentIndex());
}

void TokenizerPanel::setSummary(const TokenizerSummary& summary)
{
    m_summary = summary;
    showCounts();
}

void TokenizerPanel::showPreview(std::shared_ptr<const EncodingView> view)
{
    m_textView->setView(std::move(view), m_window);
    m_resultStack->setCurrentWidget(m_resultPage);
}

void TokenizerPanel::showResult(TokenizerResult result)
{
    m_selection.clear();
    m_result = std::move(result);
    const int count = int(m_result.windows.size());
    {
        const QSignalBlocker blocker(m_windows);
        m_windows->setRange(1, std::max(1, count));
        //: before and after the number in "Window 2 of 7"
        m_windows->setPrefix(tr("Window "));
        m_windows->setSuffix(tr(" of %1").arg(count));
    }
    m_windows->setVisible(count > 1);
    std::fill(std::begin(m_isStale), std::end(m_isStale), true);
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
    {
        const QSignalBlocker blocker(m_windows);
        m_windows->setValue(window + 1);
    }
    m_textView->setView(view, window);
    showCounts();
    for (const Page page : {Page::Grid, Page::How, Page::Lookup, Page::Decode})
        m_isStale[std::size_t(page)] = true;
    refreshPage();
    m_windowsPage->setCurrent(window);
}

void TokenizerPanel::refreshPage()
{
    const auto view = shownWindow();
    const Page shown = page();
    if (!view || !std::exchange(m_isStale[std::size_t(shown)], false)) return;
    switch (shown) {
    case Page::Grid:
        m_isSetting = true;
        m_model->setView(view);
        m_isSetting = false;
        break;
    case Page::Stages:
        m_stages->setStages(m_result.stages);
        break;
    case Page::How:
        explainSelected();
        break;
    case Page::Lookup:
        m_lookup->setView(view);
        break;
    case Page::Windows:
        m_windowsPage->setWindows(m_result.windows, answerSpan());
        m_windowsPage->setCurrent(m_window);
        break;
    case Page::Decode: {
        const auto covered = view->covered(0);
        // What the tokens of this window cover; spaces around it belong to a text that was not cut.
        const bool isWhole = m_result.windows.size() == 1;
        m_decode->setIds(
            view->encoding.ids,
            isWhole ? view->texts[0]
                    : view->texts[0].mid(qsizetype(covered.begin.value), qsizetype(covered.length())),
            !view->isPair);
        break;
    }
    case Page::Labels:
    case Page::File:
        break;
    }
    showSelection();
}

void TokenizerPanel::explainSelected()
{
    const auto view = shownWindow();
    const auto token = m_selection.selected();
    if (!view || token.row != m_window || token.index < 0 || token.index >= view->size())
        return m_how->showEmpty(
            tr("Choose a token"),
            tr("Click a token in the text above: this page shows how the model came to it."));
    if (!view->hasPlace(token.index))
        return m_how->showEmpty(tr("No model was asked"),
                                tr("This token was added by the post-processor or the padding."));
    Q_EMIT explainRequested(view->textOf(token.index), *view->encoding.wordIds[std::size_t(token.index)]);
}

core::Utf16Span TokenizerPanel::answerSpan() const
{
    const QString answer = m_windowsPage->answer();
    const auto request = m_input->request();
    if (answer.isEmpty() || !request.second) return {};
    const QString& context = *request.second;
    const qsizetype begin =
        QStringView(context).mid(m_answerAt).startsWith(answer) ? m_answerAt : context.indexOf(answer);
    if (begin < 0) return {};
    return {{std::size_t(begin)}, {std::size_t(begin + answer.size())}};
}

void TokenizerPanel::takeAnswerFromSelection()
{
    const QTextCursor cursor = m_input->second()->textCursor();
    if (!cursor.hasSelection()) return;
    m_answerAt = cursor.selectionStart();
    m_windowsPage->setAnswer(cursor.selectedText().replace(QChar::ParagraphSeparator, u'\n'));
    m_windowsPage->setWindows(m_result.windows, answerSpan());
    Q_EMIT pageChanged();
}

void TokenizerPanel::showCounts()
{
    const auto view = shownWindow();
    if (!view) return;
    const QLocale locale;
    m_tokenCount->setText(tr("%n token(s)", nullptr, view->size()));
    QStringList facts{tr("%n character(s)", nullptr, int(m_result.codePoints)),
                      tr("%n word(s)", nullptr, view->words)};
    m_counts->setToolTip(tr("%n byte(s) of UTF-8", nullptr, int(m_result.bytes)));
    if (view->words > 0)
        facts.append(
            tr("%1 tokens a word").arg(locale.toString(double(view->placed) / double(view->words), 'f', 2)));
    if (view->unknown > 0) facts.append(tr("%n unknown", nullptr, view->unknown));
    if (view->sharesCharacters) facts.append(tr("hatched: a character of several tokens"));
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
    const bool isHere = view && token.row == m_window && token.index >= 0 && token.index < view->size();
    if (page() == Page::Stages) m_stages->showToken(isHere ? token.index : -1);
    if (page() == Page::Lookup && isHere) m_lookup->showToken(token.index);
    if (page() != Page::Grid) return;
    if (!isHere) return m_table->clearSelection();
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

bool TokenizerPanel::exportPicture(const QString& path, bool* isWhole)
{
    // A picture of pixels has its limit sooner than a drawing.
    const bool isDrawing = path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive);
    const bool whole = m_textView->canPaintWhole(isDrawing ? 40'000 : 8'000);
    if (isWhole) *isWhole = whole;
    const QSize size = whole ? m_textView->wholeSize() : m_textView->viewport()->size();
    return savePicture(path, size, [&](QPainter& painter) {
        if (whole)
            m_textView->paintWhole(painter);
        else
            m_textView->paintVisible(painter);
    });
}

} // namespace vitrine::widgets
