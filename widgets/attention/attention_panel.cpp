// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention/attention_panel.h"

#include "widgets/attention/attention_text.h"
#include "widgets/attention/attention_views.h"
#include "widgets/attention/head_chips.h"
#include "widgets/attention/head_grid.h"
#include "widgets/attention/head_view.h"
#include "widgets/attention/matrix_view.h"
#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace vitrine::widgets {
namespace {

/// Texts that show something; not translated, the starter model reads English.
struct Example
{
    const char *title, *first, *second;
    int layer, head; ///< from 0, where the starter model does something worth seeing
    int token;       ///< that is chosen; -1: none
};
constexpr Example examples[] = {
    {QT_TRANSLATE_NOOP("AttentionExample", "Who “it” is"), "The cat sat on the mat because it was tired.",
     "It slept there the whole afternoon.", 5, 11, 13},
    {QT_TRANSLATE_NOOP("AttentionExample", "Question and answer"),
     "Where do the penguins of this island nest?",
     "The colony breeds on a rocky beach in the south, sheltered from the wind.", 5, 11, -1},
    {QT_TRANSLATE_NOOP("AttentionExample", "A head that looks back"),
     "Unbelievably, the electroencephalographers misinterpreted antidisestablishmentarianism.", nullptr, 0, 2,
     -1},
    {QT_TRANSLATE_NOOP("AttentionExample", "Spam"),
     "Congratulations! You have been selected to receive a free cruise. Click the link below and confirm "
     "your bank account within 24 hours to claim your prize.",
     nullptr, 1, 8, -1},
};

constexpr auto folderChoice = "\x01"; ///< the entry that asks for a folder

QToolButton* makeSegment(const QString& text, QButtonGroup* group, int id)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setCheckable(true);
    setRole(button, "segment");
    group->addButton(button, id);
    return button;
}

QString modelTitle(const QString& letter, const AttentionPointer& data)
{
    return letter + QStringLiteral(" · ") + data->model;
}

} // namespace

AttentionPanel::AttentionPanel(TokenSelection& selection, QWidget* parent)
    : QWidget(parent), m_selection(selection)
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * Theme::space);
    splitter->addWidget(makeInput());
    splitter->addWidget(makeResult());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({340, 980});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->addWidget(splitter);
    connect(&m_state, &AttentionState::changed, this, [this] {
        showState();
        if (!m_isSetting) Q_EMIT optionsChanged();
    });
    connect(&m_selection, &TokenSelection::selectedChanged, this, [this] { describe(-1, -1); });
    setView(AttentionState::View::Heads);
    setRun({}, {});
    setComparisons({}, {});
    onEdited();
}

