// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention/attention_form.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace vitrine::widgets {
namespace {

constexpr auto folderChoice = "\x01"; ///< the entry that asks for a folder

QComboBox* makeCombo(const QString& name, const QStringList& items = {})
{
    auto* combo = new QComboBox;
    combo->setAccessibleName(name);
    combo->addItems(items);
    return combo;
}

} // namespace

const std::vector<AttentionExample>& attentionExamples()
{
    // The texts are not translated: the starter model reads English.
    static const std::vector<AttentionExample> examples{
        {QT_TRANSLATE_NOOP("AttentionExample", "Who “it” is"), "The cat sat on the mat because it was tired.",
         "It slept there the whole afternoon.", 5, 11, 13},
        {QT_TRANSLATE_NOOP("AttentionExample", "Question and answer"),
         "Where do the penguins of this island nest?",
         "The colony breeds on a rocky beach in the south, sheltered from the wind.", 5, 11, -1},
        {QT_TRANSLATE_NOOP("AttentionExample", "A head that looks back"),
         "Unbelievably, the electroencephalographers misinterpreted antidisestablishmentarianism.", nullptr,
         0, 2, -1},
        {QT_TRANSLATE_NOOP("AttentionExample", "Spam"),
         "Congratulations! You have been selected to receive a free cruise. Click the link below and confirm "
         "your bank account within 24 hours to claim your prize.",
         nullptr, 1, 8, -1},
        {QT_TRANSLATE_NOOP("AttentionExample", "A sentence and its translation"),
         "The little dog sleeps under the table.", "Der kleine Hund schläft unter dem Tisch.", 2, 3, 3},
    };
    return examples;
}

AttentionForm::AttentionForm(QWidget* parent) : QFrame(parent)
{
    setRole(this, "card");
    // A low window scrolls it.
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(makePage());
    auto* frame = new QVBoxLayout(this);
    frame->setContentsMargins(1, 1, 1, 1);
    frame->addWidget(scroll);
    setMinimumWidth(340);
    setRun({}, {});
    setComparisons({}, {});
    showKinds(false);
    m_second->hide();
}

QWidget* AttentionForm::makePage()
{
    auto* page = new QWidget;
    setRole(page, "page");
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);
    addTexts(layout);
    addOptions(layout);
    addComparison(layout);
    return page;
}

void AttentionForm::addTexts(QBoxLayout* layout)
{
    layout->addWidget(makeLabel("heading", tr("Text")));
    auto* open = makeCombo(tr("Examples"));
    open->setPlaceholderText(tr("Open an example …"));
    for (const AttentionExample& example : attentionExamples())
        open->addItem(QCoreApplication::translate("AttentionExample", example.title));
    open->setCurrentIndex(-1);
    connect(open, &QComboBox::activated, this, &AttentionForm::exampleChosen);
    layout->addWidget(open);
    const auto makeEditor = [&](const QString& name, const QString& hint) {
        auto* editor = new QPlainTextEdit;
        editor->setFont(textFont());
        editor->setPlaceholderText(hint);
        editor->setAccessibleName(name);
        editor->setTabChangesFocus(true);
        editor->setMinimumHeight(int(64 * textScale()));
        connect(editor, &QPlainTextEdit::textChanged, this, &AttentionForm::onEdited);
        return editor;
    };
    m_first = makeEditor(tr("Text"), tr("Type or paste a sentence, or drop a text file on the window."));
    layout->addWidget(m_first, 3);
    m_pair = new QCheckBox; // what it and its text are called: showKinds()
    connect(m_pair, &QCheckBox::toggled, this, &AttentionForm::onEdited);
    layout->addWidget(m_pair);
    m_second = makeEditor(tr("Second text"), {});
    layout->addWidget(m_second, 2);
    m_useTokenizer = new QPushButton(tr("Use the Tokenizer's text"));
    m_useTokenizer->setObjectName(QStringLiteral("useTokenizer"));
    m_useTokenizer->hide();
    connect(m_useTokenizer, &QPushButton::clicked, this, &AttentionForm::tokenizerTextWanted);
    layout->addWidget(m_useTokenizer);
}

