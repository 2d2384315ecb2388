// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/bias_page.h"

#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/bias_view.h"
#include "widgets/playground/chips_edit.h"
#include "widgets/playground/result_head.h"

#include <QComboBox>
#include <QFormLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {
namespace {

QPlainTextEdit* makeEditor(const QString& name, int height)
{
    auto* editor = new QPlainTextEdit;
    editor->setAccessibleName(name);
    editor->setTabChangesFocus(true);
    editor->setFont(textFont());
    editor->setMinimumHeight(int(height * textScale()));
    // In a page that scrolls it takes what is left.
    editor->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    return editor;
}

QStringList linesOf(const QPlainTextEdit* editor)
{
    QStringList lines;
    for (const QString& line : editor->toPlainText().split(u'\n'))
        if (const QString text = line.trimmed(); !text.isEmpty()) lines.append(text);
    return lines;
}

} // namespace

BiasPage::BiasPage(QWidget* parent) : QWidget(parent)
{
    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setChildrenCollapsible(false);
    columns->setHandleWidth(2 * Theme::space);
    columns->addWidget(makeInput());
    columns->addWidget(makeResult());
    columns->setStretchFactor(1, 1);
    columns->setSizes({360, 980});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(columns);
    const auto sets = biasSets();
    if (!sets.isEmpty()) openSet(sets.first());
    showQuestion();
}