QWidget* AttentionPanel::makeInput()
{
    auto* page = new QWidget;
    setRole(page, "page");
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);

    layout->addWidget(makeLabel("heading", tr("Text")));
    m_examples = new QComboBox;
    m_examples->setAccessibleName(tr("Examples"));
    m_examples->setPlaceholderText(tr("Open an example …"));
    for (const Example& example : examples)
        m_examples->addItem(QCoreApplication::translate("AttentionExample", example.title));
    m_examples->setCurrentIndex(-1);
    connect(m_examples, &QComboBox::activated, this, [this](int number) {
        openExample(number);
        Q_EMIT textsEdited();
    });
    layout->addWidget(m_examples);
    const auto makeEditor = [&](const QString& name, const QString& hint) {
        auto* editor = new QPlainTextEdit;
        editor->setFont(textFont());
        editor->setPlaceholderText(hint);
        editor->setAccessibleName(name);
        editor->setTabChangesFocus(true);
        editor->setMinimumHeight(int(64 * textScale()));
        connect(editor, &QPlainTextEdit::textChanged, this, &AttentionPanel::onEdited);
        return editor;
    };
    m_firstEdit = makeEditor(tr("Text"), tr("Type or paste a sentence, or drop a text file on the window."));
    layout->addWidget(m_firstEdit, 3);
    m_pair = new QCheckBox(tr("Second text (pair)"));
    connect(m_pair, &QCheckBox::toggled, this, &AttentionPanel::onEdited);
    layout->addWidget(m_pair);
    m_secondEdit = makeEditor(tr("Second text"), tr("The second text of the pair."));
    layout->addWidget(m_secondEdit, 2);
    m_useTokenizer = new QPushButton(tr("Use the Tokenizer's text"));
    m_useTokenizer->setObjectName(QStringLiteral("useTokenizer"));
    m_useTokenizer->hide();
    connect(m_useTokenizer, &QPushButton::clicked, this, &AttentionPanel::tokenizerTextWanted);
    layout->addWidget(m_useTokenizer);

    auto* form = new QFormLayout;
    form->setContentsMargins(0, Theme::space, 0, 0);
    form->setHorizontalSpacing(2 * Theme::space);
    form->setVerticalSpacing(Theme::space);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(makeLabel("heading", tr("What is shown")));
    const auto makeCombo = [](const QString& name, const QStringList& items) {
        auto* combo = new QComboBox;
        combo->setAccessibleName(name);
        combo->addItems(items);
        return combo;
    };
    m_layer = makeCombo(tr("Layer"), {});
    connect(m_layer, &QComboBox::activated, this, [this](int layer) { m_state.setLayer(layer); });
    form->addRow(tr("Layer"), m_layer);
    m_values = makeCombo(tr("Values"), {tr("Probabilities"), tr("Scores before the softmax")});
    connect(m_values, &QComboBox::activated, this, [this] {
        rebuildSources();
        Q_EMIT requestChanged();
        Q_EMIT optionsChanged();
    });
    form->addRow(tr("Values"), m_values);
    m_sentences = makeCombo(tr("Sentences"), {tr("All"), tr("A → A"), tr("A → B"), tr("B → A"), tr("B → B")});
    m_sentences->setToolTip(tr("Which lines the head view draws: from the queries' text to the keys'."));
    connect(m_sentences, &QComboBox::activated, this,
            [this](int index) { m_state.setSentences(AttentionState::Sentences(index)); });
    form->addRow(tr("Sentences"), m_sentences);
    m_specialTokens = new QCheckBox(tr("Special tokens"));
    m_specialTokens->setChecked(true);
    m_specialTokens->setToolTip(
        tr("Without them their rows and columns are left out; what remains is not scaled up to 100 %."));
    m_byWord = new QCheckBox(tr("Whole words"));
    m_byWord->setToolTip(
        tr("Adds up what goes to the pieces of a word and averages over the pieces that look."));
    auto* boxes = new QHBoxLayout;
    boxes->setSpacing(2 * Theme::space);
    for (QCheckBox* box : {m_specialTokens, m_byWord}) {
        connect(box, &QCheckBox::toggled, this, [this] {
            if (m_isSetting) return;
            rebuildSources();
            Q_EMIT optionsChanged();
        });
        boxes->addWidget(box);
    }
    boxes->addStretch();
    form->addRow(boxes);
    layout->addLayout(form);

    layout->addWidget(makeLabel("heading", tr("Compare")));
    m_runLabel = makeLabel("caption", tr("Checkpoint of the run (A)"));
    layout->addWidget(m_runLabel);
    m_run = makeCombo(tr("Checkpoint of the run"), {});
    connect(m_run, &QComboBox::activated, this,
            [this](int index) { Q_EMIT checkpointChosen(m_run->itemData(index).toString()); });
    layout->addWidget(m_run);
    m_compare = makeCombo(tr("Compare with"), {});
    connect(m_compare, &QComboBox::activated, this, [this](int index) {
        const QString chosen = m_compare->itemData(index).toString();
        if (chosen == QLatin1String(folderChoice))
            Q_EMIT comparisonFolderWanted();
        else
            Q_EMIT comparisonChosen(chosen);
    });
    layout->addWidget(m_compare);
    m_comparisonModes = new QWidget;
    auto* modes = new QHBoxLayout(m_comparisonModes);
    modes->setContentsMargins(0, 0, 0, 0);
    modes->setSpacing(2);
    m_comparisonButtons = new QButtonGroup(this);
    const QString names[] = {tr("A"), tr("B"), tr("A | B"), tr("B − A")};
    for (int i = 0; i < 4; ++i)
        modes->addWidget(makeSegment(names[i], m_comparisonButtons, i));
    modes->addStretch();
    connect(m_comparisonButtons, &QButtonGroup::idClicked, this, [this](int id) {
        setComparison(Comparison(id));
        Q_EMIT optionsChanged();
    });
    layout->addWidget(m_comparisonModes);

    // A low window scrolls it.
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    auto* card = makeCard();
    auto* frame = new QVBoxLayout(card);
    frame->setContentsMargins(1, 1, 1, 1);
    frame->addWidget(scroll);
    card->setMinimumWidth(300);
    return card;
}