void AttentionForm::addOptions(QBoxLayout* layout)
{
    auto* form = new QFormLayout;
    form->setContentsMargins(0, Theme::space, 0, 0);
    form->setHorizontalSpacing(2 * Theme::space);
    form->setVerticalSpacing(Theme::space);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(makeLabel("heading", tr("What is shown")));
    form->addRow(makeKinds());
    m_layer = makeCombo(tr("Layer"));
    connect(m_layer, &QComboBox::activated, this, &AttentionForm::layerChosen);
    form->addRow(tr("Layer"), m_layer);
    m_values = makeCombo(tr("Values"), {tr("Probabilities"), tr("Scores before the softmax")});
    connect(m_values, &QComboBox::activated, this, &AttentionForm::optionsChanged);
    form->addRow(tr("Values"), m_values);
    m_sentences = makeCombo(tr("Sentences"), {tr("All"), tr("A → A"), tr("A → B"), tr("B → A"), tr("B → B")});
    m_sentences->setToolTip(tr("Which lines the head view draws: from the queries' text to the keys'."));
    connect(m_sentences, &QComboBox::activated, this, &AttentionForm::sentencesChosen);
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
            if (!m_isSetting) Q_EMIT optionsChanged();
        });
        boxes->addWidget(box);
    }
    boxes->addStretch();
    form->addRow(boxes);
    layout->addLayout(form);
}

QWidget* AttentionForm::makeKinds()
{
    m_kinds = new QWidget;
    auto* layout = new QHBoxLayout(m_kinds);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_kindButtons = new QButtonGroup(this);
    const std::pair<QString, QString> kinds[] = {
        {tr("Encoder"), tr("The text's tokens look at each other.")},
        {tr("Decoder"), tr("The target's tokens look at those before them.")},
        {tr("Cross"), tr("The target's tokens look at the text's.")}};
    for (int i = 0; i < 3; ++i) {
        auto* button = makeSegment(kinds[i].first);
        button->setToolTip(kinds[i].second);
        m_kindButtons->addButton(button, i);
        layout->addWidget(button);
    }
    layout->addStretch();
    m_kindButtons->button(2)->setChecked(true);
    connect(m_kindButtons, &QButtonGroup::idClicked, this, [this] { Q_EMIT kindChosen(kind()); });
    return m_kinds;
}

void AttentionForm::showKinds(bool areThree)
{
    m_kinds->setVisible(areThree);
    m_pair->setText(areThree ? tr("Target text (of the decoder)") : tr("Second text (pair)"));
    m_pair->setToolTip(areThree ? tr("What the decoder reads, as in training: after its start token and "
                                     "without the last token. Without a target it reads its start alone.")
                                : QString());
    m_second->setPlaceholderText(areThree ? tr("What the model should answer, such as the translation.")
                                          : tr("The second text of the pair."));
}

inspection::AttentionKind AttentionForm::kind() const
{
    return inspection::AttentionKind(int(inspection::AttentionKind::Encoder) + m_kindButtons->checkedId());
}

void AttentionForm::setKind(inspection::AttentionKind kind)
{
    if (auto* button = m_kindButtons->button(int(kind) - int(inspection::AttentionKind::Encoder)))
        button->setChecked(true);
}

void AttentionForm::addComparison(QBoxLayout* layout)
{
    layout->addWidget(makeLabel("heading", tr("Compare")));
    m_runLabel = makeLabel("caption", tr("Checkpoint of the run (A)"));
    layout->addWidget(m_runLabel);
    m_run = makeCombo(tr("Checkpoint of the run"));
    connect(m_run, &QComboBox::activated, this,
            [this](int index) { Q_EMIT checkpointChosen(m_run->itemData(index).toString()); });
    layout->addWidget(m_run);
    m_compare = makeCombo(tr("Compare with"));
    connect(m_compare, &QComboBox::activated, this, [this](int index) {
        const QString chosen = m_compare->itemData(index).toString();
        if (chosen == QLatin1String(folderChoice))
            Q_EMIT comparisonFolderWanted();
        else
            Q_EMIT comparisonChosen(chosen);
    });
    layout->addWidget(m_compare);
    m_modes = new QWidget;
    auto* modes = new QHBoxLayout(m_modes);
    modes->setContentsMargins(0, 0, 0, 0);
    modes->setSpacing(2);
    m_modeButtons = new QButtonGroup(this);
    const QString names[] = {tr("A"), tr("B"), tr("A | B"), tr("B − A")};
    for (int i = 0; i < 4; ++i) {
        auto* button = makeSegment(names[i]);
        m_modeButtons->addButton(button, i);
        modes->addWidget(button);
    }
    modes->addStretch();
    connect(m_modeButtons, &QButtonGroup::idClicked, this,
            [this](int id) { Q_EMIT comparisonModeChosen(AttentionComparison(id)); });
    layout->addWidget(m_modes);
}

