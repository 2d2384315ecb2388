// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/models_page.h"

#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/compared_inputs.h"
#include "widgets/playground/compared_models.h"
#include "widgets/playground/comparison_view.h"
#include "widgets/playground/result_head.h"
#include "widgets/playground/task_form.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {

ModelsPage::ModelsPage(QWidget* parent) : QWidget(parent)
{
    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setChildrenCollapsible(false);
    columns->setHandleWidth(2 * Theme::space);
    columns->addWidget(makeInput());
    columns->addWidget(makeResult());
    columns->setStretchFactor(1, 1);
    columns->setSizes({350, 980});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(columns);
    updateState();
}

QWidget* ModelsPage::makeInput()
{
    auto* page = new QWidget;
    page->setProperty("role", QStringLiteral("page"));
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(1, 1, Theme::space, 1);
    column->setSpacing(Theme::space);
    m_models = new ComparedModelsList;
    m_inputs = new ComparedInputs;
    column->addWidget(makeLabel("heading", tr("Models")));
    column->addWidget(m_models);
    column->addSpacing(Theme::space);
    column->addWidget(m_inputs, 1);
    m_scroll = new QScrollArea;
    m_scroll->setWidget(page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setMinimumWidth(int(256 * textScale()));
    page->installEventFilter(this);

    m_repetitions = new QSpinBox;
    m_repetitions->setRange(1, 100);
    m_repetitions->setValue(3);
    m_repetitions->setAccessibleName(tr("Repetitions"));
    m_repetitions->setToolTip(tr("So often each input runs on each model; the times of all count. One run of "
                                 "the first input before them does not."));
    connect(m_repetitions, &QSpinBox::valueChanged, this, &ModelsPage::edited);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(2 * Theme::space);
    form->addRow(tr("Repetitions"), m_repetitions);
    m_state = makeLabel("caption");
    m_state->setWordWrap(true);
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the comparison"));
    m_progress->hide();
    m_run = new QPushButton;
    setRole(m_run, "primary");
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_isRunning)
            Q_EMIT stopRequested();
        else
            Q_EMIT runRequested();
    });
    connect(m_inputs, &ComparedInputs::edited, this, [this] {
        updateState();
        Q_EMIT edited();
    });
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->setSpacing(Theme::space);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(form);
    layout->addWidget(m_state);
    layout->addWidget(m_progress);
    layout->addWidget(m_run);
    return card;
}

QWidget* ModelsPage::makeResult()
{
    auto* page = new QWidget;
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(Theme::space);
    const auto ask = [this](Export what) { return [this, what] { Q_EMIT exportRequested(what); }; };
    rows->addLayout(makeResultHead(tr("Comparison"), {tr("Copy as Python"), ask(Export::Python)},
                                   tr("Export"),
                                   {{tr("Answers as CSV …"), ask(Export::AnswersCsv)},
                                    {tr("Figures as CSV …"), ask(Export::FiguresCsv)},
                                    {tr("Everything as JSON …"), ask(Export::Json)}}));
    m_view = new ComparisonView;
    connect(m_view, &ComparisonView::argumentsRequested, this, [this](const QJsonObject& arguments) {
        if (m_isRunning) return;
        m_inputs->form()->setArguments(arguments);
        Q_EMIT runRequested();
    });
    connect(m_view, &ComparisonView::inputRequested, this, [this](const QJsonValue& input) {
        if (m_isRunning) return;
        m_inputs->setRequest({m_inputs->task(), input, m_inputs->arguments()});
        Q_EMIT runRequested();
    });
    rows->addWidget(m_view, 1);
    m_message = new MessageView;
    m_message->showEmpty(
        QStringLiteral("grid"), tr("The same input on several models"),
        tr("Add two to six models at the left, write an input or many, and run: every model "
           "gets a column with its answer, its time and its memory, and the table says where "
           "they do not agree with the first."));
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);
    return m_stack;
}

int ModelsPage::repetitions() const
{
    return m_repetitions->value();
}

void ModelsPage::setRepetitions(int count)
{
    m_repetitions->setValue(count);
}

QString ModelsPage::missing() const
{
    if (m_models->choices().empty()) return tr("Add two models at least.");
    if (m_models->choices().size() == 1) return tr("Add another model.");
    return m_inputs->missing();
}

void ModelsPage::updateState()
{
    const QString lacks = missing();
    m_run->setText(m_isRunning ? tr("Stop") : tr("Compare"));
    m_run->setEnabled(m_isRunning || lacks.isEmpty());
    m_run->setToolTip(lacks);
    if (!m_isRunning) showState(lacks);
    m_progress->setVisible(m_isRunning);
    m_inputs->setEnabled(!m_isRunning);
    m_repetitions->setEnabled(!m_isRunning);
    m_models->setRunning(m_isRunning);
}

void ModelsPage::setRunning(bool running)
{
    m_isRunning = running;
    m_progress->setRange(0, 0);
    updateState();
}

void ModelsPage::showProgress(double fraction, const QString& text)
{
    m_progress->setRange(0, fraction < 0 ? 0 : 1000);
    if (fraction >= 0) m_progress->setValue(int(1000 * fraction));
    showState(text);
}

void ModelsPage::showState(const QString& text)
{
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

void ModelsPage::showComparison(AnswersModel::ComparisonPointer comparison,
                                AnswersModel::SummaryPointer summary)
{
    m_view->setComparison(std::move(comparison), std::move(summary));
    m_stack->setCurrentIndex(1);
}

bool ModelsPage::eventFilter(QObject* watched, QEvent* event)
{
    // It scrolls down only: what the form of a task needs in width, the card has.
    if (watched == m_scroll->widget() && event->type() == QEvent::LayoutRequest) {
        const int needed =
            m_scroll->widget()->minimumSizeHint().width() + m_scroll->verticalScrollBar()->sizeHint().width();
        m_scroll->setMinimumWidth(std::clamp(needed, int(256 * textScale()), int(440 * textScale())));
    }
    return QWidget::eventFilter(watched, event);
}

QString ModelsPage::stateText() const
{
    return m_state->text();
}

} // namespace vitrine::widgets