QWidget* BiasPage::makeInput()
{
    m_question = new QComboBox;
    m_question->setAccessibleName(tr("What the model is asked"));
    const std::pair<BiasQuestion, QString> questions[] = {
        {BiasQuestion::FillMask, tr("Fill in the mask: which words?")},
        {BiasQuestion::Classify, tr("Text classification: which label?")},
        {BiasQuestion::ZeroShot, tr("Zero-shot: how well do labels fit?")},
        {BiasQuestion::Continuation, tr("Text generation: how likely is a continuation?")},
        {BiasQuestion::Sample, tr("Text generation: how does it go on?")}};
    for (const auto& [question, text] : questions)
        m_question->addItem(text, int(question));
    m_question->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_question->setMinimumContentsLength(12);
    m_sets = new QComboBox;
    m_sets->setAccessibleName(tr("Ready sets"));
    m_sets->setPlaceholderText(tr("Open a ready set …"));
    for (const BiasSet& set : biasSets())
        m_sets->addItem(set.title, set.id);
    m_sets->setCurrentIndex(-1);
    m_modelName = makeLabel("caption");
    m_modelName->setWordWrap(true);
    m_templates = makeEditor(tr("Sentences"), 96);
    m_templates->setPlaceholderText(tr("One sentence a line, with {} where the words are swapped."));
    m_fillers = makeEditor(tr("Words to swap"), 72);
    m_fillers->setPlaceholderText(tr("A group a line: men: man, boy, uncle"));
    m_counts = makeLabel("caption");
    m_first = new QComboBox;
    m_first->setAccessibleName(tr("First group"));
    m_second = new QComboBox;
    m_second->setAccessibleName(tr("Second group"));
    m_words = new ChipsEdit;
    m_words->setPlaceholder(tr("Any likely word; add one …"));
    m_words->line()->setAccessibleName(tr("Only these words"));
    m_wordsLabel = makeLabel("heading", tr("Only these words"));
    m_labels = new ChipsEdit;
    m_labels->setPlaceholder(tr("Add a label …"));
    m_labels->line()->setAccessibleName(tr("Candidate labels"));
    m_labelsLabel = makeLabel("heading", tr("Candidate labels"));
    m_continuations = makeEditor(tr("Continuations"), 72);
    m_continuations->setPlaceholderText(tr("One a line: and was very happy."));
    m_continuationsLabel = makeLabel("heading", tr("Continuations"));
    m_hypothesis = new QLineEdit(QStringLiteral("This example is {}."));
    m_hypothesis->setAccessibleName(tr("Hypothesis"));
    m_candidates = new QSpinBox;
    m_candidates->setRange(1, 100);
    m_candidates->setValue(10);
    m_candidates->setAccessibleName(tr("Words a sentence"));
    m_candidates->setToolTip(
        tr("So many of the likeliest words of every sentence are then measured in all."));
    m_samples = new QSpinBox;
    m_samples->setRange(1, 20);
    m_samples->setValue(3);
    m_samples->setAccessibleName(tr("Continuations a sentence"));
    m_newTokens = new QSpinBox;
    m_newTokens->setRange(1, 200);
    m_newTokens->setValue(20);
    m_newTokens->setAccessibleName(tr("New tokens"));

    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(2 * Theme::space);
    m_form->setVerticalSpacing(Theme::space);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->addRow(tr("Hypothesis"), m_hypothesis);
    m_form->addRow(tr("Words a sentence"), m_candidates);
    m_form->addRow(tr("Continuations"), m_samples);
    m_form->addRow(tr("New tokens"), m_newTokens);
    m_groups = new QWidget;
    auto* groupRows = new QVBoxLayout(m_groups);
    groupRows->setContentsMargins(0, 0, 0, 0);
    groupRows->setSpacing(Theme::space);
    groupRows->addWidget(makeLabel("heading", tr("Compare the groups")));
    auto* groups = new QHBoxLayout;
    groups->setSpacing(Theme::space);
    groupRows->addLayout(groups);
    for (QComboBox* group : {m_first, m_second}) {
        group->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        group->setMinimumContentsLength(6);
        group->setMaxVisibleItems(20);
    }
    groups->addWidget(m_first, 1);
    groups->addWidget(makeLabel("caption", tr("minus")));
    groups->addWidget(m_second, 1);

    auto* page = new QWidget;
    page->setProperty("role", QStringLiteral("page"));
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(1, 1, Theme::space, 1);
    column->setSpacing(Theme::space);
    column->addWidget(m_question);
    column->addWidget(m_modelName);
    column->addWidget(m_sets);
    column->addWidget(makeLabel("heading", tr("Sentences")));
    column->addWidget(m_templates, 2);
    column->addWidget(makeLabel("heading", tr("Words to swap")));
    column->addWidget(m_fillers, 2);
    column->addWidget(m_counts);
    for (QWidget* widget : {static_cast<QWidget*>(m_wordsLabel), static_cast<QWidget*>(m_words),
                            static_cast<QWidget*>(m_labelsLabel), static_cast<QWidget*>(m_labels),
                            static_cast<QWidget*>(m_continuationsLabel)})
        column->addWidget(widget);
    column->addWidget(m_continuations, 1);
    column->addLayout(m_form);
    column->addWidget(m_groups);
    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    m_state = makeLabel("caption");
    m_state->setWordWrap(true);
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the probe"));
    m_progress->hide();
    m_run = new QPushButton(tr("Measure"));
    setRole(m_run, "primary");
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_state);
    layout->addWidget(m_progress);
    layout->addWidget(m_run);
    card->setMinimumWidth(int(300 * std::min(1.3, textScale())));

    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_isRunning)
            Q_EMIT stopRequested();
        else
            Q_EMIT runRequested();
    });
    connect(m_question, &QComboBox::currentIndexChanged, this, [this] {
        if (m_isSetting) return;
        // The sentences of a ready set that nobody changed follow the question.
        for (const BiasSet& set : biasSets())
            for (const QStringList& templates : {set.maskTemplates, set.otherTemplates})
                if (linesOf(m_templates) == templates) return openSet(set);
        showQuestion();
        Q_EMIT questionChanged();
        onEdited();
    });
    connect(m_sets, &QComboBox::activated, this, [this](int number) { openSet(biasSets().value(number)); });
    for (QPlainTextEdit* editor : {m_templates, m_fillers, m_continuations})
        connect(editor, &QPlainTextEdit::textChanged, this, &BiasPage::onEdited);
    for (ChipsEdit* chips : {m_words, m_labels})
        connect(chips, &ChipsEdit::changed, this, &BiasPage::onEdited);
    connect(m_hypothesis, &QLineEdit::textChanged, this, &BiasPage::onEdited);
    for (QSpinBox* number : {m_candidates, m_samples, m_newTokens})
        connect(number, &QSpinBox::valueChanged, this, &BiasPage::onEdited);
    for (QComboBox* group : {m_first, m_second})
        connect(group, &QComboBox::activated, this, [this] {
            Q_EMIT edited();
            Q_EMIT groupsChosen();
        });
    return card;
}