QString AttentionForm::firstText() const
{
    return m_first->toPlainText();
}

std::optional<QString> AttentionForm::secondText() const
{
    return m_pair->isChecked() ? std::optional(m_second->toPlainText()) : std::nullopt;
}

void AttentionForm::setTexts(const QString& first, const std::optional<QString>& second)
{
    m_isSetting = true;
    m_first->setPlainText(first);
    m_second->setPlainText(second.value_or(QString()));
    m_pair->setChecked(second.has_value());
    m_isSetting = false;
    m_second->setVisible(second.has_value());
    Q_EMIT textsChanged();
}

void AttentionForm::setTokenizerTextDiffers(bool differs)
{
    m_useTokenizer->setVisible(differs);
}

void AttentionForm::onEdited()
{
    if (m_isSetting) return;
    m_second->setVisible(m_pair->isChecked());
    Q_EMIT textsEdited();
    Q_EMIT textsChanged();
}

AttentionOptions AttentionForm::options() const
{
    return {m_specialTokens->isChecked(), m_byWord->isChecked(), m_values->currentIndex() == 1};
}

void AttentionForm::setOptions(const AttentionOptions& options)
{
    m_isSetting = true;
    m_specialTokens->setChecked(options.specialTokens);
    m_byWord->setChecked(options.byWord);
    m_values->setCurrentIndex(options.scores ? 1 : 0);
    m_isSetting = false;
}

void AttentionForm::showLayer(int layer, int count)
{
    if (m_layer->count() != count) {
        m_layer->clear();
        for (int i = 1; i <= count; ++i)
            m_layer->addItem(tr("%1 of %2").arg(i).arg(count));
    }
    m_layer->setCurrentIndex(layer);
}

void AttentionForm::showSentences(int index, bool areTwo)
{
    m_sentences->setCurrentIndex(index);
    m_sentences->setEnabled(areTwo);
}

void AttentionForm::showComparison(AttentionComparison shown, bool canSubtract)
{
    auto* difference = m_modeButtons->button(int(AttentionComparison::Difference));
    difference->setEnabled(canSubtract);
    difference->setToolTip(
        canSubtract ? QString()
                    : tr("The two models cut the text differently or have other layers or heads."));
    m_modeButtons->button(int(shown))->setChecked(true);
}

void AttentionForm::setRun(const std::vector<AttentionChoice>& checkpoints, const QString& current)
{
    m_run->clear();
    for (const AttentionChoice& choice : checkpoints)
        m_run->addItem(choice.label, choice.specification);
    m_run->setCurrentIndex(m_run->findData(current));
    m_run->setVisible(!checkpoints.empty());
    m_runLabel->setVisible(!checkpoints.empty());
}

void AttentionForm::setComparisons(const std::vector<AttentionChoice>& choices, const QString& current)
{
    m_compare->clear();
    m_compare->addItem(tr("Compare with …"), QString());
    for (const AttentionChoice& choice : choices)
        m_compare->addItem(choice.label, choice.specification);
    m_compare->addItem(tr("Choose a model folder …"), QString(QLatin1String(folderChoice)));
    m_compare->setCurrentIndex(std::max(0, m_compare->findData(current)));
    m_modes->setVisible(!current.isEmpty());
}

} // namespace vitrine::widgets