QWidget* AttentionPanel::makeResult()
{
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * Theme::space, Theme::space, Theme::space, Theme::space);
    layout->setSpacing(Theme::space);
    auto* header = new QHBoxLayout;
    header->setSpacing(2);
    m_viewButtons = new QButtonGroup(this);
    const QString names[] = {tr("Heads"), tr("Matrix"), tr("All heads")};
    for (int i = 0; i < 3; ++i)
        header->addWidget(makeSegment(names[i], m_viewButtons, i));
    connect(m_viewButtons, &QButtonGroup::idClicked, this, [this](int id) {
        setView(AttentionState::View(id));
        Q_EMIT optionsChanged();
    });
    header->addSpacing(2 * Theme::space);
    m_counts = makeLabel("caption");
    header->addWidget(m_counts, 1);
    auto* python = makeIconButton(QStringLiteral("code"), tr("Copy as Python"));
    connect(python, &QToolButton::clicked, this, &AttentionPanel::copyAsPythonRequested);
    header->addWidget(python);
    auto* save = makeIconButton(QStringLiteral("export"), tr("Export …"));
    connect(save, &QToolButton::clicked, this, &AttentionPanel::exportRequested);
    header->addWidget(save);
    layout->addLayout(header);

    auto* chipRow = new QHBoxLayout;
    chipRow->setSpacing(Theme::space);
    m_title = makeLabel("value");
    chipRow->addWidget(m_title);
    m_chips = new HeadChips(m_state);
    chipRow->addWidget(m_chips, 1, Qt::AlignVCenter);
    m_allHeads = new QToolButton;
    m_allHeads->setText(tr("Show all"));
    m_allHeads->setToolTip(tr("Lines of every head, or of the last one alone"));
    setRole(m_allHeads, "flat");
    connect(m_allHeads, &QToolButton::clicked, this, [this] {
        bool all = true;
        for (int head = 0; head < m_state.headCount(); ++head)
            all = all && m_state.isOn(head);
        if (all)
            m_state.chooseHead(m_state.head());
        else
            m_state.setAllHeads(true);
    });
    chipRow->addWidget(m_allHeads);
    layout->addLayout(chipRow);
    m_facts = makeLabel("caption");
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    layout->addWidget(m_facts);

    m_sides = new QBoxLayout(QBoxLayout::LeftToRight);
    m_sides->setSpacing(Theme::space);
    m_left = new AttentionViews(m_state, m_selection);
    m_right = new AttentionViews(m_state, m_selection);
    for (AttentionViews* views : {m_left, m_right}) {
        m_sides->addWidget(views, 1);
        connect(views, &AttentionViews::hovered, this, &AttentionPanel::describe);
        connect(views, &AttentionViews::headOpened, this, [this](int layer, int head) {
            m_state.setLayer(layer);
            m_state.chooseHead(head);
            setView(m_lastHeadView);
        });
        connect(views->heads(), &HeadView::linesChanged, this, [this] { describe(-1, -1); });
    }
    layout->addLayout(m_sides, 1);
    m_detail = makeLabel("caption");
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setObjectName(QStringLiteral("detail"));
    layout->addWidget(m_detail);
    m_resultPage = card;

    m_message = new MessageView;
    connect(m_message, &MessageView::actionTriggered, this, &AttentionPanel::modelWanted);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_resultPage);
    return m_stack;
}

QString AttentionPanel::firstText() const
{
    return m_firstEdit->toPlainText();
}

std::optional<QString> AttentionPanel::secondText() const
{
    return m_pair->isChecked() ? std::optional(m_secondEdit->toPlainText()) : std::nullopt;
}

AttentionRequest AttentionPanel::request() const
{
    return {firstText(), secondText(), m_values->currentIndex() == 1};
}