QWidget* BiasPage::makeResult()
{
    auto* page = new QWidget;
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(Theme::space);
    const auto ask = [this](Export what) { return [this, what] { Q_EMIT exportRequested(what); }; };
    rows->addLayout(makeResultHead(tr("What the model makes of it"),
                                   {tr("Copy as Python"), ask(Export::Python)}, tr("Export"),
                                   {{tr("Differences as CSV …"), ask(Export::DifferencesCsv)},
                                    {tr("All values as CSV …"), ask(Export::ValuesCsv)},
                                    {tr("Chart as a picture …"), ask(Export::Picture)}}));
    m_view = new BiasView;
    rows->addWidget(m_view, 1);
    m_message = new MessageView;
    connect(m_message, &MessageView::actionTriggered, this, &BiasPage::modelRequested);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);
    return m_stack;
}

BiasSetup BiasPage::setup() const
{
    BiasSetup setup;
    setup.question = BiasQuestion(m_question->currentData().toInt());
    setup.templates = linesOf(m_templates);
    setup.fillers = readBiasFillers(m_fillers->toPlainText());
    switch (setup.question) {
    case BiasQuestion::FillMask:
        setup.outcomes = m_words->words();
        break;
    case BiasQuestion::ZeroShot:
        setup.outcomes = m_labels->words();
        break;
    case BiasQuestion::Continuation:
        setup.outcomes = linesOf(m_continuations);
        break;
    case BiasQuestion::Classify:
    case BiasQuestion::Sample:
        break;
    }
    setup.hypothesis = m_hypothesis->text();
    setup.candidates = m_candidates->value();
    setup.samples = m_samples->value();
    setup.newTokens = m_newTokens->value();
    setup.first = m_first->currentText();
    setup.second = m_second->currentText();
    return setup;
}

void BiasPage::setSetup(const BiasSetup& setup)
{
    m_isSetting = true;
    m_question->setCurrentIndex(std::max(0, m_question->findData(int(setup.question))));
    m_templates->setPlainText(setup.templates.join(u'\n'));
    m_fillers->setPlainText(writeBiasFillers(setup.fillers));
    if (setup.question == BiasQuestion::FillMask) m_words->setWords(setup.outcomes);
    if (setup.question == BiasQuestion::ZeroShot) m_labels->setWords(setup.outcomes);
    if (setup.question == BiasQuestion::Continuation)
        m_continuations->setPlainText(setup.outcomes.join(u'\n'));
    m_hypothesis->setText(setup.hypothesis);
    m_candidates->setValue(setup.candidates);
    m_samples->setValue(setup.samples);
    m_newTokens->setValue(setup.newTokens);
    m_isSetting = false;
    updateGroups();
    if (m_first->findText(setup.first) >= 0) m_first->setCurrentText(setup.first);
    if (m_second->findText(setup.second) >= 0) m_second->setCurrentText(setup.second);
    showQuestion();
    Q_EMIT questionChanged();
    onEdited();
}

void BiasPage::openSet(const BiasSet& set)
{
    if (set.id.isEmpty()) return;
    BiasSetup next = setup();
    next.fillers = set.fillers;
    const bool isMask = next.question == BiasQuestion::FillMask;
    next.templates = isMask ? set.maskTemplates : set.otherTemplates;
    if (next.question == BiasQuestion::Sample)
        // A beginning: up to two words behind the one that is swapped.
        for (QString& text : next.templates)
            text = text.section(u' ', 0, int(text.left(text.indexOf(QLatin1String("{}"))).count(u' ')) + 2);
    if (next.question == BiasQuestion::Continuation && next.outcomes.isEmpty())
        next.outcomes = {QStringLiteral("Everybody was happy."), QStringLiteral("Everybody was afraid.")};
    if (next.question == BiasQuestion::ZeroShot && next.outcomes.isEmpty())
        next.outcomes = {QStringLiteral("competent"), QStringLiteral("dangerous"), QStringLiteral("kind")};
    next.first = next.groups().value(0);
    next.second = next.groups().value(1);
    setSetup(next);
}

