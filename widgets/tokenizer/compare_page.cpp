// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/compare_page.h"

#include "widgets/common/icon.h"
#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/aligned_view.h"
#include "widgets/tokenizer/padded_cells.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {
namespace {

enum Column { Name, Tokens, PerWord, PerCharacter, BytesPerToken, Unknown, Cost, Time, Place, ColumnCount };

QTableWidgetItem* cell(const QString& text, bool isNumber, bool isBest = false)
{
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    if (isBest) {
        QFont font = interfaceFont();
        font.setBold(true);
        item->setFont(font);
        item->setForeground(theme().success);
    }
    return item;
}

} // namespace

ComparePage::ComparePage(QWidget* parent) : QWidget(parent)
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * Theme::space);
    splitter->addWidget(makeInput());
    splitter->addWidget(makeResult());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({320, 1000});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(splitter);
    showEmpty();
}

QWidget* ComparePage::makeInput()
{
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);

    layout->addWidget(makeLabel("heading", tr("Tokenizers")));
    m_choices = new QVBoxLayout;
    m_choices->setSpacing(Theme::space / 2);
    layout->addLayout(m_choices);
    m_add = new QToolButton;
    m_add->setText(tr(" Add a tokenizer"));
    m_add->setIcon(themedIcon(QStringLiteral("plus")));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setPopupMode(QToolButton::InstantPopup);
    setRole(m_add, "chip");
    m_addMenu = new QMenu(m_add);
    m_add->setMenu(m_addMenu);
    layout->addWidget(m_add, 0, Qt::AlignLeft);

    layout->addSpacing(Theme::space);
    layout->addWidget(makeLabel("heading", tr("Text")));
    m_editor = new QPlainTextEdit;
    m_editor->setFont(textFont());
    m_editor->setPlaceholderText(tr("Type or paste a text, or drop a file on the window."));
    m_editor->setAccessibleName(tr("Text to compare on"));
    m_editor->setTabChangesFocus(true);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &ComparePage::textChanged);
    layout->addWidget(m_editor, 1);

    m_file = new QPushButton(tr("Measure a file …"));
    m_file->setToolTip(tr("Every line of a text file, of any size"));
    connect(m_file, &QPushButton::clicked, this, &ComparePage::fileRequested);
    layout->addWidget(m_file, 0, Qt::AlignLeft);
    m_fileRow = new QWidget;
    auto* fileRow = new QGridLayout(m_fileRow);
    fileRow->setContentsMargins(0, 0, 0, 0);
    m_fileBar = new QProgressBar;
    m_fileBar->setTextVisible(false);
    m_fileBar->setAccessibleName(tr("Progress of the file"));
    m_fileText = makeLabel("caption");
    m_fileText->setWordWrap(true);
    auto* stop = makeIconButton(QStringLiteral("stop"), tr("Stop"));
    connect(stop, &QToolButton::clicked, this, &ComparePage::stopRequested);
    fileRow->addWidget(m_fileBar, 0, 0);
    fileRow->addWidget(stop, 0, 1);
    fileRow->addWidget(m_fileText, 1, 0, 1, 2);
    m_fileRow->hide();
    layout->addWidget(m_fileRow);

    auto* form = new QFormLayout;
    form->setContentsMargins(0, Theme::space, 0, 0);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setHorizontalSpacing(2 * Theme::space);
    m_price = new QDoubleSpinBox;
    m_price->setRange(0, 1000);
    m_price->setDecimals(4);
    m_price->setSingleStep(0.001);
    m_price->setSpecialValueText(tr("None"));
    m_price->setAccessibleName(tr("Price of 1,000 tokens"));
    m_price->setToolTip(tr("In any currency; the table then says what the text costs."));
    connect(m_price, &QDoubleSpinBox::valueChanged, this, [this] {
        fillTable();
        Q_EMIT priceChanged();
    });
    form->addRow(tr("Price per 1,000"), m_price);
    layout->addLayout(form);
    card->setMinimumWidth(280);
    return card;
}