void AttentionPanel::setTexts(const QString& first, const std::optional<QString>& second)
{
    m_isSetting = true;
    m_firstEdit->setPlainText(first);
    m_secondEdit->setPlainText(second.value_or(QString()));
    m_pair->setChecked(second.has_value());
    m_isSetting = false;
    m_tokenToChoose = -1;
    m_secondEdit->setVisible(second.has_value());
    Q_EMIT requestChanged();
}

void AttentionPanel::openExample(int number)
{
    const Example& example = examples[std::size_t(number)];
    setTexts(QString::fromUtf8(example.first),
             example.second ? std::optional(QString::fromUtf8(example.second)) : std::nullopt);
    m_state.place(example.layer, example.head);
    m_tokenToChoose = example.token;
}

int AttentionPanel::exampleCount() const
{
    return int(std::size(examples));
}

void AttentionPanel::setTokenizerTextDiffers(bool differs)
{
    m_useTokenizer->setVisible(differs);
}

void AttentionPanel::onEdited()
{
    if (m_isSetting) return;
    m_tokenToChoose = -1;
    m_secondEdit->setVisible(m_pair->isChecked());
    Q_EMIT textsEdited();
    Q_EMIT requestChanged();
}

AttentionOptions AttentionPanel::options() const
{
    return {m_specialTokens->isChecked(), m_byWord->isChecked(), m_values->currentIndex() == 1};
}

void AttentionPanel::setOptions(const AttentionOptions& options)
{
    m_isSetting = true;
    m_specialTokens->setChecked(options.specialTokens);
    m_byWord->setChecked(options.byWord);
    m_values->setCurrentIndex(options.scores ? 1 : 0);
    m_isSetting = false;
    rebuildSources();
}

void AttentionPanel::setView(AttentionState::View view)
{
    m_view = view;
    if (view != AttentionState::View::Grid) m_lastHeadView = view;
    m_viewButtons->button(int(view))->setChecked(true);
    m_left->setView(view);
    m_right->setView(view);
    // Grids are wide: one above the other.
    m_sides->setDirection(view == AttentionState::View::Grid ? QBoxLayout::TopToBottom
                                                             : QBoxLayout::LeftToRight);
    m_chips->setExclusive(view != AttentionState::View::Heads);
    m_allHeads->setVisible(view == AttentionState::View::Heads);
    showState();
}

void AttentionPanel::setRun(const std::vector<AttentionChoice>& checkpoints, const QString& current)
{
    m_run->clear();
    for (const AttentionChoice& choice : checkpoints)
        m_run->addItem(choice.label, choice.specification);
    m_run->setCurrentIndex(m_run->findData(current));
    m_run->setVisible(!checkpoints.empty());
    m_runLabel->setVisible(!checkpoints.empty());
}

void AttentionPanel::setComparisons(const std::vector<AttentionChoice>& choices, const QString& current)
{
    m_compare->clear();
    m_compare->addItem(tr("Compare with …"), QString());
    for (const AttentionChoice& choice : choices)
        m_compare->addItem(choice.label, choice.specification);
    if (!current.isEmpty() && m_compare->findData(current) < 0) m_compare->addItem(current, current);
    m_compare->addItem(tr("Choose a model folder …"), QString(QLatin1String(folderChoice)));
    m_compare->setCurrentIndex(std::max(0, m_compare->findData(current)));
    m_comparisonModes->setVisible(!current.isEmpty());
}

void AttentionPanel::setComparison(Comparison comparison)
{
    m_comparison = comparison;
    rebuildSources();
}

void AttentionPanel::showResult(AttentionPointer first, AttentionPointer second)
{
    const bool isOtherText = !m_first || m_first->maps.encoding.ids != first->maps.encoding.ids;
    m_first = std::move(first);
    m_second = std::move(second);
    if (isOtherText) {
        m_isSetting = true;
        m_state.setViewport(1, {0.5, 0.5});
        m_selection.clear();
        m_isSetting = false;
    }
    rebuildSources();
    m_stack->setCurrentWidget(m_resultPage);
    if (m_tokenToChoose >= 0) m_selection.select({0, std::exchange(m_tokenToChoose, -1)});
}