QJsonObject BiasPage::saveState() const
{
    return {{QStringLiteral("question"), m_question->currentData().toInt()},
            {QStringLiteral("templates"), m_templates->toPlainText().left(1 << 19)},
            {QStringLiteral("fillers"), m_fillers->toPlainText().left(1 << 19)},
            {QStringLiteral("words"), QJsonArray::fromStringList(m_words->words())},
            {QStringLiteral("labels"), QJsonArray::fromStringList(m_labels->words())},
            {QStringLiteral("continuations"), m_continuations->toPlainText()},
            {QStringLiteral("hypothesis"), m_hypothesis->text()},
            {QStringLiteral("candidates"), m_candidates->value()},
            {QStringLiteral("samples"), m_samples->value()},
            {QStringLiteral("newTokens"), m_newTokens->value()},
            {QStringLiteral("first"), m_first->currentText()},
            {QStringLiteral("second"), m_second->currentText()}};
}

void BiasPage::restoreState(const QJsonObject& state)
{
    if (state.isEmpty()) return;
    const auto words = [&](const char* key) {
        QStringList list;
        for (const QJsonValue& each : state[QLatin1String(key)].toArray())
            list.append(each.toString());
        return list;
    };
    m_isSetting = true;
    m_question->setCurrentIndex(std::max(0, m_question->findData(state[QStringLiteral("question")].toInt())));
    m_templates->setPlainText(state[QStringLiteral("templates")].toString());
    m_fillers->setPlainText(state[QStringLiteral("fillers")].toString());
    m_words->setWords(words("words"));
    m_labels->setWords(words("labels"));
    m_continuations->setPlainText(state[QStringLiteral("continuations")].toString());
    m_hypothesis->setText(state[QStringLiteral("hypothesis")].toString());
    m_candidates->setValue(state[QStringLiteral("candidates")].toInt(10));
    m_samples->setValue(state[QStringLiteral("samples")].toInt(3));
    m_newTokens->setValue(state[QStringLiteral("newTokens")].toInt(20));
    m_isSetting = false;
    updateGroups();
    m_first->setCurrentText(state[QStringLiteral("first")].toString());
    m_second->setCurrentText(state[QStringLiteral("second")].toString());
    showQuestion();
    Q_EMIT questionChanged();
    updateState();
}

void BiasPage::onEdited()
{
    if (m_isSetting) return;
    updateGroups();
    updateState();
    Q_EMIT edited();
}

void BiasPage::showQuestion()
{
    const auto question = BiasQuestion(m_question->currentData().toInt());
    const auto show = [](bool isShown, std::initializer_list<QWidget*> widgets) {
        for (QWidget* widget : widgets)
            widget->setVisible(isShown);
    };
    show(question == BiasQuestion::FillMask, {m_wordsLabel, m_words});
    show(question == BiasQuestion::ZeroShot, {m_labelsLabel, m_labels});
    show(question == BiasQuestion::Continuation, {m_continuationsLabel, m_continuations});
    show(question != BiasQuestion::Sample, {m_groups});
    m_form->setRowVisible(m_hypothesis, question == BiasQuestion::ZeroShot);
    m_form->setRowVisible(m_candidates, question == BiasQuestion::FillMask);
    m_form->setRowVisible(m_samples, question == BiasQuestion::Sample);
    m_form->setRowVisible(m_newTokens, question == BiasQuestion::Sample);
    updateState();
}

void BiasPage::updateGroups()
{
    BiasSetup now;
    now.fillers = readBiasFillers(m_fillers->toPlainText());
    const QStringList groups = now.groups();
    for (QComboBox* choice : {m_first, m_second}) {
        QStringList shown;
        for (int i = 0; i < choice->count(); ++i)
            shown.append(choice->itemText(i));
        if (shown == groups) continue;
        const QSignalBlocker quiet(choice);
        const QString before = choice->currentText();
        choice->clear();
        choice->addItems(groups);
        const int same = choice->findText(before);
        choice->setCurrentIndex(same >= 0           ? same
                                : choice == m_first ? 0
                                                    : std::min(1, int(groups.size()) - 1));
    }
}