QWidget* ComparePage::makeResult()
{
    auto* page = new QSplitter(Qt::Vertical);
    page->setChildrenCollapsible(false);
    page->setHandleWidth(2 * Theme::space);

    auto* figures = makeCard();
    auto* rows = new QVBoxLayout(figures);
    rows->setContentsMargins(1, 2 * Theme::space, 1, 1);
    rows->setSpacing(Theme::space);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(2 * Theme::space, 0, Theme::space, 0);
    m_title = makeLabel("value");
    header->addWidget(m_title);
    header->addStretch();
    auto* python = makeIconButton(QStringLiteral("code"), tr("Copy as Python"));
    connect(python, &QToolButton::clicked, this, &ComparePage::copyAsPythonRequested);
    header->addWidget(python);
    auto* save = makeIconButton(QStringLiteral("export"), tr("Export …"));
    connect(save, &QToolButton::clicked, this, &ComparePage::exportRequested);
    header->addWidget(save);
    rows->addLayout(header);
    m_summary = makeLabel("caption");
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(2 * Theme::space, 0, 2 * Theme::space, 0);
    rows->addWidget(m_summary);
    m_problem = makeLabel("error");
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(2 * Theme::space, 0, 2 * Theme::space, 0);
    m_problem->hide();
    rows->addWidget(m_problem);
    m_table = new QTableWidget(0, ColumnCount);
    m_table->setHorizontalHeaderLabels({tr("Tokenizer"), tr("Tokens"), tr("Tokens a word"),
                                        tr("Tokens a character"), tr("Bytes a token"), tr("Unknown"),
                                        tr("Cost"), tr("Time"), tr("At the chosen place")});
    m_table->horizontalHeaderItem(PerWord)->setToolTip(
        tr("Fertility: a word is what stands between white space, the same for every tokenizer."));
    m_table->horizontalHeaderItem(Tokens)->setToolTip(
        tr("Tokens of the text, without special tokens that are added around it."));
    for (int column = 0; column < ColumnCount; ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment(
            (column == Name || column == Place ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    dressTable(m_table);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(Place, QHeaderView::Stretch);
    m_table->setAccessibleName(tr("Figures, a row a tokenizer"));
    rows->addWidget(m_table, 1);
    page->addWidget(figures);

    m_alignedCard = makeCard();
    auto* below = new QVBoxLayout(m_alignedCard);
    below->setContentsMargins(1, 2 * Theme::space, 1, 1);
    below->setSpacing(Theme::space);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(2 * Theme::space, 0, Theme::space, 0);
    line->addWidget(makeLabel("heading", tr("Where they cut")));
    m_alignedNote = makeLabel("caption");
    line->addWidget(m_alignedNote, 1);
    auto* previous = makeIconButton(QStringLiteral("up"), tr("Previous difference"));
    connect(previous, &QToolButton::clicked, this, &ComparePage::showPreviousDifference);
    line->addWidget(previous);
    auto* next = makeIconButton(QStringLiteral("down"), tr("Next difference"));
    connect(next, &QToolButton::clicked, this, &ComparePage::showNextDifference);
    line->addWidget(next);
    below->addLayout(line);
    m_aligned = new AlignedView;
    connect(m_aligned, &AlignedView::currentRegionChanged, this, &ComparePage::showPlace);
    below->addWidget(m_aligned, 1);
    page->addWidget(m_alignedCard);
    page->setSizes({240, 560});

    m_message = new MessageView;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);
    return m_stack;
}

QString ComparePage::text() const
{
    return m_editor->toPlainText();
}

void ComparePage::setText(const QString& text)
{
    m_editor->setPlainText(text);
}

double ComparePage::price() const
{
    return m_price->value();
}

void ComparePage::setPrice(double price)
{
    m_price->setValue(price);
}

void ComparePage::setChoices(const std::vector<Choice>& choices)
{
    while (QLayoutItem* item = m_choices->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    for (int i = 0; i < int(choices.size()); ++i) {
        const Choice& choice = choices[std::size_t(i)];
        auto* row = new QWidget;
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        auto* letter = makeLabel("heading", compareLetter(i));
        QPalette colors = letter->palette();
        colors.setColor(QPalette::WindowText, theme().line[std::size_t(i) % theme().line.size()]);
        letter->setPalette(colors);
        layout->addWidget(letter);
        auto* name = makeLabel(choice.isBroken ? "error" : "name", choice.name);
        name->setToolTip(choice.detail);
        name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        layout->addWidget(name, 1);
        auto* remove =
            makeIconButton(QStringLiteral("close"), tr("Take %1 out of the comparison").arg(choice.name));
        connect(remove, &QToolButton::clicked, this, [this, i] { Q_EMIT removeRequested(i); });
        layout->addWidget(remove);
        m_choices->addWidget(row);
    }
    m_add->setEnabled(int(choices.size()) < maxCompared);
    m_add->setToolTip(m_add->isEnabled() ? QString()
                                         : tr("At most %1 tokenizers are compared.").arg(maxCompared));
    m_file->setEnabled(!choices.empty());
}

void ComparePage::showEmpty()
{
    m_message->showEmpty(QStringLiteral("tokenizer"), tr("Compare tokenizers"),
                         tr("Add two to six tokenizers at the left and type a text: the table says how many "
                            "tokens each needs, and below it stands where they cut differently."));
    m_stack->setCurrentIndex(0);
}

void ComparePage::showBusy(const QString& text)
{
    if (m_result) return; // what is there stays until the new answer
    m_message->showBusy(text);
    m_stack->setCurrentIndex(0);
}

void ComparePage::showResult(std::shared_ptr<const CompareResult> result)
{
    m_result = std::move(result);
    if (!m_result || m_result->tokenizers.empty()) {
        m_result.reset();
        return showEmpty();
    }
    m_stack->setCurrentIndex(1);
    m_aligned->setResult(m_result);
    fillTable();

    const auto& tokenizers = m_result->tokenizers;
    const bool isFile = !m_result->source.isEmpty();
    m_title->setText(isFile ? m_result->source : tr("This text"));
    QStringList problems;
    const tokenizers::TextStatistics* any = nullptr;
    for (int i = 0; i < int(tokenizers.size()); ++i) {
        const auto& each = tokenizers[std::size_t(i)];
        if (each.isGood())
            any = &each.statistics;
        else
            problems.append(QStringLiteral("%1  %2: %3").arg(compareLetter(i), each.name, each.problem));
    }
    m_problem->setText(problems.join(QLatin1Char('\n')));
    m_problem->setVisible(!problems.isEmpty());
    const QLocale locale;
    QStringList facts;
    if (any)
        facts = {tr("%1 words").arg(locale.toString(qulonglong(any->words))),
                 tr("%1 characters").arg(locale.toString(qulonglong(any->characters))),
                 tr("%1 bytes").arg(locale.toString(qulonglong(any->bytes)))};
    if (m_result->isPartial) facts.append(tr("stopped before the end of the file"));
    m_summary->setText(facts.join(QStringLiteral("  ·  ")));

    m_alignedCard->setVisible(!isFile);
    const auto& alignment = m_result->alignment;
    QString note = tr("%1 of %2 borders are common to all. What differs is coloured; N and P go from "
                      "difference to difference.")
                       .arg(locale.toString(qulonglong(alignment.commonBorders)),
                            locale.toString(qulonglong(alignment.borders)));
    if (alignment.regions.size() > std::size_t(AlignedView::maxRegions))
        note = tr("The first %1 of %2 stretches are shown. ")
                   .arg(locale.toString(AlignedView::maxRegions),
                        locale.toString(qulonglong(alignment.regions.size()))) +
               note;
    m_alignedNote->setText(note);
}

void ComparePage::fillTable()
{
    if (!m_result) return;
    const QLocale locale;
    const auto& tokenizers = m_result->tokenizers;
    std::uint64_t fewest = std::uint64_t(-1);
    int good = 0;
    for (const auto& each : tokenizers)
        if (each.isGood()) {
            ++good;
            fewest = std::min(fewest, each.statistics.tokens);
        }
    m_table->setRowCount(int(tokenizers.size()));
    for (int row = 0; row < int(tokenizers.size()); ++row) {
        const auto& each = tokenizers[std::size_t(row)];
        const auto& s = each.statistics;
        auto* name = cell(QStringLiteral("%1   %2").arg(compareLetter(row), each.name), false);
        name->setToolTip(each.isGood()
                             ? tr("%1, %2 tokens in the vocabulary")
                                   .arg(each.modelType, locale.toString(qulonglong(each.vocabularySize)))
                             : each.problem);
        m_table->setItem(row, Name, name);
        for (int column = Tokens; column < ColumnCount; ++column)
            m_table->setItem(row, column, cell(QString(), column != Place));
        if (!each.isGood()) {
            name->setForeground(theme().danger);
            continue;
        }
        const bool isBest = good > 1 && s.tokens == fewest;
        const auto set = [&](int column, const QString& text, bool best = false) {
            m_table->setItem(row, column, cell(text, column != Place, best));
        };
        set(Tokens, locale.toString(qulonglong(s.tokens)), isBest);
        set(PerWord, locale.toString(s.tokensPerWord(), 'f', 2), isBest);
        set(PerCharacter, locale.toString(tokensPerCharacter(s), 'f', 3), isBest);
        set(BytesPerToken, locale.toString(s.bytesPerToken(), 'f', 2), isBest);
        set(Unknown, s.unknown == 0 ? QStringLiteral("0")
                                    : QStringLiteral("%1  (%2 %)")
                                          .arg(locale.toString(qulonglong(s.unknown)),
                                               locale.toString(100 * s.unknownRate(), 'f', 1)));
        set(Cost,
            price() > 0 ? locale.toString(double(s.tokens) / 1000 * price(), 'g', 4) : QStringLiteral("–"));
        set(Time, tr("%1 ms").arg(locale.toString(each.milliseconds, 'f', each.milliseconds < 10 ? 2 : 0)));
    }
    m_table->setColumnHidden(Cost, price() <= 0);
    m_table->setColumnHidden(Place, !m_result->source.isEmpty());
    showPlace();
}

void ComparePage::showPlace()
{
    if (!m_result || m_table->rowCount() != int(m_result->tokenizers.size())) return;
    const int region = m_aligned->currentRegion();
    int good = 0;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto& each = m_result->tokenizers[std::size_t(row)];
        if (!each.view) continue;
        QStringList pieces;
        if (region >= 0) {
            const auto [begin, end] =
                m_result->alignment.regions[std::size_t(region)].tokens[std::size_t(good)];
            for (std::size_t token = begin; token < std::min(end, begin + 24); ++token)
                pieces.append(QStringLiteral("%1 %2")
                                  .arg(QString::fromStdString(each.view->encoding.tokens[token]))
                                  .arg(each.view->encoding.ids[token]));
            if (end > begin + 24) pieces.append(QStringLiteral("…"));
        }
        ++good;
        QTableWidgetItem* item = m_table->item(row, Place);
        item->setFont(monospaceFont());
        item->setText(pieces.join(QStringLiteral("  ·  ")));
        item->setToolTip(item->text());
    }
}

void ComparePage::showFileProgress(double fraction, const QString& text)
{
    m_file->hide();
    m_fileRow->show();
    m_fileBar->setRange(0, fraction < 0 ? 0 : 1000);
    m_fileBar->setValue(int(std::max(0.0, fraction) * 1000));
    m_fileText->setText(text);
}

void ComparePage::showFileDone()
{
    m_fileRow->hide();
    m_file->show();
}

void ComparePage::showNextDifference()
{
    m_aligned->showDifference(1);
}

void ComparePage::showPreviousDifference()
{
    m_aligned->showDifference(-1);
}

bool ComparePage::exportPicture(const QString& path)
{
    return savePicture(path, m_aligned->viewport()->size(),
                       [this](QPainter& painter) { m_aligned->paintVisible(painter); });
}

void ComparePage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_result) fillTable();
}

} // namespace vitrine::widgets