void AttentionPanel::rebuildSources()
{
    if (!m_first) return;
    const bool canSubtract = m_second && AttentionSource::areComparable(*m_first, *m_second);
    const Comparison shown = !m_second                                                ? Comparison::First
                             : m_comparison == Comparison::Difference && !canSubtract ? Comparison::Both
                                                                                      : m_comparison;
    m_comparisonButtons->button(int(Comparison::Difference))->setEnabled(canSubtract);
    m_comparisonButtons->button(int(Comparison::Difference))
        ->setToolTip(canSubtract || !m_second
                         ? QString()
                         : tr("The two models cut the text differently or have other layers or heads."));
    m_comparisonButtons->button(int(shown))->setChecked(true);

    const AttentionOptions chosen = options();
    const auto makeSource = [&](const AttentionPointer& data, const AttentionPointer& subtracted) {
        return std::make_shared<const AttentionSource>(data, subtracted, chosen);
    };
    m_isSetting = true;
    m_state.setSize(int(m_first->maps.layers.size()), int(m_first->maps.heads));
    m_isSetting = false;
    m_right->setVisible(shown == Comparison::Both);
    m_right->setSource(shown == Comparison::Both ? makeSource(m_second, nullptr) : nullptr);
    switch (shown) {
    case Comparison::First:
    case Comparison::Both:
        m_left->setSource(makeSource(m_first, nullptr));
        m_left->setTitle(m_second ? modelTitle(tr("A"), m_first) : QString());
        break;
    case Comparison::Second:
        m_left->setSource(makeSource(m_second, nullptr));
        m_left->setTitle(modelTitle(tr("B"), m_second));
        break;
    case Comparison::Difference:
        m_left->setSource(makeSource(m_second, m_first));
        m_left->setTitle(tr("B − A: %1 minus %2").arg(m_second->model, m_first->model));
        break;
    }
    m_right->setTitle(m_second ? modelTitle(tr("B"), m_second) : QString());
    const int layers = m_left->source()->layers();
    if (m_layer->count() != layers) {
        m_layer->clear();
        for (int layer = 1; layer <= layers; ++layer)
            m_layer->addItem(tr("%1 of %2").arg(layer).arg(layers));
    }
    m_sentences->setEnabled(m_left->source()->isPair());
    showState();
}

void AttentionPanel::showState()
{
    const SourcePointer& source = m_left->source();
    if (!source) return;
    m_layer->setCurrentIndex(m_state.layer());
    m_sentences->setCurrentIndex(int(m_state.sentences()));
    // Side by side one scale serves both.
    const SourcePointer& other = m_right->source();
    const bool fits = m_state.layer() < source->layers() && m_state.head() < source->heads();
    if (other && fits && m_state.layer() < other->layers() && m_state.head() < other->heads()) {
        m_left->matrix()->setCommonRange(other->range(m_state.layer(), m_state.head()));
        m_right->matrix()->setCommonRange(source->range(m_state.layer(), m_state.head()));
    } else {
        m_left->matrix()->setCommonRange(std::nullopt);
    }

    const auto& maps = source->data().maps;
    const QLocale locale;
    QStringList counts{tr("%n token(s)", nullptr, int(maps.tokenCount()))};
    if (source->size() != int(maps.tokenCount()))
        counts.append(tr("%n row(s) shown", nullptr, source->size()));
    if (maps.cutTokens > 0)
        counts.append(tr("the last %n token(s) of the text are more than the model takes", nullptr,
                         int(maps.cutTokens)));
    counts.append(tr("computed in float32"));
    m_counts->setText(counts.join(QStringLiteral("  ·  ")));
    if (!fits) return;
    const bool isGrid = m_view == AttentionState::View::Grid;
    m_title->setText(isGrid ? tr("%1 layers of %2 heads").arg(source->layers()).arg(source->heads())
                            : headName(*source, m_state.layer(), m_state.head()));
    m_chips->setVisible(!isGrid);
    const auto factsOf = [&](const AttentionSource& shown) -> QString {
        const auto facts = shown.facts(m_state.layer(), m_state.head());
        return factsText(facts, shown.isPair()) + QStringLiteral("  ·  ") +
               tr("entropy %1 of %2 bits")
                   .arg(locale.toString(facts.entropy, 'f', 1),
                        locale.toString(facts.highestEntropy, 'f', 1));
    };
    const bool isBoth = other && m_state.layer() < other->layers() && m_state.head() < other->heads();
    QString text =
        source->isDifference() ? tr("Orange: model B looks there more, blue: less.")
        : isBoth ? tr("A: %1").arg(factsOf(*source)) + QStringLiteral("\n") + tr("B: %1").arg(factsOf(*other))
                 : factsOf(*source);
    if (isGrid && !isBoth)
        text = headName(*source, m_state.layer(), m_state.head()) + QStringLiteral(" ") + text;
    m_facts->setText(text);
    describe(-1, -1);
}