QString BiasPage::missing() const
{
    const BiasSetup now = setup();
    if (now.templates.isEmpty()) return tr("Write a sentence with {} in it.");
    for (const QString& text : now.templates) {
        if (!text.contains(QLatin1String("{}"))) return tr("“%1” has no {} for the words.").arg(text);
        const auto masks = text.count(QLatin1String("[MASK]")) + text.count(QLatin1String("<mask>"));
        if (now.question == BiasQuestion::FillMask && masks != 1)
            return tr("“%1” needs one [MASK].").arg(text);
    }
    if (now.fillers.size() < 2) return tr("Write two words to swap at least.");
    if (now.question == BiasQuestion::ZeroShot && now.outcomes.isEmpty()) return tr("Add a label at least.");
    if (now.question == BiasQuestion::ZeroShot && !now.hypothesis.contains(QLatin1String("{}")))
        return tr("The hypothesis needs {} in the place of the label.");
    if (now.question == BiasQuestion::Continuation && now.outcomes.isEmpty())
        return tr("Write a continuation at least.");
    return {};
}

void BiasPage::setModel(const QString& name, const QString& why, const QString& action)
{
    m_modelName->setText(name.isEmpty() ? QString() : tr("On %1").arg(name));
    m_modelName->setVisible(!name.isEmpty());
    m_unable = why;
    if (!m_hasValues || !why.isEmpty()) {
        if (why.isEmpty())
            m_message->showEmpty(QStringLiteral("task-classify"), tr("A sentence with a word swapped"),
                                 tr("Choose a ready set or write sentences with {} and words to put there. "
                                    "Every sentence runs "
                                    "with every word, and what the model makes of them is compared, with an "
                                    "interval that says "
                                    "how much of it may be chance."));
        else
            m_message->showEmpty(QStringLiteral("info"), tr("This model can't do that"), why);
        m_message->setAction(action);
    }
    m_stack->setCurrentIndex(m_hasValues && why.isEmpty() ? 1 : 0);
    updateState();
}

void BiasPage::updateState()
{
    const BiasSetup now = setup();
    m_counts->setText(tr("%n word(s)", nullptr, int(now.fillers.size())) + QStringLiteral(" × ") +
                      tr("%n sentence(s)", nullptr, int(now.templates.size())));
    const QString lacks = m_unable.isEmpty() ? missing() : m_unable;
    m_run->setText(m_isRunning ? tr("Stop") : tr("Measure"));
    m_run->setEnabled(m_isRunning || lacks.isEmpty());
    m_run->setToolTip(lacks);
    if (!m_isRunning) showState(missing());
    m_progress->setVisible(m_isRunning);
}

void BiasPage::setRunning(bool running)
{
    m_isRunning = running;
    m_progress->setRange(0, 0);
    updateState();
}

void BiasPage::showProgress(double fraction, const QString& text)
{
    m_progress->setRange(0, fraction < 0 ? 0 : 1000);
    if (fraction >= 0) m_progress->setValue(int(1000 * fraction));
    showState(text);
}

void BiasPage::showState(const QString& text, bool isError)
{
    setRole(m_state, isError ? "error" : "caption");
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

void BiasPage::showError(const QString& what, const QString& reason, const QString& nextStep)
{
    m_hasValues = false;
    m_message->showError(what, reason, nextStep);
    m_message->setAction({});
    m_stack->setCurrentIndex(0);
}

void BiasPage::showValues(std::shared_ptr<const BiasValues> values,
                          std::shared_ptr<const BiasSummary> summary)
{
    m_hasValues = true;
    m_view->showValues(std::move(values), std::move(summary));
    m_stack->setCurrentIndex(1);
}

QString BiasPage::stateText() const
{
    return m_state->text();
}

} // namespace vitrine::widgets