void AttentionPanel::describe(int query, int key)
{
    const SourcePointer& source = m_left->source();
    if (!source || m_state.layer() >= source->layers() || m_state.head() >= source->heads()) return;
    if (query >= 0 && key >= 0 && query < source->size() && key < source->size()) {
        m_detail->setText(cellText(*source, m_state.layer(), m_state.head(), query, key));
        return;
    }
    const int chosen = source->unitOf(m_selection.shown().index);
    if (m_view != AttentionState::View::Grid && (query >= 0 || key >= 0 || chosen >= 0)) {
        const bool isKey = key >= 0 || (query < 0 && m_left->heads()->side() == HeadView::Side::Right &&
                                        m_view == AttentionState::View::Heads);
        m_detail->setText(tokenText(*source, m_state.layer(), m_state.head(),
                                    query >= 0 ? query
                                    : key >= 0 ? key
                                               : chosen,
                                    isKey));
        return;
    }
    switch (m_view) {
    case AttentionState::View::Heads:
        m_detail->setText(
            m_left->heads()->leftOut() > 0
                ? tr("The strongest %1 of %2 lines are drawn; point at a token for its own.")
                      .arg(m_left->heads()->lines().size())
                      .arg(m_left->heads()->lines().size() + std::size_t(m_left->heads()->leftOut()))
                : tr("Each line goes from a token that looks to one that it looks at; the stronger, the "
                     "more. Point "
                     "at a token for its own lines."));
        break;
    case AttentionState::View::Matrix:
        m_detail->setText(
            tr("A row is a token that looks, a column what it looks at. The wheel zooms, dragging "
               "moves, 0 fits."));
        break;
    case AttentionState::View::Grid:
        m_detail->setText(
            tr("Each head has its own scale of colours. Point at one for what it does, click to "
               "open it."));
        break;
    }
}

void AttentionPanel::showError(const QString& what, const QString& reason, const QString& nextStep)
{
    m_message->showError(what, reason, nextStep);
    m_stack->setCurrentWidget(m_message);
}

void AttentionPanel::showBusy(const QString& text)
{
    if (m_stack->currentWidget() == m_resultPage) return;
    m_message->showBusy(text);
}

void AttentionPanel::showNoModel(const QString& text, const QString& action)
{
    m_first.reset();
    m_second.reset();
    m_message->showEmpty(QStringLiteral("attention"), tr("Nothing to look at yet"), text);
    m_message->setAction(action);
    m_stack->setCurrentWidget(m_message);
}

bool AttentionPanel::exportPicture(const QString& path)
{
    if (!m_first) return false;
    const bool isDouble = m_right->isVisibleTo(this) && m_right->source();
    const QSize left = m_left->pictureSize(), right = isDouble ? m_right->pictureSize() : QSize(0, 0);
    const bool isBelow = m_sides->direction() == QBoxLayout::TopToBottom;
    const QSize all = isBelow ? QSize(std::max(left.width(), right.width()), left.height() + right.height())
                              : QSize(left.width() + right.width(), std::max(left.height(), right.height()));
    return savePicture(path, all, [&](QPainter& painter) {
        painter.fillRect(QRect(QPoint(), all), theme().surface);
        m_left->paintPicture(painter);
        if (!isDouble) return;
        painter.translate(isBelow ? 0 : left.width(), isBelow ? left.height() : 0);
        m_right->paintPicture(painter);
    });
}

core::FloatArray AttentionPanel::shownMatrix() const
{
    const SourcePointer& source = m_left->source();
    if (!source) return {};
    const auto values = source->matrix(m_state.layer(), m_state.head());
    return {{source->size(), source->size()}, *values};
}

} // namespace vitrine::widgets
